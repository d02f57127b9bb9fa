"""Exits and overrides as a charter switches them on, and what the facade makes of them."""

from __future__ import annotations

import pytest

from dao_sim.bindings.generated.structs import AssetAmount
from dao_sim.coop import Charter
from dao_sim.coop.agenda import agenda_item
from dao_sim.coop.exits import leave, leave_of, owed_to, window_over, windows
from dao_sim.coop.participation import largest_silent, votes_on
from dao_sim.coop.roles import Role
from dao_sim.coop.splits import split
from dao_sim.coop.standing import standing_of
from dao_sim.errors import BadInput, CharterError, Refused
from dao_sim.units import ETH, ProposalState, Support
from tests.contracts.charters import OPTIMISTIC, differences, founded, written
from tests.contracts.kit import ALICE, BOB, BUYER, CAROL, DAVE, DAY, ERIN, TOKEN

pytest.importorskip("pyrevm", reason="contract tests need the embedded engine, which this Python has not")

EXIT = ('exit_window = "2d"', 'exit_assets = [{ asset = "ETH", minimum = "20" }]')


def test_a_measure_is_adopted_left_over_and_carried_out() -> None:
    coop = founded(written("token", *EXIT))
    window = coop.branch.exit
    assert window is not None
    assert differences(coop) == {}
    assert Charter.from_record(coop.charter.record()) == coop.charter
    assert coop.access.has_role(int(Role.EARMARKER), window.address).is_member
    assert window.minimums() == (AssetAmount(ETH, 20 * TOKEN),)
    coop.chain.send(BUYER, coop.treasury.address, b"", 100 * TOKEN)
    assert windows(coop) == []
    proposal = coop.propose(ALICE, [coop.treasury.pay(ETH, DAVE, 30 * TOKEN)], "Pay Dave").open()
    assert leave_of(coop, 1, BOB).why_not == (
        "the proposal is not queued: a window opens when an adopted one is"
    )
    proposal.vote(ALICE, Support.FOR)
    proposal.close().queue()
    [open_window] = windows(coop)
    assert open_window == window_over(coop, 1)
    assert (open_window.is_open, open_window.pots) == (True, {ETH: 80 * TOKEN})
    assert open_window.shares(500 * TOKEN) == {ETH: 20 * TOKEN}
    assert (leave_of(coop, 1, BOB).burnable, leave_of(coop, 1, BOB).why_not) == (600 * TOKEN, None)
    assert leave_of(coop, 1, ALICE).why_not == "the account voted for it"
    assert leave_of(coop, 1, ERIN).why_not == "the account is no member"
    for call in leave(coop, 1, BOB, 500 * TOKEN):
        call.send(BOB)
    assert owed_to(coop, BOB) == {ETH: 20 * TOKEN}
    before = coop.chain.balance(DAVE)
    proposal.execute()
    assert coop.chain.balance(DAVE) - before == 30 * TOKEN
    assert leave_of(coop, 1, CAROL).why_not is not None
    assert str(leave_of(coop, 1, CAROL).why_not).startswith("the window closed at ")
    assert coop.treasury.earmarked(ETH) == 20 * TOKEN
    window.claim(ETH, BOB).send(BOB)
    assert owed_to(coop, BOB) == {}


def test_what_is_not_there_is_told() -> None:
    with pytest.raises(Refused, match="no exit_window"):
        windows(founded(written("token")))
    coop = founded(written("token", *EXIT))
    with pytest.raises(BadInput, match="there is no such proposal"):
        window_over(coop, 1)
    for call in leave(coop, 1, BOB, TOKEN):
        assert call.function in {"approve", "exitOver"}


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (('exit_window = "3d"',), "must not be longer than timelock_delay"),
        (('exit_window = "0s"',), "must be a duration from 1s"),
        ((EXIT[0], 'exit_assets = [{ asset = "ETH" }, { asset = "ETH" }]'), "ETH is named twice"),
    ],
    ids=["longer than the delay", "no time", "an asset twice"],
)
def test_exits_that_make_no_sense_are_refused(lines: tuple[str, ...], says: str) -> None:
    with pytest.raises(CharterError, match=says):
        Charter.parse(written("token", *lines))


def test_only_one_governor_and_no_rule_of_options_has_exits() -> None:
    with pytest.raises(CharterError, match="does not go with the rule ranked"):
        Charter.parse(written("ranked", EXIT[0]))
    with pytest.raises(CharterError, match="does not go with the rule optimistic"):
        Charter.parse(written("token", more=OPTIMISTIC + 'exit_window = "1d"\n'))
    two = '[[governors]]\nname = "more"\nexit_window = "1d"\n'
    with pytest.raises(CharterError, match="only one governor may have an exit_window"):
        Charter.parse(written("token", EXIT[0], more=two))


def test_votes_that_are_overridden_are_told_as_they_count() -> None:
    coop = founded(written("token", "vote_override = true"))
    assert differences(coop) == {}
    coop.token.delegate_split(split({BOB: 6_000, CAROL: 4_000})).send(ALICE)
    coop.chain.advance(1)
    proposal = coop.propose(BOB, [coop.vault.set_levy(1)], "A levy").open()
    proposal.vote(BOB, Support.FOR)
    standing = standing_of(coop, 1, ALICE)
    assert (standing.why_not, standing.power.at_snapshot) == (None, 1_000 * TOKEN)
    assert standing_of(coop, 1, CAROL).power.at_snapshot == 800 * TOKEN
    proposal.vote(ALICE, Support.AGAINST)
    item = agenda_item(coop, 1)
    assert (item.tally.against, item.tally.for_) == (1_000 * TOKEN, 600 * TOKEN)
    assert [(vote.voter, vote.weight) for vote in votes_on(coop, item)] == [
        (ALICE, 1_000 * TOKEN),
        (BOB, 600 * TOKEN),
    ]
    assert [(each.delegate, each.votes) for each in largest_silent(coop, item, (ALICE, BOB), 3)] == [
        (CAROL, 400 * TOKEN)
    ]
    assert proposal.close().state == ProposalState.DEFEATED


@pytest.mark.parametrize(
    ("rule", "lines", "says"),
    [
        ("token", ('early_success = "60%"',), "early_success does not go with vote_override"),
        ("token", ("rented_vote_defence = true",), "rented_vote_defence does not go with vote_override"),
        ("quadratic", (), "does not go with the rule quadratic"),
        ("chambers", (), "does not go with the rule chambers"),
    ],
)
def test_overrides_go_with_some_rules_and_switches_only(rule: str, lines: tuple[str, ...], says: str) -> None:
    with pytest.raises(CharterError, match=says):
        Charter.parse(written(rule, "vote_override = true", *lines))


def test_a_charter_excludes_accounts_beside_the_treasury() -> None:
    coop = founded(written("token").replace("[token]", '[token]\nexcluded = ["account:4"]', 1))
    assert differences(coop) == {}
    assert coop.token.is_excluded(DAVE)
    assert coop.terms.timelock_delay == 2 * DAY
