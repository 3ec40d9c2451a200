"""What the addressee answers: point by point, or one answer for all with exceptions; by its officer or by letter."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Mandate, User
from portal.base.models import PortalDocument
from recommendations import stations, workflow
from recommendations.errors import ResponseRefused
from recommendations.models import Clause, Delivery, OfficialResponse, Recommendation
from recommendations.signals import response_given
from recommendations.terms import note_in_audit

State = Recommendation.State


@dataclass(frozen=True)
class Answer:
    """The words of an answer and how they came: by the officer's ``mandate``, else from a letter with its number."""

    answer: str
    reason: str
    language: str
    mandate: Mandate | None = None
    considered_until: date | None = None
    forwarded_to: str = ""
    approved_by: str = ""
    letter_number: str = ""
    letter: PortalDocument | None = None
    answered_on: date | None = None

    def fields(self, *, by: User | None, at: datetime) -> dict[str, object]:
        """The columns of the official response."""
        return {
            "answer": self.answer,
            "reason": self.reason.strip(),
            "language": self.language,
            "considered_until": self.considered_until,
            "answered_on": self.answered_on or timezone.localtime(at).date(),
            "on_behalf_of": self.mandate,
            "forwarded_to": self.forwarded_to.strip(),
            "approved_by": self.approved_by,
            "is_from_letter": self.mandate is None,
            "letter_number": self.letter_number,
            "letter": self.letter,
            "entered_by": by,
            "entered_at": at,
        }


@transaction.atomic
def respond(
    delivery: Delivery, *, by: User | None, clause: Clause, at: datetime | None = None, **words
) -> OfficialResponse:
    """The addressee's answer to one point; ``words`` are the fields of ``Answer``.

    A point may be answered again: the addressee corrects what others entered, and "being considered" gets its end.
    What the addressee answered itself is never replaced from a letter.
    With the last point the document is ``answered``.
    """
    at = at or timezone.now()
    answer = Answer(**words)
    if not delivery.version.clauses.filter(clause=clause).exists():
        raise ResponseRefused(_("That point is not in the document that was sent."))
    _is_whole(answer)
    _may_speak(delivery, answer, at=at)
    response = _answered(delivery, clause, answer, by=by, at=at)
    _now_answered(workflow.lock(delivery.recommendation), by=by, at=at)
    return response


@transaction.atomic
def respond_to_all(
    delivery: Delivery,
    *,
    by: User | None,
    except_for: Collection[Clause] = (),
    at: datetime | None = None,
    **words,
) -> list[OfficialResponse]:
    """One answer for every point without one, those excepted left open; what was answered before stays as it is."""
    at = at or timezone.now()
    answer = Answer(**words)
    _is_whole(answer)
    _may_speak(delivery, answer, at=at)
    left_out = {clause.pk for clause in except_for}
    points = [point for point in workflow.unanswered_by(delivery) if point.clause_id not in left_out]
    if not points:
        raise ResponseRefused(_("There is no point left that this answer would be for."))
    given = [_answered(delivery, point.clause, answer, by=by, at=at) for point in points]
    _now_answered(workflow.lock(delivery.recommendation), by=by, at=at)
    return given


def _answered(delivery: Delivery, clause: Clause, answer: Answer, *, by: User | None, at: datetime) -> OfficialResponse:
    former = delivery.responses.select_for_update(of=("self",)).filter(clause=clause).first()
    if former and former.on_behalf_of_id and answer.mandate is None:
        raise ResponseRefused(_("The addressee has answered this point itself."))
    if former and answer.mandate and former.letter_id and not answer.letter:
        answer = replace(answer, letter=former.letter, letter_number=former.letter_number)
    fields = answer.fields(by=by, at=at)
    response, _created = OfficialResponse.objects.update_or_create(delivery=delivery, clause=clause, defaults=fields)
    details = {"clause": clause.public_id} | _former_words(former, response)
    note_in_audit("respond", delivery.recommendation, by=by, at=at, to_state=answer.answer, details=details)
    stations.record_response(response)
    response_given.send(sender=OfficialResponse, response=response)
    return response


def _former_words(former: OfficialResponse | None, response: OfficialResponse) -> dict[str, str]:
    """What the point was answered before, for the record; nothing where that has not changed."""
    if former is None or (former.answer, former.reason) == (response.answer, response.reason):
        return {}
    return {"former_answer": former.answer, "former_reason": former.reason}


def _is_whole(answer: Answer) -> None:
    if not answer.reason.strip():
        raise ResponseRefused(_("Give the reason for the answer."))
    if answer.forwarded_to.strip() and answer.answer != OfficialResponse.Answer.NOT_COMPETENT:
        raise ResponseRefused(_("Only what is not yours to decide is forwarded to somebody else."))
    if answer.answer == OfficialResponse.Answer.CONSIDERING and answer.considered_until is None:
        raise ResponseRefused(_("Say until when it is being considered."))


def _may_speak(delivery: Delivery, answer: Answer, *, at: datetime) -> None:
    if answer.mandate is None:
        if not answer.letter_number.strip() or answer.answered_on is None:
            raise ResponseRefused(_("For an answer that came by letter, write its number and its day."))
        return
    if answer.mandate.organisation_id != delivery.addressee_id:
        raise ResponseRefused(_("You do not speak for the addressee."))
    if not answer.mandate.is_valid_on(timezone.localtime(at).date()):
        raise ResponseRefused(_("The authorisation was not valid on that day."))


def _now_answered(recommendation: Recommendation, *, by: User | None, at: datetime) -> None:
    if recommendation.state == State.DELIVERED and not workflow.unanswered_points(recommendation):
        workflow.move(recommendation, State.ANSWERED, by=by, at=at)
