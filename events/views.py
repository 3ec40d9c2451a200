"""The list of events, one event, registering for it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.views import serve

from directory.naming import named_bodies
from events.actions import register, withdraw
from events.calendar import calendar_of
from events.cards import event_address, event_cards, event_links, next_first, told
from events.errors import EventError
from events.models import ConclusionText, Event, EventIndexPage, EventPage, Registration
from events.when import when
from events.workflow import move_event, moves_from
from portal.base.cards import address
from portal.base.http import require
from portal.base.lists import ListQuery, choice_facet
from portal.base.panels import Panel, panels_of
from portal.base.pictures import picture_of, with_picture
from portal.base.serving import serve_index
from portal.base.texts import chosen_text
from portal.languages.reading import best, readable
from portal.taxonomies.tags import tags_of
from practices.cards import practice_links

EVENT_FACETS = ("country", "theme", "target_group", choice_facet("kind", Event.Kind, gettext_lazy("Kind")))


def event_list(request: HttpRequest) -> HttpResponse:
    """Events and calls."""
    return serve_index(request, EventIndexPage)


def event_list_context(request: HttpRequest) -> dict:
    """The events that the address asks for: what comes next first, then what is over."""
    moment = timezone.now()
    query = ListQuery.from_request(request, facets=EVENT_FACETS)
    listing = query.listing(next_first(told(Event.objects.public()), moment))
    events = list(listing.page)
    over = {event.public_id for event in events if event.ends_at < moment}
    cards = event_cards(events)
    return {
        "listing": listing,
        "coming": [card for card in cards if card.public_id not in over],
        "past": [card for card in cards if card.public_id in over],
    }


def event_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """An event in the language its reader reads best, or in the one that ``?text=`` names.

    What is no event is left to the page tree, which knows pages of other names here.
    """
    texts = list(readable_texts(slug, request.user))
    if not texts:
        if Event.objects.filter(slug=slug).exists():
            raise Http404
        return serve(request, f"events/{slug}/")
    page = chosen_text(texts, request.GET.get("text", ""))
    return TemplateResponse(request, page.template, page.get_context(request, texts=texts))


def readable_texts(slug: str, user) -> QuerySet[EventPage]:
    """The texts of the event at that address which the person may read: of an announced one, the live ones."""
    visible = Event.objects.visible_to(user).values("pk")
    texts = EventPage.objects.filter(event__slug=slug, event__in=visible)
    texts = texts.filter(live=True) | texts.filter(event__state=Event.State.DRAFT)
    return with_picture(texts).select_related("event__municipality", "event__project")


def event_context(request: HttpRequest, page: EventPage, texts: list[EventPage] | None) -> dict:
    """What the page of an event shows around its text."""
    event = page.event
    hosts = named_bodies(Q(organisation__hosted_events=event), also=[event.municipality])
    return {
        "event": event,
        "picture": picture_of(page),
        "title": readable(page.title, page.language),
        "events_url": address("events/"),
        "when": when(event),
        "has_calendar": event.date_precision != Event.Precision.MONTH and event.ends_at >= timezone.now(),
        "hosts": hosts,
        "tags": tags_of([event])[event.pk],
        "conclusions": conclusions_of(event),
        "recordings": event.recordings.select_related("document") if event.state != Event.State.DRAFT else (),
        "other_texts": [text for text in texts or () if text.pk != page.pk],
        "panels": panels_of("event", event, request.user),
        "is_open": event.takes_registrations_at(timezone.now()),
        "registration": own_registration(event, request.user),
        "is_door_open": event.is_door_open_at(timezone.now()),
        "is_to_come": timezone.now() < event.starts_at,
        "moves": moves_from(event),
    }


def conclusions_of(event: Event) -> list[ConclusionText]:
    """The conclusions in order, each in the language the reader reads best, in one query."""
    texts: dict[int, list[ConclusionText]] = {}
    rows = ConclusionText.objects.filter(conclusion__event=event).select_related("conclusion")
    for text in rows.order_by("conclusion__ordinal"):
        texts.setdefault(text.conclusion_id, []).append(text)
    return [best(each) for each in texts.values()]


def own_registration(event: Event, user) -> Registration | None:
    """The person's own place at the event, or on its waiting list."""
    if not user.is_authenticated:
        return None
    return event.registrations.filter(user=user).exclude(state=Registration.State.WITHDRAWN).first()


def practices_of_event(event: Event, user) -> Panel:
    """The practices that the event was about."""
    return Panel(_("Practices shown here"), practice_links(event.practices.public()))


def events_of_practice(practice, user) -> Panel:
    """Where the practice was or will be shown."""
    return Panel(_("Events about it"), event_links(Event.objects.public().filter(practices=practice)))


def events_of_project(project, user) -> Panel:
    """What the project organised."""
    return Panel(_("Events of the project"), event_links(Event.objects.public().filter(project=project)))


@require_POST
@login_required
def event_register(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a place, or one on the waiting list."""
    event = get_object_or_404(Event.objects.public(), slug=slug)
    require(request.user, "events.register", event)
    try:
        registration = register(event, by=request.user)
    except EventError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, registered_words(registration))
    return redirect(event_address(event))


def registered_words(registration: Registration) -> str:
    if registration.state == Registration.State.WAITING:
        return _("All places are taken. You are on the waiting list and will be told when one is free.")
    return _("You are registered.")


@require_POST
@login_required
def event_move(request: HttpRequest, slug: str) -> HttpResponse:
    """Whoever runs the event takes it one step further."""
    event = get_object_or_404(Event.objects.visible_to(request.user), slug=slug)
    require(request.user, "events.run_event", event)
    try:
        move_event(event, request.POST.get("move", ""), by=request.user, reason=request.POST.get("reason", ""))
    except EventError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Done."))
    return redirect(event_address(event))


@require_POST
@login_required
def event_withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the place back."""
    registration = get_object_or_404(Registration, event__slug=slug, user=request.user)
    withdraw(registration)
    messages.success(request, _("You are no longer registered. Somebody who waits may have your place."))
    return redirect(event_address(registration.event))


def event_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """The event as a file for calendars."""
    texts = [text for text in readable_texts(slug, request.user) if text.event.date_precision != Event.Precision.MONTH]
    page = chosen_text(texts, request.GET.get("text", "")) if texts else None
    if page is None:
        return serve(request, f"events/{slug}/calendar/")
    response = HttpResponse(calendar_of(page, request), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{page.event.slug}.ics"'
    return response
