"""The fractional rule beside OpenZeppelin's own: the same votes, the same counts, the same refusals."""

from __future__ import annotations

from random import Random

from dao_sim.bindings import Contract, FractionalRule
from dao_sim.coop import Cooperative
from dao_sim.errors import Reverted
from dao_sim.units import Address
from tests.contracts.kit import ALICE, BOB, CAROL, DAVE, MALLORY, mock
from tests.contracts.rules import Assembly, assemble
from tests.contracts.yesno import fractional_rule, split

PEOPLE = (ALICE, BOB, CAROL, DAVE, MALLORY)
CAST = "castVoteWithReasonAndParams(uint256,uint8,string,bytes)"
PROPOSALS, VOTES = 40, 25
QUORUM_PERCENT = 40


def propose(coop: Cooperative, plain: Contract, house: Assembly, text: str) -> tuple[int, int]:
    """The same proposal in both: their numbers."""
    call = coop.vault.set_levy(1)
    made = "propose(address[],uint256[],bytes[],string)"
    ours = house.propose(ALICE, call, text=text)
    content = ([call.to], [0], [call.data], text)
    theirs = plain.write(made, *content).send(ALICE)
    return ours, plain.decode(theirs)[0].arguments["proposal_id"]


def drawn(rng: Random, left: int) -> tuple[int, bytes]:
    """A vote, mostly valid; amounts near what is left are frequent."""
    if rng.random() < 0.15:
        return rng.choice((0, 1, 2, 3)), rng.choice((b"", split(for_=1)))
    if rng.random() < 0.1:
        return 255, bytes(rng.choice((0, 47, 49)))
    parts = [rng.choice((0, left // 3, left // 2, rng.randint(0, left), 1)) for _ in range(3)]
    if rng.random() < 0.3:
        parts[rng.randrange(3)] += max(0, left - sum(parts)) + rng.randrange(2)
    return 255, split(*parts)


def outcome_of(contract: Contract, number: int, vote: tuple[int, bytes], voter: Address) -> str:
    """What came of a vote: what it was refused with, without the error's name, or that it counted."""
    try:
        contract.write(CAST, number, vote[0], "", vote[1]).send(voter)
    except Reverted as error:
        return error.raw[4:].hex()
    return "counted"


def test_it_counts_and_refuses_as_openzeppelin_does(coop: Cooperative) -> None:
    rng = Random(22)
    rule = fractional_rule(coop, QUORUM_PERCENT * 100)
    house, plain = (
        assemble(coop, rule),
        mock(coop.chain, "PlainFractionalGovernor", coop.token.address, QUORUM_PERCENT),
    )
    pairs = [propose(coop, plain, house, f"Measure {n}") for n in range(PROPOSALS)]
    house.open(pairs[-1][0])
    seen = set()
    for ours, theirs in pairs:
        for _ in range(VOTES):
            voter = rng.choice(PEOPLE)
            left = coop.token.get_votes(voter) - rule.used_votes(ours, voter)
            vote = drawn(rng, left)
            came = outcome_of(house.governor, ours, vote, voter)
            assert came == outcome_of(plain, theirs, vote, voter)
            seen.add(came == "counted")
        agree(rule, ours, plain, theirs)
    assert seen == {True, False}


def agree(rule: FractionalRule, ours: int, plain: Contract, theirs: int) -> None:
    """Totals, who voted with how much, quorum and outcome."""
    assert rule.tally(ours) == tuple(plain.read("proposalVotes(uint256)", theirs))
    for voter in PEOPLE:
        assert rule.used_votes(ours, voter) == plain.read("usedVotes(uint256,address)", theirs, voter)
        assert rule.has_voted(ours, voter) == plain.read("hasVoted(uint256,address)", theirs, voter)
    assert rule.quorum_reached(ours) == plain.read("quorumReached(uint256)", theirs)
    assert rule.outcome(ours) == plain.read("voteSucceeded(uint256)", theirs)
