"""``manage.py import_news``: existing articles come in once, and bad lines are named."""

import json

import pytest
from django.core.management import CommandError, call_command

from news.models import NewsPage

ARTICLE = {
    "title": "Први вебинар",
    "body": "Први пасус.\n\nДруги <пасус>.",
    "language": "sr-Cyrl",
    "date": "2021-02-18",
    "source_url": "https://example.org/vest/1",
    "countries": ["RS", "MK"],
    "themes": ["social-inclusion"],
}


@pytest.fixture
def file(tmp_path):
    def write(*lines: object):
        path = tmp_path / "news.jsonl"
        path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines))
        return path

    return write


def test_an_article_comes_in_whole_and_only_once(db, file, capsys):
    path = file(ARTICLE, "")

    call_command("import_news", path)
    call_command("import_news", path)

    page = NewsPage.objects.get()
    assert (page.title, page.language, str(page.published_on), page.live) == (
        "Први вебинар",
        "sr-Cyrl",
        "2021-02-18",
        True,
    )
    assert page.locale.language_code == "sr"
    assert sorted(country.code for country in page.countries.all()) == ["MK", "RS"]
    assert page.body[0].value.source == "<p>Први пасус.</p><p>Други &lt;пасус&gt;.</p>"
    assert capsys.readouterr().out == "1 added, 0 here already, 0 bad\n0 added, 1 here already, 0 bad\n"


def test_html_loses_what_could_harm(db, file):
    body = '<p onclick="x()">Здраво <script>alert(1)</script><a href="javascript:x()">линк</a></p>'
    call_command("import_news", file(ARTICLE | {"body": body}))

    stored = NewsPage.objects.get().body[0].value.source

    assert stored == '<p>Здраво <a rel="nofollow ugc noopener">линк</a></p>'


def test_every_bad_line_is_named_and_the_good_ones_come_in(db, file, capsys):
    path = file(
        "{not json",
        ARTICLE | {"language": "klingon"},
        ARTICLE | {"date": "18.2.2021"},
        ARTICLE | {"countries": ["ZZ"]},
        ARTICLE | {"source_url": "javascript:alert(1)"},
        ARTICLE | {"title": " "},
        [],
        ARTICLE,
    )

    with pytest.raises(CommandError):
        call_command("import_news", path)

    said = capsys.readouterr()
    assert said.out == "1 added, 0 here already, 7 bad\n"
    assert [line.split(":")[0] for line in said.err.splitlines()] == [f"line {number}" for number in range(1, 8)]
    assert "unknown ZZ" in said.err
    assert NewsPage.objects.count() == 1


def test_articles_without_an_address_are_told_apart_by_title_and_day(db, file):
    untold = ARTICLE | {"source_url": ""}

    call_command("import_news", file(untold, untold | {"date": "2021-02-19"}, untold))

    assert NewsPage.objects.count() == 2
