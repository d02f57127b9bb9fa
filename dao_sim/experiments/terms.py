"""What is the same for everybody who compares: quorums, the veto, and how long support must last."""

from __future__ import annotations

from dataclasses import dataclass

from dao_sim.errors import BadInput
from dao_sim.units import BPS, Bps, Seconds

DAY = 86_400


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The terms that the rules are deployed with. Raises BadInput for a share that is not from 0 to 100 %."""

    quorum: Bps = Bps(400)
    """Of the supply (token, fractional), of the members (member, quadratic, approval, cumulative, ranked), of
    each class's members (chambers); of the supply, what must be staked in all (conviction)."""
    veto: Bps = Bps(1_000)
    """Of the supply: what stops a spending (optimistic)."""
    chamber_majority: Bps = Bps(5_000)
    """Of a chamber's votes for and against: what those for must exceed (chambers)."""
    half_life: Seconds = Seconds(3 * DAY)
    """In which half of a conviction is lost."""
    patience: Seconds = Seconds(30 * DAY)
    """After which conviction is looked at: ten half-lives, so that less than a thousandth is missing."""
    conviction_weight: Bps = Bps(25)
    """ρ, as 1Hive's."""
    conviction_most: Bps = Bps(2_000)
    """β, as 1Hive's."""
    requested: Bps = Bps(1_000)
    """Of the budget: what each option asks for. A tenth takes a quarter of all tokens: ρ / (β − r/R)²."""

    def __post_init__(self) -> None:
        for name in ("quorum", "veto"):
            if not 0 <= (value := getattr(self, name)) <= BPS:
                raise BadInput(name, "must be a share from 0 to 10,000 basis points", value=value)
