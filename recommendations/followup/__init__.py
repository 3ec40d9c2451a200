"""After the signatures, by subject: delivery, answers, commitments, verification, reminders, news from tables."""

from recommendations.followup.commitments import (
    ASK_AGAIN_DAYS,
    COMMITMENT_MOVES,
    report_no_change,
    take_commitment,
    update_commitment,
)
from recommendations.followup.deliveries import deliver
from recommendations.followup.imports import Fault, NewsRow, RowsRefused, import_news, try_news
from recommendations.followup.reminders import electors_without_ballot, remind
from recommendations.followup.responses import respond, respond_to_all
from recommendations.followup.verification import verified_state, verify_commitment
from recommendations.terms import forum_of, response_days, update_days

__all__ = [
    "ASK_AGAIN_DAYS",
    "COMMITMENT_MOVES",
    "Fault",
    "NewsRow",
    "RowsRefused",
    "deliver",
    "electors_without_ballot",
    "forum_of",
    "import_news",
    "remind",
    "report_no_change",
    "respond",
    "respond_to_all",
    "response_days",
    "take_commitment",
    "try_news",
    "update_commitment",
    "update_days",
    "verified_state",
    "verify_commitment",
]
