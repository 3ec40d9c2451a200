"""Imports point down: every import, relation and ``{% load %}`` of the apps has an arrow in the picture."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from scripts.stamps import ROOT

PICTURE = """
6 gathers   portal.urls   portal.home                imports anything below; nothing imports it
5 reads     search   notifications
4 drafts    recommendations -> all of 3
3 holds     forums -> events -> practices -> news     indicators
2 people    accounts
1 places    directory
0 ground    portal.base -> portal.taxonomies
"""
FOLDERS = {
    "base": "portal/base",
    "taxonomies": "portal/taxonomies",
    "directory": "directory",
    "accounts": "accounts",
    "news": "news",
    "practices": "practices",
    "events": "events",
    "forums": "forums",
    "indicators": "indicators",
    "recommendations": "recommendations",
    "search": "search",
    "notifications": "notifications",
    "home": "portal/home",
}
LEVELS = [
    {"base", "taxonomies"},
    {"directory"},
    {"accounts"},
    {"forums", "events", "practices", "news", "indicators"},
    {"recommendations"},
    {"search", "notifications"},
    {"home"},
]
# Within a level only these, each with those further along the line it starts.
DRAWN = {
    "base": {"taxonomies"},
    "forums": {"events", "practices", "news"},
    "events": {"practices", "news"},
    "practices": {"news"},
}
RELATIONS = {"ForeignKey", "OneToOneField", "ManyToManyField", "ParentalKey", "ParentalManyToManyField"}
LOAD = re.compile(r"{%\s*load\s+(?P<words>[^%]+?)\s*%}")


def level(app: str) -> int:
    return next(number for number, apps in enumerate(LEVELS) if app in apps)


def may_use(app: str, other: str) -> bool:
    """Whether the picture has an arrow from one app to the other."""
    return app == other or level(other) < level(app) or other in DRAWN.get(app, set())


def app_of_module(name: str) -> str | None:
    """The app a dotted module name is in, or ``None`` for what is not an app of the portal."""
    for app, folder in FOLDERS.items():
        module = folder.replace("/", ".")
        if name == module or name.startswith(f"{module}."):
            return app
    return None


def used_by_module(path: Path) -> Iterator[tuple[int, str]]:
    """Every app a Python file reaches, with the line: by import at any depth, or by the name in a relation."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        for name in [*imported_names(node), *related_names(node)]:
            if app := app_of_module(name):
                yield node.lineno, app


def imported_names(node: ast.AST) -> list[str]:
    """Dotted names of the modules a statement imports; of ``from portal import base`` the full one."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module and not node.level:
        return [f"{node.module}.{alias.name}" for alias in node.names]
    return []


def related_names(node: ast.AST) -> list[str]:
    """What a relation field names by text (``"forums.Thread"``) or by setting (the user model, which is accounts')."""
    if not isinstance(node, ast.Call) or name_of(node.func) not in RELATIONS:
        return []
    targets = [*node.args[:1], *(keyword.value for keyword in node.keywords if keyword.arg in {"to", "through"})]
    return [full_name(target) for target in targets if full_name(target)]


def name_of(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def full_name(target: ast.expr) -> str:
    """The module-like name behind a relation's target; nothing where it is a class, whose import says it already."""
    if isinstance(target, ast.Constant) and isinstance(target.value, str) and "." in target.value:
        label = target.value.split(".")[0]
        return FOLDERS.get(label, label).replace("/", ".")
    if isinstance(target, ast.Attribute) and target.attr == "AUTH_USER_MODEL":
        return "accounts"
    return ""


def used_by_template(path: Path, libraries: dict[str, str]) -> Iterator[tuple[int, str]]:
    """Every app whose tag library a template loads, with the line."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        for match in LOAD.finditer(line):
            for word in match["words"].split(" from ")[-1].split():
                if word in libraries:
                    yield number, libraries[word]


def tag_libraries() -> dict[str, str]:
    """Which app each of our tag libraries belongs to."""
    return {path.stem: app for app, folder in FOLDERS.items() for path in (ROOT / folder / "templatetags").glob("*.py")}


def modules_of(app: str) -> list[Path]:
    """An app's Python files without its migrations, which repeat what models say and what Wagtail's models inherit."""
    return sorted(path for path in (ROOT / FOLDERS[app]).rglob("*.py") if "migrations" not in path.parts)


def templates_of(app: str) -> list[Path]:
    """An app's templates, wherever they lie: in its own folder or in the one named after it under ``templates/``."""
    return [*(ROOT / FOLDERS[app]).rglob("*.html"), *(ROOT / "templates" / app).rglob("*.html")]


def wrong_arrows() -> list[str]:
    """One line for each use of an app that the picture does not allow."""
    libraries = tag_libraries()
    used = [(app, path, *use) for app in FOLDERS for path in modules_of(app) for use in used_by_module(path)]
    used += [
        (app, path, *use) for app in FOLDERS for path in templates_of(app) for use in used_by_template(path, libraries)
    ]
    return [
        f"{path.relative_to(ROOT)}:{line}: {app} -> {other}"
        for app, path, line, other in used
        if not may_use(app, other)
    ]


def test_imports_relations_and_loaded_tags_point_down():
    wrong = wrong_arrows()

    assert wrong == [], f"these arrows are not in the picture:\n{PICTURE}"


def test_settings_import_nothing_of_the_portal_but_settings():
    names = [
        name
        for path in (ROOT / "portal" / "settings").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in imported_names(node)
    ]

    assert [name for name in names if app_of_module(name)] == []


def test_an_import_inside_a_function_counts(tmp_path):
    path = tmp_path / "module.py"
    path.write_text("def late():\n    from recommendations.models import Clause\n    return Clause\n")

    assert list(used_by_module(path)) == [(2, "recommendations")]


def test_a_relation_named_by_text_or_setting_counts(tmp_path):
    path = tmp_path / "module.py"
    path.write_text('a = models.ForeignKey("base.Line", CASCADE)\nb = models.ForeignKey(settings.AUTH_USER_MODEL)\n')

    assert list(used_by_module(path)) == [(1, "base"), (2, "accounts")]


def test_a_loaded_tag_library_counts(tmp_path):
    path = tmp_path / "page.html"
    path.write_text("{% extends 'base.html' %}\n{% load i18n forum_tags %}{% load one from search_tags %}\n")

    used = list(used_by_template(path, {"forum_tags": "forums", "search_tags": "search"}))

    assert used == [(2, "forums"), (2, "search")]


def test_the_picture_allows_what_it_draws_and_nothing_else():
    asked = [("forums", "news"), ("news", "forums"), ("indicators", "news"), ("recommendations", "indicators")]
    asked += [("search", "notifications"), ("home", "search"), ("taxonomies", "base"), ("base", "taxonomies")]

    assert [may_use(*pair) for pair in asked] == [True, False, False, True, False, True, False, True]
