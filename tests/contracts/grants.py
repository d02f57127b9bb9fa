"""Milestone grants, deployed with a few words."""

from __future__ import annotations

from collections.abc import Sequence

from dao_sim.bindings import MilestoneGrants
from dao_sim.bindings.generated.structs import GrantTerms, MilestoneTerms
from dao_sim.coop import Cooperative
from dao_sim.coop.roles import Role
from dao_sim.units import ETH, Address, Wei
from tests.contracts.kit import ALICE, BOB, CAROL, DAVE, DAY, DEPLOYER, TOKEN, decree

OFFERED, ACTIVE, ENDED, LAPSED = 1, 2, 3, 4
OPEN, SUBMITTED, SETTLED = range(3)
ACCEPT_PERIOD = 14 * DAY
REVIEW = 7 * DAY
EVIDENCE = bytes(range(1, 33))
REVIEWERS = (ALICE, BOB, CAROL)
OPEN_CALL = "open((address,uint8,address,uint208,uint48,address[],(uint208,uint48)[]))"


def terms(
    amounts: Sequence[int] = (4 * TOKEN, 6 * TOKEN),
    *,
    grantee: Address = DAVE,
    asset: Address = ETH,
    bond: int = 3 * TOKEN,
    review: int = REVIEW,
    needed: int = 0,
    reviewers: Sequence[Address] = REVIEWERS,
    times: Sequence[int] = (30 * DAY, 60 * DAY),
) -> GrantTerms:
    """For Dave: 4 ETH within 30 days and 6 within 60, three reviewers, a bond of 3."""
    milestones = tuple(map(MilestoneTerms, amounts, times))
    return GrantTerms(grantee, needed, asset, bond, review, tuple(reviewers), milestones)


def grants(coop: Cooperative) -> MilestoneGrants:
    """The contract, with its function behind its role."""
    access, treasury = coop.access.address, coop.treasury.address
    made = MilestoneGrants.deploy(coop.chain, DEPLOYER, access, treasury, ACCEPT_PERIOD)
    selector = made.open_(terms()).data[:4]
    decree(coop, coop.access.set_target_function_role(made.address, [selector], int(Role.GRANTER)))
    coop.chain.fund(coop.treasury.address, 50 * TOKEN)
    return made


def offer(coop: Cooperative, made: MilestoneGrants, said: GrantTerms | None = None) -> int:
    """The treasury pays, and the grant is opened, as one proposal would have it. Returns its number."""
    said = said or terms()
    amount = sum(each.amount for each in said.milestones)
    decree(coop, coop.treasury.pay(said.asset, made.address, amount))
    receipt = decree(coop, made.open_(said))
    return made.decode(receipt, MilestoneGrants.Offered)[0].grant_id


def accepted(coop: Cooperative, made: MilestoneGrants, said: GrantTerms | None = None) -> int:
    """A grant in ETH that its grantee has accepted."""
    said = said or terms()
    number = offer(coop, made, said)
    made.accept(number, value=Wei(said.bond)).send(said.grantee)
    return number


def submitted(coop: Cooperative, made: MilestoneGrants, said: GrantTerms | None = None) -> int:
    """The same, with evidence of the first milestone."""
    said = said or terms()
    number = accepted(coop, made, said)
    made.submit(number, 0, EVIDENCE).send(said.grantee)
    return number


def say(made: MilestoneGrants, number: int, milestone: int, *bps: int) -> None:
    """Alice, Bob and Carol say, in this order, which part they accept."""
    for reviewer, part in zip(REVIEWERS, bps, strict=False):
        made.review(number, milestone, part).send(reviewer)
