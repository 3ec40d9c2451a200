"""What other apps announce, turned into entries; everything here runs in the transaction of what happened.

Where fewer people may find something from now on, its entry changes here and now. Where more may, or something reads
otherwise, that is only noted, once per thing and event, and its entry follows within moments (``search/due.py``).
"""

from django.apps import apps
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save
from wagtail.models import PageViewRestriction
from wagtail.signals import page_unpublished, post_page_move

from directory.models import Name
from forums import signals as forums
from forums.models import Forum, Minutes, Post, Thread
from portal.base.pages import PortalPage
from portal.base.signals import page_changed
from portal.taxonomies.models import Label
from recommendations import signals as recommendations
from recommendations.models import Clause, Recommendation
from search import below, entries
from search.entries.pages import subject_of
from search.models import SearchText
from search.scopes import refresh_scope

#: Models whose actions announce every change, after all of its rows are written.
ANNOUNCED = (Forum, Thread, Post, Minutes, Recommendation, Clause)


def connect() -> None:
    """Listen to everything that changes what can be found; called once, from ``SearchConfig.ready``."""
    page_changed.connect(on_page_changed, dispatch_uid="search")
    page_unpublished.connect(on_page_unpublished, dispatch_uid="search")
    post_page_move.connect(on_page_moved, dispatch_uid="search")
    for signal in (post_save, post_delete):
        signal.connect(on_restriction, sender=PageViewRestriction, dispatch_uid="search")
        signal.connect(on_name, sender=Name, dispatch_uid="search")
        signal.connect(on_label, sender=Label, dispatch_uid="search")
    post_save.connect(on_forum_saved, sender=Forum, dispatch_uid="search.forum")
    forums.forum_changed.connect(on_forum_changed, dispatch_uid="search")
    forums.thread_changed.connect(on_thread_changed, dispatch_uid="search")
    forums.thread_concluded.connect(on_thread_changed, dispatch_uid="search")
    forums.post_published.connect(on_post_published, dispatch_uid="search")
    for announced in (forums.post_changed, forums.post_hidden):
        announced.connect(on_post, dispatch_uid="search")
    forums.posts_moved.connect(on_posts_moved, dispatch_uid="search")
    forums.minutes_published.connect(on_minutes, dispatch_uid="search")
    recommendations.recommendation_changed.connect(on_recommendation, dispatch_uid="search")
    recommendations.clause_changed.connect(on_clause, dispatch_uid="search")
    for model in apps.get_models():
        if issubclass(model, PortalPage):
            post_delete.connect(on_page_deleted, sender=model, dispatch_uid="search")
    for adapter in entries.adapters():
        if not issubclass(adapter.model, PortalPage):
            follow_rows(adapter.model)


def follow_rows(model: type[Model]) -> None:
    """Follow the rows of a model: saved, deleted, tagged otherwise. Bulk writes refresh their entries themselves."""
    if model not in ANNOUNCED:
        post_save.connect(on_saved, sender=model, dispatch_uid="search")
    post_delete.connect(on_deleted, sender=model, dispatch_uid="search")
    for field in model._meta.many_to_many:
        if field.name in ("countries", "themes", "target_groups"):
            m2m_changed.connect(on_tagged, sender=field.remote_field.through, dispatch_uid="search")


def on_page_changed(*, page: PortalPage, **kwargs) -> None:
    if not page.live and SearchText.objects.filter(page_id=page.pk).exists():
        entries.refresh(subject_of(page))
    else:
        entries.refresh_soon(subject_of(page))


def on_page_unpublished(*, instance, **kwargs) -> None:
    entries.refresh(subject_of(instance.specific))


def on_page_moved(*, instance, **kwargs) -> None:
    refresh_below(instance)


def on_restriction(*, instance: PageViewRestriction, **kwargs) -> None:
    refresh_below(instance.page)


def refresh_below(page) -> None:
    """A page and everything under it: their readers may have changed."""
    for changed in page.get_descendants(inclusive=True).specific():
        entries.refresh(subject_of(changed))


def on_saved(*, instance: Model, raw: bool = False, **kwargs) -> None:
    if not raw:
        entries.refresh_soon(instance)


def on_tagged(*, instance: Model, action: str, **kwargs) -> None:
    if action.startswith("post_"):
        entries.refresh_soon(instance)


def on_deleted(*, instance: Model, **kwargs) -> None:
    entries.remove(instance)


def on_page_deleted(*, instance: PortalPage, **kwargs) -> None:
    """One language less of the thing, or the last of a page that is nothing else."""
    subject, model = subject_of(instance), type(instance)
    if subject is instance and not model.objects.filter(translation_key=instance.translation_key).exists():
        entries.remove(instance)
    else:
        entries.refresh(subject)


def on_name(*, instance: Name, **kwargs) -> None:
    """Names are saved after what they name."""
    entries.refresh_soon(*(named for named in (instance.municipality, instance.organisation) if named))


def on_label(*, instance: Label, **kwargs) -> None:
    if instance.approach:
        entries.refresh_soon(instance.approach)


def on_forum_saved(*, instance: Forum, raw: bool = False, **kwargs) -> None:
    if not raw:
        on_forum_changed(forum=instance)


def on_forum_changed(*, forum: Forum, **kwargs) -> None:
    refresh_scope(forum)
    entries.refresh(forum)


def on_thread_changed(*, thread: Thread, **kwargs) -> None:
    """The thread, and its posts where their readers or the title above them changed."""
    below.gather(thread) if entries.is_gathering() else below.follow(thread)


def on_post_published(*, post: Post, **kwargs) -> None:
    """The thread takes its date from its last post."""
    entries.refresh_soon(post.thread, post)


def on_post(*, post: Post, **kwargs) -> None:
    """The thread first, as in ``on_thread_changed``: two writers that lock in the same order never wait in a ring."""
    entries.refresh(post.thread)
    entries.refresh(post)


def on_posts_moved(*, posts: list[Post], **kwargs) -> None:
    """They stand below another thread; both threads are announced by themselves."""
    for post in posts:
        entries.refresh(post)


def on_minutes(*, minutes, **kwargs) -> None:
    entries.refresh_soon(minutes, *minutes.items.all())


def on_recommendation(*, recommendation, **kwargs) -> None:
    """The document, and its points: they share its readers, its tags and its reference."""
    entries.refresh(recommendation)
    for clause in recommendation.clauses.all():
        entries.refresh(clause)


def on_clause(*, clause, **kwargs) -> None:
    entries.refresh_soon(clause)
