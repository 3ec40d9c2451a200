import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_the_style_page_is_there_for_those_who_build(client: Client, settings):
    settings.DEMO = True

    assert client.get("/sr/styleguide/").status_code == 200


def test_the_style_page_is_not_there_for_readers(client: Client, settings):
    settings.DEMO = settings.DEBUG = False

    assert client.get("/sr/styleguide/").status_code == 404
