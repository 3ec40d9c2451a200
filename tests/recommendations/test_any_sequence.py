"""Whatever people do to a document in whatever order: ids stay, bases stay readable, frozen hashes never change."""

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from recommendations import amending, arranging, documents, drafting
from recommendations.models import Amendment, Clause, Recommendation
from tests.factories import recommendations as made

WORDS = st.text(alphabet="aбčžш \n\u0301", min_size=1, max_size=12).filter(lambda text: text.strip())
PICK = st.integers(min_value=0, max_value=30)


class Drafting(RuleBasedStateMachine):
    """A document open for comments, in which everything may be done."""

    @initialize()
    def begin(self):
        self.recommendation = made.draft_of(made.forum_with_group(slug=f"f{Recommendation.objects.count()}"))
        Recommendation.objects.filter(pk=self.recommendation.pk).update(state="consultation")
        self.recommendation.refresh_from_db()
        self.ids: set[str] = set()
        self.bases: dict[int, tuple[int, str, str]] = {}
        self.hashes: dict[int, str] = {}
        self.add("Begin.", 0)

    @property
    def entries(self):
        return list(drafting.open_draft(self.recommendation).clauses.select_related("clause", "version"))

    def entry(self, number: int):
        return self.entries[number % len(self.entries)]

    def seen(self):
        self.ids |= set(self.recommendation.clauses.values_list("public_id", flat=True))

    @rule(text=WORDS, place=PICK)
    def add(self, text, place):
        draft = drafting.open_draft(self.recommendation)
        entries = list(draft.clauses.all())
        after = entries[place % len(entries)] if entries and place % 3 else None
        drafting.draft_clause(draft, by=None, text=text, after=after)
        self.seen()

    @rule(text=WORDS, number=PICK, kind=st.sampled_from(["measure", "project"]), cost=WORDS)
    def edit(self, text, number, kind, cost):
        drafting.edit_clause(self.entry(number), by=None, text=text, kind=kind, facts={"cost": cost})

    @rule(number=PICK, other=PICK)
    def move(self, number, other):
        entries = self.entries
        after = entries[other % len(entries)] if other % 4 else None
        arranging.move_clause(entries[number % len(entries)], by=None, after=after)

    @rule(number=PICK, first=WORDS, second=WORDS)
    def split(self, number, first, second):
        arranging.split_clause(self.entry(number), by=None, parts=[first, second])
        self.seen()

    @precondition(lambda self: len(self.entries) > 1)
    @rule(number=PICK, other=PICK)
    def merge(self, number, other):
        entries = self.entries
        one = entries[number % len(entries)]
        rest = [entry for entry in entries if entry.pk != one.pk]
        arranging.merge_clauses(one, by=None, other=rest[other % len(rest)])

    @precondition(lambda self: len(self.entries) > 1)
    @rule(number=PICK)
    def leave_out(self, number):
        drafting.leave_out_clause(self.entry(number), by=None)

    @rule()
    def freeze(self):
        version = documents.freeze(documents.latest_version(self.recommendation))
        self.hashes[version.number] = version.sha256

    @precondition(lambda self: self.hashes)
    @rule(number=PICK, text=WORDS, kind=st.sampled_from(Amendment.Kind.values))
    def amend(self, number, text, kind):
        shown = documents.shown_version(self.recommendation)
        entries = list(shown.clauses.select_related("clause__recommendation", "version__recommendation"))
        entry = entries[number % len(entries)]
        amendment = amending.propose_amendment(entry, by=None, kind=kind, text=text, justification="Because.")
        self.bases[amendment.pk] = (shown.number, amendment.base_text, entry.clause.public_id)

    @precondition(lambda self: self.bases)
    @rule(number=PICK, text=WORDS, state=st.sampled_from(["accepted", "accepted_modified", "rejected", "anew"]))
    def settle(self, number, text, state):
        waiting = list(Amendment.objects.filter(pk__in=self.bases, state__in=["submitted", "under_review"]))
        if not waiting:
            return
        amendment = waiting[number % len(waiting)]
        if len(self.entries) == 1 and amendment.kind == "delete":
            return
        try:
            if state == "anew":
                anew = amending.rebase_amendment(amendment, by=None, text=text, justification="Still.")
                self.bases[anew.pk] = (anew.base_version.number, anew.base_text, anew.clause.public_id)
            else:
                amending.settle_amendment(amendment, by=None, state=state, text=text, resolution="Because.")
        except amending.AmendmentRefused:
            assert not any(entry.clause_id == amendment.clause_id for entry in self.entries)
        self.seen()

    @invariant()
    def every_point_keeps_its_id(self):
        stored = set(Clause.objects.filter(recommendation=self.recommendation).values_list("public_id", flat=True))
        assert stored == self.ids

    @invariant()
    def points_are_numbered_without_a_gap(self):
        for version in self.recommendation.versions.all():
            numbers = list(version.clauses.values_list("ordinal", flat=True))
            assert numbers == list(range(1, len(numbers) + 1))

    @invariant()
    def every_change_is_read_against_its_own_base(self):
        found = {
            one.pk: (one.base_version.number, one.base_text, one.clause.public_id)
            for one in Amendment.objects.filter(pk__in=self.bases).select_related("base_version", "clause")
        }
        assert found == self.bases

    @invariant()
    def frozen_hashes_stay(self):
        frozen = self.recommendation.versions.filter(number__in=self.hashes)
        assert {version.number: documents.hash_of(version) for version in frozen} == self.hashes

    @invariant()
    def what_was_joined_leads_to_a_point(self):
        gone = Clause.objects.filter(recommendation=self.recommendation, merged_into__isnull=False)
        assert not any(clause.merged_into_id == clause.pk for clause in gone)
        assert not gone.filter(merged_into__merged_into__isnull=False).exists()


@pytest.mark.django_db
def test_any_sequence_of_acts_keeps_ids_bases_and_hashes():
    run_state_machine_as_test(
        Drafting,
        settings=settings(
            max_examples=8,
            stateful_step_count=12,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            derandomize=True,
        ),
    )
