"""What a charter says about a governor: who may propose, how votes count, what a further one may do."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from dao_sim.coop.fits import misfits
from dao_sim.coop.quantities import Account, Tokens, duration, percent, written
from dao_sim.coop.roles import GOVERNED
from dao_sim.coop.rule_terms import Chambers, Need, OptimisticCap, unlike
from dao_sim.coop.rules import VOTING_RULES, WHOLE_TOKEN, VotingRule, Weighs
from dao_sim.coop.sections import ExitAsset, Section, SpendingCap, first_repeated
from dao_sim.units import ETH, format_amount, format_duration

ETH_ALONE = (ExitAsset(asset=ETH),)
"""What is shared out with who leaves, where the charter does not say."""


def _rule(value: Any) -> str:
    if value not in VOTING_RULES:
        raise ValueError(f"must be one of {', '.join(VOTING_RULES)}")
    return str(value)


def _role(value: Any) -> str:
    grantable = {role.name.lower() for role in GOVERNED}
    if value not in grantable:
        raise ValueError(f"must be one of {', '.join(sorted(grantable))}")
    return str(value)


class GovernanceTerms(Section):
    """Proposals, votes and their execution. Times in seconds, the threshold in 10^-18 of a whole vote."""

    rule: Annotated[str, BeforeValidator(_rule)] = "token"
    weight: Weighs | None = None
    cumulative: bool = False
    voting_delay: Annotated[int, duration("0s", "365d")] = written("1d")
    voting_period: Annotated[int, duration("1s", "365d")] = written("5d")
    proposal_threshold: Tokens = written("100")
    proposal_bond: Tokens | None = None
    quorum: Annotated[int, percent()] = written("4%")
    veto: Annotated[int, percent()] | None = None
    late_quorum_extension: Annotated[int, duration("0s", "365d")] = written("1d")
    swing_extensions: Annotated[int, Field(ge=0, le=3)] = 0
    timelock_delay: Annotated[int, duration("0s", "365d")] = written("2d")
    vote_change: bool = False
    early_success: Annotated[int, percent()] | None = None
    rented_vote_defence: bool = False
    vote_override: bool = False
    bind_targets: bool = False
    exit_window: Annotated[int, duration("1s", "365d")] | None = None
    exit_assets: Annotated[tuple[ExitAsset, ...], Field(max_length=16)] = ETH_ALONE
    guardian: Account | None = None
    guardian_mandate: Annotated[int, duration("1s", "730d")] = written("180d")
    chambers: Chambers | None = None
    needs: tuple[Need, ...] = ()
    optimistic_caps: Annotated[tuple[OptimisticCap, ...], AfterValidator(unlike)] = ()

    @model_validator(mode="before")
    @classmethod
    def _defaults_of_the_rule(cls, data: Any) -> Any:
        """What the rule decides where the charter does not say."""
        if not isinstance(data, dict) or data.get("rule", "token") not in VOTING_RULES:
            return data
        rule = VOTING_RULES[data.get("rule", "token")]
        defaults: dict[str, Any] = {}
        if rule.counting.has_options:
            defaults["weight"] = "token"
        if rule.name in ("chambers", "optimistic"):
            defaults["quorum"] = "0%"
        weighing = rule.weighing("member" if data.get("weight") == "member" else "token")
        defaults["proposal_threshold"] = weighing.default_threshold
        return defaults | data

    @model_validator(mode="after")
    def _keys_fit(self) -> GovernanceTerms:
        if self.early_success == 0:
            raise ValueError(
                "early_success: must be more than 0%; leave it out for votes that run to their end"
            )
        if self.proposal_bond == 0:
            raise ValueError("proposal_bond: must be more than nothing; leave it out for no bond")
        if self.veto == 0:
            raise ValueError("veto: must be more than 0%, which would veto everything")
        for wrong in misfits(self.rule, dict(self)):
            raise ValueError(wrong)
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
        if (twice := first_repeated([need.call for need in self.needs])) is not None:
            raise ValueError(f"needs: {twice} is named twice")
        return self

    @model_validator(mode="after")
    def _exit_fits(self) -> GovernanceTerms:
        if (twice := first_repeated([each.asset for each in self.exit_assets])) is not None:
            raise ValueError(f"exit_assets: {'ETH' if twice == ETH else twice} is named twice")
        if self.exit_window and not self.exit_assets:
            raise ValueError("exit_assets: must name at least one asset, or nobody leaves with anything")
        if not self.exit_window and self.exit_assets != ETH_ALONE:
            raise ValueError("exit_assets: does nothing without exit_window; add that, or leave this out")
        if self.exit_window and self.exit_window > self.timelock_delay:
            window, delay = format_duration(self.exit_window), format_duration(self.timelock_delay)
            raise ValueError(
                f"exit_window: must not be longer than timelock_delay, since execution waits for it, and "
                f"{window} is longer than {delay}"
            )
        return self

    @model_validator(mode="after")
    def _threshold_can_be_met(self) -> GovernanceTerms:
        rule, threshold = self.voting_rule, self.proposal_threshold
        if threshold % 10 ** (WHOLE_TOKEN - rule.decimals):
            what = (
                f"a number of {rule.unit}" if not rule.decimals else f"at most {rule.decimals} decimal places"
            )
            raise ValueError(
                f"proposal_threshold: must be {what} where the rule is {self.rule}, and "
                f"{format_amount(threshold)} is not whole"
            )
        if not rule.delegable and self.threshold > 1:
            raise ValueError(
                f"proposal_threshold: nobody could ever propose: under the rule {self.rule} each member has "
                "one vote, and delegation is ignored"
            )
        return self

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

    @property
    def voting_rule(self) -> VotingRule:
        """How votes are weighed and counted."""
        rule = VOTING_RULES[self.rule].weighing(self.weight or "token")
        return rule.cumulative() if self.cumulative else rule

    @property
    def threshold(self) -> int:
        """Votes needed to propose, in the unit in which the rule counts."""
        return int(self.proposal_threshold // 10 ** (WHOLE_TOKEN - self.voting_rule.decimals))

    @property
    def least_time(self) -> int:
        """Seconds that a proposal needs at least, from being made to being executed."""
        voting = 0 if self.early_success else self.voting_period
        return self.voting_delay + voting + self.timelock_delay

    @property
    def votes_are_taken_back(self) -> bool:
        """Whether a vote that was cast can come to weigh less, or another way."""
        return self.vote_change or self.vote_override

    @property
    def quorum_bps(self) -> int:
        """The quorum that the rule is deployed with, or the share that vetoes; in basis points."""
        return self.quorum if self.veto is None else self.veto


class FurtherGovernor(GovernanceTerms):
    """A governor beside the constitutional one: what it may do, and pay per epoch of the treasury."""

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9]{0,23}$")]
    may: tuple[Annotated[str, BeforeValidator(_role)], ...] = ()
    caps: tuple[SpendingCap, ...] = ()

    @model_validator(mode="after")
    def _powers_make_sense(self) -> FurtherGovernor:
        if (twice := first_repeated(self.may)) is not None:
            raise ValueError(f"may: {twice} is named twice")
        if (twice := first_repeated([cap.asset for cap in self.caps])) is not None:
            raise ValueError(f"caps: {'ETH' if twice == ETH else twice} is capped twice")
        if self.caps and "spender" not in self.may:
            raise ValueError('caps: only a spender has caps; add "spender" to may')
        if self.rule == "optimistic" and self.may != ("spender",):
            raise ValueError('may: must be ["spender"] where the rule is optimistic, which only pays')
        capped = {cap.asset for cap in self.caps}
        for cap in self.optimistic_caps:
            if cap.asset not in capped:
                asset = "ETH" if cap.asset == ETH else cap.asset
                raise ValueError(f"optimistic_caps: {asset} is not in caps, so nothing of it could be paid")
        return self
