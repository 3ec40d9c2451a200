from django.urls import path

from notifications.views import following, inbox, mail

app_name = "notifications"

urlpatterns = [
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/read/", inbox.inbox_read, name="inbox-read"),
    path("inbox/<slug:public_id>/", inbox.notice_open, name="notice-open"),
    path("following/", following.following_list, name="following-list"),
    path("following/mail/", following.mail_change, name="mail-change"),
    path("following/replies/stop/", following.replies_stop, name="replies-stop"),
    path("following/<slug:kind>/<str:subject_id>/", following.following_change, name="following-change"),
    path("following/<slug:kind>/<str:subject_id>/remove/", following.following_remove, name="following-remove"),
    path("mail/stop/<str:token>/", mail.mail_stop, name="mail-stop"),
]
