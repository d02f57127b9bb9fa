"""What the sections of a charter have in common."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict

from dao_sim.coop.quantities import Asset, Cap, Tokens, written


class Section(BaseModel):
    """A part of a charter: frozen, and without keys that nobody knows."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=True, str_strip_whitespace=True)


class SpendingCap(Section):
    """What a spender may pay of one asset per epoch."""

    asset: Asset
    amount: Cap


class ExitAsset(Section):
    """What members who leave get a share of, and what the treasury keeps of it."""

    asset: Asset
    minimum: Tokens = written("0")


def first_repeated(values: Sequence[str]) -> str | None:
    """The first value that was there before; None where all differ."""
    seen: set[str] = set()
    for value in values:
        if value in seen:
            return value
        seen.add(value)
    return None
