"""Bundles as members see them: which works, with which shares, who agreed, what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eth_utils.crypto import keccak

from dao_sim.bindings import Bundles, Call
from dao_sim.bindings.generated.structs import Ancestor, Registration
from dao_sim.errors import BadInput, Refused
from dao_sim.units import BPS, Address, Bps, format_amount, parse_percent

if TYPE_CHECKING:
    from dao_sim.coop.cooperative import Cooperative

_TERMS = "termsFor((bytes32,string,address[],uint256[],uint16,uint16),bytes32)"
_SELECTOR_BYTES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A work in a bundle."""

    work: int
    share_bps: Bps
    """Of the bundle's net deposits, which the work divides with its own ancestors."""
    joined: bool
    """Whether whoever owns the work agreed; after the opening, agreed then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """Works that sell as one, or will once their owners agreed."""

    number: int
    """Among bundles."""
    curator: Address
    work: int | None
    """The work that it is; None until it is opened."""
    terms: bytes
    """The hash of what will be stated of it."""
    parts: tuple[Part, ...]
    passes_on: Mapping[int, Bps]
    """Every work that is paid, and its share of the bundle's net deposits."""

    @property
    def complete(self) -> bool:
        """Whether everybody agreed."""
        return all(part.joined for part in self.parts)


def bundles_of(coop: Cooperative) -> Bundles:
    """The contract. Raises Refused where the charter has none."""
    if coop.bundles is None:
        hint = "a charter has them with `bundles = true` under [works]"
        raise Refused("bundle", "this co-op's charter has no bundles", hint=hint)
    return coop.bundles


def bundles(coop: Cooperative) -> list[Bundle]:
    """Every bundle ever proposed, oldest first."""
    return [bundle(coop, number) for number in range(1, bundles_of(coop).bundle_count() + 1)]


def bundle(coop: Cooperative, number: int) -> Bundle:
    """One bundle. Raises BadInput where there is none of that number."""
    contract = bundles_of(coop)
    count = contract.bundle_count()
    if not 1 <= number <= count:
        hint = f"they are numbered from 1 to {count}" if count else "none was proposed yet"
        raise BadInput("bundle", "there is no such bundle", hint=hint, bundle=number)
    found = contract.bundle_of(number)
    opened = found.work_id != 0
    return Bundle(
        number=number,
        curator=found.curator,
        work=found.work_id if opened else None,
        terms=found.terms,
        parts=tuple(
            Part(work=work, share_bps=Bps(share), joined=opened or contract.has_joined(number, work))
            for work, share in found.works
        ),
        passes_on={work: Bps(share) for work, share in contract.table_of(number)},
    )


def opened_bundles(coop: Cooperative) -> dict[int, Bundle]:
    """The bundles that are works, by their numbers among works; none where the charter has no bundles."""
    if coop.bundles is None:
        return {}
    opened = coop.bundles.events(Bundles.BundleOpened)
    return {event.work_id: bundle(coop, event.bundle_id) for event in opened}


def parse_works(written: Iterable[str]) -> dict[int, Bps]:
    """Work → its share in basis points, by rising numbers, each part being `WORK=PERCENT%`.

    A part may hold several, with commas between. Raises BadInput for anything else, for a work named twice,
    and for shares of more than the whole.
    """
    shares: dict[int, Bps] = {}
    for part in (part.strip() for parts in written for part in parts.split(",")):
        number, equals, share = (piece.strip() for piece in part.partition("="))
        if not equals or not number.isdecimal():
            raise BadInput("work", "must be WORK=PERCENT", hint="such as 1=40%", value=part)
        if int(number) in shares:
            raise BadInput("work", "is named twice", hint="give each work one share", work=int(number))
        try:
            shares[int(number)] = parse_percent(share)
        except ValueError as error:
            raise BadInput("work", f"not a share: {error}", hint="such as 1=40%", value=part) from error
    if (taken := sum(shares.values())) > BPS:
        reason = f"the shares sum to {format_amount(taken, 2)} %, and must not exceed 100 %"
        raise BadInput("work", reason, hint="what they leave is the bundle's own")
    return dict(sorted(shares.items()))


def terms_of(registration: Registration, salt: bytes) -> bytes:
    """What the contract's `termsFor` answers, made here: asking it would show the salt before its time."""
    function = Bundles.artifact().abi.functions[_TERMS]
    return bytes(keccak(function.calldata("Bundles", [registration, salt])[_SELECTOR_BYTES:]))


def proposing(coop: Cooperative, shares: Mapping[int, int], registration: Registration, salt: bytes) -> Call:
    """Proposes to bundle works, with their shares in basis points, under terms that only a hash shows."""
    works = [Ancestor(work, shares[work]) for work in sorted(shares)]
    return bundles_of(coop).propose(works, terms_of(registration, salt))


def check_opening(
    coop: Cooperative, number: int, registration: Registration, salt: bytes, curator: Address
) -> None:
    """Raises BadInput for a bundle that is not there, Refused for one that could not be opened like that."""
    found = bundle(coop, number)
    if found.work is not None:
        raise Refused("bundle", "was opened before", bundle=number, work=found.work)
    if found.curator != curator:
        raise Refused("bundle", "only its curator opens it", bundle=number, curator=found.curator)
    if found.terms != terms_of(registration, salt):
        hint = "give the file and everything else as it was when the bundle was proposed"
        raise Refused("bundle", "its works' owners agreed to something else", hint=hint, bundle=number)
    missing = [part.work for part in found.parts if not part.joined]
    if missing:
        hint = f"their owners give `dao-sim bundle join {number} WORK`"
        waits = ", ".join(map(str, missing))
        raise Refused("bundle", "not everybody has joined", hint=hint, bundle=number, works=waits)
