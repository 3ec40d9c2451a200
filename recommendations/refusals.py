"""What the database refuses in the tables of this app: ballots, frozen versions, certified results."""

from portal.base.triggers import Event, Refusal

#: What may no longer be done to a row that is final, and to one that is part of something final.
CHANGES: tuple[Event, ...] = ("UPDATE", "DELETE")
PART_CHANGES: tuple[tuple[Event, str], ...] = (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD"))

ROUND_OF_BALLOT = (
    "(SELECT r.state FROM recommendations_decisionround r JOIN recommendations_elector e ON e.round_id = r.id"
    " WHERE e.id = NEW.elector_id)"
)
VERSION = "(SELECT v.frozen_at FROM recommendations_version v WHERE v.id = {row}.version_id)"
AUTHENTIC = (
    "EXISTS (SELECT 1 FROM recommendations_version v"
    " JOIN recommendations_recommendation d ON d.id = v.recommendation_id"
    " WHERE v.id = {row}.version_id AND v.frozen_at IS NOT NULL AND d.authentic_language = {row}.language)"
)
AUTHENTIC_CLAUSE = (
    "EXISTS (SELECT 1 FROM recommendations_versionclause c JOIN recommendations_version v ON v.id = c.version_id"
    " JOIN recommendations_recommendation d ON d.id = v.recommendation_id"
    " WHERE c.id = {row}.version_clause_id AND v.frozen_at IS NOT NULL"
    " AND d.authentic_language = {row}.language)"
)

BALLOTS_ARE_FINAL = (
    Refusal("ballot_is_never_changed", "recommendations_ballot", "UPDATE", "a ballot never changes"),
    Refusal("ballot_is_never_deleted", "recommendations_ballot", "DELETE", "a ballot is never deleted"),
    Refusal(
        "ballot_only_while_open",
        "recommendations_ballot",
        "INSERT",
        "the decision is closed",
        f"{ROUND_OF_BALLOT} <> 'open'",
    ),
    Refusal("elector_is_never_changed", "recommendations_elector", "UPDATE", "the electorate is frozen"),
    Refusal("elector_is_never_deleted", "recommendations_elector", "DELETE", "the electorate is frozen"),
    Refusal(
        "certified_round_never_changes",
        "recommendations_decisionround",
        "UPDATE",
        "a certified result never changes",
        "OLD.state = 'certified'",
    ),
    Refusal(
        "certified_round_is_never_deleted",
        "recommendations_decisionround",
        "DELETE",
        "a certified result is never deleted",
        "OLD.state = 'certified'",
    ),
)

ROUND_OF_OBJECTION = (
    "(SELECT r.state FROM recommendations_decisionround r JOIN recommendations_elector e ON e.round_id = r.id"
    " JOIN recommendations_ballot b ON b.elector_id = e.id WHERE b.id = {row}.ballot_id)"
)
#: What became of an objection is part of the certified result.
OBJECTIONS_ARE_FINAL = tuple(
    Refusal(
        f"certified_objection_{event.lower()}",
        "recommendations_objection",
        event,
        "a certified result never changes",
        f"{ROUND_OF_OBJECTION.format(row=row)} = 'certified'",
    )
    for event, row in PART_CHANGES
)

FROZEN_VERSIONS_ARE_FINAL = (
    *(
        Refusal(
            f"frozen_version_{event.lower()}",
            "recommendations_version",
            event,
            "a frozen version never changes",
            "OLD.frozen_at IS NOT NULL",
        )
        for event in CHANGES
    ),
    *(
        Refusal(
            f"frozen_versionclause_{event.lower()}",
            "recommendations_versionclause",
            event,
            "a frozen version never changes",
            f"{VERSION.format(row=row)} IS NOT NULL",
        )
        for event, row in PART_CHANGES
    ),
    *(
        Refusal(
            f"frozen_versiontext_{event.lower()}",
            "recommendations_versiontext",
            event,
            "the authentic text of a frozen version never changes",
            AUTHENTIC.format(row=row),
        )
        for event, row in PART_CHANGES
    ),
    *(
        Refusal(
            f"frozen_clausetext_{event.lower()}",
            "recommendations_clausetext",
            event,
            "the authentic text of a frozen version never changes",
            AUTHENTIC_CLAUSE.format(row=row),
        )
        for event, row in PART_CHANGES
    ),
)
