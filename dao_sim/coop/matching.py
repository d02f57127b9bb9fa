"""Matching rounds as members see them: what is given to which grant, and what it is matched with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from dao_sim.bindings import Call, MatchingRounds
from dao_sim.coop.escrow import approvals
from dao_sim.errors import BadInput, Refused
from dao_sim.units import ETH, Address, Wei, format_duration

if TYPE_CHECKING:
    from dao_sim.bindings.generated.structs import MatchingRound, RoundTerms
    from dao_sim.coop.cooperative import Cooperative

NO_CAP = 2**128 - 1
"""The largest cap on a match that the contract can keep, which is none in practice."""


class RoundState(IntEnum):
    """`IMatchingRounds.RoundState`."""

    NONE = 0
    ANNOUNCED = 1
    OPEN = 2
    REVIEW = 3
    CLAIMS = 4
    VOIDED = 5


class GrantState(IntEnum):
    """`IMatchingRounds.GrantState`."""

    NONE = 0
    LIVE = 1
    CLAIMED = 2
    LAPSED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """What can be given to in a round. Amounts are in the round's asset, smallest unit."""

    number: int
    payee: Address
    work: int | None
    """The work that it is for; None if it is an account's."""
    state: GrantState
    contributors: int
    contributed: int
    match: int
    """As the round stands; final once it has closed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """A round and its grants. Amounts are in its asset's smallest unit, times in seconds since 1970."""

    number: int
    state: RoundState
    asset: Address
    opens_at: int
    closes_at: int
    claims_at: int
    lapses_at: int
    """From then on, anybody can make a grant lapse that was not claimed."""
    pool: int
    cap: int
    """The most that a grant is matched with."""
    due: int
    """What waits to return to the treasury."""
    settled: bool
    """Whether what is left of the pool was found out."""
    grants: tuple[Grant, ...]


def matching_of(coop: Cooperative) -> MatchingRounds:
    """The contract. Raises Refused where the charter has none."""
    if coop.matching is None:
        reason = "this co-op's charter has no section [matching]"
        raise Refused("match", reason, hint="`dao-sim match replay` shows what rounds do")
    return coop.matching


def rounds(coop: Cooperative) -> list[Round]:
    """Every round, in the order in which they were made."""
    return [_round(matching_of(coop), number) for number in range(1, matching_of(coop).round_count() + 1)]


def round_numbered(coop: Cooperative, number: int) -> Round:
    """One round. Raises BadInput where there is no such round."""
    _stored(coop, number)
    return _round(matching_of(coop), number)


def opening(coop: Cooperative, terms: RoundTerms, payees: Sequence[Address], works: Sequence[int]) -> Call:
    """Makes a round with these grants. Raises BadInput for terms under which no round can be made."""
    matching = matching_of(coop)
    most = matching.max_duration()
    if not 1 <= terms.duration <= most or terms.delay > most:
        reason = f"a round is open for 1s to {format_duration(most)}, and announced for no longer"
        raise BadInput("match", reason, delay=terms.delay, lasts=terms.duration)
    for work in works:
        if not coop.vault.is_open(work):
            raise BadInput("match", "there is no such work, or it was voided", work=work)
    paid = [*payees, *(coop.vault.receiver_of(work) for work in works)]
    twice = [payee for payee, times in Counter(paid).items() if times > 1]
    if twice:
        raise BadInput("match", "is given to by one grant in a round, not by two", payee=twice[0])
    return matching.make_round(terms, payees, works)


def grant_numbered(coop: Cooperative, number: int, place: int) -> Grant:
    """One grant of a round. Raises BadInput where there is no such round, or no such grant in it."""
    found = _stored(coop, number)
    if not 1 <= place <= found.grant_count:
        hint = (
            f"they are numbered from 1 to {found.grant_count}" if found.grant_count else "there is none yet"
        )
        raise BadInput("match", "there is no such grant", hint=hint, round=number, grant=place)
    return _grant(matching_of(coop), number, place, found)


def contribute(
    coop: Cooperative, number: int, grant: int, contributor: Address, amount: int
) -> Iterator[Call]:
    """The calls by which `contributor` gives to a grant (smallest unit); an approval, if needed, first."""
    grant_numbered(coop, number, grant)
    matching, asset = matching_of(coop), _stored(coop, number).asset
    if asset == ETH:
        yield matching.contribute_eth(number, grant, value=Wei(amount))
        return
    yield from approvals(coop, matching, asset, contributor, amount)
    yield matching.contribute(number, grant, amount)


def fund(coop: Cooperative, number: int, giver: Address, amount: int) -> Iterator[Call]:
    """The calls by which `giver` adds to a pool (smallest unit); an approval, if needed, first."""
    matching, asset = matching_of(coop), _stored(coop, number).asset
    if asset == ETH:
        yield matching.fund_eth(number, value=Wei(amount))
        return
    yield from approvals(coop, matching, asset, giver, amount)
    yield matching.fund(number, amount)


def _stored(coop: Cooperative, number: int) -> MatchingRound:
    """A round as the contract keeps it. Raises BadInput where there is no such round."""
    matching = matching_of(coop)
    count = matching.round_count()
    if not 1 <= number <= count:
        hint = f"they are numbered from 1 to {count}" if count else "no round has been made yet"
        raise BadInput("match", "there is no such round", hint=hint, round=number)
    return matching.round_of(number)


def _round(matching: MatchingRounds, number: int) -> Round:
    found = matching.round_of(number)
    claims_at = found.closes_at + matching.review()
    return Round(
        number=number,
        state=RoundState(matching.state_of(number)),
        asset=found.asset,
        opens_at=found.opens_at,
        closes_at=found.closes_at,
        claims_at=claims_at,
        lapses_at=claims_at + matching.claim_period(),
        pool=found.pool,
        cap=found.cap,
        due=found.due,
        settled=found.finished,
        grants=tuple(_grant(matching, number, place, found) for place in range(1, found.grant_count + 1)),
    )


def _grant(matching: MatchingRounds, number: int, place: int, found: MatchingRound) -> Grant:
    grant = matching.grant_at(number, place)
    return Grant(
        number=place,
        payee=grant.payee,
        work=grant.work_id or None,
        state=GrantState(grant.state),
        contributors=grant.contributors,
        contributed=grant.contributed,
        match=0 if found.voided else matching.match_of(number, place),
    )
