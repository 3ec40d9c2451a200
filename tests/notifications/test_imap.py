"""A mailbox spoken to over a socket: a server of a few lines that knows what the fetching says."""

import re
import socketserver
import threading
from contextlib import contextmanager

import pytest

from notifications.imap import fetch_mail
from notifications.models import ReceivedMail

pytestmark = pytest.mark.django_db


class Mailbox(socketserver.StreamRequestHandler):
    """Three mails, of which the second cannot be fetched."""

    def handle(self) -> None:
        self.wfile.write(b"* OK ready\r\n")
        for line in iter(self.rfile.readline, b""):
            tag, _blank, command = line.decode().strip().partition(" ")
            for part in self.server.said(command):
                self.wfile.write(part)
            self.wfile.write(f"{tag} OK done\r\n".encode())
            if command.startswith("LOGOUT"):
                return


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Mailbox)
        self.mails = {number: f"From: no-reply@x.org\r\nMessage-ID: <{number}@x.org>\r\n\r\nhm" for number in (1, 3)}
        self.seen: set[int] = set()

    def said(self, command: str) -> list[bytes]:
        if command.startswith("CAPABILITY"):
            return [b"* CAPABILITY IMAP4rev1\r\n"]
        if command.startswith("SELECT"):
            return [b"* 3 EXISTS\r\n"]
        if command.startswith("UID SEARCH"):
            return [f"* SEARCH {' '.join(str(uid) for uid in (1, 2, 3) if uid not in self.seen)}\r\n".encode()]
        if found := re.match(r"UID FETCH (\d+)", command):
            return self.fetched(int(found[1]))
        if found := re.match(r"UID STORE (\d+) \+FLAGS \(?\\Seen", command):
            self.seen.add(int(found[1]))
        return []

    def fetched(self, uid: int) -> list[bytes]:
        if uid not in self.mails:
            return []
        raw = self.mails[uid].encode()
        return [f"* {uid} FETCH (UID {uid} BODY[] {{{len(raw)}}}\r\n".encode(), raw, b")\r\n"]


@contextmanager
def mailbox():
    with Server() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def test_what_is_unread_is_received_once_and_one_broken_mail_holds_up_no_other(settings):
    with mailbox() as server:
        settings.INBOUND_IMAP_URL = f"imap://name:p%40ss@127.0.0.1:{server.server_address[1]}/INBOX"

        counts = [fetch_mail(), fetch_mail()]

    assert counts == [2, 0]
    assert server.seen == {1, 3}
    assert ReceivedMail.objects.count() == 2


def test_without_a_mailbox_nothing_is_fetched():
    assert fetch_mail() == 0
