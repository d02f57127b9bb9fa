"""Gas of proposing and voting under each rule, and of the tally that the slowest of them makes."""

from __future__ import annotations

from itertools import permutations

from eth_abi.abi import encode

from dao_sim.bindings import (
    ApprovalRule,
    ChambersRule,
    Contract,
    FractionalRule,
    MemberRule,
    OptimisticRule,
    QuadraticRule,
    RankedRule,
    TokenRule,
)
from dao_sim.bindings.generated.structs import Caps, Chamber, Switches
from dao_sim.units import ETH, MemberClass
from tests.contracts.kit import mock
from tests.contracts.rules import assemble
from tests.contracts.splits import parts
from tests.gas.stage import Stage, stranger

TOKEN = 10**18
OFF = Switches(False, 0, False, False)
VOTERS = 3


def rules(stage: Stage) -> None:
    """A measure, or the one option beside no change, under each rule: proposed, and voted on three times."""
    coop = stage.coop
    for number in range(VOTERS):
        coop.admit(stranger(number), MemberClass.PATRON)
        coop.mint(stranger(number), TOKEN)
    stage.chain.advance(2)
    half = TOKEN // 2
    split = b"".join(part.to_bytes(16, "big") for part in (half, half, 0))
    ballots = {
        "token": (1, b""),
        "member": (1, b""),
        "quadratic": (1, b""),
        "fractional": (255, split),
        "approval": (2, b""),
        "approval, cumulative": (0, encode(["uint256[]"], [[1, 2]])),
        "ranked": (0, bytes([1, 0])),
        "chambers": (1, b""),
        "optimistic": (0, b""),
    }
    for name, rule in _rules(stage).items():
        _measure(stage, name, rule, *ballots[name])


def overrides(stage: Stage) -> None:
    """A delegator who takes its vote back from one delegate, and from eight, all of whom have voted."""
    coop, switches = stage.coop, Switches(False, 0, False, True)
    delegates = [stranger(10 + number) for number in range(8)]
    coop.token.delegate(delegates[0]).send(stage.alice)
    coop.token.delegate_split(parts(dict.fromkeys(delegates, 1_250))).send(stage.bob)
    stage.chain.advance(2)
    access, tokens = coop.access.address, coop.token.address
    house = assemble(coop, TokenRule.create(stage.chain, stage.operator, access, 400, tokens, switches))
    number = house.propose(stage.alice, coop.vault.set_levy(1))
    house.open(number)
    vote = house.governor.cast_vote(number, 1)
    stage.note("override: a delegate's vote, first", vote.send(delegates[0]))
    for delegate in delegates[1:]:
        vote.send(delegate)
    stage.note("override: a vote taken back from one delegate", vote.send(stage.alice))
    stage.note("override: a vote taken back from eight delegates", vote.send(stage.bob))


def run_off(stage: Stage) -> None:
    """The longest that there is: all 325 rankings of 5 options, by one voter each and by two."""
    crowd = mock(stage.chain, "Crowd")
    access = stage.coop.access.address
    rule = RankedRule.create(stage.chain, stage.operator, access, 400, crowd.address, crowd.address)
    crowd.write("serveBy(address)", rule.address).send(stage.operator)
    rankings = [bytes(each) for long in range(1, 6) for each in permutations(range(5), long)]
    for voters in (325, 650):
        for start in range(0, len(rankings), 100):
            some = rankings[start : start + 100]
            lengths = [len(ranking) for ranking in some]
            votes = crowd.write("vote(address,bytes,uint8[])", rule.address, b"".join(some), lengths)
            votes.send(stage.operator)
        counted = crowd.write("count(address)", rule.address).send(stage.operator)
        stage.note(f"ranked: run-off, 325 rankings, {voters} voters", counted)


def _rules(stage: Stage) -> dict[str, Contract]:
    coop, sender = stage.coop, stage.operator
    chain, access = coop.chain, coop.access.address
    tokens, members = coop.token.address, coop.membership.address
    half = Chamber(5_000, 5_000)
    return {
        "token": TokenRule.create(chain, sender, access, 400, tokens, OFF),
        "member": MemberRule.create(chain, sender, access, 400, members, OFF),
        "quadratic": QuadraticRule.create(chain, sender, access, 400, tokens, members, OFF),
        "fractional": FractionalRule.create(chain, sender, access, 400, tokens, OFF),
        "approval": ApprovalRule.create(chain, sender, access, 400, tokens, members, False),
        "approval, cumulative": ApprovalRule.create(chain, sender, access, 400, tokens, members, True),
        "ranked": RankedRule.create(chain, sender, access, 400, tokens, members),
        "chambers": ChambersRule.create(chain, sender, access, members, (half,) * 4, ()),
        "optimistic": OptimisticRule.create(chain, sender, access, 4_000, tokens, coop.treasury.address),
    }


def _measure(stage: Stage, name: str, rule: Contract, support: int, params: bytes) -> None:
    coop, meeting = stage.coop, assemble(stage.coop, rule)
    if isinstance(rule, OptimisticRule):
        rule.set_caps(ETH, Caps(TOKEN, TOKEN, TOKEN)).send(coop.timelock.address)
    action = coop.treasury.pay(ETH, stage.dave, 1)
    proposed = meeting.governor.propose([action.to], [0], [action.data], name)
    receipt = proposed.send(stage.alice)
    stage.note(f"{name}: propose, one action", receipt)
    (made,) = meeting.governor.decode(receipt, meeting.governor.ProposalNumbered)
    meeting.open(made.proposal_id)
    if params:
        vote = meeting.governor.cast_vote_with_reason_and_params(made.proposal_id, support, "", params)
    else:
        vote = meeting.governor.cast_vote(made.proposal_id, support)
    for number, case in enumerate(("first", "second", "later")):
        receipt = vote.send(stranger(number))
        if case != "second":
            stage.note(f"{name}: vote, {case}", receipt)
