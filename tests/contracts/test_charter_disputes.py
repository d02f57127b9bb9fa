"""Disputes and the panels as arbiter, named in a charter: deployed, with their role, and found again."""

from __future__ import annotations

import pytest

from dao_sim.chain import connect
from dao_sim.coop import Charter, Cooperative
from dao_sim.coop.commissions import arbiter_of, ask, commission
from dao_sim.coop.dispute_terms import longest_case
from dao_sim.coop.disputes import dispute, disputes_of, open_dispute
from dao_sim.coop.panels import Outcome
from dao_sim.coop.roles import Role
from dao_sim.errors import CharterError, Refused
from tests.contracts.charters import differences, founded, written
from tests.contracts.commissions import disputed
from tests.contracts.kit import ALICE, BOB, BUYER, CAROL, DAY, GUARDIAN, decree, mock_token

pytest.importorskip("pyrevm", reason="contract tests need the embedded engine, which this Python has not")

REVIEW = '[review]\nvote_period = "21d"\n'
LONGEST = 4 * (3_600 + 5 * DAY) + 2 * 5 * DAY + 21 * DAY
"""By the periods that a charter has unless it says otherwise: 51 days and four hours."""


def said(*works: str, more: str = "") -> str:
    """A charter with these lines about works."""
    return written("token", more=more).replace("licences = true", "\n".join(("licences = true", *works)))


@pytest.mark.parametrize(
    ("works", "freeze"),
    [
        (('dispute_window = "30d"',), 60 * DAY),
        (('dispute_window = "1s"', 'dispute_freeze = "90d"'), 90 * DAY),
    ],
)
def test_where_units_are_locked_and_panels_are_drawn_there_are_disputes(
    works: tuple[str, ...], freeze: int
) -> None:
    coop = founded(said(*works, more=REVIEW))
    made, arbiter = coop.disputes, coop.panel_arbiter
    assert made is not None
    assert arbiter is not None
    assert coop.panels is not None
    assert differences(coop) == {}
    assert Charter.from_record(coop.charter.record()) == coop.charter
    assert made.panels() == arbiter.panels() == coop.panels.address
    assert (made.registry(), made.vault()) == (coop.registry.address, coop.vault.address)
    assert made.freeze_period() == freeze
    assert coop.access.has_role(int(Role.ADJUDICATOR), made.address) == (True, 0)
    assert not coop.access.has_role(int(Role.ADJUDICATOR), coop.timelock.address).is_member


@pytest.mark.parametrize(
    ("works", "more", "steps"),
    [
        ((), "", set()),
        (('dispute_window = "30d"',), "", set()),
        ((), REVIEW, {"arbiter"}),
        (('dispute_window = "30d"',), REVIEW, {"arbiter", "disputes"}),
    ],
)
def test_each_is_there_where_it_has_something_to_do(
    works: tuple[str, ...], more: str, steps: set[str]
) -> None:
    coop = founded(said(*works, more=more))
    assert {"arbiter", "disputes"} & set(coop.addresses) == steps
    assert (coop.panel_arbiter is not None, coop.disputes is not None) == (
        "arbiter" in steps,
        "disputes" in steps,
    )
    assert differences(coop) == {}


def test_who_else_could_move_units_is_seen() -> None:
    coop = founded(said('dispute_window = "30d"', more=REVIEW))
    decree(coop, coop.access.grant_role(int(Role.ADJUDICATOR), coop.timelock.address, 0))
    assert differences(coop) == {"role ADJUDICATOR": ("<disputes>", "<disputes>, <timelock>")}


def test_panels_can_be_the_arbiter_of_commissions() -> None:
    more = f'{REVIEW}[commissions]\narbiter = "panels"\nruling_period = "52d"\n'
    coop = founded(said(more=more))
    assert coop.commissions is not None
    assert coop.panel_arbiter is not None
    assert coop.commissions.arbiter() == coop.panel_arbiter.address
    assert differences(coop) == {}
    assert Charter.from_record(coop.charter.record()) == coop.charter


def test_the_longest_case_has_two_silent_panels_two_appeals_and_a_vote() -> None:
    charter = Charter.parse(said(more=REVIEW))
    assert charter.review is not None
    assert longest_case(charter.review) == LONGEST


@pytest.mark.parametrize(
    ("works", "more", "says"),
    [
        (('dispute_freeze = "60d"',), "", r"works.dispute_freeze needs a works.dispute_window"),
        (('dispute_freeze = "60d"',), REVIEW, r"works.dispute_freeze needs a works.dispute_window"),
        (('dispute_window = "1d"', 'dispute_freeze = "60d"'), "", r"needs the section \[review\]"),
        (('dispute_window = "1d"', 'dispute_freeze = "0s"'), REVIEW, "must be a duration from 1s to 365d"),
        (
            ('dispute_window = "1d"', 'dispute_freeze = "51d"'),
            REVIEW,
            r"works.dispute_freeze must be at least 1228h, .* shorten the periods in \[review\]",
        ),
        (('dispute_window = "1d"',), '[review]\nvote_period = "40d"', "must be at least 1684h"),
        ((), '[commissions]\narbiter = "panels"', r"commissions.arbiter needs the section \[review\]"),
        (
            (),
            f'{REVIEW}[commissions]\narbiter = "panels"\nruling_period = "51d"',
            r"commissions.ruling_period must be at least 1228h, .* would rule too late",
        ),
        ((), f'{REVIEW}[commissions]\narbiter = "panel"', r'address .* or "account:N".*, or "panels"'),
    ],
)
def test_keys_that_make_no_sense_together_are_refused(works: tuple[str, ...], more: str, says: str) -> None:
    with pytest.raises(CharterError, match=says):
        Charter.parse(said(*works, more=more))


def test_a_freeze_may_be_exactly_as_long_as_the_longest_case() -> None:
    works = 'dispute_window = "1d"', f'dispute_freeze = "{LONGEST}s"'
    assert Charter.parse(said(*works, more=REVIEW)).works.freeze == LONGEST


def test_what_panels_cost_in_a_token_is_approved_first() -> None:
    chain = connect("embedded")
    token = mock_token(chain)
    judges = (
        f'[review]\nasset = "{token.address}"\n[commissions]\narbiter = "panels"\nruling_period = "60d"\n'
    )
    charter = Charter.parse(said('dispute_window = "30d"', more=judges))
    coop = Cooperative.deploy(charter, chain)
    assert coop.panels is not None
    cost = coop.panels.cost()
    for who in (CAROL, BUYER):
        token.mint(who, cost).send(who)
    work = coop.register_work(ALICE, b"a song", {ALICE: 1_000_000})
    calls = list(
        open_dispute(coop, CAROL, work=work, party=ALICE, heirs={CAROL: 10, BOB: 50_000}, grounds=b"\1" * 32)
    )
    assert [call.function for call in calls] == ["approve", "open"]
    for call in calls:
        call.send(CAROL)
    assert dispute(coop, 1).heirs == {CAROL: 10, BOB: 50_000}
    assert coop.commissions is not None
    number = disputed(coop, coop.commissions)
    calls = list(ask(coop, number, BUYER, bps=4_000))
    assert [call.function for call in calls] == ["approve", "ask"]
    for call in calls:
        call.send(BUYER)
    question = commission(coop, number).question
    assert question is not None
    assert (question.bps, question.outcome, question.concluded) == (4_000, Outcome.PENDING, False)
    assert coop.panels.held(token.address) == 2 * cost


def test_without_them_that_is_said() -> None:
    coop = founded(said(more='[commissions]\narbiter = "account:9"\n'))
    with pytest.raises(Refused, match="no disputes about works") as caught:
        disputes_of(coop)
    assert "dispute_window" in str(caught.value.hint)
    with pytest.raises(Refused, match="panels do not decide") as caught:
        arbiter_of(coop)
    assert f"{GUARDIAN} does" in str(caught.value.hint)
