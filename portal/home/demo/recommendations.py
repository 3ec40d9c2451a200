"""The recommendations, each taken through its own history: drafted, commented on, decided, signed, sent."""

from collections.abc import Callable
from decimal import Decimal

from accounts.models import User
from directory.models import Organisation
from events.models import Conclusion
from forums.models import Cycle, MinuteItem, Position, Post, Thread, WorkingTable
from portal.home.demo import followup
from portal.home.demo.loading import Demo, read
from practices.models import Practice
from recommendations import documents
from recommendations.amending import propose_amendment, settle_amendment
from recommendations.decisions import (
    cast_ballot,
    certify_round,
    close_round,
    open_round,
    sign_off,
    write_minority_opinion,
)
from recommendations.drafting import create_recommendation, dispose, draft_clause, link_source, move_on
from recommendations.models import Amendment, Clause, Recommendation, Version, WorkingGroup

State = Recommendation.State
SETTLED = (Amendment.State.ACCEPTED, Amendment.State.ACCEPTED_MODIFIED, Amendment.State.REJECTED)


class Mismatch(Exception):
    """A document did not arrive in the state in which the files have it."""


def load(demo: Demo) -> None:
    for row in demo.new("recommendation", read("recommendations")["recommendation"]):
        document = Document(demo, row)
        document.draft()
        if "consultation_opens_days" in row:
            document.consult()
        if "round" in row:
            document.decide()
        document.translate()
        if "delivery" in row:
            document.send()
        document.check()


class Document:
    """One recommendation on its way; each step is on the day that the files give it."""

    def __init__(self, demo: Demo, row: dict):
        self.demo, self.row = demo, row
        self.people = demo.by_key("person", User)
        self.bodies = demo.by_key("organisation", Organisation)
        group = demo.by_key("group", WorkingGroup)[row["group"]]
        members = {member.role: member.user for member in group.members.exclude(user=None).select_related("user")}
        self.group, self.rapporteur, self.secretariat = group, members["rapporteur"], members["secretariat"]
        self.recommendation: Recommendation
        self.clauses: dict[str, Clause] = {}

    def draft(self) -> None:
        """The first version: points as they were first written, their sources, and what became of the positions."""
        row, authentic = self.row, self.row["authentic_language"]
        text = next(text for text in row["text"] if text["language"] == authentic)
        at = self.demo.moment(row["versions"][0]["days"], "10:00")
        self.recommendation = create_recommendation(
            self.group,
            by=self.rapporteur,
            kind=row["kind"],
            level=row["level"],
            authentic_language=authentic,
            title=text["title"],
            summary=text["summary"],
            country=row["country"],
            cycle=self.demo.by_key("cycle", Cycle).get(f"{row.get('forum')} {row.get('cycle')}"),
            addressees=[self.bodies[slug] for slug in row["addressees"]],
            derived_from=self.derived_from(),
            is_demo=row["is_demo"],
            at=at,
        )
        self.demo.tag_anew(self.recommendation, row)
        self.demo.note("recommendation", row["key"], self.recommendation.public_id)
        version = self.noted(documents.latest_version(self.recommendation), row["versions"][0])
        for clause in row["clause"]:
            self.draft_clause(version, clause)
        for disposition in row.get("disposition", []):
            self.dispose(disposition)

    def derived_from(self) -> Recommendation | None:
        return self.demo.by_key("recommendation", Recommendation).get(self.row.get("derived_from"))

    def noted(self, version: Version, row: dict) -> Version:
        """The version with what the files say about it; only while it is not fixed."""
        created_at = self.demo.moment(row["days"], "10:00")
        Version.objects.filter(pk=version.pk).update(change_note=row["change_note"], created_at=created_at)
        version.refresh_from_db()
        return version

    def draft_clause(self, version: Version, row: dict) -> None:
        at = self.demo.moment(self.row["versions"][0]["days"], "11:00")
        entry = draft_clause(
            version,
            by=self.rapporteur,
            text=first_text(row, self.row["authentic_language"]),
            facts=row.get("facts", {}).get(self.row["authentic_language"]),
            kind=row["kind"],
            level=row["level"],
            addressee=self.bodies.get(row.get("addressee")),
            at=at,
        )
        if "derived_from" in row:
            origin = self.demo.by_key("clause", Clause)[row["derived_from"]]
            Clause.objects.filter(pk=entry.clause_id).update(derived_from=origin)
        self.clauses[row["key"]] = entry.clause
        self.demo.note("clause", row["key"], entry.clause.public_id)
        for source in row["sources"]:
            link_source(entry.clause, by=self.rapporteur, at=at, **source_of(self.demo, source))

    def dispose(self, row: dict) -> None:
        positions = self.demo.by_key("position", Position)
        dispose(
            positions[row["position"]],
            recommendation=self.recommendation,
            by=self.rapporteur,
            kind=row["kind"],
            clause=self.clauses.get(row.get("clause")),
            merged_into=positions.get(row.get("into")),
            reason=row.get("reason", ""),
            language=row.get("language", ""),
            at=self.demo.moment(self.row["versions"][0]["days"], "15:00"),
        )

    def consult(self) -> None:
        """Read over by the group, then open for comments; proposed changes with what was decided about them."""
        opens = self.row["consultation_opens_days"]
        move_on(self.recommendation, State.REVIEW, by=self.rapporteur, at=self.demo.moment(opens - 2))
        if self.is_read_over_anew():
            self.next_version()
        move_on(
            self.recommendation,
            State.CONSULTATION,
            by=self.secretariat,
            consultation_ends_at=self.demo.moment(self.row["consultation_closes_days"], "23:59"),
            at=self.demo.moment(opens),
        )
        pairs = [(row, self.propose(row)) for row in self.row.get("amendment", [])]
        for row, amendment in pairs:
            self.settle(amendment, row)

    def is_read_over_anew(self) -> bool:
        """Whether the group wrote a second version before the comments, not after them."""
        versions = self.row["versions"]
        return len(versions) > 1 and versions[1]["days"] < self.row["consultation_opens_days"]

    def next_version(self) -> None:
        row = self.row["versions"][1]
        at = self.demo.moment(row["days"], "10:00")
        first = documents.freeze(documents.latest_version(self.recommendation), at=at)
        documents.next_version(first, change_note=row["change_note"], at=at)

    def propose(self, row: dict) -> Amendment:
        entry = documents.latest_version(self.recommendation).clauses.get(clause=self.clauses[row["clause"]])
        return propose_amendment(
            entry,
            by=self.people[row["by"]],
            kind=row["kind"],
            text=row["text"],
            justification=row["justification"],
            language=row["language"],
            on_behalf_of=self.bodies.get(row.get("on_behalf_of")),
            at=self.demo.moment(row["days"], "19:00"),
        )

    def settle(self, amendment: Amendment, row: dict) -> None:
        """What is taken becomes the text that the files have for the point now."""
        if row["state"] in SETTLED:
            clause = next(clause for clause in self.row["clause"] if clause["key"] == row["clause"])
            settle_amendment(
                amendment,
                by=self.people[row["settled_by"]],
                state=row["state"],
                resolution=row["resolution"],
                text=clause["text"][self.row["authentic_language"]],
                at=self.demo.moment(row["settled_days"]),
            )
        elif row["state"] != amendment.state:
            Amendment.objects.filter(pk=amendment.pk).update(state=row["state"])

    def decide(self) -> None:
        """The round on the version that came out of the comments, opinions apart from it, and the signatures."""
        row = self.row["round"]
        version = self.noted(documents.latest_version(self.recommendation), self.row["versions"][-1])
        closes_at = self.demo.moment(row["closes_days"], "20:00")
        by = self.people[row["opened_by"]]
        round_ = open_round(
            version,
            by=by,
            method=row["method"],
            closes_at=closes_at,
            quorum=Decimal(str(row["quorum"])),
            threshold=Decimal(str(row["threshold"])),
            proceeds_with_minority=row["proceeds_with_minority"],
            shows_names=row["shows_names"],
            at=self.demo.moment(row["opens_days"], "09:00"),
        )
        electors = {elector.table.number: elector for elector in round_.electors.select_related("table")}
        for ballot in row["ballots"]:
            choice = {name: value for name, value in ballot.items() if name != "table"}
            cast_ballot(electors[ballot["table"]], by=by, at=self.demo.moment(row["closes_days"], "17:30"), **choice)
        close_round(round_, by=by, at=closes_at)
        certify_round(round_, by=self.people[row["certified_by"]], at=self.demo.moment(row["closes_days"], "20:30"))
        for opinion in row["minority_opinions"]:
            text = {name: opinion[name] for name in ("language", "text")}
            write_minority_opinion(electors[opinion["table"]], by=by, at=closes_at, **text)
        self.sign(version)

    def sign(self, version: Version) -> None:
        tables = self.demo.by_key("table", WorkingTable)
        version.refresh_from_db()
        for row in self.row["sign_off"]:
            sign_off(
                version,
                by=self.people[row["person"]],
                capacity=row["capacity"],
                table=tables[f"{self.row['forum']} {row['table']}"],
                at=self.demo.moment(row["days"]),
            )

    def translate(self) -> None:
        """The further languages of the version that readers see."""
        version = documents.shown_version(self.recommendation)
        for text in self.row["text"]:
            language = text["language"]
            if language != self.row["authentic_language"]:
                points = {
                    self.clauses[clause["key"]].public_id: clause["text"][language]
                    for clause in self.row["clause"]
                    if language in clause["text"]
                }
                documents.translate(
                    version, language=language, title=text["title"], summary=text["summary"], clauses=points
                )

    def send(self) -> None:
        followup.send(self.demo, self.row, self.recommendation, self.clauses)

    def check(self) -> None:
        """Refuse files that promise another state than their own history leads to."""
        self.recommendation.refresh_from_db()
        if self.recommendation.state != self.row["state"]:
            raise Mismatch(f"{self.row['key']} is {self.recommendation.state}, the files say {self.row['state']}")


def first_text(clause: dict, language: str) -> str:
    """The words of a point in the first version."""
    earlier = [text["text"] for text in clause.get("earlier", []) if text["version"] == 1]
    return (earlier or [clause["text"][language]])[0].strip()


#: How the files name a source -> the thing that ``link_source`` takes.
SOURCES: dict[str, Callable[[Demo, dict], dict]] = {
    "post": lambda demo, row: {"post_revision": demo.by_key("post", Post)[row["post"]].revisions.first()},
    "position": lambda demo, row: {"position": demo.by_key("position", Position)[row["position"]]},
    "outcome": lambda demo, row: {"outcome": demo.by_key("thread", Thread)[row["outcome"]].outcome},
    "minutes": lambda demo, row: {
        "minute_item": demo.by_key("minute item", MinuteItem)[f"{row['minutes']} {row['item']}"]
    },
    "conclusion": lambda demo, row: {
        "conclusion": demo.by_key("conclusion", Conclusion)[f"{row['conclusion']} {row['number']}"]
    },
    "practice": lambda demo, row: {"practice": demo.by_key("practice", Practice)[row["practice"]]},
    "expertise": lambda demo, row: {"expertise": row["expertise"]},
}


def source_of(demo: Demo, row: dict) -> dict:
    kind = next(kind for kind in SOURCES if kind in row)
    return SOURCES[kind](demo, row)
