"""Amounts of any asset, as the commands about money show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dao_sim.units import format_amount, short_amount

if TYPE_CHECKING:
    from dao_sim.cli.output import Output
    from dao_sim.coop.assets import Asset

_PLACES = 4


def exact(asset: Asset, amount: int) -> str:
    """An amount (smallest unit) to the last unit: what is paid is not rounded, on a screen either."""
    return f"{format_amount(amount, asset.decimals)} {asset.symbol}"


def money(out: Output, asset: Asset, amount: int) -> str:
    """An amount (smallest unit) with its asset's symbol: short on a screen, exact elsewhere."""
    return f"{figure(out, asset, amount)} {asset.symbol}"


def figure(out: Output, asset: Asset, amount: int) -> str:
    """The same without the symbol."""
    return shortened(out, amount, asset.decimals)


def shortened(out: Output, amount: int, decimals: int = 18) -> str:
    """An amount (smallest unit) in whole units: short on a screen, yet never as nothing; exact elsewhere."""
    whole_figure = format_amount(amount, decimals)
    if not out.terminal:
        return whole_figure
    if amount >= 1_000 * 10**decimals:
        return short_amount(amount, decimals)
    whole, point, places = whole_figure.partition(".")
    return f"{whole}{point}{places[:_PLACES]}…" if len(places) > _PLACES else whole_figure
