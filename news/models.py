"""News of the network, the projects behind the work, and their open calls."""

import datetime

from django.db import models
from django.db.models import F, Q
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from directory.models import Municipality, Organisation
from news.querysets import NewsManager
from portal.base.blocks import StoryBlocks
from portal.base.ids import PublicIdField
from portal.base.pages import PortalPage
from portal.taxonomies.models import Tagged, TaggedPage


class NewsIndexPage(PortalPage):
    max_count_per_parent = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["news.NewsPage"]
    template = "news/news_index_page.html"

    class Meta:
        verbose_name = _("news")

    def get_context(self, request, *args, **kwargs):
        """The list of news that the address asks for."""
        from news.views import news_list_context

        return {**super().get_context(request, *args, **kwargs), **news_list_context(request)}


class NewsPage(PortalPage, TaggedPage):
    """One piece of news in one language; its translations share Wagtail's translation key."""

    published_on = models.DateField(_("date"))
    body = StreamField(StoryBlocks(), verbose_name=_("text"), blank=True)
    credit = models.CharField(_("author or source"), max_length=200, blank=True)
    source_url = models.URLField(_("address of the source"), blank=True)
    is_demo = models.BooleanField(_("invented for the demonstration"), default=False)

    objects = NewsManager()

    parent_page_types = ["news.NewsIndexPage"]
    subpage_types: list[str] = []
    template = "news/news_page.html"
    content_panels = [
        *PortalPage.content_panels,
        *(FieldPanel(name) for name in ("published_on", "body", "credit", "source_url")),
        *(FieldPanel(name) for name in ("countries", "themes", "target_groups")),
    ]

    class Meta:
        verbose_name = _("news item")
        indexes = [models.Index(fields=["-published_on"], name="news_by_date")]

    def get_context(self, request, *args, texts=None, **kwargs):
        """The text with its tags; ``texts`` are its live translations, itself included."""
        from news.views import news_context

        return {**super().get_context(request, *args, **kwargs), **news_context(request, self, texts)}


class Project(Tagged):
    """A project: who pays, who does it, where, for how long; its texts are ``ProjectPage`` rows."""

    public_id = PublicIdField()
    slug = models.SlugField(max_length=80, unique=True)
    donor = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="donated_projects")
    lead = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="led_projects")
    partners = models.ManyToManyField(Organisation, blank=True, related_name="projects")
    places = models.ManyToManyField(Municipality, blank=True, related_name="projects")
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    budget_eur = models.PositiveIntegerField(_("budget in euros"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    is_demo = models.BooleanField(_("invented for the demonstration"), default=False)

    class Meta:
        verbose_name = _("project")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
                name="project_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return self.slug


class ProjectIndexPage(PortalPage):
    max_count_per_parent = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["news.ProjectPage"]
    template = "news/project_index_page.html"

    class Meta:
        verbose_name = _("projects")

    def get_context(self, request, *args, **kwargs):
        """The list of projects that the address asks for."""
        from news.views import project_list_context

        return {**super().get_context(request, *args, **kwargs), **project_list_context(request)}


class ProjectPage(PortalPage):
    """The text of a project in one language."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="pages", verbose_name=_("project"))
    body = StreamField(StoryBlocks(), verbose_name=_("text"), blank=True)
    budget_note = models.CharField(_("what the budget covers"), max_length=300, blank=True)

    parent_page_types = ["news.ProjectIndexPage"]
    subpage_types: list[str] = []
    template = "news/project_page.html"
    content_panels = [
        FieldPanel("project"),
        *PortalPage.content_panels,
        FieldPanel("budget_note"),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("project")
        constraints = [models.UniqueConstraint(fields=["project", "language"], name="one_project_text_per_language")]

    def serve(self, request, *args, **kwargs):
        """Lead to the address of the project, in this language."""
        return redirect(f"/{get_language()}/projects/{self.project.slug}/?text={self.language}")

    def get_context(self, request, *args, texts=None, **kwargs):
        """The text with the facts of the project; ``texts`` are its live texts."""
        from news.views import project_context

        return {**super().get_context(request, *args, **kwargs), **project_context(request, self, texts)}


class Call(Tagged):
    """An open call: who asked for applications, between which days; its texts are ``CallPage`` rows."""

    public_id = PublicIdField()
    slug = models.SlugField(max_length=80, unique=True)
    project = models.ForeignKey(
        Project, models.PROTECT, null=True, blank=True, related_name="calls", verbose_name=_("project")
    )
    publisher = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="calls", verbose_name=_("who publishes it")
    )
    places = models.ManyToManyField(Municipality, blank=True, related_name="calls", verbose_name=_("places"))
    opens_on = models.DateField(_("opens on"))
    closes_on = models.DateField(_("last day to apply"))
    source = models.CharField(_("source"), max_length=200, blank=True)
    is_demo = models.BooleanField(_("invented for the demonstration"), default=False)

    class Meta:
        verbose_name = _("open call")
        constraints = [
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="call_closes_after_it_opens")
        ]
        indexes = [models.Index(fields=["closes_on"], name="calls_by_last_day")]

    def __str__(self) -> str:
        return self.slug

    def is_open_on(self, day: datetime.date) -> bool:
        """Whether one may apply on that day; the first and the last day count."""
        return self.opens_on <= day <= self.closes_on


class CallIndexPage(PortalPage):
    max_count_per_parent = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["news.CallPage"]
    template = "news/call_index_page.html"

    class Meta:
        verbose_name = _("open calls")

    def get_context(self, request, *args, **kwargs):
        """The list of calls that the address asks for."""
        from news.views import call_list_context

        return {**super().get_context(request, *args, **kwargs), **call_list_context(request)}


class CallPage(PortalPage):
    """The text of a call in one language: in plain words, what it is for, who may apply and how."""

    call = models.ForeignKey(Call, models.PROTECT, related_name="pages", verbose_name=_("open call"))
    who = models.TextField(_("who may apply"))
    how = models.TextField(_("how and where to apply"))
    body = StreamField(StoryBlocks(), verbose_name=_("text"), blank=True)
    result = models.TextField(_("what came of it"), blank=True)

    parent_page_types = ["news.CallIndexPage"]
    subpage_types: list[str] = []
    template = "news/call_page.html"
    content_panels = [
        FieldPanel("call"),
        *PortalPage.content_panels,
        *(FieldPanel(name) for name in ("who", "how", "body", "result")),
    ]

    class Meta:
        verbose_name = _("open call")
        constraints = [models.UniqueConstraint(fields=["call", "language"], name="one_call_text_per_language")]

    def serve(self, request, *args, **kwargs):
        """Lead to the address of the call, in this language."""
        return redirect(f"/{get_language()}/calls/{self.call.slug}/?text={self.language}")

    def get_context(self, request, *args, texts=None, **kwargs):
        """The text with the facts of the call; ``texts`` are its live texts."""
        from news.views import call_context

        return {**super().get_context(request, *args, **kwargs), **call_context(request, self, texts)}
