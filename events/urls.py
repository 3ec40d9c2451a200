from django.urls import path

from events import views

app_name = "events"

urlpatterns = [
    path("events/", views.event_list, name="event-list"),
    path("events/<slug:slug>/", views.event_detail, name="event-detail"),
    path("events/<slug:slug>/register/", views.event_register, name="event-register"),
    path("events/<slug:slug>/move/", views.event_move, name="event-move"),
    path("events/<slug:slug>/withdraw/", views.event_withdraw, name="event-withdraw"),
    path("events/<slug:slug>/calendar.ics", views.event_calendar, name="event-calendar"),
]
