from django.urls import path

from accounts import views

app_name = "accounts"

urlpatterns = [
    path("", views.profile, name="profile"),
    path("authorisations/", views.mandate_request, name="mandate-request"),
    path("authorisations/to-verify/", views.mandate_list, name="mandate-list"),
    path("authorisations/<slug:public_id>/", views.mandate_settle, name="mandate-settle"),
]
