"""Writing a contribution: quotes, files, drafts."""

import io

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from forums.actions.attachments import erase_attachments
from forums.actions.drafts import LONGEST_DRAFT
from forums.actions.moderation import hide_post
from forums.models import Attachment, Draft, Forum, Thread
from tests.factories.accounts import UserFactory
from tests.factories.forums import ForumFactory, TableFactory, facilitator, reply_in, seated, thread_in

pytestmark = pytest.mark.django_db

REPLY = {"body": "Nobody comes at night.", "language": "en", "kind": "contribution", "form_key": "k1"}
PDF = b"%PDF-1.7\n1 0 obj\n"


def reply_url(thread: Thread) -> str:
    return f"/en/t/{thread.public_id}/reply/"


def signed_in(client, user=None):
    user = user or seated(ForumFactory())
    client.force_login(user)
    return user


def paper(name: str = "letter.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def photo() -> SimpleUploadedFile:
    into = io.BytesIO()
    Image.new("RGB", (40, 20), "#0F4C5C").save(into, "JPEG")
    return SimpleUploadedFile("street.jpg", into.getvalue())


# Quotes -----------------------------------------------------------------------------------------------------------


def test_a_quote_carries_the_words_and_where_they_stand(client):
    thread = thread_in(ForumFactory())
    post = reply_in(thread, by=UserFactory(display_name="Besa"), body="> earlier\n\nNobody comes.\n\nNot even once.")
    signed_in(client)

    form = client.get(f"{thread.get_absolute_url()}?quote={post.public_id}").context["form"]

    address = f"/p/{post.public_id}/"
    assert form["body"].value() == f"> [Besa wrote in no. 2:]({address})\n>\n> Nobody comes.\n> \n> Not even once.\n\n"
    assert form["reply_to"].value() == post.public_id


def test_the_address_in_a_quote_leads_to_the_post_in_the_readers_language(client):
    thread = thread_in(ForumFactory())
    post = reply_in(thread)

    response = client.get(f"/p/{post.public_id}/", headers={"accept-language": "sq"}, follow=True)

    assert [address for address, _status in response.redirect_chain] == [
        f"/sq/p/{post.public_id}/",
        f"/sq/{thread.path}#post-2",
    ]


def test_a_quote_is_added_to_what_one_was_writing_once(client):
    thread = thread_in(ForumFactory())
    post, author = reply_in(thread), signed_in(client)
    address = f"{thread.get_absolute_url()}?quote={post.public_id}"
    Draft.objects.create(user=author, thread=thread, body="I think")
    first = client.get(address).context["form"]["body"].value()
    Draft.objects.update(body=first)

    again = client.get(address).context["form"]["body"].value()

    assert first.startswith("I think\n\n> [")
    assert again == first


def test_what_was_hidden_is_not_quoted(client):
    forum = ForumFactory()
    thread = thread_in(forum)
    post = reply_in(thread)
    hide_post(post, by=facilitator(forum), reason="names", statement="It named a client.")
    signed_in(client)

    form = client.get(f"{thread.get_absolute_url()}?quote={post.public_id}").context["form"]

    assert form["body"].value() == ""


# Files ------------------------------------------------------------------------------------------------------------


def test_files_go_with_the_contribution_and_stand_below_it(client):
    thread = thread_in(ForumFactory())
    author = signed_in(client)

    client.post(reply_url(thread), REPLY | {"files": [paper(), photo()]})

    post = thread.posts.get(author=author)
    page = client.get(thread.get_absolute_url()).content.decode()
    assert list(post.attachments.values_list("name", "content_type")) == [
        ("letter.pdf", "application/pdf"),
        ("street.jpg", "image/jpeg"),
    ]
    for file in post.attachments.all():
        assert f'href="/en/files/{file.public_id}/"' in page


def test_a_file_that_is_something_else_comes_back_with_the_reason(client):
    thread = thread_in(ForumFactory())
    signed_in(client)

    response = client.post(reply_url(thread), REPLY | {"files": [paper("photo.jpg", b"<html>")]})

    assert response.status_code == 422
    assert "photo.jpg: This file cannot be attached." in response.content.decode()
    assert (thread.posts.count(), Attachment.objects.count()) == (1, 0)


def test_more_than_five_files_are_too_many(client):
    thread = thread_in(ForumFactory())
    signed_in(client)

    response = client.post(reply_url(thread), REPLY | {"files": [paper(f"{number}.pdf") for number in range(6)]})

    assert response.status_code == 422
    assert "At most 5 files go with one contribution." in response.content.decode()


def test_a_preview_without_scripts_keeps_the_files_for_publishing(client):
    thread = thread_in(ForumFactory())
    author = signed_in(client)

    preview = client.post(reply_url(thread), REPLY | {"files": [paper()], "preview": "1"}).content.decode()
    client.post(reply_url(thread), REPLY)

    assert "letter.pdf" in preview
    assert [file.name for file in thread.posts.get(author=author).attachments.all()] == ["letter.pdf"]
    assert not Draft.objects.exists()


def test_a_kept_file_can_be_taken_away_without_losing_a_word(client):
    thread = thread_in(ForumFactory())
    author = signed_in(client)
    client.post(reply_url(thread), REPLY | {"files": [paper(), photo()], "preview": "1"})
    file = Attachment.objects.get(name="letter.pdf")

    response = client.post(f"/en/files/{file.public_id}/remove/", REPLY | {"body": "More words."})

    draft = Draft.objects.get(user=author)
    assert response["Location"] == f"{thread.get_absolute_url()}#reply-form"
    assert (draft.body, [file["name"] for file in draft.choices["files"]]) == ("More words.", ["street.jpg"])


def test_a_file_is_for_those_who_may_read_the_post(client):
    forum = ForumFactory()
    table = TableFactory(forum=forum)
    member = seated(forum, table=table)
    thread = thread_in(forum, by=member, table=table, audience="table")
    client.force_login(member)
    client.post(reply_url(thread), REPLY | {"files": [paper()]})
    address = f"/en/files/{Attachment.objects.get().public_id}/"

    answers = []
    for person in (member, UserFactory(), seated(forum), UserFactory(is_superuser=True), None):
        client.logout()
        if person:
            client.force_login(person)
        answers.append(client.get(address).status_code)

    assert answers == [200, 404, 404, 404, 404]


def test_a_file_leaves_with_its_name_and_its_true_type_and_runs_nothing(client):
    thread = thread_in(ForumFactory())
    signed_in(client)
    client.post(reply_url(thread), REPLY | {"files": [paper("писмо.pdf")]})

    response = client.get(f"/en/files/{Attachment.objects.get().public_id}/")

    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == "inline; filename*=utf-8''%D0%BF%D0%B8%D1%81%D0%BC%D0%BE.pdf"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Cache-Control"] == "private, no-store"


def test_a_file_of_a_draft_is_its_writers_alone_and_media_does_not_serve_it(client):
    forum = ForumFactory()
    thread = thread_in(forum)
    author = signed_in(client)
    client.post(reply_url(thread), REPLY | {"files": [paper()], "preview": "1"})
    file = Attachment.objects.get()
    addresses = [f"/en/files/{file.public_id}/", f"/media/{file.file.name}"]

    theirs = [client.get(address).status_code for address in addresses]
    client.force_login(facilitator(forum))
    others = [client.get(address).status_code for address in addresses]

    assert (author.drafts.count(), theirs, others) == (1, [200, 404], [404, 404])


def test_files_go_when_the_contribution_is_erased(client, django_capture_on_commit_callbacks):
    thread = thread_in(ForumFactory())
    signed_in(client)
    client.post(reply_url(thread), REPLY | {"files": [paper()]})
    file = Attachment.objects.get()
    post, name = file.post, file.file.name

    with django_capture_on_commit_callbacks(execute=True):
        erase_attachments(post)

    assert (Attachment.objects.count(), default_storage.exists(name), post.shown_files) == (0, False, None)


# Drafts -----------------------------------------------------------------------------------------------------------


def test_what_is_being_written_is_found_on_another_device(client):
    thread = thread_in(ForumFactory())
    author = signed_in(client)
    words = {"body": "Nobody co", "language": "sq", "kind": "question", "form_key": "k9"}

    kept = client.post(f"/en/t/{thread.public_id}/draft/", words).status_code
    client.logout()
    client.force_login(author)
    form = client.get(thread.get_absolute_url()).context["form"]

    assert kept == 204
    assert [form[name].value() for name in ("body", "language", "kind")] == ["Nobody co", "sq", "question"]


def test_a_conversation_that_is_being_begun_is_kept_and_cleared_when_it_is_published(client):
    forum = ForumFactory()
    signed_in(client)
    address = f"/en/forums/{forum.slug}/new/"
    client.post(f"{address}draft/", {"title": "Nights", "body": "Who", "thread_kind": "problem"})

    begun = client.get(address).context["form"]
    words = {"title": "Nights", "body": "Who comes?", "language": "en", "form_key": "k3", "files": [paper()]}
    client.post(address, words)

    assert [begun[name].value() for name in ("title", "body", "thread_kind")] == ["Nights", "Who", "problem"]
    assert not Draft.objects.exists()
    assert forum.threads.get().posts.get().attachments.count() == 1


def test_a_draft_has_an_end(client):
    thread = thread_in(ForumFactory())
    signed_in(client)

    response = client.post(f"/en/t/{thread.public_id}/draft/", {"body": "a" * (LONGEST_DRAFT + 1)})

    assert response.status_code == 413
    assert "too long to be kept as a draft" in response.content.decode()
    assert not Draft.objects.exists()


def test_a_draft_that_arrives_after_its_form_was_published_is_let_go(client):
    thread = thread_in(ForumFactory())
    signed_in(client)
    client.post(reply_url(thread), REPLY)

    client.post(f"/en/t/{thread.public_id}/draft/", REPLY)

    assert not Draft.objects.exists()


def test_nobody_keeps_drafts_where_they_may_not_read(client):
    thread = thread_in(ForumFactory(visibility=Forum.Visibility.CLOSED))
    signed_in(client)

    assert client.post(f"/en/t/{thread.public_id}/draft/", {"body": "Hm"}).status_code == 404


# What a reply costs -----------------------------------------------------------------------------------------------

#: A form, a lock, the post with its first words, what search and followers are told; never more than speed.md allows.
MOST_STATEMENTS = 10
BOUNDS = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE SAVEPOINT")


@pytest.fixture
def counts_in_the_database(settings, db):
    settings.CACHES = {
        "default": {"BACKEND": "portal.base.shared_cache.CountingDatabaseCache", "LOCATION": "cache"},
    }
    call_command("createcachetable", "cache")


@pytest.mark.parametrize("posts", [1, 40])
@pytest.mark.parametrize("is_seated", [True, False])
def test_a_reply_asks_few_questions_from_the_session_to_the_redirect(client, counts_in_the_database, posts, is_seated):
    forum = ForumFactory()
    thread = thread_in(forum)
    for _number in range(posts - 1):
        reply_in(thread)
    signed_in(client, seated(forum) if is_seated else UserFactory())
    client.post(reply_url(thread), REPLY)
    Forum.objects.update(premoderation=Forum.Premoderation.FIRST)  # as forums are opened: one question more to ask

    with CaptureQueriesContext(connection) as asked:
        answer = client.post(reply_url(thread), REPLY | {"form_key": "k2"})

    statements = [query["sql"] for query in asked if not query["sql"].startswith(BOUNDS)]
    assert (answer.status_code, thread.posts.count()) == (302, posts + 2)
    assert len(statements) <= MOST_STATEMENTS, "\n".join(statements)
