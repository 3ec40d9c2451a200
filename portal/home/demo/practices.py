"""Good practices: told from published sources, and invented ones."""

from directory.models import Municipality, Organisation
from portal.home.demo.loading import Demo, checked, read
from portal.home.demo.texts import add_pages
from portal.taxonomies.models import Approach, Goal
from practices.models import BuildingBlock, EvidenceRow, Practice, PracticeIndexPage, PracticePage

DAYS_BETWEEN = 11  # the first of the file was published last, each following one so many days earlier


def load(demo: Demo) -> None:
    """The practices, what they are found by, and their texts."""
    rows = read("practices")["practice"]
    new = list(demo.new("practice", rows))
    made = [practice_of(demo, row, days_ago=DAYS_BETWEEN * (rows.index(row) + 1)) for row in new]
    Practice.objects.bulk_create(checked(made))
    for row, practice in zip(new, made, strict=True):
        demo.note("practice", row["key"], practice.public_id)
        demo.tag(practice, row)
        practice.goals.set(demo.terms(Goal, (f"sdg-{number}" for number in row["goals"])))
        link_origin(demo, practice, row)
        add_texts(practice, row["text"])


def practice_of(demo: Demo, row: dict, *, days_ago: int) -> Practice:
    """The practice without its texts; where nobody else leads it, the municipality does."""
    bodies = demo.by_key("organisation", Organisation)
    return Practice(
        slug=row["key"],
        state=Practice.State.PUBLISHED,
        municipality=demo.by_key("municipality", Municipality)[row["municipality"]],
        organisation=bodies[row.get("organisation", row["municipality"])],
        approach_id=demo.term(Approach, row["approach"]),
        status=row["status"],
        started_year=row.get("started"),
        ended_year=row.get("ended"),
        cost_band=row["cost_band"],
        published_at=demo.moment(-days_ago, "09:30"),
        confirmed_on=demo.day(-days_ago),
        source=row["source"],
        is_demo=row["is_demo"],
    )


def link_origin(demo: Demo, practice: Practice, row: dict) -> None:
    """Note which practice it grew out of; that one stands above it in the file."""
    if "grew_out_of" in row:
        practice.grew_out_of = Practice.objects.get(public_id=demo.loaded["practice", row["grew_out_of"]])
        practice.save(update_fields=["grew_out_of"])


def add_texts(practice: Practice, texts: list[dict]) -> None:
    pages = add_pages(PracticeIndexPage, PracticePage, practice.slug, texts, lambda text: fields_of(practice, text))
    pairs = list(zip(pages, texts, strict=True))
    BuildingBlock.objects.bulk_create(
        BuildingBlock(page=page, sort_order=order, **block)
        for page, text in pairs
        for order, block in enumerate(text.get("blocks", []))
    )
    EvidenceRow.objects.bulk_create(
        EvidenceRow(page=page, sort_order=order, **{**row, "figure": str(row.get("figure", ""))})
        for page, text in pairs
        for order, row in enumerate(text.get("evidence", []))
    )


def fields_of(practice: Practice, text: dict) -> dict:
    return {"practice": practice, **{name: text.get(name, "").strip() for name in PracticePage.SECTIONS}}
