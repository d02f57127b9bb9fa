"""The yes/no rules, deployed with a few words: each serves nobody yet."""

from __future__ import annotations

from dao_sim.bindings import FractionalRule, MemberRule, QuadraticRule, TokenRule
from dao_sim.bindings.generated.structs import Switches
from dao_sim.coop import Cooperative
from tests.contracts.kit import MALLORY


def switched(
    *,
    vote_change: bool = False,
    super_quorum: int = 0,
    rented_votes: bool = False,
    vote_override: bool = False,
) -> Switches:
    """Switches by name, off unless named."""
    return Switches(vote_change, super_quorum, rented_votes, vote_override)


OFF = switched()


def excluded(**on: int) -> dict[str, int]:
    """What the error says about switches that exclude each other, by Solidity's names."""
    names = ("voteChange", "superQuorumBps", "rentedVotes", "voteOverride")
    return dict(zip(names, OFF, strict=True)) | on


def token_rule(coop: Cooperative, quorum: int = 400, switches: Switches = OFF) -> TokenRule:
    """One token, one vote."""
    return TokenRule.create(coop.chain, MALLORY, coop.access.address, quorum, coop.token.address, switches)


def member_rule(coop: Cooperative, quorum: int = 400, switches: Switches = OFF) -> MemberRule:
    """One member, one vote."""
    return MemberRule.create(
        coop.chain, MALLORY, coop.access.address, quorum, coop.membership.address, switches
    )


def quadratic_rule(coop: Cooperative, quorum: int = 400, switches: Switches = OFF) -> QuadraticRule:
    """A member's weight is a root."""
    votes, members = coop.token.address, coop.membership.address
    return QuadraticRule.create(coop.chain, MALLORY, coop.access.address, quorum, votes, members, switches)


def fractional_rule(coop: Cooperative, quorum: int = 400, switches: Switches = OFF) -> FractionalRule:
    """Weight that can be split."""
    return FractionalRule.create(
        coop.chain, MALLORY, coop.access.address, quorum, coop.token.address, switches
    )


def split(against: int = 0, for_: int = 0, abstain: int = 0) -> bytes:
    """A fractional vote's parameters."""
    return b"".join(part.to_bytes(16, "big") for part in (against, for_, abstain))
