"""Contribution rewards as members see them: what is rewarded, what was submitted, and what vests."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from dao_sim.bindings import ContributionRewards, VestingAward
from dao_sim.bindings.generated.structs import Reward
from dao_sim.coop.reward_terms import kind_bytes, kind_name
from dao_sim.errors import BadInput, Refused
from dao_sim.units import BPS, Address, format_amount, format_duration

if TYPE_CHECKING:
    from dao_sim.coop.cooperative import Cooperative


class ContributionState(IntEnum):
    """`IContributionRewards.ContributionState`."""

    NONE = 0
    SUBMITTED = 1
    ACCEPTED = 2
    DECLINED = 3
    LAPSED = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What earns how many tokens (smallest unit), and how many seconds after its acceptance they vest."""

    name: str
    amount: int
    cliff: int
    duration: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Award:
    """Tokens that vest (smallest unit), and from when until when (timestamps)."""

    address: Address
    amount: int
    minted: int
    """As far as the token's cap on minting left room; anybody may have the rest minted later."""
    released: int
    releasable: int
    """What has vested and is still there."""
    start: int
    cliff: int
    end: int
    delegate: Address
    """Who votes with what is still there; the address of a split where several do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """What a member did, and what it is promised and given for that."""

    number: int
    kind: Kind
    """The reward as it was when this was submitted."""
    contributor: Address
    state: ContributionState
    decide_by: int
    """The timestamp from which it cannot be decided any more."""
    evidence: bytes
    uri: str
    accepted: int
    """The part that was accepted, in basis points."""
    award: Award | None
    """None before it is accepted."""


def rewards_of(coop: Cooperative) -> ContributionRewards:
    """The contract. Raises Refused where the charter has none."""
    if coop.rewards is None:
        reason = "this co-op's charter has no section [rewards]"
        raise Refused("reward", reason, hint="an operator can mint tokens: see [operators] in the charter")
    return coop.rewards


def kinds(coop: Cooperative) -> list[Kind]:
    """What is rewarded now, by name."""
    contract = rewards_of(coop)
    ever = {event.kind for event in contract.events(ContributionRewards.RewardSet)}
    found = [_kind(kind, contract.reward_of(kind)) for kind in ever]
    return sorted((kind for kind in found if kind.amount), key=lambda kind: kind.name)


def kind_named(name: str) -> bytes:
    """A kind as the contract keeps it, by its name or in hex as `kinds` shows it. Raises BadInput."""
    try:
        return bytes.fromhex(name[2:]) if len(name) == 66 and name.startswith("0x") else kind_bytes(name)
    except ValueError as error:
        raise BadInput("reward", str(error), kind=name) from error


def check_reward(coop: Cooperative, name: str, reward: Reward) -> None:
    """Raises BadInput for a reward that the contract would refuse."""
    if reward.cliff > reward.duration:
        cliff, whole = format_duration(reward.cliff), format_duration(reward.duration)
        hint = f"{cliff} is longer than {whole}"
        raise BadInput("cliff", "must be no longer than the duration", hint=hint, kind=name)
    if 0 < reward.amount < BPS:
        hint = f"at least {format_amount(BPS)}, of which every part is something; or 0"
        raise BadInput("amount", "is too little to earn a part of", hint=hint, kind=name)
    if not reward.amount and not rewards_of(coop).reward_of(kind_named(name)).amount:
        raise BadInput("reward", "this is not rewarded, and need not be ended", kind=name)


def contributions(coop: Cooperative) -> list[Contribution]:
    """Every contribution, in the order in which they were submitted."""
    submitted = rewards_of(coop).events(ContributionRewards.Submitted)
    return [_contribution(coop, each) for each in submitted]


def contribution(coop: Cooperative, number: int) -> Contribution:
    """One contribution. Raises BadInput where there is no such one."""
    contract = rewards_of(coop)
    found = contract.events(ContributionRewards.Submitted, contribution_id=number)
    if not found:
        count = contract.contribution_count()
        hint = f"they are numbered from 1 to {count}" if count else "none has been submitted yet"
        raise BadInput("reward", "there is no such contribution", hint=hint, contribution=number)
    return _contribution(coop, found[0])


def award_of(coop: Cooperative, number: int) -> tuple[Award, VestingAward]:
    """What a contribution earned, and the contract where it vests.

    Raises BadInput for no such contribution, Refused for one that was not accepted.
    """
    found = contribution(coop, number)
    if found.award is None:
        raise Refused("reward", f"the contribution is {found.state.name.lower()}", contribution=number)
    return found.award, VestingAward(coop.chain, found.award.address)


def _contribution(coop: Cooperative, submitted: ContributionRewards.Submitted) -> Contribution:
    contract, number = rewards_of(coop), submitted.contribution_id
    found = contract.contribution_of(number)
    state = ContributionState(found.state)
    accepted = state == ContributionState.ACCEPTED
    return Contribution(
        number=number,
        kind=_kind(found.kind, contract.reward_at(found.kind, found.revision)),
        contributor=found.contributor,
        state=state,
        decide_by=found.decide_by,
        evidence=found.evidence,
        uri=submitted.uri,
        accepted=found.accepted_bps,
        award=_award(coop, found.award, contract.awarded(number), found.minted) if accepted else None,
    )


def _award(coop: Cooperative, address: Address, amount: int, minted: int) -> Award:
    vesting, token = VestingAward(coop.chain, address), coop.token.address
    return Award(
        address=address,
        amount=amount,
        minted=minted,
        released=vesting.released_with_token(token),
        releasable=vesting.releasable_with_token(token),
        start=vesting.start(),
        cliff=vesting.cliff(),
        end=vesting.end(),
        delegate=coop.token.delegates(address),
    )


def _kind(kind: bytes, reward: Reward) -> Kind:
    return Kind(name=kind_name(kind), amount=reward.amount, cliff=reward.cliff, duration=reward.duration)
