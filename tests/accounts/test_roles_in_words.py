"""Role words are known in every script and disguise, and people's names are not taken for them."""

import pytest
from django.core.exceptions import ValidationError

from accounts.forms import clean_name, refuse_name_of_another
from accounts.roles_in_words import claimed_roles, same_to_the_eye
from tests.factories.accounts import UserFactory, staff
from tests.factories.directory import OrganisationFactory


@pytest.mark.parametrize(
    ("words", "roles"),
    [
        ("Facilitator", {"facilitator"}),
        ("Водитељ форума", {"facilitator"}),
        ("Модератор", {"facilitator"}),
        ("Lehtësuese", {"facilitator"}),
        ("Fasilitatori", {"facilitator"}),
        ("M0der4tor", {"facilitator"}),
        ("m o d e r a t o r", {"facilitator"}),
        ("F.a.c.i.l.i.t.a.t.o.r", {"facilitator"}),
        ("Fаcilitator", {"facilitator"}),  # one Cyrillic letter
        ("еԁітог", {"editor"}),  # Cyrillic throughout, read as Latin
        ("Уредница", {"editor"}),
        ("Redaktore", {"editor"}),
        ("известувач на маса 3", {"rapporteur"}),
        ("известилац стола 1", {"rapporteur"}),
        ("Sekretarijat i koordinatorka", {"secretariat", "coordinator"}),
        ("Admin Ana", {"administrator"}),
        ("Мирјана Поповић", set()),
        ("Edita Hadžić", set()),
        ("Admir Suljić", set()),
        ("Sofija Vodinelić", set()),
        ("", set()),
    ],
)
def test_a_role_is_found_in_any_script_and_disguise(words, roles):
    assert claimed_roles(words) == roles


@pytest.mark.parametrize("name", ["Модератор Ана", "Facilitator", "Adm1n"])
def test_nobody_is_named_like_a_role(name):
    with pytest.raises(ValidationError) as refused:
        clean_name(name)

    assert refused.value.messages == [
        "Please write your own name. Words such as facilitator or editor are shown by the portal itself."
    ]


def test_two_names_are_the_same_to_the_eye_whatever_their_script():
    pairs = [("Мира Ковач", "Mira Kovač"), ("Mira Kovac", "mira kovač"), ("Mira", "Mirela"), ("", "")]

    assert [same_to_the_eye(*pair) for pair in pairs] == [True, True, False, False]


def test_nobody_takes_the_name_of_the_portals_staff_or_of_an_organisation(db):
    editor = staff("editor", display_name="Mira Kovač")
    OrganisationFactory(name="Centre for Social Work")
    UserFactory(display_name="Ana Anić")

    for name in ("Мира Ковач", "centre for  social work"):
        with pytest.raises(ValidationError):
            refuse_name_of_another(name)
    refuse_name_of_another("Ana Anić")
    refuse_name_of_another("Mira Kovač", owner=editor)
