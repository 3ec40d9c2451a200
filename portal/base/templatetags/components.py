"""The small pieces every page is laid out with; docs/components.md shows what to write."""

from dataclasses import dataclass
from itertools import zip_longest

from django import template
from django.forms import BaseForm, BoundField, RadioSelect
from django.templatetags.static import static
from django.utils.functional import Promise
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from portal.base.cards import Card, shown
from portal.base.fragments import fragment

register = template.Library()


@dataclass(frozen=True)
class StateLook:
    """How a state is shown: its sign from the sprite and its word."""

    icon: str
    label: str | Promise


# Six plain states for readers; the exact one stands in the history.
STATES = {
    "drafting": StateLook("pen", _("Drafting")),
    "comments": StateLook("speech", _("Open for comments")),
    "decided": StateLook("decided", _("Decided")),
    "sent": StateLook("send", _("Sent")),
    "answered": StateLook("reply", _("Answered")),
    "being-done": StateLook("progress", _("Being done")),
    "done": StateLook("check", _("Done")),
    "partly": StateLook("partly", _("In part")),
    "refused": StateLook("cross", _("No")),
    "overdue": StateLook("clock", _("Overdue")),
}


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """A sign from the sprite; with a label it speaks for itself, without one it only accompanies words."""
    address = f"{static('icons/sprite.svg')}#{name}"
    if label:
        return format_html('<svg class="icon" role="img" aria-label="{}"><use href="{}"></use></svg>', label, address)
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}"></use></svg>', address)


@register.inclusion_tag("base/_state.html")
def state(key: str, label: str = "") -> dict:
    """A state chip: sign, word, colour. ``label`` says more than the plain word ("3 days overdue")."""
    look = STATES[key.replace("_", "-")]
    return {"key": key.replace("_", "-"), "icon": look.icon, "label": label or look.label}


@register.inclusion_tag("base/_invented.html")
def invented() -> dict:
    """The mark on everything made up for the demonstration."""
    return {}


@register.inclusion_tag("base/forms/_field.html")
def field(bound: BoundField, style: str = "", label: str = "", hint: str | None = None) -> dict:
    """One field in order: label, hint, error, control.

    ``style``: ``short`` or ``code``; ``label`` and ``hint`` are said in place of the form's own.
    """
    bound.label = label or bound.label
    bound.help_text = bound.help_text if hint is None else hint
    choose_the_only_one(bound)
    bound.field.widget.attrs.pop("placeholder", None)  # it would vanish as soon as one types
    return {
        "field": bound,
        "style": style,
        "is_check": bound.widget_type == "checkbox",
        "is_optional": not bound.field.required and bound.widget_type != "checkbox",
    }


def choose_the_only_one(bound: BoundField) -> None:
    """Where one of several must be chosen and there is only one, it is chosen already."""
    widget = bound.field.widget
    if not (isinstance(widget, RadioSelect) and bound.field.required and not bound.form.is_bound):
        return
    choices = [value for value, _words in widget.choices if value not in ("", None)]
    if len(choices) == 1:
        bound.initial = getattr(choices[0], "value", choices[0])


@register.inclusion_tag("base/forms/_fields.html")
def fields(form: BaseForm) -> dict:
    """All fields of a form, hidden ones first."""
    return {"form": form}


@register.inclusion_tag("base/forms/_error_summary.html")
def error_summary(*forms: BaseForm) -> dict:
    """What is wrong, first thing on the page, each line leading to its field; nothing when all is well."""
    return {"forms": [form for form in forms if form is not None and form.errors]}


@register.simple_tag
def card(card: Card, shape: str = "card") -> SafeString:
    """A thing in a list. ``shape``: ``card`` or ``row``."""
    return fragment(f"base/_{shape}.html", card=shown(card))


@register.simple_tag
def crumbs(*parts: str) -> SafeString:
    """Where the reader is: label and address in turn, the present page last and without an address."""
    safe = [conditional_escape(part) for part in parts]
    return fragment("base/_breadcrumbs.html", trail=tuple(zip_longest(safe[::2], safe[1::2], fillvalue="")))


@register.simple_tag(takes_context=True)
def pager(context: template.Context, page) -> SafeString:
    """Previous, a window of page numbers, next, for a page of a ``Paginator``; nothing for a single page."""
    request = context.get("request")
    query = request.GET.copy() if request else None
    if query is not None:
        query.pop("page", None)
    if page.paginator.num_pages < 2:
        return SafeString("")
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return fragment(
        "base/_pager.html",
        numbers=tuple(0 if number == page.paginator.ELLIPSIS else number for number in numbers),
        number=page.number,
        previous=page.previous_page_number() if page.has_previous() else 0,
        next=page.next_page_number() if page.has_next() else 0,
        query=query.urlencode() if query else "",
    )
