"""Deciding, by subject: the electorate, the round, ballots, objections, the chain of results, opinions, signatures."""

from recommendations.decisions.ballots import REASONED, cast_ballot, last_ballots
from recommendations.decisions.chain import Break, certificate, certified_rounds, check_chain, method_of, result_of
from recommendations.decisions.electorate import ELECTORATES, USUAL_ELECTORATE
from recommendations.decisions.objections import judge_objection, settle_objection
from recommendations.decisions.opinions import OPEN_TO_OPINIONS, record_endorsement, write_minority_opinion
from recommendations.decisions.rounds import certify_round, close_round, open_round, void_round
from recommendations.decisions.signatures import sign_off

__all__ = [
    "ELECTORATES",
    "OPEN_TO_OPINIONS",
    "REASONED",
    "USUAL_ELECTORATE",
    "Break",
    "cast_ballot",
    "certificate",
    "certified_rounds",
    "certify_round",
    "check_chain",
    "close_round",
    "judge_objection",
    "last_ballots",
    "method_of",
    "open_round",
    "record_endorsement",
    "result_of",
    "settle_objection",
    "sign_off",
    "void_round",
    "write_minority_opinion",
]
