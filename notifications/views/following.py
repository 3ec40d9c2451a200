"""What a person follows, has muted, and gets by mail; all of it can be changed here."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.models import User
from notifications import wishes
from notifications.addresses import revoke_all
from notifications.forms import AreaForm, LevelForm, MailForm
from notifications.models import MailSettings, ReplyAddress, Subscription
from notifications.subjects import Title, readable_things, titles_of
from portal.base.http import respond
from portal.base.registry import address_of
from portal.languages.reading import reader_language
from portal.taxonomies import vocabulary

Kind, Level = Subscription.Kind, Subscription.Level


@dataclass(frozen=True)
class Wish:
    """A wish as it is listed; without a title its thing cannot be seen by the person any more."""

    kind: str
    subject_id: str
    level: str
    kind_words: str
    level_words: str
    title: Title | None
    address: str


# The list ---------------------------------------------------------------------------------------------------------


@require_GET
@login_required
def following_list(request: HttpRequest) -> HttpResponse:
    """Mails, everything the person follows or has muted, and the addresses for answers by mail."""
    return settings_page(request, MailForm(instance=settings_of(request.user)))


def settings_page(request: HttpRequest, form: MailForm) -> HttpResponse:
    valid = ReplyAddress.objects.filter(user=request.user, revoked_at=None, expires_at__gt=timezone.now())
    context = {
        "form": form,
        "parked": form.instance.parked_at,
        "wishes": wishes_of(request.user),
        "levels": Level.choices,
        "reply_count": valid.count(),
    }
    return render(request, "notifications/following_list.html", context, status=422 if form.errors else 200)


def settings_of(user: User) -> MailSettings:
    """The person's own choice, or the defaults, unsaved."""
    return MailSettings.objects.filter(user=user).first() or MailSettings(user=user)


def wishes_of(user: User) -> list[Wish]:
    """Everything the person ever said how much they want to hear of, the latest first; a fixed number of queries."""
    rows = list(Subscription.objects.filter(user=user).order_by("-set_at", "-pk"))
    pointers = [(row.subject_kind, row.subject_id) for row in rows]
    things = readable_things(pointers, user)
    titles = titles_of(things)
    return [wish_of(row, things, titles) for row in rows]


def wish_of(row: Subscription, things: dict, titles: dict) -> Wish:
    pointer = (row.subject_kind, row.subject_id)
    if row.subject_kind == Kind.AREA:
        title, address = area_title(row.subject_id), area_address(row.subject_id)
    else:
        title = titles.get(pointer)
        address = address_of(row.subject_kind, things[pointer], reader_language()) if title else ""
    words = Kind(row.subject_kind).label, Level(row.level).label
    return Wish(row.subject_kind, row.subject_id, row.level, *words, title, address)


def area_title(subject_id: str) -> Title:
    """An area in the reader's words: theme, country, or both."""
    theme, _sign, country = subject_id.partition(":")
    parts = [vocabulary.label("theme", theme)] if theme else []
    return Title(", ".join([*parts, *([vocabulary.label("country", country)] if country else [])]), "")


def area_address(subject_id: str) -> str:
    theme = subject_id.partition(":")[0]
    return f"/{reader_language()}/themes/{theme}/" if theme else ""


@require_POST
@login_required
def mail_change(request: HttpRequest) -> HttpResponse:
    """Change what comes by mail; ``again`` says that the address works and mails may come again."""
    settings = settings_of(request.user)
    if "again" in request.POST:
        settings.parked_at, settings.parked_reason = None, ""
        settings.save()
        messages.success(request, _("Mails are sent to your address again."))
        return redirect("notifications:following-list")
    form = MailForm(request.POST, instance=settings)
    if not form.is_valid():
        return settings_page(request, form)
    form.save()
    messages.success(request, _("Your changes are saved."))
    return redirect("notifications:following-list")


@require_POST
@login_required
def replies_stop(request: HttpRequest) -> HttpResponse:
    """Take back every address at which the person could answer by mail."""
    revoke_all(request.user, at=timezone.now())
    messages.success(request, _("Answers to earlier mails are not taken any more. The next mail brings a new address."))
    return redirect("notifications:following-list")


# One thing --------------------------------------------------------------------------------------------------------


@login_required
def following_change(request: HttpRequest, kind: str, subject_id: str) -> HttpResponse:
    """How much the person wants to hear of one thing; 404 for what they may not see."""
    title, address = seen_or_404(request.user, kind, subject_id)
    form = form_for(request, kind, subject_id)
    if request.method == "POST" and "forget" in request.POST:
        wishes.forget(request.user, kind=kind, subject_id=subject_id)
        return saved(request, kind, subject_id, address)
    if request.method == "POST" and form.is_valid():
        chosen_id = chosen_area(subject_id, form) if kind == Kind.AREA else subject_id
        wishes.set_level(request.user, kind=kind, subject_id=chosen_id, level=form.cleaned_data["level"])
        return saved(request, kind, chosen_id, address)
    context = {
        "form": form,
        "title": title,
        "address": address,
        "kind": kind,
        "subject_id": subject_id,
        "is_chosen": wishes.level_of(request.user, kind, subject_id),
    }
    status = 422 if form.errors else 200
    return render(request, "notifications/following_change.html", context, status=status)


@require_POST
@login_required
def following_remove(request: HttpRequest, kind: str, subject_id: str) -> HttpResponse:
    """Take a wish back, whether or not the person may still see what it is about."""
    wishes.forget(request.user, kind=kind, subject_id=subject_id)
    messages.success(request, _("Your wish is saved."))
    return redirect("notifications:following-list")


def seen_or_404(user: User, kind: str, subject_id: str) -> tuple[Title, str]:
    """Title and address of what is to be followed; an area in its codes that are in force."""
    if kind == Kind.AREA:
        if wishes.area_id(*area_parts(subject_id)) != subject_id:
            raise Http404
        return area_title(subject_id), area_address(subject_id)
    pointer = (kind, subject_id)
    things = readable_things([pointer], user) if kind in Kind.values else {}
    if pointer not in things:
        raise Http404
    return titles_of(things)[pointer], address_of(kind, things[pointer], reader_language())


def area_parts(subject_id: str) -> tuple[str, str]:
    theme, _sign, country = subject_id.partition(":")
    return theme, country


def form_for(request: HttpRequest, kind: str, subject_id: str) -> LevelForm:
    """The form with what was chosen before."""
    chosen = wishes.level_of(request.user, kind, subject_id)
    initial = {"level": chosen or Level.FOLLOW, "country": area_parts(subject_id)[1]}
    form_class: type[LevelForm] = AreaForm if kind == Kind.AREA else LevelForm
    return form_class(request.POST or None, initial=initial)


def chosen_area(subject_id: str, form: LevelForm) -> str:
    """The area of the form's country, or the theme everywhere."""
    theme, country = area_parts(subject_id)
    return wishes.area_id(theme, form.cleaned_data["country"] or ("" if theme else country))


def saved(request: HttpRequest, kind: str, subject_id: str, address: str) -> HttpResponse:
    """Back to where the person was; to htmx the button as it is now."""
    level = wishes.level_of(request.user, kind, subject_id)
    if not request.htmx:
        messages.success(request, _("Your wish is saved."))
    context = {"kind": kind, "subject_id": subject_id, "level": level, "next": address}
    back = back_to(request) or address or "notifications:following-list"
    return respond(request, "base/_follow.html", context, otherwise=back)


def back_to(request: HttpRequest) -> str:
    """The page of ours the form names, "" for any other."""
    address = request.POST.get("next", "")
    return address if url_has_allowed_host_and_scheme(address, allowed_hosts=None) else ""
