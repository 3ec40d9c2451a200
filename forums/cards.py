"""Participation cards: a code and a PIN instead of an account. The number of attempts is limited, in all processes."""

from django.contrib.auth.hashers import check_password, make_password
from django.utils.crypto import salted_hmac

from forums.errors import CardRefused, TooManyAttempts
from forums.models import Forum, Participant
from portal.base.shared_cache import counted, forget_count

MOST_ATTEMPTS = 5
#: Guessing over many codes; the cards of a whole hall may come from one address of the network.
MOST_ATTEMPTS_FROM_A_PLACE = 200
LOCKED_FOR = 15 * 60  # seconds


def holder_of_card(forum: Forum, *, code: str, pin: str, place: str) -> Participant:
    """The person whose card has that code and PIN; ``place`` is where the attempt comes from (an address of the net).

    ``CardRefused``, the same for a wrong code and a wrong PIN; ``TooManyAttempts`` after five for a code.
    """
    code = code.strip().upper()
    spend_attempt(f"card-code {forum.pk} {code}", MOST_ATTEMPTS)
    spend_attempt(f"card-place {place}", MOST_ATTEMPTS_FROM_A_PLACE)
    participant = Participant.objects.filter(forum=forum, code__iexact=code).exclude(pin_hash="").first()
    if participant is None:
        make_password(pin)  # takes as long as a check, so that a code that exists is not told by the time it takes
        raise CardRefused
    if not check_password(pin.strip(), participant.pin_hash):
        raise CardRefused
    forget_count(key_of(f"card-code {forum.pk} {code}"))
    return participant


def spend_attempt(name: str, most: int) -> None:
    """Count one attempt; refused when there were too many already."""
    key = key_of(name)
    spent = counted({key: LOCKED_FOR})[key]
    if spent > most:
        raise TooManyAttempts


def key_of(name: str) -> str:
    """What is counted under: the same for the same name, and tells nobody which code or address it is."""
    return salted_hmac("forums.cards", name, algorithm="sha256").hexdigest()
