"""Submitted works go their way: panels are asked for, votes shown, cases closed, and what passed is made."""

from __future__ import annotations

import numpy as np

from dao_sim.coop.panels import Phase
from dao_sim.coop.submissions import SubmissionState
from dao_sim.ledger.content_facts import Case
from dao_sim.ledger.content_intents import (
    ClaimDeposits,
    ClaimRewards,
    CloseCase,
    ConcludeSubmission,
    LapseSubmission,
    RequestReview,
    RevealVerdicts,
)
from dao_sim.ledger.intents import NOBODY
from dao_sim.ledger.lots import SEEDS
from dao_sim.ledger.protocol import CoopFacts
from dao_sim.sim.drafts import Waiting
from dao_sim.sim.state import State
from dao_sim.sim.steps.registering import numbers_of, register
from dao_sim.sim.view import Ids


def request(state: State) -> None:
    """Submitters whose works a panel must see ask for it; it is drawn at once."""
    for place, facts in enumerate(state.ledger.coops):
        if waiting := state.waiting[place]:
            found = facts.submissions(waiting.numbers)
            flagged = (found.state == SubmissionState.FLAGGED) & (state.ledger.now() < found.deadline)
            rows = np.flatnonzero(flagged)
            if len(rows):
                asking = RequestReview(
                    coop=place,
                    accounts=waiting.drafts.plan.accounts[rows],
                    submissions=waiting.numbers[rows],
                    seeds=_seeds(state, f"panel draw, co-op {place}", len(rows)),
                )
                cases = numbers_of(*state.apply([asking]))
                for number in cases[cases > 0].tolist():
                    state.cases[place][number] = _next_due(facts.case(number), state.ledger.now())


def run(state: State) -> None:
    """Whatever can be done now is done, in any phase: periods end when they end."""
    for place, facts in enumerate(state.ledger.coops):
        if state.cases[place]:
            _cases(state, place, facts)
        if waiting := state.waiting[place]:
            _settle(state, place, waiting)


def claim(state: State) -> None:
    """Everybody takes what panels and submissions owe it, and so does the treasury."""
    for place, facts in enumerate(state.ledger.coops) if state.reviewed else ():
        for kind, owed in ((ClaimRewards, facts.rewards()), (ClaimDeposits, facts.refunds())):
            if owed:
                accounts = np.array(list(owed), dtype=np.int64)
                state.apply([kind(coop=place, accounts=accounts)])
                state.record.flow(state.epoch, place, "forfeited", owed.get(NOBODY, 0))


def _cases(state: State, place: int, facts: CoopFacts) -> None:
    """Votes are shown, cases closed where they may be, and submissions concluded whose case is over."""
    now = state.ledger.now()
    cases = [facts.case(number) for number, due in state.cases[place].items() if due <= now]
    for case in cases:
        if case.phase == Phase.VOTING and now < case.reveal_ends and any(case.sealed):
            sealed = np.array(case.panel, dtype=np.int64)[np.array(case.sealed)]
            state.apply([RevealVerdicts(coop=place, case=case.number, accounts=sealed)])
    cases = [facts.case(case.number) for case in cases]
    due = [case.number for case in cases if now >= case.deadline or case.revealed == len(case.panel)]
    if due:
        seeds = [int(_seeds(state, f"panel again, co-op {place}, case {number}", 1)[0]) for number in due]
        state.apply([CloseCase(coop=place, cases=np.array(due), seeds=np.array(seeds))])
        cases = [facts.case(case.number) for case in cases]
    over = [case for case in cases if case.phase == Phase.FINAL]
    if over:
        submissions = np.array([case.submission for case in over])
        state.apply([ConcludeSubmission(coop=place, submissions=submissions)])
    for case in cases:
        state.cases[place][case.number] = _next_due(case, now)
    for case in over:
        del state.cases[place][case.number]


def _next_due(case: Case, now: int) -> int:
    """Votes are shown at the first moment after they were sealed; all else waits for its deadline."""
    return case.commit_ends if case.phase == Phase.VOTING and now < case.commit_ends else case.deadline


def _settle(state: State, place: int, waiting: Waiting) -> None:
    """What was cleared is registered; what ended is forgotten; what nobody can register lapses."""
    facts = state.ledger.coops[place]
    found = facts.submissions(waiting.numbers)
    late = np.flatnonzero(
        (waiting.tried | (found.state == SubmissionState.FLAGGED)) & (found.deadline <= state.ledger.now())
    )
    if len(late):
        state.apply([LapseSubmission(coop=place, submissions=waiting.numbers[late])])
    ready = np.flatnonzero((found.state == SubmissionState.CLEARED) & ~waiting.tried)
    if len(ready):
        waiting.tried[ready] = True
        register(state, waiting.drafts.kept(ready))
    left = np.flatnonzero(np.isin(facts.submissions(waiting.numbers).state, _UNDER_WAY))
    if len(left) < len(waiting.numbers):
        state.waiting[place] = waiting.kept(left) if len(left) else None


_UNDER_WAY = (
    SubmissionState.SCREENING,
    SubmissionState.FLAGGED,
    SubmissionState.IN_REVIEW,
    SubmissionState.CLEARED,
)


def _seeds(state: State, stream: str, rows: int) -> Ids:
    """Uniform integers."""
    drawn: Ids = (state.streams.uniform(stream, state.epoch, rows) * SEEDS).astype(np.int64)
    return drawn
