"""Licences as members see them: what is offered, who holds what, and what may derive by them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from dao_sim.bindings import Call, Licences
from dao_sim.bindings.generated.structs import Registration, Terms
from dao_sim.errors import BadInput, Refused
from dao_sim.units import BPS, ETH, Address, Seconds, Wei

if TYPE_CHECKING:
    from dao_sim.coop.cooperative import Cooperative


class Scope(IntEnum):
    """`ILicences.Scope`."""

    USE = 0
    COMMERCIAL = 1
    DERIVATIVE = 2
    AI_TRAINING = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Licences that a work's owner sells. Amounts in the terms are in their asset's smallest unit."""

    number: int
    terms: Terms
    licensor: Address
    open: bool
    """Whether it can be bought now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Licence:
    """What somebody may do with a work."""

    number: int
    offer: int
    terms: Terms
    holder: Address
    since: Seconds
    until: Seconds | None
    """None for ever."""
    revoked: bool
    revenue: int
    """Reported so far (smallest unit of the terms' asset)."""
    in_force: bool


def licences_of(coop: Cooperative) -> Licences:
    """The contract. Raises Refused where the charter has none."""
    if coop.licences is None:
        hint = "a charter has them with `licences = true` under [works]"
        raise Refused("licence", "this co-op's charter has no licences", hint=hint)
    return coop.licences


def offers(coop: Cooperative) -> list[Offer]:
    """Every offer ever made, oldest first."""
    contract = licences_of(coop)
    return [_offer(contract, number) for number in range(1, contract.offer_count() + 1)]


def offer(coop: Cooperative, number: int) -> Offer:
    """One offer. Raises BadInput where there is none of that number."""
    contract = licences_of(coop)
    _check("offer", number, contract.offer_count())
    return _offer(contract, number)


def licences(coop: Cooperative) -> list[Licence]:
    """Every licence ever bought, oldest first."""
    contract = licences_of(coop)
    return [_licence(contract, number) for number in range(1, contract.licence_count() + 1)]


def licence(coop: Cooperative, number: int) -> Licence:
    """One licence. Raises BadInput where there is none of that number."""
    contract = licences_of(coop)
    _check("licence", number, contract.licence_count())
    return _licence(contract, number)


def buying(coop: Cooperative, number: int) -> Call:
    """Buys a licence under an offer; a price in a token is to be approved beforehand.

    Raises BadInput where there is no such offer, Refused where nothing is sold under it any more.
    """
    found = offer(coop, number)
    if not found.open:
        hint = "`dao-sim licence show` lists what can be bought"
        reason = "it was withdrawn, the work changed hands or was voided, or its asset is taken no more"
        raise Refused("offer", reason, hint=hint, offer=number)
    value = found.terms.price if found.terms.asset == ETH else 0
    return licences_of(coop).buy(number, value=Wei(value))


def reporting(coop: Cooperative, number: int, revenue: int) -> tuple[Call, int]:
    """Reports revenue (smallest unit) under a licence, and the share that is paid with it.

    Raises BadInput where there is no such licence, Refused where it takes no reports.
    """
    found = licence(coop, number)
    if found.terms.scope == Scope.DERIVATIVE:
        hint = "its share is paid by the vault, of what is paid for the derivative"
        raise Refused("licence", "a licence for derivatives takes no reports", hint=hint, licence=number)
    if not found.in_force:
        raise Refused("licence", "is not in force any more", licence=number)
    share = revenue * found.terms.share_bps // BPS
    value = share if found.terms.asset == ETH else 0
    return licences_of(coop).report(number, revenue, value=Wei(value)), share


def deriving(
    coop: Cooperative, registration: Registration, salt: bytes, numbers: Iterable[int], registrant: Address
) -> Call:
    """Registers a derivative of the works that these licences are for. Raises as `check_deriving` does."""
    held = check_deriving(coop, numbers, registrant)
    return licences_of(coop).register_derivative(registration, salt, held)


def check_deriving(coop: Cooperative, numbers: Iterable[int], registrant: Address) -> list[int]:
    """The licences, each of which lets `registrant` derive from its work now.

    Raises BadInput for a licence that is not there, Refused for one that does not.
    """
    held = list(numbers)
    for each in (licence(coop, number) for number in held):
        if each.holder != registrant:
            raise Refused("licence", "is somebody else's", licence=each.number, holder=each.holder)
        if each.terms.scope != Scope.DERIVATIVE:
            raise Refused("licence", "allows no derivatives", licence=each.number)
        if not each.in_force:
            raise Refused("licence", "is not in force any more", licence=each.number)
    return held


def _check(what: str, number: int, count: int) -> None:
    if not 1 <= number <= count:
        hint = f"they are numbered from 1 to {count}" if count else "there is none yet"
        raise BadInput(what, f"there is no such {what}", hint=hint, value=number)


def _offer(contract: Licences, number: int) -> Offer:
    found = contract.offer_of(number)
    return Offer(number=number, terms=found.terms, licensor=found.licensor, open=contract.is_open(number))


def _licence(contract: Licences, number: int) -> Licence:
    found = contract.licence_of(number)
    return Licence(
        number=number,
        offer=found.offer_id,
        terms=contract.terms_of(number),
        holder=contract.owner_of(number),
        since=Seconds(found.since),
        until=Seconds(found.until) if found.until else None,
        revoked=found.revoked,
        revenue=found.revenue,
        in_force=contract.in_force(number),
    )
