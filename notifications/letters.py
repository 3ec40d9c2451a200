"""The words of a mail, written when it leaves: in its reader's language, from what the reader may see then."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from accounts.models import User
from notifications.addresses import Stop, reply_address, stop_token
from notifications.models import Notice
from notifications.subjects import Pointer, Title, readable_things, titles_of
from notifications.words import event_of, sentence, why
from portal.base.mail_replies import takes_replies
from portal.base.registry import address_of
from portal.languages import UI_TAGS
from portal.languages.reading import readable, reader_language, shown_as

LONGEST_EXCERPT, LONGEST_LINE, LONGEST_SUBJECT = 1500, 240, 150
#: Stands first in a mail that can be answered; whatever comes back below it is ours.
MARKER = "-=-=-=-=-=-"


@dataclass(frozen=True)
class Line:
    """One piece of news: the portal's words, and what somebody wrote with its ``lang``."""

    words: str
    when: str = ""
    quoted: str = ""
    lang: str = ""
    address: str = ""


@dataclass(frozen=True)
class Section:
    """News about one thing, under what it is called."""

    title: str
    lang: str
    address: str
    lines: Sequence[Line]


@dataclass(frozen=True)
class Letter:
    subject: str
    sections: Sequence[Section]
    why: Sequence[str]
    stop: Stop | None = None
    reply_to: str = ""
    thread: Pointer | None = None
    stop_path: str = ""  # where a letter is stopped that is none of this app's own
    settings_path: str = ""

    @property
    def stop_url(self) -> str:
        own = reverse("notifications:mail-stop", args=[stop_token(self.stop)]) if self.stop else ""
        return absolute(self.stop_path or own)

    def text(self) -> str:
        return render_to_string("notifications/mail/letter.txt", self.context()).strip() + "\n"

    def html(self) -> SafeString:
        return render_to_string("notifications/mail/letter.html", self.context())

    def context(self) -> dict[str, Any]:
        return {
            "letter": self,
            "marker": MARKER if self.reply_to else "",
            "tag": UI_TAGS.get(reader_language(), "en"),
            "settings_url": absolute(self.settings_path or reverse("notifications:following-list")),
        }


def absolute(path: str) -> str:
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + path


def one_line(text: str, longest: int) -> str:
    """A text as one line of at most so many letters: what goes into a header or a list."""
    return Truncator(" ".join(text.split())).chars(longest)


# One thing, at once -----------------------------------------------------------------------------------------------


def letter_about(notice: Notice, *, at: datetime.datetime) -> Letter | None:
    """The mail that tells one thing; ``None`` when its reader may not see it any more.

    What concerns the person very much is told even then, by its sentence alone.
    """
    about, subject = (notice.about_kind, notice.about_id), (notice.subject_kind, notice.subject_id)
    things = readable_things({about, subject}, notice.user)
    event = event_of(notice.event)
    if not (is_seen(notice, things) or event.is_personal):
        return None
    title = titles_of({about: things[about]})[about] if about in things else Title(_("Sofra"), "")
    name = readable(title.text, title.language)
    line = line_of(notice, things.get(subject), longest=LONGEST_EXCERPT)
    return Letter(
        subject=one_line(str(event.subject) % {"title": name}, LONGEST_SUBJECT),
        sections=[Section(name, lang_of(title), address_in(things, about), [line])],
        why=[why(notice.reason)],
        stop=stop_for(notice),
        reply_to=where_to_reply(notice, at) if is_seen(notice, things) else "",
        thread=about,
    )


def address_in(things: dict[Pointer, Any], pointer: Pointer) -> str:
    """The whole address of one of these things, "" for what is not among them."""
    return absolute(address_of(pointer[0], things[pointer], reader_language())) if pointer in things else ""


def lang_of(title: Title) -> str:
    """The ``lang`` of a title as its reader sees it; the portal's own words carry that of the mail."""
    return shown_as(title.language) if title.language else UI_TAGS.get(reader_language(), "en")


def line_of(notice: Notice, thing: Any, *, longest: int) -> Line:
    """A notice as a line. Words about somebody's own conduct stay readable to them whatever became of the place."""
    quoted, language = words_of(notice, thing) if thing or notice.reason == "wrote" else ("", "")
    return Line(
        words=sentence(notice.event),
        when=moment(notice.details.get("when", "")),
        quoted=Truncator(readable(quoted, language)).chars(longest),
        lang=shown_as(language) if language else "",
        address=absolute(address_of(notice.subject_kind, thing, reader_language())) if thing else "",
    )


def words_of(notice: Notice, thing: Any) -> tuple[str, str]:
    """What somebody wrote, with its language: the note that came with the news, or the post itself."""
    if notice.details.get("note"):
        return notice.details["note"], notice.details.get("language", "")
    if notice.subject_kind == "post" and thing is not None:
        return thing.body, thing.language
    return "", ""


def moment(stamp: str) -> str:
    """A day and hour in the reader's form."""
    if not stamp:
        return ""
    return date_format(timezone.localtime(datetime.datetime.fromisoformat(stamp)), "DATETIME_FORMAT")


def stop_for(notice: Notice) -> Stop:
    """What the mail's own link stops: the conversation, the forum, or everything that is sent at once."""
    person = notice.user.public_id
    if notice.about_kind in ("thread", "forum") and not event_of(notice.event).is_personal:
        return Stop(person, notice.about_kind, notice.about_id)
    return Stop(person, "at_once")


def where_to_reply(notice: Notice, at: datetime.datetime) -> str:
    """The address at which the person may answer: the thing itself or what it stands under."""
    for kind, public_id in ((notice.subject_kind, notice.subject_id), (notice.about_kind, notice.about_id)):
        if takes_replies(kind):
            return reply_address(notice.user, kind, public_id, at=at)
    return ""


# The digest -------------------------------------------------------------------------------------------------------


def digest_of(user: User, notices: Sequence[Notice]) -> tuple[Letter | None, list[Notice]]:
    """The digest of these notices (newest first) grouped by thing, and those of them that are in it.

    ``None`` when nothing is left that the person may still see.
    """
    pointers = {(one.about_kind, one.about_id) for one in notices} | {
        (one.subject_kind, one.subject_id) for one in notices
    }
    things = readable_things(pointers, user)
    told = [one for one in notices if event_of(one.event).is_personal or is_seen(one, things)]
    if not told:
        return None, []
    groups: dict[Pointer, list[Notice]] = {}
    for notice in told:
        groups.setdefault((notice.about_kind, notice.about_id), []).append(notice)
    titles = titles_of({about: things[about] for about in groups if about in things})
    sections = [section_of(about, own, things, titles) for about, own in groups.items()]
    letter = Letter(
        subject=_("What is new for you in Sofra"),
        sections=sections,
        why=list(dict.fromkeys(why(one.reason) for one in told)),
        stop=Stop(user.public_id, "digest"),
    )
    return letter, told


def is_seen(notice: Notice, things: dict[Pointer, Any]) -> bool:
    return (notice.about_kind, notice.about_id) in things and (notice.subject_kind, notice.subject_id) in things


def section_of(
    about: Pointer, notices: Sequence[Notice], things: dict[Pointer, Any], titles: dict[Pointer, Title]
) -> Section:
    """The news about one thing, what it came to first."""
    title = titles.get(about, Title(_("Sofra"), ""))
    lines = [line_of(one, things.get((one.subject_kind, one.subject_id)), longest=LONGEST_LINE) for one in notices]
    first = {sentence("thread_concluded"), sentence("words_concluded")}
    lines.sort(key=lambda line: line.words not in first)
    return Section(readable(title.text, title.language), lang_of(title), address_in(things, about), lines)
