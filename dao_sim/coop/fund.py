"""Funding by conviction as members see it: what is requested, who stands behind it, and how far it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from dao_sim.bindings import Call, ConvictionFunding
from dao_sim.errors import BadInput, Refused
from dao_sim.units import MAX_UINT256, Address

if TYPE_CHECKING:
    from dao_sim.coop.cooperative import Cooperative


class RequestState(IntEnum):
    """`IConvictionFunding.RequestState`."""

    NONE = 0
    LIVE = 1
    PAID = 2
    CANCELLED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Money that somebody asks for. Amounts are in the smallest unit, conviction in that × seconds."""

    number: int
    state: RequestState
    requester: Address
    payee: Address
    asset: Address
    amount: int
    staked: int
    conviction: int
    """Now; of one that is not live any more, when it ended."""
    threshold: int | None
    """What conviction must exceed now; None where no support suffices, and for one that is not live."""
    passes: bool
    """Whether it would be paid now."""
    stakes: Mapping[Address, int]
    """Who stands behind it, with how many tokens."""


def funding_of(coop: Cooperative) -> ConvictionFunding:
    """The contract. Raises Refused where the charter has none."""
    if coop.funding is None:
        reason = "this co-op's charter has no section [conviction]"
        raise Refused("fund", reason, hint="propose a payment instead: `dao-sim propose pay`")
    return coop.funding


def requests(coop: Cooperative) -> list[Request]:
    """Every request, in the order in which they were made."""
    funding = funding_of(coop)
    backers: dict[int, dict[Address, None]] = {}
    for event in funding.events(ConvictionFunding.Backed):
        backers.setdefault(event.request_id, {})[event.supporter] = None
    return [
        _request(funding, number, backers.get(number, {})) for number in range(1, funding.request_count() + 1)
    ]


def request(coop: Cooperative, number: int) -> Request:
    """One request. Raises BadInput where there is no such request."""
    funding = funding_of(coop)
    count = funding.request_count()
    if not 1 <= number <= count:
        hint = f"they are numbered from 1 to {count}" if count else "nothing has been requested yet"
        raise BadInput("fund", "there is no such request", hint=hint, request=number)
    backed = funding.events(ConvictionFunding.Backed, request_id=number)
    return _request(funding, number, dict.fromkeys(event.supporter for event in backed))


def back(coop: Cooperative, number: int, supporter: Address, amount: int) -> Iterator[Call]:
    """The calls by which `supporter` backs a request with so many tokens; an approval, if needed, first."""
    funding = funding_of(coop)
    if coop.token.allowance(supporter, funding.address) < amount:
        yield coop.token.approve(funding.address, amount)
    yield funding.back(number, amount)


def _request(funding: ConvictionFunding, number: int, backers: Mapping[Address, None]) -> Request:
    found = funding.request_of(number)
    state = RequestState(found.state)
    live = state == RequestState.LIVE
    threshold = funding.threshold_for(found.asset, found.amount) if live else MAX_UINT256
    stakes = {who: funding.stake_of(number, who) for who in backers}
    return Request(
        number=number,
        state=state,
        requester=found.requester,
        payee=found.payee,
        asset=found.asset,
        amount=found.amount,
        staked=found.staked,
        conviction=funding.conviction_of(number),
        threshold=None if threshold == MAX_UINT256 else threshold,
        passes=live and funding.passes(number),
        stakes={who: stake for who, stake in stakes.items() if stake},
    )
