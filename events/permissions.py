"""Who may do what with events."""

import rules

from accounts.permissions import (
    desk_associations,
    holds_mandate_of,
    is_administrator,
    is_editor,
    is_signed_in,
)


@rules.predicate
def speaks_for_a_host(user, event) -> bool:
    return event is not None and any(holds_mandate_of(user, host) for host in event.hosts.all())


@rules.predicate
def is_desk_of_a_host(user, event) -> bool:
    associations = desk_associations(user)
    return event is not None and any(host.pk in associations for host in event.hosts.all())


rules.add_perm("events.register", is_signed_in)
rules.add_perm("events.run_event", speaks_for_a_host | is_desk_of_a_host | is_editor | is_administrator)
