"""Who may do what with practices."""

import rules

from accounts.permissions import (
    desk_associations,
    holds_mandate_of,
    is_administrator,
    is_desk,
    is_editor,
    is_member_of,
    is_ngo,
    is_officer,
)


@rules.predicate
def speaks_for_its_organisation(user, practice) -> bool:
    return practice is not None and holds_mandate_of(user, practice.organisation)


@rules.predicate
def is_desk_of_its_association(user, practice) -> bool:
    """Is the desk of the organisation itself, or of an association it belongs to."""
    associations = desk_associations(user)
    if not associations or practice is None:
        return False
    return practice.organisation_id in associations or is_member_of(practice.organisation, associations)


rules.add_perm("practices.submit_practice", is_officer | is_ngo | is_desk | is_editor | is_administrator)
rules.add_perm(
    "practices.edit_practice",
    speaks_for_its_organisation | is_desk_of_its_association | is_editor | is_administrator,
)
rules.add_perm("practices.check_practice", is_desk_of_its_association | is_editor | is_administrator)
rules.add_perm("practices.want_practice", is_officer | is_ngo)
