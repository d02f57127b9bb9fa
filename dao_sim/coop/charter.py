"""The charter: a co-op's configuration, frozen. Read from TOML, or written in Python with the same values."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from dao_sim.coop.errors import charter_error, syntax_error
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
from dao_sim.coop.roles import GOVERNED
from dao_sim.coop.rules import VOTING_RULES, VotingRule
from dao_sim.errors import CharterError
from dao_sim.units import ETH, format_amount, format_duration

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

MAX_EXCLUDED = 50
"""Later ones are excluded by vote, without limit."""

MAX_FOUNDERS = 100
"""Founders are minted in one transaction; later members are admitted, without limit."""


def _rule(value: Any) -> str:
    if value not in VOTING_RULES:
        raise ValueError(f"must be one of {', '.join(VOTING_RULES)}")
    return str(value)


def _role(value: Any) -> str:
    grantable = {role.name.lower() for role in GOVERNED}
    if value not in grantable:
        raise ValueError(f"must be one of {', '.join(sorted(grantable))}")
    return str(value)


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=True, str_strip_whitespace=True)


class TokenTerms(_Section):
    """The governance token: how much may be minted, per epoch."""

    epoch: Annotated[int, duration("1s", "3650d")] = written("30d")
    mint_cap: Cap = written("10000")
    excluded: Annotated[tuple[Account, ...], Field(max_length=MAX_EXCLUDED)] = ()
    """Accounts whose tokens have no votes, beside the treasury."""


class GovernanceTerms(_Section):
    """Proposals, votes and their execution. Times in seconds, the threshold in 10^-18 of a whole vote."""

    rule: Annotated[str, BeforeValidator(_rule)] = "token"
    voting_delay: Annotated[int, duration("0s", "365d")] = written("1d")
    voting_period: Annotated[int, duration("1s", "365d")] = written("5d")
    proposal_threshold: Tokens = written("100")
    quorum: Annotated[int, percent()] = written("4%")
    late_quorum_extension: Annotated[int, duration("0s", "365d")] = written("1d")
    swing_extensions: Annotated[int, Field(ge=0, le=3)] = 0
    timelock_delay: Annotated[int, duration("0s", "365d")] = written("2d")
    vote_change: bool = False
    early_success: Annotated[int, percent()] | None = None
    rented_vote_defence: bool = False
    vote_override: bool = False
    bind_targets: bool = False
    guardian: Account | None = None
    guardian_mandate: Annotated[int, duration("1s", "730d")] = written("180d")

    @model_validator(mode="before")
    @classmethod
    def _threshold_of_the_rule(cls, data: Any) -> Any:
        if isinstance(data, dict) and "proposal_threshold" not in data:
            rule = VOTING_RULES.get(str(data.get("rule", "token")))
            return data | {"proposal_threshold": rule.default_threshold} if rule else data
        return data

    @model_validator(mode="after")
    def _threshold_is_whole(self) -> GovernanceTerms:
        if self.proposal_threshold % 10 ** (18 - self.voting_rule.decimals):
            raise ValueError(
                f"proposal_threshold: must be a number of members where the rule is {self.rule}, and "
                f"{format_amount(self.proposal_threshold)} is not whole"
            )
        return self

    @model_validator(mode="after")
    def _switches_fit(self) -> GovernanceTerms:
        if self.early_success == 0:
            raise ValueError(
                "early_success: must be more than 0%; leave it out for votes that run to their end"
            )
        if self.vote_change and self.swing_extensions:
            raise ValueError(
                "swing_extensions: does not go with vote_change: one voter could use them all up in seconds"
            )
        if self.vote_override and self.early_success:
            raise ValueError(
                "early_success: does not go with vote_override: delegators who can take votes back must not "
                "find that the vote has ended with them"
            )
        if self.vote_override and self.rented_vote_defence:
            raise ValueError(
                "rented_vote_defence: does not go with vote_override: a delegate whose weight is the smaller "
                "of two does not have all that its delegators could take back"
            )
        if self.vote_change and self.early_success:
            raise ValueError(
                "early_success: does not go with vote_change: who could take a vote back must not have ended "
                "the vote with it"
            )
        return self

    @property
    def voting_rule(self) -> VotingRule:
        """How votes are weighed and counted."""
        return VOTING_RULES[self.rule]

    @property
    def threshold(self) -> int:
        """Votes needed to propose, in the unit in which the rule counts."""
        return int(self.proposal_threshold // 10 ** (18 - self.voting_rule.decimals))

    @model_validator(mode="after")
    def _extension_fits(self) -> GovernanceTerms:
        if self.late_quorum_extension > self.voting_period:
            extension, period = (
                format_duration(self.late_quorum_extension),
                format_duration(self.voting_period),
            )
            raise ValueError(
                f"late_quorum_extension: must not be longer than voting_period, and {extension} is longer "
                f"than {period}"
            )
        return self


class SpendingCap(_Section):
    """What the constitutional timelock may pay of one asset per epoch."""

    asset: Asset
    amount: Cap


class FurtherGovernor(GovernanceTerms):
    """A governor beside the constitutional one: what it may do, and pay per epoch of the treasury."""

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9]{0,23}$")]
    may: tuple[Annotated[str, BeforeValidator(_role)], ...] = ()
    caps: tuple[SpendingCap, ...] = ()

    @model_validator(mode="after")
    def _powers_make_sense(self) -> FurtherGovernor:
        if (twice := _first_repeated(self.may)) is not None:
            raise ValueError(f"may: {twice} is named twice")
        if (twice := _first_repeated([cap.asset for cap in self.caps])) is not None:
            raise ValueError(f"caps: {'ETH' if twice == ETH else twice} is capped twice")
        if self.caps and "spender" not in self.may:
            raise ValueError('caps: only a spender has caps; add "spender" to may')
        return self


class TreasuryTerms(_Section):
    """The treasury: money leaves only within these caps."""

    epoch: Annotated[int, duration("1s", "3650d")] = written("30d")
    caps: tuple[SpendingCap, ...] = ()


class RoyaltyTerms(_Section):
    """The levy in basis points, and the ERC-20s listed from the start beside ETH."""

    levy: Annotated[int, percent("30%")] = written("5%")
    assets: Annotated[tuple[Asset, ...], Field(max_length=15)] = ()


class WorkTerms(_Section):
    """How long a commitment must wait before its reveal, and how long it is good for. In seconds."""

    min_commit_age: Annotated[int, duration("1s", "7d")] = written("1m")
    max_commit_age: Annotated[int, duration("2s", "365d")] = written("1d")

    @model_validator(mode="after")
    def _window_is_open(self) -> WorkTerms:
        if self.max_commit_age <= self.min_commit_age:
            oldest, youngest = format_duration(self.max_commit_age), format_duration(self.min_commit_age)
            raise ValueError(
                f"max_commit_age: must be longer than min_commit_age, and {oldest} is not longer than "
                f"{youngest}"
            )
        return self


class Operators(_Section):
    """Accounts that hold a role beside the timelock, which can revoke it."""

    admitter: tuple[Account, ...] = ()
    minter: tuple[Account, ...] = ()


class Founder(_Section):
    """A member from the start, with tokens (smallest unit)."""

    account: Account
    member_class: OneClass = Field(alias="class")
    tokens: Tokens = 0

    model_config = ConfigDict(populate_by_name=True)


class Charter(_Section):
    """Everything that is decided about a co-op before it is deployed."""

    name: Annotated[str, Field(min_length=1, max_length=64)]
    symbol: Annotated[str, Field(min_length=1, max_length=11)] = "COOP"
    token: TokenTerms = TokenTerms()
    governance: GovernanceTerms = GovernanceTerms()
    treasury: TreasuryTerms = TreasuryTerms()
    royalties: RoyaltyTerms = RoyaltyTerms()
    works: WorkTerms = WorkTerms()
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

    def branches(self) -> list[tuple[str, GovernanceTerms]]:
        """The prefix of each governor's steps in a plan, and its terms: the constitution's is empty."""
        return [("", self.governance), *((f"{each.name}_", each) for each in self.governors)]

    @property
    def hash(self) -> str:
        """SHA-256, in hex, of what the charter says; the same however it was written down."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()

    @model_validator(mode="after")
    def _can_come_alive(self) -> Charter:
        accounts = [founder.account for founder in self.founders]
        if (twice := _first_repeated(accounts)) is not None:
            raise ValueError(f"founders: {twice} is named twice")
        if ETH in self.royalties.assets:
            raise ValueError("royalties.assets: must leave out ETH, which is always accepted")
        if (twice := _first_repeated(self.royalties.assets)) is not None:
            raise ValueError(f"royalties.assets: {twice} is named twice")
        if (twice := _first_repeated([cap.asset for cap in self.treasury.caps])) is not None:
            raise ValueError(f"treasury.caps: {'ETH' if twice == ETH else twice} is capped twice")
        if (twice := _first_repeated([governor.name for governor in self.governors])) is not None:
            raise ValueError(f"governors: {twice} is named twice")
        if any(governor.name == "constitution" for governor in self.governors):
            raise ValueError("governors: constitution is what [governance] describes; choose another name")
        held = sum(founder.tokens for founder in self.founders)
        if held > NO_CAP:
            raise ValueError("founders: together hold more tokens than a token contract can count")
        if self.governance.rule == "member":
            return self._members_can_propose()
        if held < self.governance.proposal_threshold and not self.operators.minter:
            raise ValueError(
                f"governance.proposal_threshold: nobody could ever propose: the founders together hold "
                f"{format_amount(held)} of {format_amount(self.governance.proposal_threshold)} tokens, and "
                "there is no minter in operators"
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


def _first_repeated(values: Sequence[str]) -> str | None:
    seen: set[str] = set()
    for value in values:
        if value in seen:
            return value
        seen.add(value)
    return None
