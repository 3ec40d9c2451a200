from datetime import date

from portal.base.line import KEYS, DrawnStation, Station, drawn, whole_line


def test_a_whole_line_has_six_stations_in_their_order_whatever_was_given():
    reached = [Station("response", "Answer", True), Station("post", "Contribution", True, date(2026, 2, 3))]

    stations = whole_line(reached)

    assert [(station.key, station.reached) for station in stations] == [
        ("post", True),
        ("position", False),
        ("clause", False),
        ("response", True),
        ("commitment", False),
        ("evidence", False),
    ]


def test_the_way_is_drawn_as_walked_only_between_reached_stations():
    stations = [Station(key, key, key in {"post", "position", "response"}) for key in KEYS]

    assert drawn(stations) == [
        DrawnStation(station, is_joined)
        for station, is_joined in zip(stations, [True, False, False, False, False, False], strict=True)
    ]


def test_a_line_without_stations_is_empty():
    assert drawn([]) == []
