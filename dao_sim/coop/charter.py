"""The charter: a co-op's configuration, frozen. Read from TOML, or written in Python with the same values."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Mapping
from math import isqrt
from pathlib import Path
from typing import Annotated, Any

from pydantic import ConfigDict, Field, ValidationError, model_validator

from dao_sim.coop.commission_terms import CommissionsTerms
from dao_sim.coop.content_terms import ContentTerms
from dao_sim.coop.conviction_terms import ConvictionTerms
from dao_sim.coop.data_terms import DataTerms
from dao_sim.coop.dispute_terms import check_disputes
from dao_sim.coop.errors import charter_error, syntax_error
from dao_sim.coop.financing_terms import FinancingTerms
from dao_sim.coop.governance_terms import FurtherGovernor, GovernanceTerms
from dao_sim.coop.grant_terms import GrantsTerms
from dao_sim.coop.matching_terms import MatchingTerms
from dao_sim.coop.quantities import (
    NO_CAP,
    Account,
    Asset,
    Cap,
    OneClass,
    Tokens,
    duration,
    percent,
    rewritten,
    written,
)
from dao_sim.coop.review_terms import ReviewTerms
from dao_sim.coop.reward_terms import RewardsTerms
from dao_sim.coop.rules import WHOLE_TOKEN
from dao_sim.coop.sections import Section, SpendingCap, first_repeated
from dao_sim.errors import CharterError
from dao_sim.units import ETH, Seconds, format_amount, format_duration

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

MAX_EXCLUDED = 50
"""Later ones are excluded by vote, without limit."""

DEFAULT_FREEZE = 60 * 86_400
"""For how many seconds a dispute keeps a new work's units locked at most, unless the charter says."""

MAX_FOUNDERS = 100
"""Founders are minted in one transaction; later members are admitted, without limit."""


class TokenTerms(Section):
    """The governance token: how much may be minted, per epoch."""

    epoch: Annotated[int, duration("1s", "3650d")] = written("30d")
    mint_cap: Cap = written("10000")
    excluded: Annotated[tuple[Account, ...], Field(max_length=MAX_EXCLUDED)] = ()
    """Accounts whose tokens have no votes, beside the treasury."""

    @model_validator(mode="after")
    def _excluded_once(self) -> TokenTerms:
        if (twice := first_repeated(self.excluded)) is not None:
            raise ValueError(f"excluded: {twice} is named twice")
        return self


class TreasuryTerms(Section):
    """The treasury: money leaves only within these caps."""

    epoch: Annotated[int, duration("1s", "3650d")] = written("30d")
    caps: tuple[SpendingCap, ...] = ()


class RoyaltyTerms(Section):
    """The levy in basis points, and the ERC-20s listed from the start beside ETH."""

    levy: Annotated[int, percent("30%")] = written("5%")
    assets: Annotated[tuple[Asset, ...], Field(max_length=15)] = ()


class WorkTerms(Section):
    """How long a commitment must wait before its reveal, and how long it is good for, in seconds.

    For how long a new work's share units cannot be transferred, so that what is in dispute is not sold first,
    and for how long at most a dispute that is opened meanwhile keeps them there, where panels decide it;
    whether owners can offer licences in their works, by which others may derive from them, and split rights
    off; and whether they can combine works into bundles, which are licensed as one.
    """

    min_commit_age: Annotated[int, duration("1s", "7d")] = written("1m")
    max_commit_age: Annotated[int, duration("2s", "365d")] = written("1d")
    dispute_window: Annotated[int, duration("0s", "365d")] = written("0s")
    dispute_freeze: Annotated[int, duration("1s", "365d")] | None = None
    licences: bool = False
    bundles: bool = False

    @property
    def freeze(self) -> Seconds:
        """`dispute_freeze`, or what it is where the charter does not say."""
        return Seconds(DEFAULT_FREEZE) if self.dispute_freeze is None else Seconds(self.dispute_freeze)

    @model_validator(mode="after")
    def _window_is_open(self) -> WorkTerms:
        if self.max_commit_age <= self.min_commit_age:
            oldest, youngest = format_duration(self.max_commit_age), format_duration(self.min_commit_age)
            raise ValueError(
                f"max_commit_age: must be longer than min_commit_age, and {oldest} is not longer than "
                f"{youngest}"
            )
        return self

    @model_validator(mode="after")
    def _bundles_can_be_licensed(self) -> WorkTerms:
        if self.bundles and not self.licences:
            raise ValueError("bundles: must come with licences = true, by which they are sold")
        return self


class Operators(Section):
    """Accounts that hold a role beside the timelock, which can revoke it."""

    admitter: tuple[Account, ...] = ()
    minter: tuple[Account, ...] = ()
    rewarder: tuple[Account, ...] = ()


class Founder(Section):
    """A member from the start, with tokens (smallest unit)."""

    account: Account
    member_class: OneClass = Field(alias="class")
    tokens: Tokens = 0

    model_config = ConfigDict(populate_by_name=True)


class Charter(Section):
    """Everything that is decided about a co-op before it is deployed."""

    name: Annotated[str, Field(min_length=1, max_length=64)]
    symbol: Annotated[str, Field(min_length=1, max_length=11)] = "COOP"
    token: TokenTerms = TokenTerms()
    governance: GovernanceTerms = GovernanceTerms()
    treasury: TreasuryTerms = TreasuryTerms()
    royalties: RoyaltyTerms = RoyaltyTerms()
    works: WorkTerms = WorkTerms()
    conviction: ConvictionTerms | None = None
    matching: MatchingTerms | None = None
    grants: GrantsTerms | None = None
    commissions: CommissionsTerms | None = None
    rewards: RewardsTerms | None = None
    financing: FinancingTerms | None = None
    data: DataTerms | None = None
    review: ReviewTerms | None = None
    content: ContentTerms | None = None
    operators: Operators = Operators()
    governors: Annotated[tuple[FurtherGovernor, ...], Field(max_length=4)] = ()
    founders: Annotated[tuple[Founder, ...], Field(max_length=MAX_FOUNDERS)] = ()

    def __init__(self, **data: Any) -> None:
        """Raises CharterError naming the key, the value and what would be right."""
        try:
            super().__init__(**data)
        except ValidationError as error:
            raise charter_error(error) from error

    @classmethod
    def load(cls, path: str | Path) -> Charter:
        """Reads a TOML file. Raises CharterError naming file, line, key, value and what would be right."""
        source = str(path)
        try:
            text = Path(path).read_text(encoding="utf-8-sig")
        except OSError as error:
            hint = "give the path of a charter; `dao-sim charter new` prints one to start from"
            reason = f"cannot be read: {error.strerror or error}"
            raise CharterError("charter", reason, hint=hint, file=source) from error
        except UnicodeDecodeError as error:
            hint = "a charter is a TOML file in UTF-8"
            raise CharterError("charter", "is not text in UTF-8", hint=hint, file=source) from error
        return cls.parse(text, source)

    @classmethod
    def parse(cls, text: str, source: str = "charter") -> Charter:
        """Reads TOML. `source` stands for the file in error messages. Raises CharterError as `load` does."""
        try:
            data = tomllib.loads(text)
        except (ValueError, RecursionError) as error:  # digits without end and nesting without end, too
            raise syntax_error(error, source) from error
        try:
            return cls(**data)
        except CharterError as error:
            if not isinstance(error.__cause__, ValidationError):
                raise
            raise charter_error(error.__cause__, source, text) from error.__cause__

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Charter:
        """The charter that `record` was made of. Raises CharterError for anything else."""
        return cls(**record)

    def record(self) -> dict[str, Any]:
        """Everything it says, as a charter is written: for JSON, and to be read again with `from_record`."""
        values = self.model_dump(mode="json", by_alias=True)
        record: dict[str, Any] = rewritten("charter", values)
        return record

    def differences(self, other: Charter, ours: str = "here", theirs: str = "there") -> list[str]:
        """Where the two say different things: `governance.quorum: 4% here, 10% there`, in words of choice."""
        here, there = _flat(self.record()), _flat(other.record())
        keys = [*here, *(key for key in there if key not in here)]
        return [
            f"{key}: {here.get(key, 'nothing')} {ours}, {there.get(key, 'nothing')} {theirs}"
            for key in keys
            if here.get(key) != there.get(key)
        ]

    def all_governance(self) -> dict[str, GovernanceTerms]:
        """Every governor's terms, by what its steps' names begin with: nothing for the constitution's."""
        return {"": self.governance, **{f"{each.name}_": each for each in self.governors}}

    @property
    def has_disputes(self) -> bool:
        """Whether panels decide about share units: there are panels, and new units are locked for a while."""
        return self.review is not None and self.works.dispute_window > 0

    @property
    def hash(self) -> str:
        """SHA-256, in hex, of what the charter says; the same however it was written down."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()

    @model_validator(mode="after")
    def _operators_have_work(self) -> Charter:
        if self.operators.rewarder and not self.rewards:
            raise ValueError("operators.rewarder: has nothing to decide: there is no section [rewards]")
        return self

    @model_validator(mode="after")
    def _votes_rule_in_time(self) -> Charter:
        vote = self.governance.least_time
        for section, terms in (("commissions", self.commissions), ("financing", self.financing)):
            if terms and terms.arbiter is None and terms.ruling_period <= vote:
                raise ValueError(
                    f"{section}.ruling_period: must be longer than a vote takes, which is "
                    f"{format_duration(vote)} here, or silence decides every dispute; or name an arbiter"
                )
        return self

    @model_validator(mode="after")
    def _can_come_alive(self) -> Charter:
        accounts = [founder.account for founder in self.founders]
        if (twice := first_repeated(accounts)) is not None:
            raise ValueError(f"founders: {twice} is named twice")
        if ETH in self.royalties.assets:
            raise ValueError("royalties.assets: must leave out ETH, which is always accepted")
        if (twice := first_repeated(self.royalties.assets)) is not None:
            raise ValueError(f"royalties.assets: {twice} is named twice")
        if (twice := first_repeated([cap.asset for cap in self.treasury.caps])) is not None:
            raise ValueError(f"treasury.caps: {'ETH' if twice == ETH else twice} is capped twice")
        if (twice := first_repeated([governor.name for governor in self.governors])) is not None:
            raise ValueError(f"governors: {twice} is named twice")
        if any(governor.name == "constitution" for governor in self.governors):
            raise ValueError("governors: constitution is what [governance] describes; choose another name")
        if self.governance.rule == "optimistic":
            raise ValueError(
                "governance.rule: must not be optimistic, by which only payments can be decided: give it to "
                "one of [[governors]]"
            )
        leaving = [prefix for prefix, terms in self.all_governance().items() if terms.exit_window]
        if len(leaving) > 1:
            raise ValueError(
                f"governors: only one governor may have an exit_window, and {len(leaving)} have: what one "
                "sets aside for those who leave, another could not share out"
            )
        held = sum(founder.tokens for founder in self.founders)
        if held > NO_CAP:
            raise ValueError("founders: together hold more tokens than a token contract can count")
        if held < (self.governance.proposal_bond or 0) and not self.operators.minter:
            raise ValueError(
                f"governance.proposal_bond: nobody could ever propose: the founders together hold "
                f"{format_amount(held)} of {format_amount(self.governance.proposal_bond or 0)} tokens, and "
                "there is no minter in operators"
            )
        if self.governance.voting_rule.votes == "membership":
            return self._members_can_propose()
        return self._holders_can_propose(held)

    @model_validator(mode="after")
    def _content_can_be_reviewed(self) -> Charter:
        if self.content is not None:
            self.content.check_panels(self.review)
        return self

    @model_validator(mode="after")
    def _members_can_decide_reviews(self) -> Charter:
        if self.review is not None:
            self.review.check_vote(self.governance)
        check_disputes(self)
        return self

    def _holders_can_propose(self, held: int) -> Charter:
        rule, needed = self.governance.voting_rule, self.governance.threshold
        votes = isqrt(held) if rule.decimals < WHOLE_TOKEN else held
        if votes < needed and not self.operators.minter:
            raise ValueError(
                f"governance.proposal_threshold: nobody could ever propose: the founders together hold "
                f"{format_amount(votes, rule.decimals)} of {format_amount(needed, rule.decimals)} {rule.unit}"
                ", and there is no minter in operators"
            )
        return self

    def _members_can_propose(self) -> Charter:
        needed = self.governance.threshold
        if len(self.founders) < needed and not self.operators.admitter:
            raise ValueError(
                f"governance.proposal_threshold: nobody could ever propose: it takes {needed} members, there "
                f"are {len(self.founders)} founders, and there is no admitter in operators"
            )
        return self


def _flat(value: Any, key: str = "") -> dict[str, Any]:
    """`{"founders": [{"tokens": "5"}]}` as `{"founders[0].tokens": "5"}`."""
    if isinstance(value, dict):
        parts = [(f"{key}.{name}" if key else name, part) for name, part in value.items()]
    elif isinstance(value, list):
        parts = [(f"{key}[{place}]", part) for place, part in enumerate(value)]
    else:
        return {key: value}
    return {name: inner for path, part in parts for name, inner in _flat(part, path).items()}
