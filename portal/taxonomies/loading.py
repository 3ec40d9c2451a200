"""The committed vocabularies of ``vocabularies.toml`` in the database: loaded after every migration."""

import hashlib
import tomllib
from pathlib import Path

from django.apps import apps
from django.db import transaction

FILE = Path(__file__).with_name("vocabularies.toml")
MODELS = {
    "country": "Country",
    "theme": "Theme",
    "approach": "Approach",
    "target_group": "TargetGroup",
    "goal": "Goal",
}
#: In the file Serbian is written once, in Cyrillic, under its tree.
TAGS = {"sr": "sr-Cyrl"}


def load_vocabularies(plan=(), **kwargs) -> None:
    """Bring the tables to what the file says, when the file has changed since; codes are never removed.

    ``plan`` is what ``post_migrate`` tells of the migrations just run; after a way back nothing is loaded.
    """
    if any(backwards for _migration, backwards in plan):
        return
    content = FILE.read_bytes()
    fingerprint = hashlib.sha256(content).hexdigest()
    version_model = apps.get_model("taxonomies", "VocabularyVersion")
    with transaction.atomic():
        version, _ = version_model.objects.get_or_create(pk=1)
        if version.fingerprint == fingerprint:
            return
        for vocabulary, rows in tomllib.loads(content.decode()).items():
            load_vocabulary(vocabulary, rows)
        version.number += 1
        version.fingerprint = fingerprint
        version.save()


def load_vocabulary(vocabulary: str, rows: list[dict]) -> None:
    """The terms of one vocabulary with their labels, in the order of the file."""
    model = apps.get_model("taxonomies", MODELS[vocabulary])
    label_model = apps.get_model("taxonomies", "Label")
    labels = []
    for sort, row in enumerate(rows, start=1):
        term, _ = model.objects.update_or_create(code=row["code"], defaults={"sort": sort})
        label_model.objects.filter(**{vocabulary: term}).delete()
        labels += [label_model(**{vocabulary: term}, **fields) for fields in label_rows(row)]
    label_model.objects.bulk_create(labels)


def label_rows(row: dict) -> list[dict]:
    """Labels, synonyms, definitions and footnotes of one term as fields of ``Label``."""
    rows = []
    for name, kind in (("label", "label"), ("definition", "definition"), ("footnote", "footnote")):
        rows += [{"kind": kind, "language": tag(key), "text": text} for key, text in row.get(name, {}).items()]
    for key, texts in row.get("synonyms", {}).items():
        rows += [{"kind": "synonym", "language": tag(key), "text": text} for text in texts]
    return rows


def tag(key: str) -> str:
    """The content tag for a language key of the file."""
    return TAGS.get(key, key)
