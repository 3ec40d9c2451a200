"""Texts with their marks compared: bold, links and lists stay what they are, and no sign of Markdown is left."""

import re

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from recommendations.marked import Block, Run, blocks_changed, blocks_of
from recommendations.templatetags.changes import changes_html, printed_changes

BOLD, ITALIC = frozenset({"bold"}), frozenset({"italic"})


def test_a_text_is_read_as_paragraphs_of_runs():
    source = "The **bus** goes, [see](https://x.test/a).\nTwice.\n\n- one\n  - deeper\n\n2. two\n\n## Then\n\n> said\n"

    assert list(blocks_of(source)) == [
        Block(
            (
                Run("The "),
                Run("bus", BOLD),
                Run(" goes, "),
                Run("see", address="https://x.test/a"),
                Run("."),
                Run("\n"),
                Run("Twice."),
            )
        ),
        Block((Run("one"),), "item"),
        Block((Run("deeper"),), "item", 1),
        Block((Run("2. "), Run("two")), "numbered"),
        Block((Run("Then"),), "heading"),
        Block((Run("said"),), "quote"),
    ]


def test_what_follows_a_list_stands_in_no_list():
    kinds = [block.kind for block in blocks_of("- one\n- two\n\nAfter it.\n\n1. three\n\n> said\n")]

    assert kinds == ["item", "item", "text", "numbered", "quote"]


def test_no_sign_that_nobody_sees_reaches_a_document():
    assert blocks_of("A phone\x0b that\u202e rings.") == (Block((Run("A phone that rings."),)),)


def test_words_keep_their_marks_where_others_come_and_go():
    changed = blocks_changed("The *small* bus.", "The *large* bus, **always**.")

    assert changed == [
        Block(
            (
                Run("The "),
                Run("small", ITALIC, fate="deleted"),
                Run("large", ITALIC, fate="inserted"),
                Run(" "),
                Run("bus.", fate="deleted"),
                Run("bus, ", fate="inserted"),
                Run("always", BOLD, fate="inserted"),
                Run(".", fate="inserted"),
            )
        )
    ]


def test_an_item_put_in_between_brings_the_end_of_its_paragraph():
    changed = blocks_changed("- one\n- three", "- one\n- two\n- three")

    assert [(block.kind, block.end, block.runs) for block in changed] == [
        ("item", "same", (Run("one"),)),
        ("item", "inserted", (Run("two", fate="inserted"),)),
        ("item", "same", (Run("three"),)),
    ]


LINES = st.sampled_from(
    ["a **b** c", "- one", "- two *x*", "1. first", "", "> said", "## Head", "d `e` f", "[l](http://x.y)"]
)
TEXTS = st.lists(LINES, max_size=6).map("\n".join)


@given(TEXTS, TEXTS)
@settings(deadline=None, max_examples=200, derandomize=True)
def test_accepting_everything_gives_the_new_text_and_taking_all_back_the_old_one(old, new):
    changed = blocks_changed(old, new)

    assert (settled(changed, "deleted"), settled(changed, "inserted")) == (paragraphs(new), paragraphs(old))


def settled(blocks: list[Block], gone: str) -> list[str]:
    """The paragraphs as a word processor leaves them: what is ``gone`` is away, ends of paragraphs too."""
    text = "".join(
        "".join(run.text for run in block.runs if run.fate != gone) + ("" if block.end == gone else "\0")
        for block in blocks
    )
    return [part for part in text.split("\0") if part]


def paragraphs(source: str) -> list[str]:
    return ["".join(run.text for run in block.runs) for block in blocks_of(source)]


def test_on_a_page_each_change_is_announced_and_nothing_a_reader_wrote_is_markup():
    blocks = blocks_changed("Помоћ **ноћу**.", "Помоћ **дању** <b>.\n\n- тачка")

    with translation.override("sr-latn"):
        page, paper = changes_html(blocks, "sr-Cyrl"), printed_changes(blocks)

    assert re.sub(r"<span[^>]*>[^<]*</span> ", "¤", page) == (
        "<p>Pomoć <del>¤<strong>noću</strong>.</del><ins>¤<strong>danju</strong> &lt;b&gt;.¶</ins></p>"
        '<ul class="changes-list"><li><ins>¤tačka</ins></li></ul>'
    )
    assert page.count('lang="sr-Latn"') == 3
    assert ("<strong>ноћу</strong>" in paper, "visually-hidden" in paper) == (True, False)


@pytest.mark.parametrize("source", ["", "   ", "\n\n"])
def test_a_text_without_words_has_no_paragraphs(source):
    assert (blocks_of(source), blocks_changed(source, source)) == ((), [])
