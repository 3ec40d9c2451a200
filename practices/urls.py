from django.urls import path

from practices import views

app_name = "practices"

urlpatterns = [
    path("practices/", views.practice_list, name="practice-list"),
    path("practices/new/", views.practice_write, name="practice-new"),
    path("practices/to-check/", views.practice_checks, name="practice-checks"),
    path("practices/<slug:slug>/", views.practice_detail, name="practice-detail"),
    path("practices/<slug:slug>/edit/", views.practice_write, name="practice-edit"),
    path("practices/<slug:slug>/want/", views.practice_want, name="practice-want"),
    path("practices/<slug:slug>/check/", views.practice_check, name="practice-check"),
]
