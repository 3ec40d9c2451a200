"""Associations, municipalities with the bodies that speak for them, and other organisations."""

from directory.models import District, Municipality, Name, Organisation
from portal.home.demo.loading import Demo, checked, read
from portal.taxonomies.models import Country
from search import entries

#: What the body of a municipality is called, by kind of municipality and language.
BODIES = {
    "municipality": {
        "sr-Cyrl": "Општина {}",
        "sr-Latn": "Opština {}",
        "bs": "Općina {}",
        "cnr": "Opština {}",
        "hr": "Općina {}",
        "mk": "Општина {}",
        "sq": "Komuna {}",
        "en": "Municipality of {}",
        "bg": "Община {}",
        "sl": "Občina {}",
        "ro": "Comuna {}",
        "tr": "{} Belediyesi",
    },
    "city": {
        "sr-Cyrl": "Град {}",
        "bs": "Grad {}",
        "mk": "Град {}",
        "en": "City of {}",
    },
}


def load(demo: Demo) -> None:
    """Places first, then the bodies in them."""
    directory = read("directory")
    load_districts(demo, directory["district"])
    load_municipalities(demo, directory["municipality"])
    organisations = [*directory["association"], *directory["organisation"], *read("forums")["organisation"]]
    load_organisations(demo, [*organisations, *(body_of(row) for row in directory["municipality"])])


def load_districts(demo: Demo, rows: list[dict]) -> None:
    districts = []
    for row in demo.new("district", keyed(rows)):
        districts.append(District(slug=row["slug"], country_id=demo.term(Country, row["country"])))
        demo.note("district", row["key"], districts[-1].public_id)
    store(District, "district", districts, rows)


def load_municipalities(demo: Demo, rows: list[dict]) -> None:
    districts = demo.by_key("district", District)
    municipalities = []
    for row in demo.new("municipality", keyed(rows)):
        municipality = Municipality(
            slug=row["slug"],
            kind=row["kind"],
            country_id=demo.term(Country, row["country"]),
            district=districts.get(row.get("district")),
            latitude=row["lat"],
            longitude=row["lon"],
            population=row.get("population"),
            population_source=row.get("population_source", ""),
            is_demo=row["is_demo"],
        )
        municipalities.append(municipality)
        demo.note("municipality", row["key"], municipality.public_id)
    store(Municipality, "municipality", municipalities, rows)


def load_organisations(demo: Demo, rows: list[dict]) -> None:
    municipalities = demo.by_key("municipality", Municipality)
    organisations = []
    for row in demo.new("organisation", keyed(rows)):
        organisation = Organisation(
            slug=row["slug"],
            kind=row["kind"],
            country_id=demo.term(Country, row.get("country")),
            municipality=municipalities.get(row.get("municipality")),
            is_demo=row.get("is_demo", False),
        )
        organisations.append(organisation)
        demo.note("organisation", row["key"], organisation.public_id)
    store(Organisation, "organisation", organisations, rows)


def body_of(municipality: dict) -> dict:
    """The organisation that speaks for a municipality, named in the languages that have a form for it."""
    forms = BODIES[municipality["kind"]]
    if municipality["country"] == "AL":
        forms = {**forms, "sq": "Bashkia {}"}
    names = {tag: forms[tag].format(name) for tag, name in municipality["names"].items() if tag in forms}
    fields = {name: municipality[name] for name in ("slug", "country", "own", "is_demo")}
    return {**fields, "kind": "municipality", "municipality": municipality["slug"], "names": names}


def keyed(rows: list[dict]) -> list[dict]:
    """The same rows, known by their address."""
    return [{**row, "key": row["slug"]} for row in rows]


def store(model: type, kind: str, things: list, rows: list[dict]) -> None:
    """Write the things and their names, the name in their own language first."""
    model.objects.bulk_create(checked(things))
    by_slug = {row["slug"]: row for row in rows}
    Name.objects.bulk_create(name for thing in things for name in names_of(kind, thing, by_slug[thing.slug]))
    for thing in things:
        entries.refresh(thing)


def names_of(kind: str, thing: object, row: dict) -> list[Name]:
    texts = sorted(row["names"].items(), key=lambda pair: pair[0] != row.get("own"))
    names = [Name(**{kind: thing}, language=tag, text=text) for tag, text in texts]
    if "short" in row:
        names.append(Name(**{kind: thing}, kind=Name.Kind.SHORT, language=row["own"], text=row["short"]))
    return names
