"""What every loader works with: the files, the days counted from today, and the things loaded before."""

import datetime
import tomllib
import zoneinfo
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TypeVar

from django.db.models import Model
from django.db.models.fields.related import RelatedField

from portal.home.models import DemoItem
from portal.taxonomies.models import Country, Tagged, TargetGroup, Theme, Vocabulary

FOLDER = Path(__file__).parent
ZONE = zoneinfo.ZoneInfo("Europe/Belgrade")

Thing = TypeVar("Thing", bound=Model)


@cache
def read(name: str) -> dict:
    """One file of the demonstration's content."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text())


class Demo:
    """One run of the loading: its moment, and what this run and those before it brought in."""

    def __init__(self, now: datetime.datetime):
        self.now = now.astimezone(ZONE)
        self.loaded = {(item.kind, item.key): item.public_id for item in DemoItem.objects.all()}
        self.noted: list[DemoItem] = []
        self.known: dict[str, dict[str, Model]] = {}
        self.codes: dict[type[Vocabulary], dict[str, int]] = {}

    def day(self, offset: int) -> datetime.date:
        """The date so many days from today."""
        return (self.now + datetime.timedelta(days=offset)).date()

    def moment(self, offset: int, at: str = "12:00") -> datetime.datetime:
        """The instant of that time of day, so many days from today."""
        return datetime.datetime.combine(self.day(offset), datetime.time.fromisoformat(at), ZONE)

    def new(self, kind: str, rows: Iterable[dict]) -> Iterator[dict]:
        """The rows whose key was never loaded."""
        return (row for row in rows if (kind, row["key"]) not in self.loaded)

    def note(self, kind: str, key: str, public_id: str) -> None:
        """Remember that the thing with this key is loaded; ``keep`` writes it down."""
        self.loaded[kind, key] = public_id
        self.known.pop(kind, None)
        self.noted.append(DemoItem(kind=kind, key=key, public_id=public_id))

    def keep(self) -> int:
        """Write down what was noted, in the transaction of the part, and return how many things that were."""
        noted, self.noted, self.known = self.noted, [], {}
        DemoItem.objects.bulk_create(noted)
        return len(noted)

    def by_key(self, kind: str, model: type[Thing]) -> dict[str, Thing]:
        """Everything of that kind that earlier steps loaded, by key; what people deleted since is missing."""
        if kind not in self.known:
            ids = {public_id: key for (own, key), public_id in self.loaded.items() if own == kind}
            self.known[kind] = {ids[thing.public_id]: thing for thing in model.objects.filter(public_id__in=ids)}
        return self.known[kind]

    def terms(self, model: type[Vocabulary], codes: Iterable[str]) -> list[int]:
        """The ids of a vocabulary's terms; a ``KeyError`` names the code that does not exist."""
        if model not in self.codes:
            self.codes[model] = dict(model.objects.values_list("code", "pk"))
        return [self.codes[model][code] for code in codes]

    def term(self, model: type[Vocabulary], code: str | None) -> int | None:
        return self.terms(model, [code])[0] if code else None

    def tag(self, thing: Tagged, row: dict) -> None:
        """Give a new thing its countries, themes and target groups."""
        for name, model in (("countries", Country), ("themes", Theme), ("target_groups", TargetGroup)):
            add_many(thing, name, self.terms(model, row.get(name, [])))

    def tag_anew(self, thing: Tagged, row: dict) -> None:
        """The same for a thing that came with some already."""
        for name in ("countries", "themes", "target_groups"):
            getattr(thing, name).clear()
        self.tag(thing, row)


def add_many(thing: Model, name: str, ids: list[int]) -> None:
    """Link a new thing to others by their ids, in one statement and without asking what is linked already."""
    field = thing._meta.get_field(name)
    through, own, other = field.remote_field.through, field.m2m_field_name(), field.m2m_reverse_field_name()
    through.objects.bulk_create(through(**{f"{own}_id": thing.pk, f"{other}_id": other_id}) for other_id in ids)


def checked(things: list[Thing]) -> list[Thing]:
    """The same things, each field of their own valid; a ``ValidationError`` names what the files have wrong."""
    for thing in things:
        thing.clean_fields(exclude=[field.name for field in thing._meta.fields if isinstance(field, RelatedField)])
    return things
