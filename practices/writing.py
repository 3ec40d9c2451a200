"""Action: what an officer wrote in the short form becomes a practice and its text."""

from django.db import transaction
from django.utils.text import slugify
from wagtail.models import Locale

from accounts import audit
from accounts.models import User
from portal.base.ids import new_public_id
from portal.languages import UI_TAGS
from portal.languages.latin import to_latin
from practices.models import Practice, PracticeIndexPage, PracticePage
from practices.signals import practice_changed

PRACTICE_FIELDS = ("organisation", "municipality", "started_year", "cost_band")


@transaction.atomic
def save_short_form(form, *, by: User) -> PracticePage:
    """The text with its practice, new or changed, not yet public; the form is valid."""
    values = {name: form.cleaned_data[name] for name in PRACTICE_FIELDS}
    page = form.save(commit=False)
    page.language = form.cleaned_data["language"]
    if page.pk:
        change_practice(page.practice, values)
        page.save()
    else:
        page.practice = new_practice(page.title, values, by=by)
        plant(page)
    return page


def change_practice(practice: Practice, values: dict) -> None:
    for name, value in values.items():
        setattr(practice, name, value)
    practice.save(update_fields=values)
    practice_changed.send(sender=Practice, practice=practice)


def new_practice(title: str, values: dict, *, by: User) -> Practice:
    """A draft; its address is made of its title."""
    slug = f"{slugify(to_latin(title))[:60] or 'practice'}-{new_public_id()[:4]}"
    practice = Practice.objects.create(slug=slug, contact=by, **values)
    practice.countries.add(values["municipality"].country_id)
    audit.record("draft", kind="practice", public_id=practice.public_id, by=by, to_state=practice.state)
    return practice


def plant(page: PracticePage) -> None:
    """Put the text, not live, into the tree of its language, or into the English one where it has none."""
    tree = next((ui for ui, tag in UI_TAGS.items() if tag == page.language and ui != "sr-latn"), None)
    tree = tree or ("sr" if page.language in ("sr-Latn", "cnr") else "en")
    locale = Locale.objects.get(language_code=tree)
    page.slug, page.locale, page.live = page.practice.slug, locale, False
    PracticeIndexPage.objects.get(locale=locale).add_child(instance=page)
