import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from accounts.forms import NAME_LENGTH, MandateForm, clean_name
from accounts.names import mixes_scripts
from tests.factories.accounts import MandateFactory, UserFactory
from tests.factories.directory import OrganisationFactory


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("\u200b\u200b", "Please write your name in letters that can be seen."),
        ("ﷺ" * 5, "Please write a shorter name."),  # one letter that stands for eighteen
        ("Mirjanа", "Please write each word of the name in one script, Cyrillic or Latin."),
    ],
)
def test_a_refused_name_is_refused_with_what_to_do(name, reason):
    with pytest.raises(ValidationError) as refused:
        clean_name(name)

    assert refused.value.messages == [reason]


@given(st.text(max_size=NAME_LENGTH))
def test_whatever_is_typed_becomes_a_name_that_fits_or_is_refused(typed):
    try:
        name = clean_name(typed)
    except ValidationError:
        return

    assert 0 < len(name) <= NAME_LENGTH
    assert name == name.strip()
    assert not mixes_scripts(name)


@pytest.mark.django_db
def test_organisations_are_offered_under_the_name_the_reader_can_read():
    OrganisationFactory(names={"sr-Cyrl": "Центар за социјални рад", "en": "Centre for social work"})

    with override("sr-latn"):
        offered = MandateForm(user=UserFactory()).fields["organisation"].choices

        assert [label for value, label in offered if value] == ["Centar za socijalni rad"]


@pytest.mark.django_db
def test_a_person_is_offered_the_organisations_they_do_not_speak_for_yet():
    user, body = UserFactory(), OrganisationFactory(name="Centre")
    MandateFactory(user=user)
    MandateFactory(user=user, state="requested")

    offered = MandateForm(user=user).fields["organisation"].queryset

    assert list(offered) == [body]
