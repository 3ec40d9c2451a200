from django.urls import path

from search import api

app_name = "search-api"
urlpatterns = [
    path("search/", api.search_api, name="search"),
    path("suggest/", api.suggest_api, name="suggest"),
]
