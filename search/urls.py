from django.urls import path

from search import feeds, saved_views, views

app_name = "search"
urlpatterns = [
    path("search/", views.search, name="search"),
    path("search/feed/", feeds.search_feed, name="feed"),
    path("search/saved/", saved_views.saved_list, name="saved-list"),
    path("search/saved/add/", saved_views.saved_add, name="saved-add"),
    path("search/saved/stop/<str:token>/", saved_views.saved_stop, name="saved-stop"),
    path("search/saved/<slug:public_id>/", saved_views.saved_change, name="saved-change"),
    path("search/saved/<slug:public_id>/delete/", saved_views.saved_delete, name="saved-delete"),
]
