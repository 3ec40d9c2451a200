"""Names of places and bodies for a whole page in one query."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q

from directory.models import District, Municipality, Name, Named, Organisation

FIELDS = {Municipality: "municipality_id", Organisation: "organisation_id", District: "district_id"}


def attach_names(things: Iterable[Named | None]) -> None:
    """Read the names of all these places and bodies, whatever their kinds, as ``prefetch_related`` would."""
    present = [thing for thing in things if thing is not None]
    matching = Q(*[Q(**{FIELDS[type(thing)]: thing.pk}) for thing in present], _connector=Q.OR)
    _give(present, Name.objects.filter(matching) if present else ())


def named_bodies(matching: Q, *, also: Iterable[Named | None] = ()) -> list[Organisation]:
    """The organisations whose ``Name`` rows match, by address, names included; those of ``also`` come along."""
    others = [thing for thing in also if thing is not None]
    wanted = Q(*[Q(**{FIELDS[type(thing)]: thing.pk}) for thing in others], _connector=Q.OR)
    names = list(Name.objects.filter(matching | wanted).select_related("organisation").distinct())
    kept = {(type(thing), thing.pk) for thing in others}
    bodies = {name.organisation_id: name.organisation for name in names if name.organisation_id}
    found = [body for body in bodies.values() if (Organisation, body.pk) not in kept]
    _give([*found, *others], names)
    return sorted(found, key=lambda body: body.slug)


def _give(things: Iterable[Named], names: Iterable[Name]) -> None:
    """Put each thing's names where ``thing.names.all()`` looks before it asks the database."""
    grouped = defaultdict(list)
    for name in names:
        grouped[next((field, key) for field in FIELDS.values() if (key := getattr(name, field)))].append(name)
    for thing in things:
        rows = Name.objects.none()
        rows._result_cache = grouped[FIELDS[type(thing)], thing.pk]
        rows._prefetch_done = True  # type: ignore[attr-defined]  # the stubs leave it out
        thing.__dict__.setdefault("_prefetched_objects_cache", {})["names"] = rows
