"""Mails about what is new to the searches people keep: found by the search, sent by the outbox of notifications."""

import datetime
import logging

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from notifications.letters import Letter, Line, Section, absolute
from notifications.models import MailSettings, OutgoingMail
from notifications.telling import has_mail
from portal.languages import UI_TAGS
from portal.languages.reading import reader_language
from search import facets
from search.models import SavedSearch
from search.saved import News, due, still_news, stop_token, take_news

LONGEST_SUBJECT = 200

log = logging.getLogger(__name__)


def mail_new_results(now: datetime.datetime) -> int:
    """Ask the searches that are due and put a mail for each that found something into the outbox; how many."""
    return sum(_attempt(saved_id, now) for saved_id in due(now).values_list("pk", flat=True))


def _attempt(saved_id: int, now: datetime.datetime) -> bool:
    try:
        return mail_news_of(saved_id, now)
    except Exception:
        log.exception("The saved search %s was not asked this time", saved_id)
        return False


@transaction.atomic
def mail_news_of(saved_id: int, now: datetime.datetime) -> bool:
    """Whether there was something to mail. What was found counts as known together with the mail, or not at all."""
    saved = due(now).select_for_update().filter(pk=saved_id).first()
    news = take_news(saved, at=now) if saved else []
    if saved is None or not news or not is_reached(saved.user):
        return False
    mail = OutgoingMail(
        key=f"search {saved.public_id} {saved.asked_on}",
        kind=OutgoingMail.Kind.RESULTS,
        user=saved.user,
        about={"search": saved.public_id, "entries": [one.entry_id for one in news]},
    )
    OutgoingMail.objects.bulk_create([mail], ignore_conflicts=True)
    return True


def is_reached(person) -> bool:
    """Whether mail reaches the person: none goes to an address from which it came back."""
    return has_mail(person) and not MailSettings.objects.filter(user=person, parked_at__isnull=False).exists()


def letter_of(mail: OutgoingMail) -> Letter | None:
    """The letter as it leaves, in the active language; ``None`` once it was stopped or all of it was taken back."""
    saved = SavedSearch.objects.select_related("user").filter(public_id=mail.about["search"]).first()
    if saved is None or saved.frequency == SavedSearch.Frequency.OFF:
        return None
    news = still_news(mail.about["entries"], saved.user)
    return written(saved, news) if news else None


def written(saved: SavedSearch, news: list[News]) -> Letter:
    """What is new, each thing under its own title, with why it is told and how to stop that."""
    language, count = reader_language(), len(news)
    told = ngettext(
        "Your search “%(name)s” has a new result.", "Your search “%(name)s” has %(count)s new results.", count
    )
    everything = absolute(f"{reverse('search:search')}?{saved.address}&sort=newest")
    results = [
        Section(
            one.title,
            one.lang,
            absolute(one.path),
            [Line(facets.label("kind", one.kind, language), address=absolute(one.path))],
        )
        for one in news
    ]
    whole = Section(
        told % {"name": saved.name, "count": count},
        UI_TAGS[language],
        everything,
        [Line(_("All results"), address=everything)],
    )
    return Letter(
        subject=(_("New results: %(name)s") % {"name": saved.name})[:LONGEST_SUBJECT],
        sections=[whole, *results],
        why=[_("You get this mail because you keep the search “%(name)s”.") % {"name": saved.name}],
        stop_path=reverse("search:saved-stop", args=[stop_token(saved)]),
        settings_path=reverse("search:saved-list"),
    )
