"""What a charter says about contribution rewards, and the part of a deployment plan that it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field, model_validator

from dao_sim.bindings import ContributionRewards
from dao_sim.bindings.generated.structs import KindReward, Reward
from dao_sim.coop.quantities import Tokens, duration, written
from dao_sim.coop.sections import Section, first_repeated
from dao_sim.coop.steps import Deploy, Ref
from dao_sim.units import BPS, format_amount, format_duration

REWARDS = "rewards"
"""The step that deploys the contract."""

MAX_KINDS = 32
"""They are set in the transaction that deploys the contract; later ones are set by vote, without limit."""

KIND_BYTES = 32


class RewardKind(Section):
    """What one kind of contribution earns: tokens (smallest unit), and from when and until when they vest.

    Cliff and duration are counted from the acceptance, in seconds.
    """

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9]{0,23}$")]
    amount: Tokens
    cliff: Annotated[int, duration("0s", "3650d")] = written("0s")
    duration: Annotated[int, duration("0s", "3650d")]

    @model_validator(mode="after")
    def _can_be_earned(self) -> RewardKind:
        if self.amount < BPS:
            raise ValueError(
                f"amount: must be at least {format_amount(BPS)}, of which every part is something"
            )
        if self.cliff > self.duration:
            cliff, whole = format_duration(self.cliff), format_duration(self.duration)
            raise ValueError(f"cliff: must be no longer than duration, and {cliff} is longer than {whole}")
        return self

    @property
    def reward(self) -> Reward:
        """As the contract takes it."""
        return Reward(self.amount, self.cliff, self.duration)


class RewardsTerms(Section):
    """How long contributions can be decided, in seconds, and what is rewarded from the start."""

    review_period: Annotated[int, duration("1s", "365d")] = written("14d")
    kinds: tuple[RewardKind, ...] = ()

    @model_validator(mode="after")
    def _kinds_differ(self) -> RewardsTerms:
        if (twice := first_repeated([kind.name for kind in self.kinds])) is not None:
            raise ValueError(f"kinds: {twice} is named twice")
        if len(self.kinds) > MAX_KINDS:
            raise ValueError(f"kinds: must be at most {MAX_KINDS}; further ones are set by vote")
        return self


def rewards_step(terms: RewardsTerms | None) -> Iterator[Deploy]:
    """The contract, which mints what it awards."""
    if terms is not None:
        parts = (Ref("access"), Ref("token"), Ref("membership"))
        kinds = tuple(KindReward(kind_bytes(kind.name), kind.reward) for kind in terms.kinds)
        arguments = (*parts, terms.review_period, kinds)
        yield Deploy(step=REWARDS, contract="ContributionRewards", arguments=arguments)


def rewards_facts(rewards: ContributionRewards) -> Iterator[tuple[str, object]]:
    """What the contract is like, and what it rewards."""
    yield f"{REWARDS}.token", rewards.token()
    yield f"{REWARDS}.membership", rewards.membership()
    yield f"{REWARDS}.review_period", rewards.review_period()
    for kind in {event.kind for event in rewards.events(ContributionRewards.RewardSet)}:
        if (reward := rewards.reward_of(kind)).amount:
            yield f"{REWARDS}.kind {kind_name(kind)}", _said(reward)


def decided_rewards(terms: RewardsTerms | None) -> Iterator[tuple[str, object]]:
    """What the charter says it must be like."""
    if terms is not None:
        yield f"{REWARDS}.token", "<token>"
        yield f"{REWARDS}.membership", "<membership>"
        yield f"{REWARDS}.review_period", terms.review_period
        for kind in terms.kinds:
            yield f"{REWARDS}.kind {kind.name}", _said(kind.reward)


def kind_bytes(name: str) -> bytes:
    """A kind's name as the contract keeps it. Raises ValueError for one that it cannot keep."""
    kept = name.encode()
    if not 0 < len(kept) <= KIND_BYTES or "\0" in name:
        raise ValueError(f"a kind is a name of 1 to {KIND_BYTES} bytes")
    return kept.ljust(KIND_BYTES, b"\0")


def kind_name(kind: bytes) -> str:
    """What the contract keeps, as a name; in hex where it is no text that can be shown."""
    name = kind.rstrip(b"\0").decode(errors="replace")
    return name if name.isprintable() and "\ufffd" not in name else f"0x{kind.hex()}"


def _said(reward: Reward) -> str:
    return f"{reward.amount} over {reward.duration} after {reward.cliff}"
