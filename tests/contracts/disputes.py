"""Disputes about works and deliveries, told in a few words."""

from __future__ import annotations

from collections.abc import Mapping

from dao_sim.bindings import Disputes, ReviewPanels
from dao_sim.bindings.generated.structs import Claim
from dao_sim.coop import Cooperative
from dao_sim.coop.roles import Role
from dao_sim.units import Address, Wei
from tests.contracts.kit import ALICE, BOB, CAROL, DAY, DEPLOYER, decree
from tests.contracts.panels import APPEAL, drawn, voted

SHARES, INFRINGEMENT = range(2)
OPEN, UPHELD, DISMISSED = range(1, 4)
WINDOW, FREEZE = 30 * DAY, 60 * DAY
WHY = b"\x05" * 32
SONG = {ALICE: 600_000, BOB: 400_000}
"""Who made the work that is disputed, as it was registered."""


def disputes(coop: Cooperative, panels: ReviewPanels) -> Disputes:
    """The contract, which may do to units what panels say."""
    where = panels.address, coop.registry.address, coop.vault.address
    made = Disputes.deploy(coop.chain, DEPLOYER, *where, FREEZE)
    decree(coop, coop.access.grant_role(int(Role.ADJUDICATOR), made.address, 0))
    return made


def claim(
    work: int,
    heirs: Mapping[Address, int] | None = None,
    *,
    party: Address = ALICE,
    kind: int = SHARES,
    grounds: bytes = WHY,
) -> Claim:
    """Of Alice's units, a hundred thousand are due to Carol, unless you say otherwise."""
    due = heirs if heirs is not None else {CAROL: 100_000}
    return Claim(kind, work, party, tuple(due), tuple(due.values()), grounds)


def opened(
    coop: Cooperative,
    made: Disputes,
    said: Claim,
    by: Address = CAROL,
    song: Mapping[Address, int] = SONG,
) -> int:
    """The number of a dispute that is opened and paid."""
    cost = ReviewPanels(coop.chain, made.panels()).cost()
    receipt = made.open_(said, list(song), list(song.values()), value=Wei(cost)).send(by)
    return made.decode(receipt, Disputes.DisputeOpened)[0].dispute_id


def ruled(coop: Cooperative, panels: ReviewPanels, case: int, *votes: bool) -> None:
    """The panel of a case decides so, and nobody appeals in time."""
    (event,) = panels.events(ReviewPanels.Opened, case_id=case)
    panel = drawn(coop, panels, case, event.conflicts)
    voted(coop, panels, case, dict(zip(panel, votes, strict=False)))
    panels.close(case).send(DEPLOYER)
    coop.chain.advance(APPEAL)


def settled(coop: Cooperative, made: Disputes, number: int, *votes: bool) -> int:
    """A dispute from its draw to its end. Returns how many units were moved."""
    panels = ReviewPanels(coop.chain, made.panels())
    ruled(coop, panels, made.dispute_of(number).case_id, *votes)
    receipt = made.conclude(number).send(DEPLOYER)
    return made.decode(receipt, Disputes.DisputeConcluded)[0].moved
