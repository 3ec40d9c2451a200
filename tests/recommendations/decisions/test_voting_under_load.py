"""Fifty people vote at once, at a portal of two processes: each counts once, and nothing after closing."""

import http.client
import os
import re
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.utils import timezone

from accounts.models import User
from accounts.sessions import SessionStore
from forums.models import Seat, Stage, WorkingTable
from recommendations import decisions
from recommendations.models import Ballot, DecisionRound
from scripts.processes import free_port, running
from scripts.stamps import ROOT
from tests.factories import recommendations as made

CLIENTS, PROCESSES = 50, 2
#: What each votes, one after the other, until the round is closed under their hands.
CHOICES = ("agree", "object", "stand_aside", "reservation")
MOST_SECONDS = 120


@dataclass
class Voter:
    """A person with a session, and what the portal answered to each of their choices."""

    user: User
    cookie: str
    answers: list[tuple[str, int]] = field(default_factory=list)

    @property
    def last_accepted(self) -> str:
        """The last choice to which the portal said that it is counted."""
        return next((choice for choice, status in reversed(self.answers) if status == 302), "silent")


@pytest.fixture
def round_(transactional_db) -> DecisionRound:
    """An open vote of fifty places."""
    place = made.forum_with_group(tables=1)
    document = made.draft_of(place)
    made.point_from(place, document)
    made.consulted(place, document)
    now = timezone.now()
    Stage.objects.create(
        cycle=place.cycle, ordinal=1, kind="decide", opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=1)
    )
    table = WorkingTable.objects.get()
    people = [User(email=f"voter{number}@example.org") for number in range(CLIENTS - 1)]
    for person in people:
        person.set_unusable_password()
    User.objects.bulk_create(people)
    voters = User.objects.filter(email__startswith="voter")
    Seat.objects.bulk_create(Seat(forum=place.forum, table=table, user=voter, state="held") for voter in voters)
    version = document.versions.get()
    return decisions.open_round(version, by=None, method="consent", closes_at=now + timedelta(hours=1))


@pytest.fixture
def portal(database_url, round_) -> Iterator[int]:
    """The port of a portal of two processes on the database under test."""
    port = free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    command += [
        "--workers",
        str(PROCESSES),
        "--blocking-threads",
        "4",
        "--log-level",
        "warning",
        "portal.wsgi:application",
    ]
    environment = {"DATABASE_URL": database_url, "DJANGO_SETTINGS_MODULE": "portal.settings.test"}
    with running(command, cwd=ROOT, env=os.environ | environment, stdout=subprocess.DEVNULL):
        wait_for(port)
        yield port


def wait_for(port: int) -> None:
    """Go on when the portal answers."""
    latest = time.monotonic() + MOST_SECONDS
    while time.monotonic() < latest:
        try:
            if ask(port, "GET", "/healthz")[0] == 200:
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError("the portal did not start")


def ask(port: int, method: str, path: str, *, body: str = "", cookie: str = "") -> tuple[int, str, str]:
    """Status, text and new cookies of one answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=MOST_SECONDS)
    headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    connection.request(method, path, body, headers)
    response = connection.getresponse()
    text, cookies = response.read().decode(), response.getheader("Set-Cookie") or ""
    connection.close()
    return response.status, text, cookies


def signed_in(user: User) -> str:
    """A cookie of that person's session."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def votes(voter: Voter, port: int, path: str, start: threading.Barrier) -> None:
    """Read the ballot, then choose again and again until the portal says that it is closed."""
    _status, page, cookies = ask(port, "GET", path, cookie=voter.cookie)
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
    voter.cookie += f"; {cookies.partition(';')[0]}"
    start.wait(MOST_SECONDS)
    for choice in CHOICES * 20:
        form = {"csrfmiddlewaretoken": token, "choice": choice, "reason": "So.", "language": "en"}
        status, _text, _cookies = ask(port, "POST", path, body=urlencode(form), cookie=voter.cookie)
        voter.answers.append((choice, status))
        if status != 302:
            return


def test_fifty_people_vote_at_once_and_each_counts_once(round_, portal):
    path = f"/en/recommendations/{round_.version.recommendation.reference}/decision/{round_.public_id}/"
    electors = list(round_.electors.select_related("person_link__user"))
    voters = [Voter(elector.person_link.user, signed_in(elector.person_link.user)) for elector in electors]
    start = threading.Barrier(CLIENTS + 1)
    clients = [threading.Thread(target=votes, args=(voter, portal, path, start)) for voter in voters]
    for client in clients:
        client.start()

    start.wait(MOST_SECONDS)
    time.sleep(2)
    decisions.close_round(round_, by=None)
    closed_at = Ballot.objects.count()
    for client in clients:
        client.join(MOST_SECONDS)
    certified = decisions.certify_round(round_, by=None)

    statuses = Counter(status for voter in voters for _choice, status in voter.answers)
    assert set(statuses) <= {302, 422}, statuses
    assert statuses[422] == CLIENTS
    assert (len(voters), Ballot.objects.count(), statuses[302]) == (CLIENTS, closed_at, closed_at)
    counted = {row["elector"]: row["choice"] for row in certified.result["choices"]}
    assert counted == {elector.ordinal: voter.last_accepted for elector, voter in zip(electors, voters, strict=True)}
    recount = Counter(counted.values())
    result = certified.result["result"]
    assert (result["electors"], result["cast"] + result["silent"]) == (CLIENTS, CLIENTS)
    assert {name: result[name] for name in CHOICES} == {name: recount[name] for name in CHOICES}
    assert decisions.check_chain() == []
