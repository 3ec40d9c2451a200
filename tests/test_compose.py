"""What compose.yaml gives the portal is what the settings read, and whoever fills in .env can choose all of it."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMPOSE = (ROOT / "compose.yaml").read_text()
SETTINGS = "".join((ROOT / "portal" / "settings" / name).read_text() for name in ("base.py", "production.py"))
#: Read by the settings, and no matter of compose.yaml, with the reason.
LEFT_OUT = {
    "DATA_DIR": "the image says where its volume is",
    "STATIC_ROOT": "the image holds the static files",
    "CACHE_URL": "the database serves as cache until Redis is added",
    "MEDIA_ACCEL_PREFIX": "needs a proxy that reads the files, which this installation has not",
    "RATE_LIMITS": "off only where speed is measured",
    "DEBUG": "refused",
}


def given_to_the_portal() -> set[str]:
    """The names in the environment shared by web, worker and migrations."""
    block = COMPOSE.split("environment: &environment\n")[1].split("volumes:")[0]
    return set(re.findall(r"^    ([A-Z_]+):", block, re.MULTILINE))


def test_compose_gives_the_portal_exactly_what_its_settings_read():
    read = set(re.findall(r"\benv(?:\.\w+)?\(\s*\"([A-Z_]+)\"", SETTINGS))

    assert given_to_the_portal() == read - set(LEFT_OUT)
    assert set(LEFT_OUT) <= read


def test_every_variable_that_compose_asks_for_is_explained_in_the_example():
    asked = set(re.findall(r"\$\{([A-Z_]+)", COMPOSE))

    assert set(re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE)) == asked


def test_the_search_engine_is_the_version_the_tests_ran_on():
    tested = re.search(r"^VERSION = \"([\d.]+)\"", (ROOT / "scripts/parts/elasticsearch.py").read_text(), re.MULTILINE)

    assert re.findall(r"image: elasticsearch:([\d.]+)", COMPOSE) == [tested[1]]
