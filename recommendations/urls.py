"""Addresses of recommendations, working groups and traces."""

from django.urls import path, register_converter

from recommendations.views import (
    adapting,
    addressing,
    agreeing,
    consulting,
    decisions,
    document,
    drafting,
    exports,
    followup,
    groups,
    meetings,
    news_tables,
    reading,
    roadmap,
    rollup,
    trace,
    words,
    workroom,
    writing,
)


class EndingConverter:
    """The formats in which a document can be taken along."""

    regex = "pdf|docx"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class ReferenceConverter:
    """``REC-<country or RG>-<year>-<nnn>``, the id a document is cited by."""

    regex = r"REC-[A-Z]{2}-[0-9]{4}-[0-9]{3,6}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(ReferenceConverter, "reference")
register_converter(EndingConverter, "ending")

app_name = "recommendations"

DOCUMENT = "recommendations/<reference:reference>/"

urlpatterns = [
    path("recommendations/", reading.recommendation_list, name="recommendation-list"),
    path("recommendations/themes/", rollup.theme_list, name="theme-list"),
    path("recommendations/themes/<slug:code>/", rollup.theme_rollup, name="theme-rollup"),
    path("recommendations/roadmap/", roadmap.roadmap, name="roadmap"),
    path("recommendations/news/", news_tables.news_import, name="news-import"),
    path("recommendations/news/commitments.csv", news_tables.news_table, name="news-table"),
    path(DOCUMENT, document.recommendation_detail, name="recommendation-detail"),
    path(f"{DOCUMENT}v/<int:number>/", document.recommendation_detail, name="version-detail"),
    path(f"{DOCUMENT}history/", document.recommendation_history, name="recommendation-history"),
    path(f"{DOCUMENT}adapt/", adapting.recommendation_adapt, name="recommendation-adapt"),
    path(f"{DOCUMENT}origin/", adapting.origin_compare, name="origin-compare"),
    path(f"{DOCUMENT}compare/<int:old>/<int:new>/", document.version_compare, name="version-compare"),
    path(f"{DOCUMENT}points/<slug:public_id>/", document.point_detail, name="point-detail"),
    path(f"{DOCUMENT}points/<slug:public_id>/sources/", drafting.clause_sources, name="clause-sources"),
    path(f"{DOCUMENT}points/<slug:public_id>/sources/<int:pk>/", drafting.source_drop, name="source-drop"),
    path(f"{DOCUMENT}points/<slug:public_id>/change/", consulting.amendment_new, name="amendment-new"),
    path(f"{DOCUMENT}points/<slug:public_id>/letter/", consulting.amendment_from_letter, name="amendment-from-letter"),
    path(f"{DOCUMENT}points/<slug:public_id>/comment/", consulting.comment_new, name="comment-new"),
    path(f"{DOCUMENT}points/<slug:public_id>/together/", consulting.amendments_consolidate, name="consolidate"),
    path(f"{DOCUMENT}comments/<slug:public_id>/hide/", consulting.comment_hide, name="comment-hide"),
    path(f"{DOCUMENT}changes/", consulting.amendments_synopsis, name="amendments-synopsis"),
    path(f"{DOCUMENT}changes/<slug:public_id>/", consulting.amendment_settle, name="amendment-settle"),
    path(
        f"{DOCUMENT}changes/<slug:public_id>/propose/",
        consulting.amendment_propose_settlement,
        name="amendment-propose",
    ),
    path(f"{DOCUMENT}changes/<slug:public_id>/answer/", consulting.amendment_answer, name="amendment-answer"),
    path(f"{DOCUMENT}changes/<slug:public_id>/anew/", consulting.amendment_rebase, name="amendment-rebase"),
    path(f"{DOCUMENT}changes/<slug:public_id>/withdraw/", consulting.amendment_withdraw, name="amendment-withdraw"),
    path(f"{DOCUMENT}write/", writing.recommendation_write, name="recommendation-write"),
    path(f"{DOCUMENT}write/paste/", writing.recommendation_paste, name="recommendation-paste"),
    path(f"{DOCUMENT}write/typed/", writing.clause_typed, name="new-clause-typed"),
    path(f"{DOCUMENT}write/leave/", writing.clause_leave, name="new-clause-leave"),
    path(f"{DOCUMENT}write/in/<str:language>/", writing.recommendation_translate, name="recommendation-translate"),
    path(f"{DOCUMENT}write/<slug:public_id>/", writing.recommendation_write, name="clause-edit"),
    path(f"{DOCUMENT}write/<slug:public_id>/take/", writing.clause_take, name="clause-take"),
    path(f"{DOCUMENT}write/<slug:public_id>/typed/", writing.clause_typed, name="clause-typed"),
    path(f"{DOCUMENT}write/<slug:public_id>/leave/", writing.clause_leave, name="clause-leave"),
    path(f"{DOCUMENT}write/<slug:public_id>/move/", writing.clause_move, name="clause-move"),
    path(f"{DOCUMENT}write/<slug:public_id>/split/", writing.clause_split, name="clause-split"),
    path(f"{DOCUMENT}write/<slug:public_id>/join/", writing.clause_join, name="clause-join"),
    path(f"{DOCUMENT}write/<slug:public_id>/drop/", writing.clause_drop, name="clause-drop"),
    path(f"{DOCUMENT}from/<slug:public_id>/", drafting.clause_from_position, name="clause-from-position"),
    path(f"{DOCUMENT}positions/<slug:public_id>/", drafting.position_dispose, name="position-dispose"),
    path(f"{DOCUMENT}steps/", drafting.recommendation_steps, name="recommendation-steps"),
    path(f"{DOCUMENT}addressees/", addressing.addressee_list, name="addressee-list"),
    path(f"{DOCUMENT}addressees/<slug:public_id>/", addressing.addressee_change, name="addressee-change"),
    path(f"{DOCUMENT}note/", drafting.version_note, name="version-note"),
    path(f"{DOCUMENT}move/", drafting.recommendation_move, name="recommendation-move"),
    path(f"{DOCUMENT}decide/", decisions.round_open, name="round-open"),
    path(f"{DOCUMENT}decision/<slug:public_id>/", decisions.round_detail, name="round-detail"),
    path(f"{DOCUMENT}decision/<slug:public_id>/end/", decisions.round_end, name="round-end"),
    path(f"{DOCUMENT}decision/<slug:public_id>/record/<int:ordinal>/", decisions.ballot_record, name="ballot-record"),
    path(
        f"{DOCUMENT}decision/<slug:public_id>/objection/<slug:objection_id>/",
        decisions.objection_treat,
        name="objection-treat",
    ),
    path(f"{DOCUMENT}decision/<slug:public_id>/opinion/", agreeing.opinion_write, name="opinion-write"),
    path(f"{DOCUMENT}decision/<slug:public_id>/endorsed/", agreeing.endorsement_record, name="endorsement-record"),
    path(f"{DOCUMENT}v/<int:number>/document.<ending:ending>", exports.document_file, name="document-file"),
    path(
        f"{DOCUMENT}compare/<int:compared_with>/<int:number>/document.<ending:ending>",
        exports.document_file,
        name="document-changes",
    ),
    path(f"{DOCUMENT}changes.csv", exports.document_table, {"name": "changes"}, name="changes-table"),
    path(f"{DOCUMENT}votes.csv", exports.document_table, {"name": "votes"}, name="votes-table"),
    path(f"{DOCUMENT}sign/", agreeing.sign, name="sign"),
    path(f"{DOCUMENT}send/", followup.delivery_new, name="delivery-new"),
    path(f"{DOCUMENT}answer/<slug:public_id>/", followup.delivery_answer, name="delivery-answer"),
    path(f"{DOCUMENT}answer/<slug:public_id>/all/", followup.response_all, name="response-all"),
    path(f"{DOCUMENT}answer/<slug:public_id>/<slug:clause_id>/", followup.response_edit, name="response-edit"),
    path(f"{DOCUMENT}commit/<slug:public_id>/<slug:clause_id>/", followup.commitment_new, name="commitment-new"),
    path(f"{DOCUMENT}news/<slug:public_id>/", followup.commitment_news, name="commitment-news"),
    path(f"{DOCUMENT}verify/<slug:public_id>/", followup.commitment_verify, name="commitment-verify"),
    path("groups/", groups.group_list, name="group-list"),
    path("groups/<slug:slug>/", groups.group_detail, name="group-detail"),
    path("groups/<slug:slug>/members/", groups.group_members, name="group-members"),
    path("groups/<slug:slug>/members/<int:pk>/end/", groups.membership_end, name="membership-end"),
    path("groups/<slug:slug>/papers/", groups.paper_add, name="paper-add"),
    path("groups/<slug:slug>/workroom/", workroom.workroom, name="workroom"),
    path("groups/<slug:slug>/workroom/remind/", workroom.group_remind, name="group-remind"),
    path("groups/<slug:slug>/meetings/new/", meetings.meeting_write, name="meeting-new"),
    path("groups/<slug:slug>/meetings/<slug:public_id>/", meetings.meeting_detail, name="meeting-detail"),
    path("groups/<slug:slug>/meetings/<slug:public_id>/write/", meetings.meeting_write, name="meeting-write"),
    path("groups/<slug:slug>/begin/", drafting.recommendation_begin, name="recommendation-begin"),
    path("my-words/", words.my_words, name="my-words"),
    path("trace/<slug:kind>/<slug:public_id>/", trace.trace_detail, name="trace-detail"),
]
