from forums import guards


def test_a_guard_that_nobody_fills_lets_nothing_pass():
    assert guards.missing("nobody.knows", object()) == ["Nothing on this portal can check what this step needs."]


def test_every_reason_of_every_check_is_told():
    guards.register("tests.two", lambda subject: ["one"])
    guards.register("tests.two", lambda subject: [])
    guards.register("tests.two", lambda subject: ["two"])

    assert guards.missing("tests.two", object()) == ["one", "two"]
