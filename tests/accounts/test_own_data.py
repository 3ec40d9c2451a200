"""Every row that points to a person says what becomes of it, and what of it a copy shows."""

import pytest
from django.apps import apps
from django.db import models

from accounts.models import User
from portal.base.own_data import Erasing, all_held
from tests.factories.accounts import UserFactory


def links_to_people() -> dict[tuple[str, str], models.Field]:
    """Every foreign key to a person in every installed app, by model and field; a person's own groups are none."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        if model._meta.proxy or (model._meta.auto_created and issubclass(model._meta.auto_created, User)):
            continue
        for field in model._meta.local_fields:
            if field.remote_field and field.remote_field.model is User:
                found[model._meta.label, field.name] = field
    return found


def test_every_link_to_a_person_declares_what_erasing_does_to_it():
    declared = {(held.model, held.person) for held in all_held() if held.erasing}

    assert declared - {("accounts.User", "pk")} == links_to_people().keys()


def test_what_loses_the_name_can_be_without_one():
    links = links_to_people()

    stuck = [
        held.name for held in all_held() if held.erasing is Erasing.NAMELESS and not links[held.model, held.person].null
    ]

    assert stuck == []


def test_no_two_kinds_of_rows_stand_under_one_name():
    names = [held.name for held in all_held()]

    assert len(names) == len(set(names))


@pytest.mark.django_db
def test_each_declaration_can_be_asked():
    person = UserFactory()

    found = {held.name: len(held.rows_of(person).values(*held.shows)) for held in all_held()}

    assert {name: count for name, count in found.items() if count} == {"profile": 1, "addresses": 1}
