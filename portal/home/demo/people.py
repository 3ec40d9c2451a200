"""The accounts to sign in with, the cast of the two forums, and whom they speak for."""

import os
import secrets
from pathlib import Path

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from accounts.models import Mandate, StaffRole, User
from directory.models import Organisation
from portal.home.demo.loading import Demo, read

SITE_LANGUAGES = {"sr-Cyrl": "sr", "sr-Latn": "sr-latn", "cnr": "sr-latn", "bs": "bs", "mk": "mk", "sq": "sq"}
FIRST_DAY = -600  # authorisations are older than everything that people say by them


def load(demo: Demo) -> None:
    """Everybody, then their authorisations and roles."""
    accounts = read("people")["account"]
    settle_password()
    load_users(demo, cast() | {row["key"]: row for row in with_names(accounts)}, {row["key"] for row in accounts})
    load_mandates(demo)
    load_staff_roles(demo, accounts)
    write_accounts(accounts)


def cast() -> dict[str, dict]:
    """The people of forums.toml by key; somebody in both forums is one person, as the first has them."""
    people: dict[str, dict] = {}
    for row in read("forums")["person"]:
        people.setdefault(row["key"], row)
    return people


def with_names(accounts: list[dict]) -> list[dict]:
    """The accounts, with what the cast says about those who are in it."""
    people = cast()
    return [{**people.get(row["key"], {}), **row} for row in accounts]


def load_users(demo: Demo, people: dict[str, dict], accounts: set[str]) -> None:
    """Accounts get the password of the demonstration; the cast stands at a reserved domain and cannot sign in."""
    new = list(demo.new("person", people.values()))
    encoded, unusable = make_password(password() if new else None), make_password(None)
    users = []
    for row in new:
        is_account = row["key"] in accounts
        user = User(
            email=address(row["key"]) if is_account else f"{row['key']}@example.invalid",
            display_name=row["name"],
            ui_language=SITE_LANGUAGES.get(row["language"], "en"),
            password=encoded if is_account else unusable,
            is_superuser=row.get("is_superuser", False),
        )
        user.joined_at = demo.moment(FIRST_DAY)
        users.append(user)
        demo.note("person", row["key"], user.public_id)
    User.objects.bulk_create(users)
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, verified=True, primary=True)
        for user in users
        if user.email.endswith("@demo.test")
    )


def load_mandates(demo: Demo) -> None:
    people, organisations = demo.by_key("person", User), demo.by_key("organisation", Organisation)
    rows = [{**row, "key": f"{row['person']} {row['organisation']}"} for row in read("people")["mandate"]]
    mandates = []
    for row in demo.new("mandate", rows):
        mandate = Mandate(
            user=people[row["person"]],
            organisation=organisations[row["organisation"]],
            role=row["role"],
            state=Mandate.State.VERIFIED,
            starts_on=demo.day(FIRST_DAY),
            verified_by=people["desk"],
        )
        mandates.append(mandate)
        demo.note("mandate", row["key"], mandate.public_id)
    Mandate.objects.bulk_create(mandates)


def load_staff_roles(demo: Demo, accounts: list[dict]) -> None:
    """Work for the portal itself, and for editors the groups of the editors' side."""
    people, organisations = demo.by_key("person", User), demo.by_key("organisation", Organisation)
    for row in demo.new("staff", [row for row in accounts if "staff_roles" in row]):
        for role in row["staff_roles"]:
            association = organisations.get(role.get("association"))
            StaffRole.objects.create(user=people[row["key"]], role=role["role"], association=association)
        people[row["key"]].groups.set(Group.objects.filter(name__in=row.get("groups", [])))
        demo.note("staff", row["key"], people[row["key"]].public_id)


def address(key: str) -> str:
    return f"{key}@demo.test"


def settle_password() -> None:
    """Keep the password of all demo accounts: ``DEMO_PASSWORD``, or one made up on the first run.

    When another one is given later, the accounts that are there already get it.
    """
    kept, given = kept_password(), os.environ.get("DEMO_PASSWORD")
    if not kept.exists():
        write_private(kept, given or secrets.token_urlsafe(9))
    elif given and given != password():
        write_private(kept, given)
        User.objects.filter(email__endswith="@demo.test").update(password=make_password(given))


def password() -> str:
    return kept_password().read_text().strip()


def kept_password() -> Path:
    return Path(settings.DATA_DIR) / "demo-password"


def write_accounts(accounts: list[dict]) -> None:
    """Leave the accounts, the password and what each may do where ``make demo`` prints them from."""
    lines = [f"  {address(row['key']):24}{row['does']}" for row in accounts]
    text = "\n".join([f"  Accounts      all with the password {password()}", "", *lines, ""])
    write_private(Path(settings.DATA_DIR) / "demo-accounts.txt", text)


def write_private(path: Path, text: str) -> None:
    """Write a file that only this user of the machine reads."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_text(text + "\n")
