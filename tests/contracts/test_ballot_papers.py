"""Votes as they are written, under every rule: what is sent, what is counted, and what is read of it."""

from __future__ import annotations

from typing import Any

import pytest
from eth_account import Account

from dao_sim.bindings import FractionalRule, RankedRule
from dao_sim.coop import Cooperative, Proposal
from dao_sim.coop.agenda import agenda, agenda_item, needing_vote
from dao_sim.coop.ballot_paper import BallotPaper, Choice
from dao_sim.coop.ballots import cast, check, is_cast, sign
from dao_sim.coop.delegation import records_of
from dao_sim.coop.papers import paper_of
from dao_sim.coop.participation import largest_silent, votes_on
from dao_sim.coop.power import power_of
from dao_sim.coop.rules import Counting
from dao_sim.coop.standing import said, standing_of
from dao_sim.coop.vote_receipt import receipt_from_chain, verify
from dao_sim.errors import BadInput, Reverted
from dao_sim.units import ETH, Address, MemberClass, ProposalState, Support
from tests.contracts.charters import OPTIMISTIC, founded, written
from tests.contracts.kit import ALICE, BOB, CAROL, DAVE, MALLORY, OPERATOR, TOKEN

pytest.importorskip("pyrevm", reason="contract tests need the embedded engine, which this Python has not")

WAYS = {"Leave it": [250], "Halve it": [125, 100], "Drop it": [1]}
"""Options by title, and what each sets the levy to, one after the other."""


def asked(coop: Cooperative) -> Proposal:
    """A proposal of three options, open for votes."""
    options = {title: [coop.vault.set_levy(bps) for bps in steps] for title, steps in WAYS.items()}
    return coop.propose_options(ALICE, options, "The levy", "Which one?").open()


def words_of(coop: Cooperative, number: int) -> dict[Address, str]:
    """Every vote on a proposal in words, by voter."""
    item = agenda_item(coop, number)
    return {vote.voter: said(item.paper, vote) for vote in votes_on(coop, item)}


def carried_out(proposal: Proposal) -> None:
    proposal.close()
    assert proposal.state == ProposalState.SUCCEEDED
    proposal.queue()
    proposal.execute()


def as_the_chain_has_it(coop: Cooperative, number: int) -> None:
    """A list and a single look must agree with the governor about the proposal."""
    listed = {item.id: item for item in agenda(coop)}[number]
    alone = agenda_item(coop, number)
    assert (listed.state, tuple(listed.tally), listed.counts) == (
        alone.state,
        tuple(alone.tally),
        alone.counts,
    )
    assert listed.state == coop.governor.state(number)
    assert listed.text == alone.text


def test_approvals_elect_an_option_whose_actions_are_carried_out() -> None:
    coop = founded(written("approval"))
    proposal = asked(coop)
    proposal.vote(ALICE, "halve it|Leave it")
    proposal.vote(BOB, "0|2", reason="half is enough")
    proposal.vote(CAROL, Choice(0b1000))
    assert words_of(coop, 1) == {ALICE: "Leave it|Halve it", BOB: "no change|Halve it", CAROL: "Drop it"}
    item = agenda_item(coop, 1)
    assert item.count.weights == (600 * TOKEN, 1_000 * TOKEN, 1_600 * TOKEN, 400 * TOKEN)
    assert (item.count.winner, proposal.outcome, item.count.toward, item.count.reached) == (2, 2, 3, True)
    assert [(option.title, len(option.actions)) for option in item.options] == [
        *(("Leave it", 1), ("Halve it", 2), ("Drop it", 1))
    ]
    assert (item.title, item.text) == ("The levy", "Which one?")
    as_the_chain_has_it(coop, 1)
    carried_out(item.proposal)
    assert coop.vault.levy_bps() == 100  # the last action of the option that won, and of no other
    as_the_chain_has_it(coop, 1)


def test_rankings_move_on_until_one_has_more_than_half() -> None:
    coop = founded(written("ranked", 'weight = "member"'))
    coop.admit(DAVE, MemberClass.PATRON)
    coop.admit(MALLORY, MemberClass.PATRON)
    coop.chain.advance(2)
    proposal = asked(coop)
    ballots = {
        ALICE: "Leave it",
        BOB: "drop it>Leave it",
        CAROL: "Halve it > Drop it",
        DAVE: "2>3",
        MALLORY: "1",
    }
    outcomes = proposal.vote_many(list(ballots), list(ballots.values())).raise_if_refused()
    assert outcomes.accepted == len(ballots)
    assert proposal.vote_many([ALICE], "Drop it").refusals[0].name == "GovernorAlreadyCastVote"
    assert words_of(coop, 1)[DAVE] == "Halve it>Drop it"
    assert isinstance(coop.rule, RankedRule)
    item = agenda_item(coop, 1)
    assert item.count.weights == (0, 2, 2, 1)
    assert item.count.winner == coop.rule.outcome(1) == 1  # whom the vote for dropping it moves on to
    as_the_chain_has_it(coop, 1)
    carried_out(proposal)
    assert coop.vault.levy_bps() == 250


def test_spent_votes_are_shared_out_over_options() -> None:
    coop = founded(written("approval", "cumulative = true"))
    proposal = asked(coop)
    proposal.vote(ALICE, "Leave it:3|Drop it:1")
    proposal.vote(BOB, "3")
    assert words_of(coop, 1) == {ALICE: "Leave it:750|Drop it:250", BOB: "Drop it:600"}
    assert agenda_item(coop, 1).count.weights == (0, 750 * TOKEN, 0, 850 * TOKEN)
    carried_out(proposal)
    assert coop.vault.levy_bps() == 1


def test_a_split_uses_shares_of_what_is_left() -> None:
    coop = founded(written("fractional"))
    proposal = coop.propose(ALICE, [coop.vault.set_levy(1)], "Levy 1").open()
    parts = b"".join(part.to_bytes(16, "big") for part in (0, 100 * TOKEN, 0))
    proposal.vote(ALICE, Choice(255, parts))
    standing = standing_of(coop, 1, ALICE)
    assert (standing.said, standing.may_add, standing.why_not) == ("for:100", True, None)
    proposal.vote(ALICE, "for:70|against:30")
    assert proposal.tally == (270 * TOKEN, 730 * TOKEN, 0)
    assert words_of(coop, 1) == {ALICE: "against:270|for:630"}
    assert str(standing_of(coop, 1, ALICE).why_not).startswith("the account has voted already: against:270")
    proposal.vote(BOB, "abstain")
    assert isinstance(coop.rule, FractionalRule)
    assert words_of(coop, 1)[BOB] == "abstain"
    record = records_of(coop)[ALICE]
    assert [vote.said for vote in record.votes] == ["for:100", "against:270|for:630"]
    assert record.count(Support.FOR) == 0
    as_the_chain_has_it(coop, 1)
    assert receipt_agrees(coop, 1, ALICE)


def receipt_agrees(coop: Cooperative, number: int, voter: Address) -> bool:
    receipt = receipt_from_chain(coop, number, voter)
    changed = receipt.model_copy(update={"said": "everything"})
    assert verify(coop, changed) != []
    again = type(receipt).model_validate(receipt.record())
    return again == receipt and verify(coop, again) == []


def test_a_plain_measure_under_a_rule_of_options_is_for_or_against() -> None:
    for rule in ("approval", "ranked"):
        coop = founded(written(rule))
        proposal = coop.propose(ALICE, [coop.vault.set_levy(1)], "Levy 1").open()
        proposal.vote(ALICE, "for")
        proposal.vote(BOB, "AGAINST")
        assert words_of(coop, 1) == {ALICE: "for", BOB: "against"}
        assert agenda_item(coop, 1).count.weights == (600 * TOKEN, 1_000 * TOKEN)
        assert receipt_agrees(coop, 1, BOB)
        carried_out(proposal)
        assert coop.vault.levy_bps() == 1


def test_chambers_are_shown_each_for_itself() -> None:
    coop = founded(written("chambers"))
    coop.chain.fund(coop.treasury.address, TOKEN)
    proposal = coop.propose(ALICE, [coop.treasury.pay(ETH, DAVE, 1)], "Pay Dave")
    assert [chamber.needed for chamber in agenda_item(coop, 1).count.chambers] == [True, True, False, False]
    proposal.open()
    proposal.vote(ALICE, "for")
    item = agenda_item(coop, 1)
    assert not item.count.reached
    proposal.vote(BOB, "for")
    item = agenda_item(coop, 1)
    assert (item.count.reached, item.count.winner) == (True, 1)
    as_the_chain_has_it(coop, 1)
    proposal.close()
    as_the_chain_has_it(coop, 1)


def test_a_veto_is_a_vote_against_and_nothing_else() -> None:
    coop = founded(written("member", more=OPTIMISTIC)).under("petty")
    coop.chain.fund(coop.treasury.address, TOKEN)
    proposal = coop.propose(ALICE, [coop.treasury.pay(ETH, DAVE, 1)], "Pay Dave").open()
    with pytest.raises(BadInput, match="must be against"):
        proposal.vote(CAROL, "for")
    proposal.vote(CAROL, "against")
    item = agenda_item(coop, 1)
    assert (item.count.reached, item.count.winner, item.count.toward) == (True, 0, 400 * TOKEN)
    as_the_chain_has_it(coop, 1)
    assert words_of(coop, 1) == {CAROL: "against"}
    assert proposal.close().state == ProposalState.DEFEATED
    as_the_chain_has_it(coop, 1)
    assert receipt_agrees(coop, 1, CAROL)


def test_who_is_asked_and_who_is_silent_under_rules_for_members_only() -> None:
    coop = founded(written("quadratic"))
    coop.mint(DAVE, 900 * TOKEN)  # not a member
    coop.chain.advance(2)
    proposal = coop.propose(ALICE, [coop.vault.set_levy(1)], "Levy 1")
    assert power_of(coop, ALICE).now == 31_622_776_601
    assert power_of(coop, DAVE).why == "the account is not a member, and only members vote here"
    assert [who.delegate for who in largest_silent(coop, agenda_item(coop, 1), (), 9)] == [ALICE, BOB, CAROL]
    proposal.open()
    item = agenda_item(coop, 1)
    assert [(who.delegate, who.votes) for who in largest_silent(coop, item, (ALICE,), 9)] == [
        (BOB, 24_494_897_427),
        (CAROL, 20 * 10**9),
    ]
    assert needing_vote(coop, [item], DAVE) == []
    assert needing_vote(coop, [item], BOB) == [item]
    proposal.vote(BOB, "for")
    assert (agenda_item(coop, 1).count.toward, agenda_item(coop, 1).count.quorum) == (1, 0)
    chambers = founded(written("chambers"))
    chambers.propose(ALICE, [chambers.vault.set_levy(1)], "Levy 1").open()
    silent = largest_silent(chambers, agenda_item(chambers, 1), (ALICE,), 9)
    assert [who.delegate for who in silent] == sorted([BOB, CAROL])


@pytest.fixture(scope="module")
def electing() -> tuple[Cooperative, Any]:
    """A co-op that approves options, with a member whose key is known."""
    coop = founded(written("approval"))
    key = Account.create()
    coop.admit(Address(key.address), MemberClass.PATRON)
    coop.mint(Address(key.address), TOKEN)
    coop.chain.advance(2)
    return coop, key


@pytest.mark.parametrize("written_", ["Halve it", "no change|Drop it"])
@pytest.mark.parametrize("reason", ["", "because"])
def test_a_signed_ballot_holds_an_approval(
    electing: tuple[Cooperative, Any], written_: str, reason: str
) -> None:
    coop, key = electing
    start = coop.chain.checkpoint()
    proposal = asked(coop)
    choice = proposal.choice(Address(key.address), written_)
    ballot = sign(coop.governor, key, proposal.id, choice, reason=reason)
    again = type(ballot).model_validate(ballot.record())
    assert again == ballot
    assert check(coop, again) is None
    assert not is_cast(coop, again)
    forged = again.model_copy(update={"support": choice.support ^ 1})
    assert "does not fit" in str(check(coop, forged))
    cast(coop.governor, again).send(OPERATOR)
    assert is_cast(coop, again)
    assert words_of(coop, proposal.id)[Address(key.address)] == written_
    coop.chain.restore(start)


def test_signed_ballots_hold_rankings_and_splits() -> None:
    key = Account.create()
    for rule, text, found in (
        ("ranked", "Drop it>Halve it", "Drop it>Halve it"),
        ("fractional", "for:1|against:3", "against:0.75|for:0.25"),
    ):
        coop = founded(written(rule))
        voter = Address(key.address)
        coop.admit(voter, MemberClass.PATRON)
        coop.mint(voter, TOKEN)
        coop.chain.advance(2)
        if rule == "ranked":
            proposal = asked(coop)
        else:
            proposal = coop.propose(ALICE, [coop.vault.set_levy(1)], "Levy 1").open()
        ballot = sign(coop.governor, key, proposal.id, proposal.choice(voter, text))
        assert check(coop, ballot) is None
        other = ballot.model_copy(update={"params": ballot.params[::-1]})
        assert "does not fit" in str(check(coop, other))
        cast(coop.governor, ballot).send(OPERATOR)
        assert words_of(coop, proposal.id) == {voter: found}
        assert is_cast(coop, ballot)


def test_titles_that_nobody_could_vote_for_are_refused() -> None:
    coop = founded(written("approval"))
    call = coop.vault.set_levy(1)
    for titles in (["A>B"], ["2"], [""], ["x" * 101], ["no change"], ["Same", "same "], ["two\nlines"]):
        with pytest.raises(BadInput, match="option"):
            coop.propose_options(ALICE, dict.fromkeys(titles, call), "Which")
    with pytest.raises(BadInput, match="without actions"):
        coop.propose_options(ALICE, {"A": []}, "Which")
    with pytest.raises(Reverted, match="VotingRule_TooManyOptions"):
        coop.propose_options(ALICE, {f"Way {n}": call for n in range(8)}, "Which")
    tokens = founded(written("token"))
    with pytest.raises(Reverted, match="VotingRule_TooManyOptions"):
        tokens.propose_options(ALICE, {"A": call, "B": call}, "Which")


def test_options_that_were_proposed_elsewhere_go_by_numbers() -> None:
    coop = founded(written("approval"))
    call = coop.vault.set_levy(1)
    made = coop.governor.propose_options([1, 1], [call.to] * 2, [0, 0], [call.data] * 2, "Just a title")
    made.send(ALICE)
    coop.chain.advance(86_402)
    paper = paper_of(coop, 1)
    assert paper.options == ("no change", "option 1", "option 2")
    agenda_item(coop, 1).proposal.vote(ALICE, "option 1")
    assert words_of(coop, 1) == {ALICE: "option 1"}


PAPER = ("no change", "A", "B", "A:B", "7", "b")


@pytest.mark.parametrize(
    ("counting", "text", "says"),
    [
        (Counting.APPROVAL, "C", "there is no option 'C': there are 0 no change, 1 A"),
        (Counting.APPROVAL, "A>B", "this is a ranking"),
        (Counting.APPROVAL, "A|1", "name each option once"),
        (Counting.APPROVAL, "B", "more than one option"),
        (Counting.RANKING, "A|2", "must be a ranking"),
        (Counting.RANKING, "A>A", "name each option once"),
        (Counting.CUMULATIVE, "A:0|2:0", "sums to zero"),
        (Counting.CUMULATIVE, "A:1|2", "must give every option"),
        (Counting.RANKING, "", "must not be empty"),
    ],
)
def test_what_is_no_vote_is_refused_with_how_one_is_written(counting: Counting, text: str, says: str) -> None:
    paper = BallotPaper(counting=counting, options=PAPER)
    with pytest.raises(BadInput, match=says) as caught:
        paper.read(text, 100)
    assert paper.form in str(caught.value.hint)


def test_what_is_written_is_what_is_read() -> None:
    for counting, texts in {
        Counting.SIDE: ["for", "against", "abstain"],
        Counting.SPLIT: ["for", "against:1|for:3", "against:1|for:1|abstain:2"],
        Counting.VETO: ["against"],
    }.items():
        paper = BallotPaper(counting=counting)
        for text in texts:
            assert paper.words(paper.read(text, 4)) == text
    for counting, texts in {
        Counting.APPROVAL: ["A", "no change|A|2|3|4|5"],
        Counting.RANKING: ["A", "5>4>3>2>no change>A"],
        Counting.CUMULATIVE: ["A:12", "no change:4|A:4|3:4"],
    }.items():
        paper = BallotPaper(counting=counting, options=PAPER)
        for text in texts:
            assert paper.words(paper.read(text, 12)) == text
    assert BallotPaper(counting=Counting.SPLIT).words(Choice(255, bytes(48))) == "nothing"
    assert BallotPaper(counting=Counting.SIDE).words(Choice(9)) == "9"
