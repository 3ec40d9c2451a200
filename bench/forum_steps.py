"""The steps of ``bench.forums`` that speak to the database, each in a process of its own."""

import datetime
import json
import random
import sys
from dataclasses import asdict

import django

django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.models import Max  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.models import User  # noqa: E402
from accounts.sessions import SessionStore  # noqa: E402
from bench.clients import Page  # noqa: E402
from directory.models import Organisation  # noqa: E402
from forums.models import Cycle, Forum, Post, Seat, Stage, Thread, WorkingTable  # noqa: E402
from portal.base.text import render_user_text  # noqa: E402

#: The longest conversation holds this share of all contributions, as one that everybody answers does.
LONGEST_SHARE = 0.1
SENTENCES = (
    "Nobody comes at night, and the neighbours cannot lift her alone.",
    "У нашем селу аутобус иде два пута дневно, па нико не стиже до центра.",
    "The mobile team came once in March and has not been seen since.",
    "Треба нам телефон на који се неко јавља и недељом.",
    "Prindërit presin gjashtë muaj për një vend në qendrën ditore.",
    "We asked the municipality twice and were sent to the ministry.",
    "Во Штип тоа го решија со два возила и една медицинска сестра.",
    "The budget line exists, it was spent on something else.",
    "Ко је одговоран за превоз деце до школе?",
    "It would help if one person held all the numbers to call.",
)
LANGUAGES = ("en", "sr-Cyrl", "en", "sr-Cyrl", "sq", "en", "mk", "en", "sr-Cyrl", "en")
TEXTS = 400
BATCH = 5_000
START = datetime.datetime(2024, 1, 8, 9, tzinfo=datetime.UTC)


def fill(threads: int, posts: int) -> dict:
    """A small forum and a large one, and the pages that are measured in them."""
    call_command("createcachetable", verbosity=0)
    chance = random.Random(7)  # noqa: S311  the same forum every time
    small = forum_of("small", chance, threads=20, posts=400)
    large = forum_of("large", chance, threads=threads, posts=posts)
    reader = User.objects.filter(seats__forum=large).first()
    writer = User.objects.filter(seats__forum=large).last()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return {"pages": [asdict(page) for page in pages(small, large, session_of(reader), session_of(writer))]}


def forum_of(slug: str, chance: random.Random, *, threads: int, posts: int) -> Forum:
    """A public forum whose stage is open, with sixty people at six tables and that many words."""
    now = timezone.now()
    host = Organisation.objects.create(slug=f"host-of-{slug}")
    forum = Forum.objects.create(slug=slug, format="standing", state="active", host=host, premoderation="off")
    cycle = Cycle.objects.create(forum=forum, number=1, state="deliberating")
    for ordinal in range(5):
        opens_at = now - datetime.timedelta(days=20 * (5 - ordinal))
        Stage.objects.create(
            cycle=cycle,
            ordinal=ordinal + 1,
            kind="explore",
            opens_at=opens_at,
            closes_at=now + datetime.timedelta(days=30) if ordinal == 4 else opens_at + datetime.timedelta(days=20),
        )
    people = people_of(forum, slug)
    rows = threads_of(forum, cycle, people, chance, threads=threads, posts=posts)
    write_posts(rows, people, chance)
    return forum


def people_of(forum: Forum, slug: str) -> list[User]:
    """Sixty people, each with a place at a table."""
    people = User.objects.bulk_create(
        User(
            email=f"{slug}-{number}@example.org",
            display_name=f"Person {number}",
            joined_at=START,
        )
        for number in range(60)
    )
    tables = WorkingTable.objects.bulk_create(WorkingTable(forum=forum, number=number + 1) for number in range(6))
    Seat.objects.bulk_create(
        Seat(forum=forum, table=tables[number % 6], user=person, state="held") for number, person in enumerate(people)
    )
    return people


def threads_of(forum, cycle, people, chance, *, threads: int, posts: int) -> list[Thread]:
    """Conversations with the number of posts each will hold; the first is the longest."""
    longest = int(posts * LONGEST_SHARE)
    others = (posts - longest) // max(threads - 1, 1)
    rows = []
    for number in range(threads):
        count = longest if not number else others
        opened_at = START + datetime.timedelta(minutes=number * 17)
        rows.append(
            Thread(
                forum=forum,
                cycle=cycle,
                title=chance.choice(SENTENCES)[:120],
                language="en",
                opened_by=chance.choice(people),
                opened_at=opened_at,
                post_count=count,
                last_number=count,
                last_post_at=opened_at + datetime.timedelta(minutes=count),
            )
        )
    return Thread.objects.bulk_create(rows, batch_size=BATCH)


def write_posts(threads: list[Thread], people: list[User], chance: random.Random) -> None:
    """The posts of all threads, a batch at a time; a third of them answer an earlier one."""
    texts = [told(chance) for _number in range(TEXTS)]
    first = (Post.objects.aggregate(last=Max("pk"))["last"] or 0) + 1
    batch, pk = [], first
    for thread in threads:
        begins = pk
        for position in range(1, thread.post_count + 1):
            batch.append(post_of(thread, pk, begins, position, chance.choice(texts), chance.choice(people), chance))
            pk += 1
            if len(batch) == BATCH:
                Post.objects.bulk_create(batch)
                batch.clear()
    Post.objects.bulk_create(batch)
    move_sequence()


def told(chance: random.Random) -> tuple[str, str, str]:
    """Forty to ninety words in one language, with how a page shows them."""
    picked = chance.randrange(len(SENTENCES))
    body = "\n\n".join(" ".join(chance.choices(SENTENCES, k=3)) for _paragraph in range(chance.randint(1, 2)))
    return LANGUAGES[picked], body, render_user_text(body)


def post_of(thread, pk: int, begins: int, position: int, text: tuple, author: User, chance: random.Random) -> Post:
    language, body, body_html = text
    at = thread.opened_at + datetime.timedelta(minutes=position)
    answers = chance.randrange(begins, pk) if position > 2 and chance.random() < 0.33 else None
    return Post(
        pk=pk,
        thread=thread,
        number=position,
        position=position,
        reply_to_id=answers,
        root_id=answers,
        kind=chance.choice(("contribution", "contribution", "experience", "question", "evidence")),
        author=author,
        language=language,
        body=body,
        body_html=body_html,
        created_at=at,
        published_at=at,
    )


def move_sequence() -> None:
    """On PostgreSQL the next post must not take a number that was written by hand."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT setval('forums_post_id_seq', (SELECT MAX(id) FROM forums_post))")


def session_of(user: User) -> str:
    """The cookie of a browser where this person has signed in."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "accounts.backends.PortalBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return f"sessionid={session.session_key}"


def pages(small: Forum, large: Forum, reader: str, writer: str) -> list[Page]:
    """What is asked of the server; the plain page comes first."""
    longest = large.threads.order_by("-post_count").first()
    last = (longest.post_count - 1) // 20 + 1
    lists, thread = f"/en/forums/{large.slug}/conversations/", f"/en/{longest.path}"
    ordinary = large.threads.order_by("-last_post_at").last()
    found = [Page("plain", "/plain/")]
    # Pages are asked for by number: without one a reader who has seen "answers together" gets that again.
    for who, cookie, ceiling in (("visitor", "", 6), ("signed in", reader, 8)):
        found += [
            Page(f"thread list of 20, {who}", f"/en/forums/{small.slug}/conversations/", cookie, ceiling),
            Page(f"thread list, {who}", lists, cookie, ceiling),
            Page(f"first page of the longest, {who}", f"{thread}?page=1", cookie, ceiling),
            Page(f"middle page of the longest, {who}", f"{thread}?page={last // 2}", cookie, ceiling),
            Page(f"last page of the longest, {who}", f"{thread}?page={last}", cookie, ceiling),
            Page(f"a page nobody has read, {who}", f"{thread}?page={{number}}", cookie, number_of=last),
            Page(f"answers together, {who}", f"{thread}?view=threaded", cookie),
            Page(f"forum, {who}", f"/en/forums/{large.slug}/", cookie),
        ]
    found.append(Page("first unread, signed in", f"/en/t/{longest.public_id}/unread/", reader))
    found.append(Page("reply, signed in", f"/en/{ordinary.path}", writer, 8, f"/en/t/{ordinary.public_id}/reply/"))
    return found


def queries(pages: list[dict]) -> dict[str, int]:
    """How many statements each page asks, once what a process keeps is warm."""
    found = {}
    for page in (Page(**page) for page in pages):
        client = Client(headers={"host": "127.0.0.1"})
        if page.cookie:
            client.cookies["sessionid"] = page.cookie.partition("=")[2]
        found[page.name] = statements(client, page)
    return found


def statements(client: Client, page: Page) -> int:
    words = {"body": "Nobody comes at night.", "language": "en"}

    def ask() -> None:
        client.post(page.posts_to, words) if page.posts_to else client.get(page.address)

    ask()
    with CaptureQueriesContext(connection) as captured:
        ask()
    return len(captured)


if __name__ == "__main__":
    if sys.argv[1] == "fill":
        answer: dict = fill(int(sys.argv[2]), int(sys.argv[3]))
    else:
        answer = queries(json.loads(sys.argv[2]))
    sys.stdout.write(json.dumps(answer) + "\n")
