"""Review panels: the life of a case, from its opening to its outcome."""

from __future__ import annotations

from dao_sim.bindings import ReviewPanels
from dao_sim.coop import Cooperative
from tests.contracts.kit import (
    DAVE,
    ERIN,
    MALLORY,
)
from tests.contracts.panels import (
    APPEAL,
    BONUS,
    DECIDED,
    DRAWING,
    FEE,
    FINAL,
    LAST_BLOCK,
    PENDING,
    SUBJECT,
    UPHELD,
    VOTING,
    drawn,
    enlisted,
    opened,
    owed,
    panels,
    voted,
)


def test_a_claim_is_answered_by_a_panel(coop: Cooperative) -> None:
    made = panels(coop)
    enlisted(coop, made, 5)
    number = opened(coop, made)
    (case, requested) = made.case_of(number), made.round_of(number, 1)
    assert (number, case.asker, case.phase, case.standing, case.rounds) == (1, ERIN, DRAWING, PENDING, 1)
    assert (case.question.subject, case.question.claimant, case.question.respondent) == (SUBJECT, DAVE, ERIN)
    assert (requested.payer, requested.slots, requested.seats) == (ERIN, 5, 3)
    assert requested.request_block == coop.chain.block_number()
    first, last = made.drawable_in(number, 1)
    assert (first, last) == (coop.chain.block_number() + 6, coop.chain.block_number() + LAST_BLOCK)
    panel = drawn(coop, made, number)
    assert made.case_of(number).phase == VOTING
    voted(coop, made, number, {panel[0]: True, panel[1]: True, panel[2]: False})
    receipt = made.close(number).send(MALLORY)
    (said,) = made.decode(receipt, ReviewPanels.RoundDecided)
    assert (said.outcome, said.upheld, said.revealed) == (UPHELD, 2, 3)
    assert owed(made, *panel, ERIN) == (FEE + BONUS, FEE + BONUS, FEE, BONUS)
    assert (made.outcome_of(number), made.case_of(number).phase) == (PENDING, DECIDED)
    coop.chain.advance(APPEAL)
    assert made.outcome_of(number) == UPHELD  # nothing can change it any more, closed or not
    receipt = made.close(number).send(MALLORY)
    (end,) = made.decode(receipt, ReviewPanels.Concluded)
    assert (end.outcome, made.case_of(number).phase, made.outcome_of(number)) == (UPHELD, FINAL, UPHELD)
