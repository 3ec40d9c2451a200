"""Pieces of a page that depend on nothing but what they are given: rendered once and kept in the process.

A page of rows spends most of its time on templates. The template of a fragment sees its facts and the reader's
language, and nothing else of the request; the same facts therefore always give the same HTML, and nothing has to be
forgotten when something changes: other facts are another fragment. docs/decisions/0028 says why.
"""

from collections.abc import Hashable, Iterator
from functools import lru_cache

from django.conf import settings
from django.core.signals import setting_changed
from django.db.models import Model
from django.template import Context
from django.template.loader import get_template
from django.utils.safestring import SafeString
from django.utils.translation import get_language

#: How many a process keeps: two hundred pages of twenty rows, or a few documents of three hundred points.
KEPT = 4_000


def fragment(template: str, **facts: Hashable) -> SafeString:
    """The template with these facts for the present reader's language.

    ``facts`` are what is hashable and says everything: words, numbers, dates, named tuples of them. A ``TypeError``
    meets whoever passes a row of the database, which may change and still be equal.
    """
    if settings.DEBUG:  # templates change while one works on them
        return rendered.__wrapped__(template, get_language(), **facts)
    return rendered(template, get_language(), **facts)


@lru_cache(maxsize=KEPT, typed=True)  # words that are safe as they stand are other facts than plain ones
def rendered(template: str, language: str, **facts: Hashable) -> SafeString:
    for value in flat(facts.values()):
        if isinstance(value, Model):
            raise TypeError(f"{template}: a row of {type(value).__name__} is no fact, its fields are")
    page = get_template(template).template  # type: ignore[attr-defined]
    return page.render(Context({**facts, "ui_language": language}))


def flat(values) -> Iterator[Hashable]:
    """The facts themselves and what stands in tuples of them."""
    for value in values:
        yield value
        if isinstance(value, tuple):
            yield from flat(value)


def forget_all(**_kwargs) -> None:
    """Settings have changed, as they do in tests."""
    rendered.cache_clear()


setting_changed.connect(forget_all, dispatch_uid="portal.base.fragments")
