"""What a charter says about review panels, and the part of a deployment plan that it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field, model_validator

from dao_sim.bindings import ReviewPanels
from dao_sim.bindings.generated.structs import PanelTerms
from dao_sim.coop.governance_terms import GovernanceTerms
from dao_sim.coop.quantities import Asset, Tokens, duration, percent, written
from dao_sim.coop.sections import Section
from dao_sim.coop.steps import Deploy, Ref
from dao_sim.units import BPS, format_amount, format_duration

PANELS = "panels"
"""The step that deploys the contract."""
MAX_SIZE = 21
"""Seats of a first panel; one that it is appealed to has twice as many, and one more."""
_MAX_AMOUNT = 2**128 - 1


class ReviewTerms(Section):
    """Panels drawn by lot: seats, majority (basis points), what is at stake (smallest unit), and how long.

    Stakes, fees and bonuses are in one asset, with 18 decimals.
    """

    asset: Asset = written("ETH")
    size: Annotated[int, Field(strict=True, ge=1, le=MAX_SIZE)] = 5
    majority: Annotated[int, percent("99.99%")] = written("50%")
    stake: Tokens = written("0.1")
    fee: Tokens = written("0.01")
    bonus: Tokens = written("0.002")
    commit_period: Annotated[int, duration("1s", "365d")] = written("3d")
    reveal_period: Annotated[int, duration("1s", "365d")] = written("2d")
    appeal_period: Annotated[int, duration("1s", "365d")] = written("5d")
    vote_period: Annotated[int, duration("1s", "365d")] = written("21d")

    @model_validator(mode="after")
    def _panels_can_decide(self) -> ReviewTerms:
        if self.size % 2 == 0:
            raise ValueError("size: must be odd, so that a panel that is complete has no tie")
        if 2 * self.majority < BPS:
            raise ValueError("majority: must be at least 50%, or both sides could have it")
        if self.stake < (least := max(2 * self.fee, 1)):
            raise ValueError(
                f"stake: must be at least twice the fee, {format_amount(least)}: what the silent lose pays "
                "for the panel that is drawn in their place"
            )
        if (most := max(self.stake, self.fee, self.bonus)) > _MAX_AMOUNT:
            raise ValueError(f"stake, fee, bonus: {format_amount(most)} is more than the contract can count")
        return self

    def check_vote(self, governance: GovernanceTerms) -> None:
        """Raises ValueError if the members could not vote in time on what goes to them."""
        extensions = governance.late_quorum_extension * (1 + governance.swing_extensions)
        voting = governance.voting_delay + governance.voting_period + extensions
        if self.vote_period <= (needed := voting + governance.timelock_delay):
            raise ValueError(
                f"review.vote_period: must be longer than a proposal takes, {format_duration(needed)}, or "
                "the members could never decide"
            )

    @property
    def values(self) -> PanelTerms:
        """As the contract takes them."""
        return PanelTerms(
            size=self.size,
            majority=self.majority,
            commit_period=self.commit_period,
            reveal_period=self.reveal_period,
            appeal_period=self.appeal_period,
            vote_period=self.vote_period,
            stake=self.stake,
            fee=self.fee,
            bonus=self.bonus,
        )


def review_step(terms: ReviewTerms | None) -> Iterator[Deploy]:
    """The contract, whose panels are members and which gives to the treasury what they lose."""
    if terms is not None:
        parts = (Ref("access"), Ref("membership"), Ref("treasury"))
        yield Deploy(step=PANELS, contract="ReviewPanels", arguments=(*parts, terms.asset, terms.values))


def review_facts(panels: ReviewPanels) -> Iterator[tuple[str, object]]:
    """What the contract is like."""
    yield f"{PANELS}.membership", panels.membership()
    yield f"{PANELS}.treasury", panels.treasury()
    yield f"{PANELS}.asset", panels.asset()
    for name, value in panels.terms()._asdict().items():
        yield f"{PANELS}.{name}", value


def decided_review(terms: ReviewTerms | None) -> Iterator[tuple[str, object]]:
    """What the charter says it must be like."""
    if terms is not None:
        yield f"{PANELS}.authority", "<access>"
        yield f"{PANELS}.membership", "<membership>"
        yield f"{PANELS}.treasury", "<treasury>"
        yield f"{PANELS}.asset", terms.asset
        for name, value in terms.values._asdict().items():
            yield f"{PANELS}.{name}", value
