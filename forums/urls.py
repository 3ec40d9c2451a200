"""Addresses of the forum. Its texts and the list of forums are pages of Wagtail."""

from django.urls import path, re_path

from forums.views import appeals, assisted, forums, moderation, positions, queue, sessions, tables, threads

app_name = "forums"

urlpatterns = [
    path("forums/<slug:slug>/", forums.forum_detail, name="forum-detail"),
    path("forums/<slug:slug>/new/", threads.thread_new, name="thread-new"),
    path("forums/<slug:slug>/conversations/", forums.thread_list, name="thread-list"),
    path("forums/<slug:slug>/positions/", positions.position_list, name="position-list"),
    path("forums/<slug:slug>/join/", tables.seat_ask, name="seat-ask"),
    path("forums/<slug:slug>/seats/", tables.seat_list, name="seat-list"),
    path("forums/<slug:slug>/seats/<slug:public_id>/give/", tables.seat_give, name="seat-give"),
    path("forums/<slug:slug>/waiting/", queue.moderation_queue, name="moderation-queue"),
    path("forums/<slug:slug>/care/", appeals.care_figures, name="care-of-forum"),
    path("care/", appeals.care_figures, name="care-figures"),
    path("decisions/<slug:public_id>/", appeals.measure_detail, name="measure-detail"),
    path("decisions/<slug:public_id>/appeal/", appeals.measure_appeal, name="measure-appeal"),
    path("decisions/<slug:public_id>/decide/", appeals.appeal_decide, name="appeal-decide"),
    path("decisions/<slug:public_id>/lift/", appeals.suspension_lift, name="suspension-lift"),
    path("forums/<slug:slug>/sessions/", sessions.session_list, name="session-list"),
    path("forums/<slug:slug>/minutes/<slug:public_id>/", sessions.minutes_detail, name="minutes-detail"),
    re_path(
        r"^forums/(?P<slug>[-a-z0-9_]+)/t/(?P<public_id>[0-9a-z]{10})(?:-(?P<title>[-\w]*))?/$",
        threads.thread_detail,
        name="thread-detail",
    ),
    path("t/<slug:public_id>/reply/", threads.thread_reply, name="thread-reply"),
    path("t/<slug:public_id>/draft/", threads.thread_draft, name="thread-draft"),
    path("t/<slug:public_id>/conclude/", threads.thread_conclude, name="thread-conclude"),
    path("t/<slug:public_id>/lock/", moderation.thread_lock, name="thread-lock"),
    path("t/<slug:public_id>/for-someone/", assisted.record_for_someone, name="record-for-someone"),
    path("p/<slug:public_id>/", threads.post_detail, name="post-detail"),
    path("p/<slug:public_id>/edit/", threads.post_edit, name="post-edit"),
    path("p/<slug:public_id>/slip/", assisted.post_slip, name="post-slip"),
    path("p/<slug:public_id>/position/", positions.position_new, name="position-new"),
    path("p/<slug:public_id>/report/", moderation.post_flag, name="post-flag"),
    path("p/<slug:public_id>/measure/", moderation.post_measure, name="post-measure"),
    path("p/<slug:public_id>/suspend/", moderation.person_suspend, name="person-suspend"),
    path("positions/<slug:public_id>/support/", positions.position_support, name="position-support"),
    path("positions/<slug:public_id>/accept/", positions.position_accept, name="position-accept"),
]
