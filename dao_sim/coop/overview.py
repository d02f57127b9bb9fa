"""A co-op at a glance, and what in it waits for one of its people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dao_sim.bindings import RoyaltyVault, Treasury
from dao_sim.coop.agenda import AgendaItem, agenda, needing_vote
from dao_sim.coop.assets import Asset, asset_at, held
from dao_sim.coop.earnings import Earning, earnings
from dao_sim.coop.stages import Stage
from dao_sim.errors import DaoSimError
from dao_sim.units import ETH, Address, Bps, MemberClass

if TYPE_CHECKING:
    from dao_sim.coop.cooperative import Cooperative

_OPEN = frozenset(stage for stage in Stage if stage.is_open)


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """What a spender may pay of an asset (smallest unit)."""

    spender: Address
    cap: int
    """Per epoch."""
    remaining: int
    """In the present one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """The common money in one asset (smallest unit)."""

    asset: Asset
    amount: int | None
    """None where the token does not say."""
    allowances: tuple[Allowance, ...]
    """The timelock's first."""
    levy_accrued: int
    """Levied and still in the vault; anybody may have it moved to the treasury."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """How a co-op stands now."""

    members: Mapping[MemberClass, int]
    supply: int
    """Of the co-op's token, in its smallest unit."""
    levy: Bps
    treasury: tuple[Holding, ...]
    open_items: tuple[AgendaItem, ...]
    """The proposals of which something can still become, governor by governor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What one account can do now, and perhaps should."""

    votes: tuple[AgendaItem, ...]
    """Proposals, of all governors, on which it has power and has not voted."""
    to_queue: tuple[AgendaItem, ...]
    to_execute: tuple[AgendaItem, ...]
    claimable: tuple[Earning, ...]


def overview(coop: Cooperative) -> Overview:
    """Reads the whole co-op: see `agenda` for what its proposals cost; a few views per asset beside."""
    classes = [kind for kind in MemberClass if kind != MemberClass.NONE]
    return Overview(
        members={kind: coop.membership.members(kind) for kind in classes},
        supply=coop.token.total_supply(),
        levy=Bps(coop.vault.levy_bps()),
        treasury=_holdings(coop),
        open_items=tuple(item for name in coop.branches for item in agenda(coop.under(name), _OPEN)),
    )


def waiting_for(coop: Cooperative, account: Address, open_items: Sequence[AgendaItem]) -> Waiting:
    """What waits for `account`, given the proposals that are open."""
    return Waiting(
        votes=tuple(
            item
            for branch in dict.fromkeys(item.coop.branch.name for item in open_items)
            for item in needing_vote(
                coop.under(branch), [each for each in open_items if each.coop.branch.name == branch], account
            )
        ),
        to_queue=tuple(item for item in open_items if item.stage == Stage.QUEUE),
        to_execute=tuple(item for item in open_items if item.stage == Stage.READY),
        claimable=tuple(earning for earning in earnings(coop, account) if earning.claimable),
    )


def _holdings(coop: Cooperative) -> tuple[Holding, ...]:
    """ETH, the co-op's token, every asset that was ever listed, and what there are caps for."""
    accepted = [ETH, *(event.asset for event in coop.vault.events(RoyaltyVault.AssetListed))]
    spenders: dict[Address, dict[Address, None]] = {}
    for event in coop.treasury.events(Treasury.CapSet):
        spenders.setdefault(event.asset, {})[event.spender] = None
    levies = {asset: coop.vault.levy_accrued(asset) for asset in accepted}
    return tuple(
        _holding(coop, asset, spenders.get(asset, {}), levies.get(asset, 0))
        for asset in dict.fromkeys([ETH, coop.token.address, *levies, *spenders])
    )


def _holding(coop: Cooperative, address: Address, spenders: Iterable[Address], levy: int) -> Holding:
    asset, treasury = asset_at(coop, address), coop.treasury
    try:
        amount = held(coop, asset, treasury.address)
    except DaoSimError:
        amount = None
    allowances = (
        Allowance(
            spender=spender,
            cap=treasury.cap_of(spender, address),
            remaining=treasury.remaining(spender, address),
        )
        for spender in dict.fromkeys([coop.timelock.address, *spenders])
    )
    return Holding(
        asset=asset,
        amount=amount,
        allowances=tuple(allowances),
        levy_accrued=levy,
    )
