"""Projects with their open calls, and news."""

import datetime

from directory.models import Municipality, Organisation
from news.models import (
    Call,
    CallIndexPage,
    CallPage,
    NewsIndexPage,
    NewsPage,
    Project,
    ProjectIndexPage,
    ProjectPage,
)
from portal.home.demo.loading import Demo, add_many, checked, read
from portal.home.demo.texts import add_pages, story
from portal.taxonomies.models import Country, Theme


def load(demo: Demo) -> None:
    """Projects first: calls and events belong to them."""
    projects = read("projects")
    for row in demo.new("project", projects["project"]):
        load_project(demo, row)
    for row in demo.new("call", projects["call"]):
        load_call(demo, row)
    for row in demo.new("news", read("news")["news"]):
        load_news(demo, row)


def load_project(demo: Demo, row: dict) -> None:
    """A project with its texts; of its years, those that the source gives."""
    bodies, places = demo.by_key("organisation", Organisation), demo.by_key("municipality", Municipality)
    project = Project(
        slug=row["key"],
        donor=bodies[row["donor"]] if "donor" in row else None,
        lead=bodies[row["lead"]] if "lead" in row else None,
        starts_on=datetime.date(row["start_year"], 1, 1) if "start_year" in row else None,
        ends_on=datetime.date(row["end_year"], 12, 31) if "end_year" in row else None,
        budget_eur=row.get("budget"),
        source=row["source"],
        is_demo=row["is_demo"],
    )
    checked([project])
    project.save()
    project.partners.set(bodies[slug] for slug in row["partners"])
    project.places.set(places[slug] for slug in row["places"])
    demo.tag(project, row)
    demo.note("project", row["key"], project.public_id)
    add_pages(ProjectIndexPage, ProjectPage, row["key"], row["text"], lambda text: project_fields(project, text))


def project_fields(project: Project, text: dict) -> dict:
    """The body, with what is known about the period and the users as its last paragraph."""
    notes = " ".join(text[name] for name in ("period_note", "users_note") if name in text)
    body = story(f"{text['body'].strip()}\n\n{notes}")
    return {"project": project, "body": body, "budget_note": text.get("budget_note", "")}


def load_call(demo: Demo, row: dict) -> None:
    """A call with its texts, open for so many days from now."""
    places = demo.by_key("municipality", Municipality)
    call = Call(
        slug=row["key"],
        project=demo.by_key("project", Project)[row["project"]],
        opens_on=demo.day(row["opens_in_days"]),
        closes_on=demo.day(row["closes_in_days"]),
        source=row["source"],
        is_demo=row["is_demo"],
    )
    checked([call])
    call.save()
    call.places.set(places[slug] for slug in row["places"])
    demo.tag(call, row)
    demo.note("call", row["key"], call.public_id)
    add_pages(CallIndexPage, CallPage, row["key"], row["text"], lambda text: call_fields(call, text))


def call_fields(call: Call, text: dict) -> dict:
    return {"call": call, "who": text["who"], "how": text["how"], "body": story(text["body"])}


def load_news(demo: Demo, row: dict) -> None:
    pages = add_pages(NewsIndexPage, NewsPage, row["key"], row["text"], lambda text: news_fields(row, text))
    countries, themes = demo.terms(Country, row["countries"]), demo.terms(Theme, row["themes"])
    for page in pages:
        add_many(page, "countries", countries)
        add_many(page, "themes", themes)
    demo.note("news", row["key"], str(pages[0].translation_key))


def news_fields(row: dict, text: dict) -> dict:
    fields = {"published_on": row["date"], "credit": row["source"], "is_demo": row["is_demo"]}
    return {**fields, "body": story(text["body"])}
