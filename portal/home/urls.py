from django.urls import path

from portal.home import places, subjects, views, waiting

app_name = "home"

urlpatterns = [
    path("", views.home, name="home"),
    path("waiting/", waiting.waiting, name="waiting"),
    path("municipalities/", places.municipality_list, name="municipality-list"),
    path("municipalities/<slug:slug>/", places.municipality_detail, name="municipality-detail"),
    path("organisations/", places.organisation_list, name="organisation-list"),
    path("organisations/<slug:slug>/", places.organisation_detail, name="organisation-detail"),
    path("themes/<slug:code>/", subjects.theme_detail, name="theme-detail"),
    path("approaches/<slug:code>/", subjects.approach_detail, name="approach-detail"),
]
