from django.urls import path

from accounts.views import copies, leaving, people

app_name = "accounts"

urlpatterns = [
    path("", people.profile, name="profile"),
    path("copy/", copies.data_copy, name="data-copy"),
    path("copy/<slug:public_id>/<str:ending>/", copies.data_copy_file, name="data-copy-file"),
    path("leave/", leaving.leave, name="leave"),
    path("leave/done/", leaving.left, name="left"),
    path("stay/<str:token>/", leaving.stay, name="stay"),
    path("authorisations/", people.mandate_request, name="mandate-request"),
    path("authorisations/to-verify/", people.mandate_list, name="mandate-list"),
    path("authorisations/<slug:public_id>/", people.mandate_settle, name="mandate-settle"),
]
