"""What came after the signatures: delivery, answers, commitments with their news, and what tables found."""

from accounts.models import Mandate, User
from directory.models import Organisation
from forums.models import Post, WorkingTable
from portal.home.demo.loading import Demo
from recommendations.followup import deliver, respond, take_commitment, update_commitment, verify_commitment
from recommendations.models import Clause, Commitment, Delivery, Milestone, OfficialResponse, Recommendation


def send(demo: Demo, row: dict, recommendation: Recommendation, clauses: dict[str, Clause]) -> None:
    """The document sent, and everything the addressee did about it since."""
    people, bodies = demo.by_key("person", User), demo.by_key("organisation", Organisation)
    entry = row["delivery"]
    delivery = deliver(
        recommendation,
        by=people[entry["entered_by"]],
        addressee=bodies[entry["addressee"]],
        registry_number=entry["registry_number"],
        due_on=demo.day(entry["due_days"]),
        at=demo.moment(entry["days"]),
    )
    responses = {answer["clause"]: answer_point(demo, delivery, answer, clauses) for answer in row.get("response", [])}
    for commitment in row.get("commitment", []):
        commit(demo, row, commitment, clauses, responses)


def answer_point(demo: Demo, delivery: Delivery, row: dict, clauses: dict[str, Clause]) -> OfficialResponse:
    until = row.get("considered_until_days")
    return respond(
        delivery,
        by=demo.by_key("person", User)[row["by"]],
        clause=clauses[row["clause"]],
        mandate=demo.by_key("mandate", Mandate)[f"{row['by']} {delivery.addressee.slug}"],
        considered_until=None if until is None else demo.day(until),
        forwarded_to=row.get("forwarded_to", ""),
        at=demo.moment(row["answered_days"]),
        **{name: row[name] for name in ("answer", "reason", "language", "approved_by")},
    )


def commit(
    demo: Demo, document: dict, row: dict, clauses: dict[str, Clause], responses: dict[str, OfficialResponse]
) -> None:
    """A commitment with its steps, and then, day by day, its news and what tables said about it."""
    commitment = take_commitment(
        clauses[row["clause"]],
        by=demo.by_key("person", User)[row["taken_by"]],
        owner=demo.by_key("organisation", Organisation)[row["owner"]],
        text=row["text"],
        language=row["language"],
        due_on=demo.day(row["due_days"]),
        response=responses.get(row["clause"]),
        budget_line=row["budget_line"],
        at=demo.moment(row["taken_days"]),
    )
    demo.note("commitment", row["key"], commitment.public_id)
    Milestone.objects.bulk_create(
        Milestone(
            commitment=commitment,
            text=step["text"],
            due_on=demo.day(step["due_days"]),
            done_on=demo.day(step["done_days"]) if "done_days" in step else None,
        )
        for step in row["milestones"]
    )
    # Tables speak first on a day: news may then repeat the state that follows from it.
    said = [(entry["days"], 0, entry) for entry in row["verifications"]]
    told = [(entry["days"], 1, entry) for entry in row["updates"]]
    for _days, is_news, entry in sorted([*said, *told], key=lambda item: item[:2]):
        if is_news:
            tell(demo, commitment, row, entry, is_last=entry is row["updates"][-1])
        else:
            verify(demo, document, commitment, entry)


def tell(demo: Demo, commitment: Commitment, row: dict, entry: dict, *, is_last: bool) -> None:
    """News; the last one names the contributions that show it."""
    posts = demo.by_key("post", Post)
    update_commitment(
        commitment,
        by=demo.by_key("person", User)[entry["by"]],
        language=entry["language"],
        state=entry["state"],
        text=entry["text"],
        next_update_on=demo.day(row["next_update_days"]) if is_last else None,
        evidence_posts=[posts[key] for key in row["evidence_posts"]] if is_last else (),
        act_title=entry.get("act_title", ""),
        act_state=entry.get("act_state", ""),
        at=demo.moment(entry["days"]),
    )


def verify(demo: Demo, document: dict, commitment: Commitment, entry: dict) -> None:
    verify_commitment(
        commitment,
        by=demo.by_key("person", User)[entry["person"]],
        verdict=entry["verdict"],
        table=demo.by_key("table", WorkingTable)[f"{document['forum']} {entry['table']}"],
        reason=entry["reason"],
        at=demo.moment(entry["days"]),
    )
