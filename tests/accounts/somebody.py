"""A person with something of every kind, a word of their own in each."""

from accounts.models import Consent, User
from events.models import Registration
from forums.actions.discussion import edit_post
from forums.actions.moderation import hide_post
from forums.models import Draft, Flag, Forum, Support
from notifications.models import Subscription
from search.models import SavedSearch
from tests.factories.accounts import MandateFactory
from tests.factories.events import EventFactory
from tests.factories.forums import TableFactory, facilitator, position_in, reply_in, seated, thread_in
from tests.factories.practices import PracticeFactory

#: What is written with the word in front of it, in things of one's own.
OWN = (
    "name",
    "mandate",
    "title",
    "opening",
    "first",
    "second",
    "hidden",
    "statement",
    "draft",
    "position",
    "flag",
    "search",
    "area",
    "consent",
)


def somebody(word: str, forum: Forum) -> User:
    """Speaks for an organisation, sits at a table, has written, drafted, reported, followed and saved."""
    person = seated(forum, table=TableFactory(forum=forum), display_name=f"{word}name", email=f"{word}@example.org")
    mandate = MandateFactory(user=person, role=f"{word}mandate")
    thread = thread_in(forum, by=person, title=f"{word}title", body=f"{word}opening")
    post = reply_in(thread, by=person, body=f"{word}first")
    type(post).objects.filter(pk=post.pk).update(on_behalf_of=mandate)
    edit_post(post, by=person, body=f"{word}second")
    hidden = reply_in(thread, by=person, body=f"{word}hidden")
    hide_post(hidden, by=facilitator(forum), reason="names", statement=f"{word}statement")
    Draft.objects.create(user=person, thread=thread, body=f"{word}draft")
    position = position_in(forum, by=person, text=f"{word}position")
    Support.objects.create(position=position, seat=person.seats.get())
    Flag.objects.create(
        forum=forum, raised_by=person, reason="other", note=f"{word}flag", subject_kind="post", subject_id="x"
    )
    SavedSearch.objects.create(user=person, name=f"{word}search", address="q=home")
    Subscription.objects.create(user=person, subject_kind="area", subject_id=f"{word}area:")
    Registration.objects.create(event=EventFactory(), user=person, state="confirmed")
    Consent.objects.create(user=person, purpose=f"{word}consent", wording_version="1")
    PracticeFactory(contact=person)
    return person
