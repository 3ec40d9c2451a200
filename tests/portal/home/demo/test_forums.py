from forums.models import AttendanceCount
from portal.home.demo.forums import crossed

Sex, Band = AttendanceCount.Sex, AttendanceCount.AgeBand


def test_attendance_adds_up_to_the_counts_it_was_told_by():
    row = {"women": 13, "men": 14, "under_30": 3, "from_30_to_64": 12, "from_65": 12}

    cells = crossed(row)

    assert sum(people for (sex, _band), people in cells.items() if sex == Sex.WOMEN) == 13
    assert sum(people for (sex, _band), people in cells.items() if sex == Sex.MEN) == 14
    assert [cells[Sex.WOMEN, band] + cells[Sex.MEN, band] for band in (Band.UNDER_30, Band.TO_64, Band.FROM_65)] == [
        3,
        12,
        12,
    ]
    assert min(cells.values()) >= 0
