"""Sent inside the transaction of what happened; receivers only write rows (foundations 15)."""

from django.dispatch import Signal

#: ``recommendation``, ``from_state``: it was created or moved to another state, or its readers changed.
recommendation_changed = Signal()
#: ``clause``, ``recommendation``: the point was written, edited or left out.
clause_changed = Signal()
#: ``disposition``: it was said what became of a position; its author is to be told.
position_disposed = Signal()
#: ``round``: a decision was opened; its electors are to be told.
round_opened = Signal()
#: ``round``: its result was certified.
round_certified = Signal()
#: ``delivery``: a signed version was sent to its addressee.
recommendation_delivered = Signal()
#: ``response``: the addressee answered a point.
response_given = Signal()
#: ``commitment``: it was taken, or there is news about it.
commitment_changed = Signal()
#: ``reminder``, ``thing``: a day is near or has passed; ``thing`` is the delivery, commitment or round it is about.
reminder_due = Signal()
#: ``amendment``: it was proposed, answered by the rapporteur or its proposer, settled, withdrawn or overtaken.
amendment_changed = Signal()
#: ``comment``: it was hidden, with the reason in it; its author is to be told.
comment_hidden = Signal()
