"""Mails about what is new to the searches people keep: found by the search, sent by the outbox of notifications."""

import datetime
import logging

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from notifications.models import MailSettings, OutgoingMail
from notifications.telling import has_mail
from search.models import SavedSearch
from search.saved import News, due, stop_token, take_news

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
    with override(saved.user.ui_language):
        mail = OutgoingMail(key=f"search {saved.public_id} {saved.asked_on}", user=saved.user, **words(saved, news))
    OutgoingMail.objects.bulk_create([mail], ignore_conflicts=True)
    return True


def is_reached(person) -> bool:
    """Whether mail reaches the person: none goes to an address from which it came back."""
    return has_mail(person) and not MailSettings.objects.filter(user=person, parked_at__isnull=False).exists()


def words(saved: SavedSearch, news: list[News]) -> dict[str, str]:
    """Subject and body, in the active language."""
    found = "\n\n".join(f"{one.title}\n{absolute(one.path)}" for one in news)
    count = len(news)
    told = ngettext(
        "Your search “%(name)s” has a new result:", "Your search “%(name)s” has %(count)s new results:", count
    )
    everything = absolute(f"{reverse('search:search')}?{saved.address}&sort=newest")
    parts = [
        told % {"name": saved.name, "count": count},
        found,
        _("All results: %(address)s") % {"address": everything},
        _("No more mails about this search: %(address)s")
        % {"address": absolute(reverse("search:saved-stop", args=[stop_token(saved)]))},
    ]
    subject = _("New results: %(name)s") % {"name": saved.name}
    return {"subject": subject[:LONGEST_SUBJECT], "body": "\n\n".join(parts)}


def absolute(path: str) -> str:
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + path
