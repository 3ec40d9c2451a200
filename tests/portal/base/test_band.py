from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from portal.base.band import ACCENT, DEEP, GROUND, HEIGHT, LIGHT, Weave, path_of, weave

ids = st.text(alphabet="0123456789abcdefghjkmnpqrstvwxyz", min_size=1, max_size=10)


def test_the_same_id_always_weaves_the_same_band():
    rows = weave("k7f3q9x2ab").rows

    assert weave("k7f3q9x2ab").rows == rows
    assert sha256(repr(rows).encode()).hexdigest()[:12] == "25a911033652"


def test_ids_weave_many_different_bands():
    bands = {weave(f"id{number}").rows for number in range(200)}

    assert len(bands) > 100


@given(ids)
def test_every_band_is_whole_and_small(public_id):
    band = weave(public_id)

    assert len(band.rows) == HEIGHT
    assert {len(row) for row in band.rows} == {band.half}
    assert {thread for row in band.rows for thread in row} <= {GROUND, LIGHT, ACCENT, DEEP}
    assert sum(len(path) for _, path in band.paths) < 2_200


@given(ids)
def test_the_kind_shows_in_every_band(public_id):
    threads = [thread for row in weave(public_id).rows for thread in row]

    assert threads.count(GROUND) / len(threads) > 0.3


def test_paths_cover_exactly_the_places_of_their_thread():
    rows = ((1, 1, 0), (1, 1, 2), (0, 1, 1))

    assert path_of(rows, 1) == "M0 0h2v2h-2zM1 2h2v1h-2z"


def test_one_period_stands_in_the_middle():
    band = Weave(((0,) * 10,))

    assert band.start + band.period / 2 == 240
