import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.base.text import plain_text, render_user_text

REL = 'rel="nofollow ugc noopener"'


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("**Јасно** и *кратко*", "<p><strong>Јасно</strong> и <em>кратко</em></p>\n"),
        ("први ред\nдруги ред", "<p>први ред<br>\nдруги ред</p>\n"),
        ("# Наслов\n\n##### Мали", "<h3>Наслов</h3>\n<h6>Мали</h6>\n"),
        ("[члан](/sr/vesti/)", f'<p><a href="/sr/vesti/" {REL}>члан</a></p>\n'),
        ("види https://a.rs/x.", f'<p>види <a href="https://a.rs/x" {REL}>https://a.rs/x</a>.</p>\n'),
        ("[https://a.rs](https://b.rs)", f'<p><a href="https://b.rs" {REL}>https://a.rs</a></p>\n'),
        ("`https://a.rs`", "<p><code>https://a.rs</code></p>\n"),
        ("3. три\n4. четири", '<ol start="3">\n<li>три</li>\n<li>четири</li>\n</ol>\n'),
    ],
)
def test_markdown_becomes_the_html_its_writer_expects(source, html):
    assert render_user_text(source) == html


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
        ("<img src=x onerror=alert(1)>", "<p>&lt;img src=x onerror=alert(1)&gt;</p>\n"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>\n"),
        ("[x](&#106;avascript:alert(1))", "<p>[x](javascript:alert(1))</p>\n"),
        ("[x](data:text/html;base64,AAAA)", "<p>[x](data:text/html;base64,AAAA)</p>\n"),
        ("<javascript:alert(1)>", "<p>&lt;javascript:alert(1)&gt;</p>\n"),
        ("![прати](https://evil.example/p.png)", f'<p>!<a href="https://evil.example/p.png" {REL}>прати</a></p>\n'),
        ('[a](https://a.rs "x\\" onclick=alert(1)")', None),
        ("уплата \u202eА ан\u202c &#x202E;Б", "<p>уплата А ан Б</p>\n"),
        ("нула\x00 и звоно\x07", "<p>нула и звоно</p>\n"),
    ],
)
def test_hostile_text_shows_as_harmless_text(source, html):
    rendered = render_user_text(source)

    if html is not None:
        assert rendered == html
    assert not hostile(rendered)


@given(st.text(alphabet=st.sampled_from(list("<>\"'&;:/()[]!`*_#\\ \n\tajscript=onload.x1")), max_size=200))
def test_no_mixture_of_markup_gets_through(source):
    assert not hostile(render_user_text(source))


@given(st.text(max_size=300))
def test_any_text_can_be_rendered_and_read_back(source):
    plain_text(render_user_text(source))


def test_deep_nesting_and_long_runs_do_not_hang():
    for source in (">" * 5000, "[" * 5000, "*" * 5000, "`" * 4999 + "a", "- " * 2000, "<" * 5000, "![" * 3000):
        render_user_text(source)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>први</p><p>други <b>део</b></p>", "први\nдруги део"),
        ("a &amp; b &lt;c&gt;", "a & b <c>"),
        ("<style>p{}</style><script>alert(1)</script>реч", "реч"),
        ("<ul><li>једно</li><li>друго</li></ul>", "једно\nдруго"),
        ("један<br/>два", "један\nдва"),
        ("", ""),
    ],
)
def test_plain_text_keeps_the_words_and_the_lines(html, text):
    assert plain_text(html) == text


def hostile(html: str) -> bool:
    """Whether a browser would find anything to run or load: looked for by reading tags, not by searching words."""
    from html.parser import HTMLParser

    found = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag, attrs):
            if tag in ("script", "img", "iframe", "style", "object", "svg", "math", "form", "input"):
                found.append(tag)
            for name, value in attrs:
                if name.startswith("on") or name not in ("href", "title", "rel", "start"):
                    found.append(name)
                if name == "href" and ":" in (value or "").split("/")[0]:
                    scheme = value.split(":")[0].lower()
                    if scheme not in ("http", "https", "mailto", "tel"):
                        found.append(value)

    Reader().feed(html)
    return bool(found)
