"""Concepts as keys: what an entry is about, beside the words it is written in."""

import re

from search.analysis import KEY_LENGTH

#: Facets whose values are concepts: a query that names one in any language also finds what carries its code.
CONCEPT_FACETS = ("theme", "approach", "target_group", "country")
NOT_A_KEY = re.compile("[^a-z0-9]")


def concept_key(facet: str, code: str) -> str:
    """The key of a vocabulary term; no word of a text has a key that begins with c."""
    return ("c" + NOT_A_KEY.sub("", (facet + code).lower()))[:KEY_LENGTH]
