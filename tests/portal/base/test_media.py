"""Files leave only through the check."""

import io

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from PIL import Image

from portal.base.models import Audience, PortalDocument, PortalImage
from tests.factories.accounts import UserFactory, staff
from tests.factories.forums import ForumFactory, seated


def document(audience: str) -> PortalDocument:
    return PortalDocument.objects.create(
        title="Annual report", audience=audience, file=ContentFile(b"%PDF-1.4 marker", name="minutes.pdf")
    )


def picture(audience: str) -> PortalImage:
    drawn = io.BytesIO()
    Image.new("RGB", (400, 300), "#0F4C5C").save(drawn, "PNG")
    return PortalImage.objects.create(
        title="Table", audience=audience, file=ContentFile(drawn.getvalue(), name="table.png")
    )


def body(response) -> bytes:
    return b"".join(response.streaming_content)


def test_a_public_document_is_streamed_to_everybody(client, db):
    response = client.get(document(Audience.PUBLIC).url)

    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    assert body(response) == b"%PDF-1.4 marker"
    assert response["Content-Disposition"].startswith("inline")


def test_an_internal_document_answers_like_a_missing_one(client, db):
    internal = document(Audience.EDITORS)

    visitor = client.get(internal.url)
    client.force_login(UserFactory())
    citizen = client.get(internal.url)
    client.force_login(staff("editor"))
    editor = client.get(internal.url)

    assert [visitor.status_code, citizen.status_code, editor.status_code] == [404, 404, 200]
    assert editor["Cache-Control"] == "private, no-store"


def test_a_document_is_not_given_under_another_name(client, db):
    found = document(Audience.PUBLIC)

    assert client.get(found.url.replace("minutes", "other")).status_code == 404


@pytest.mark.parametrize(("audience", "status"), [(Audience.PUBLIC, 200), (Audience.EDITORS, 404)])
def test_renditions_follow_the_audience_of_their_picture(client, db, audience, status):
    rendition = picture(audience).get_rendition("max-100x100")

    assert client.get(rendition.url).status_code == status


@pytest.mark.parametrize("path", ["images/none.png", "../sofra.sqlite3", "documents/minutes.pdf", "secret-key"])
def test_nothing_else_in_the_folder_can_be_fetched(client, db, path):
    document(Audience.PUBLIC)

    assert client.get(f"/media/{path}", follow=True).status_code == 404


def test_the_server_in_front_is_told_where_the_file_lies(client, db, settings):
    settings.MEDIA_ACCEL_PREFIX = "/inner/"
    found = document(Audience.PUBLIC)

    response = client.get(found.url)

    assert response["X-Accel-Redirect"] == f"/inner/{found.file.name}"
    assert response.content == b""


def minutes_file(subject: str, public_id: str) -> PortalDocument:
    return PortalDocument.objects.create(
        title="Confidential words",
        audience=Audience.READERS,
        subject_kind=subject,
        subject_id=public_id,
        file=ContentFile(b"%PDF-1.4 marker", name="minutes.pdf"),
    )


def test_a_file_of_a_closed_forum_goes_to_its_seats_and_to_no_editor(client, db):
    forum = ForumFactory(visibility="closed")
    member = seated(forum)
    found = minutes_file("forum", forum.public_id)

    answers = []
    for user in (None, UserFactory(), staff("editor"), member):
        client.logout()
        if user:
            client.force_login(user)
        answers.append(client.get(found.url).status_code)

    assert answers == [404, 404, 404, 200]


def test_a_file_of_an_open_forum_goes_to_everybody(client, db):
    assert client.get(minutes_file("forum", ForumFactory().public_id).url).status_code == 200


def test_a_file_of_something_gone_or_unknown_goes_to_nobody(client, db):
    client.force_login(staff("editor"))

    files = [minutes_file("forum", "gone"), minutes_file("unicorn", "1"), minutes_file("organisation", "centre")]

    assert [client.get(found.url).status_code for found in files] == [404, 404, 404]


def test_editors_screens_do_not_list_files_of_forums(client, db):
    document(Audience.EDITORS)
    minutes_file("forum", ForumFactory(visibility="closed").public_id)
    client.force_login(UserFactory(is_superuser=True))

    pages = [client.get(f"/cms/documents/{query}").content.decode() for query in ("", "?q=annual", "?q=confidential")]

    assert ["Annual report" in page for page in pages] == [True, True, False]
    assert not any("Confidential words" in page for page in pages)


def test_a_file_for_readers_says_what_it_belongs_to(db):
    with pytest.raises(IntegrityError), transaction.atomic():
        minutes_file("", "")
