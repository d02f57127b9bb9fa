"""How an audience chooses: what each thing about a work adds to the utility of one copy of it."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class DemandParameters(BaseModel):
    """The weights of the demand model, in utility (logits: 1 more makes a choice e times as likely).

    `quality` and `popularity` are what `dao_sim.experiments.calibration.demand` finds, with the others as
    they are here, so that works earn as unequally as films do. On the others films say nothing: they are
    assumptions.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    quality: float = Field(default=5.35, ge=0, le=50)
    """Utility that the best quality (1) has over the worst (0)."""

    popularity: float = Field(default=0.3, ge=0, le=2)
    """Utility per log(1 + copies sold): 0 is no feedback, at 1 success is in proportion to past success."""

    fading: float = Field(default=0.1, ge=0, le=10)
    """Utility that a work loses per epoch of its age."""

    taste: float = Field(default=1.0, ge=0, le=50)
    """Utility of a work that is all that a group likes (1); one that is all it dislikes loses as much."""

    domain: float = Field(default=1.0, ge=0, le=50)
    """Utility of a domain that a group likes best (1); one it likes least (-1) loses as much."""

    ai_aversion: float = Field(default=0.5, ge=-50, le=50)
    """Utility that a work made by AI alone (share 1) loses against one without; negative where it gains."""

    price: float = Field(default=1.0, ge=0, le=50)
    """Utility that a copy loses which costs all that a consumer of sensitivity 1 may spend on it."""

    outside: float = Field(default=8.0, ge=-50, le=50)
    """Utility of not buying. Against n works of utility 0 a share of n / (n + e^outside) buys."""

    attention: int = Field(default=1, ge=1, le=1_000)
    """Purchases that a consumer considers per epoch; on each, income divided by their number may be spent."""
