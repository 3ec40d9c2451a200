"""How complete the text of a practice is: what must be there before it is sent, and the share that makes it strong."""

from practices.models import PracticePage

#: Without these a practice says nothing to anybody; the rest can be told later.
NEEDED = ("title", "summary", "problem", "solution")


def missing_fields(page: PracticePage) -> list[str]:
    """The names on screen of what must be written before the practice is sent for its first check."""
    return [str(page._meta.get_field(name).verbose_name) for name in NEEDED if not getattr(page, name).strip()]


def share_complete(page: PracticePage) -> int:
    """How much of everything that makes a practice strong is there, in per cent; building blocks and evidence count."""
    parts = [bool(getattr(page, name).strip()) for name in ("summary", *PracticePage.SECTIONS)]
    parts += [bool(page.blocks.all()), bool(page.evidence_rows.all())]
    return round(100 * sum(parts) / len(parts))
