"""Contribution rewards, deployed with a few words."""

from __future__ import annotations

from dao_sim.bindings import ContributionRewards, VestingAward
from dao_sim.bindings.generated.structs import KindReward, Reward
from dao_sim.coop import Cooperative
from dao_sim.coop.roles import OPTIONAL, Role
from dao_sim.coop.steps import selector
from dao_sim.units import Address
from tests.contracts.kit import ALICE, DAY, DEPLOYER, GUARDIAN, TOKEN, decree

SUBMITTED, ACCEPTED, DECLINED, LAPSED = range(1, 5)
REVIEW = 14 * DAY
CODE, TEXT = (name.encode().ljust(32, b"\0") for name in ("code", "text"))
EVIDENCE = bytes(range(1, 33))
OF_CODE = Reward(amount=120 * TOKEN, cliff=30 * DAY, duration=360 * DAY)
OF_TEXT = Reward(amount=50 * TOKEN, cliff=0, duration=0)
REWARDER = GUARDIAN
"""Who accepts and declines: the tests' ninth account, which is no member."""


def rewards(coop: Cooperative) -> ContributionRewards:
    """The contract with its functions behind their roles, which may mint, and somebody who decides."""
    parts = (coop.access.address, coop.token.address, coop.membership.address)
    kinds = (KindReward(CODE, OF_CODE), KindReward(TEXT, OF_TEXT))
    made = ContributionRewards.deploy(coop.chain, DEPLOYER, *parts, REVIEW, kinds)
    for signature, role in OPTIONAL["ContributionRewards"].items():
        function = [selector(signature)]
        decree(coop, coop.access.set_target_function_role(made.address, function, int(role)))
    decree(coop, coop.access.grant_role(int(Role.MINTER), made.address, 0))
    decree(coop, coop.access.grant_role(int(Role.REWARDER), REWARDER, 0))
    return made


def submitted(made: ContributionRewards, kind: bytes = CODE, by: Address = ALICE) -> int:
    """A contribution that waits for a decision. Returns its number."""
    receipt = made.submit(kind, EVIDENCE, "").send(by)
    return made.decode(receipt, ContributionRewards.Submitted)[0].contribution_id


def accepted(
    made: ContributionRewards, kind: bytes = CODE, by: Address = ALICE, bps: int = 10_000
) -> tuple[int, VestingAward]:
    """A contribution that earned something: its number, and where that vests."""
    number = submitted(made, kind, by)
    made.accept(number, bps).send(REWARDER)
    return number, award_of(made, number)


def award_of(made: ContributionRewards, number: int) -> VestingAward:
    return VestingAward(made.chain, made.contribution_of(number).award)
