"""Sent inside the transaction of what happened; receivers only write rows, and their failure fails the action."""

from django.dispatch import Signal

#: ``post``: it took its place in a thread and can be read.
post_published = Signal()
#: ``post``: its words are no longer shown.
post_hidden = Signal()
#: ``post``: its words changed, or came back.
post_changed = Signal()
#: ``thread``: opened, renamed, locked, moved to another state, or its readers changed.
thread_changed = Signal()
#: ``thread``: it has an outcome now.
thread_concluded = Signal()
#: ``position``: proposed, accepted, merged, or its support changed; ``at`` with the two steps in the middle.
position_changed = Signal()
#: ``minutes``: they can be read now.
minutes_published = Signal()
#: ``forum``: its state, readers or texts' circumstances changed.
forum_changed = Signal()
#: ``cycle``, ``from_state``, ``to_state``.
cycle_moved = Signal()
#: ``measure``, ``author`` (or ``None``): a facilitator did something about a post or thread; the author is told.
measure_taken = Signal()
#: ``seat``, ``before`` (its state), ``by``: asked for, given or left.
seat_changed = Signal()
#: ``role``, ``by``: somebody was named to facilitate or coordinate the forum; the person is told.
role_named = Signal()
#: ``session``: called for a time and place, or called anew for another; those who sit at its tables are told.
session_called = Signal()
#: ``appeal``: somebody who did not decide first has decided; the person concerned is told.
appeal_decided = Signal()
#: ``stage``, ``verb`` (as in the audit), ``reason``: opened, closed or extended by somebody, not by the clock.
stage_changed = Signal()
#: ``flag``: somebody reported a contribution, or what they reported was looked at.
flag_changed = Signal()
#: ``appeal``: somebody asks that another person decides again.
appeal_lodged = Signal()
#: ``post``, ``people``: a post that can be read names these people; each is named once, however often it is changed.
people_mentioned = Signal()
#: ``posts``: they stand in another thread now; nothing else about them changed.
posts_moved = Signal()
#: ``rearrangement``, ``people``: conversations were moved, split or joined, or that was taken back; their authors.
thread_rearranged = Signal()
