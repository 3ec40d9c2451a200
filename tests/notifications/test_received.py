from email.message import EmailMessage

import pytest

from notifications.received import html_words, read_mail


def raw(body: bytes, *headers: str) -> bytes:
    return "\n".join(["From: Milica <milica@example.org>", "To: reply@sofra.example", *headers, "", ""]).encode() + body


BODIES = {
    "windows-1251": (
        raw("Нико не долази ноћу.".encode("windows-1251"), "Content-Type: text/plain; charset=windows-1251"),
        "Нико не долази ноћу.",
    ),
    "iso-8859-2 in quoted-printable": (
        raw(
            b"Niko ne dolazi no=E6u, =B9teta.",
            "Content-Type: text/plain; charset=iso-8859-2",
            "Content-Transfer-Encoding: quoted-printable",
        ),
        "Niko ne dolazi noću, šteta.",
    ),
    "base64": (
        raw(
            b"0J3QuNC60L7RmCDQvdC1INC00L7QsdC40LLQsC4=",
            "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: base64",
        ),
        "Никој не добива.",
    ),
    "an alphabet nobody knows": (
        raw("Нико не долази.".encode(), "Content-Type: text/plain; charset=x-klingon"),
        "Нико не долази.",
    ),
    "HTML alone, as Gmail writes it": (
        raw(
            '<div dir="ltr">Askush nuk <b>vjen</b>.<br>Asnjë natë.</div><br><div class="gmail_quote">'
            '<div class="gmail_attr">Më mar <a href="#">Sofra</a> shkroi:</div><blockquote><p>Kush vjen?'
            "</blockquote></div>".encode(),
            "Content-Type: text/html; charset=utf-8",
        ),
        "Askush nuk vjen.\nAsnjë natë.",
    ),
    "HTML alone, as Outlook writes it": (
        raw(
            b'<html><head><style>p {}</style></head><body><p>Niko ne dolazi.</p><hr><div id="divRplyFwdMsg">'
            b"<b>Od:</b> Sofra</div><div>Ko dolazi?</div></body></html>",
            "Content-Type: text/html; charset=utf-8",
        ),
        "Niko ne dolazi.",
    ),
    "flowed": (
        raw(b"Nobody \ncomes at \nnight.\nNever.", 'Content-Type: text/plain; format=flowed; charset="utf-8"'),
        "Nobody comes at night.\nNever.",
    ),
}


@pytest.mark.parametrize("name", BODIES)
def test_words_are_read_in_whatever_alphabet_and_form_they_come(name):
    mail, own = BODIES[name]

    assert read_mail(mail).text == own


MACHINES = {
    "out of office": "Auto-Submitted: auto-replied",
    "newsletter": "Precedence: bulk",
    "list": "List-Id: <all.example.org>",
    "old autoresponder": "X-Autoreply: yes",
    "no way back": "Return-Path: <>",
    "mail about a mail": "Content-Type: multipart/report; boundary=x",
}


@pytest.mark.parametrize("name", MACHINES)
def test_machines_are_known_by_their_headers(name):
    assert read_mail(raw(b"I am away.", MACHINES[name])).is_automatic


@pytest.mark.parametrize("sender", ["MAILER-DAEMON@example.org", "no-reply@example.org", "postmaster@x.org", "", "<>"])
def test_machines_are_known_by_their_names(sender):
    assert read_mail(f"From: {sender}\n\nI am away.".encode()).is_automatic


def test_a_person_is_no_machine():
    assert not read_mail(raw(b"Nobody comes.", "Auto-Submitted: no", "X-Auto-Response-Suppress: OOF")).is_automatic


@pytest.mark.parametrize(
    "mail",
    [
        b"",
        b"\0\xff\xfe",
        b"From: =?x-klingon?b?////?=\nTo: <<<@@>>>\n\nhm",
        b"Content-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: multipart/mixed; boundary=a\n\n--a",
        b"Content-Type: text/html\n\n<blockquote><p><div><!-- <![CDATA[ &#xFFFFFFFF; <a",
        b"Subject: " + b"x" * 100_000 + b"\nMessage-ID: <" + b"y" * 5000 + b">\n\n",
    ],
)
def test_nothing_makes_the_reading_fail(mail):
    received = read_mail(mail)

    assert (len(received.fingerprint), len(received.message_id) <= 300) == (64, True)


def test_files_are_noticed_and_their_text_is_not_taken():
    message = EmailMessage()
    message["From"] = "milica@example.org"
    message.set_content("See the plan.\n")
    message.add_attachment("secret plan", filename="plan.txt")

    received = read_mail(bytes(message))

    assert (received.text, received.has_files) == ("See the plan.", True)


def test_html_that_hides_its_quotation_in_unclosed_tags_keeps_what_follows():
    assert html_words("<blockquote><p>old<p>older</blockquote><p>new") == "new"
