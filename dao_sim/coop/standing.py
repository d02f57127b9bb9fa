"""Whether an account can vote on a proposal now, and if not, why not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timezone
from typing import TYPE_CHECKING

from dao_sim.bindings import CoopGovernor, FractionalRule
from dao_sim.coop.ballot_paper import BallotPaper, Choice
from dao_sim.coop.papers import paper_of
from dao_sim.coop.power import Power, power_of
from dao_sim.units import Address, ProposalState, Seconds

if TYPE_CHECKING:
    from dao_sim.coop.cooperative import Cooperative

Cast = CoopGovernor.VoteCast | CoopGovernor.VoteCastWithParams

_LAST_DATE = int(datetime.max.replace(tzinfo=timezone.utc).timestamp()) - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What matters before an account votes on a proposal."""

    state: ProposalState
    opens: Seconds
    """The first second in which a vote counts."""
    deadline: Seconds
    """The last one."""
    power: Power
    cast: Cast | None
    """The vote that the account has cast already."""
    paper: BallotPaper
    """How votes on the proposal are written."""
    read_at: Seconds
    """The chain's time when this was read."""
    may_change: bool = False
    """Whether the rule lets it vote again, in place of that vote."""
    may_add: bool = False
    """Whether it can vote again with what is left of its weight."""

    @property
    def _ended(self) -> str:
        if self.read_at <= self.deadline:
            return "early, since the outcome was clear"
        return f"at {written_time(self.deadline)}"

    @property
    def said(self) -> str | None:
        """The vote that was cast already, in words."""
        return None if self.cast is None else said(self.paper, self.cast)

    @property
    def why_not(self) -> str | None:
        """In a sentence, why a vote would be refused now; None where it would count."""
        again = (self.may_change or self.may_add) and self.state == ProposalState.ACTIVE
        if self.cast and not again:
            return f"the account has voted already: {self.said}, in block {self.cast.block_number}"
        if self.state == ProposalState.PENDING:
            return f"voting is not open yet: it opens at {written_time(self.opens)}"
        if self.state == ProposalState.CANCELED:
            return "the proposal was cancelled"
        if self.state != ProposalState.ACTIVE:
            return f"voting is closed: it ended {self._ended}"
        if not self.power.counts:
            return f"the vote would weigh nothing: {self.power.why}"
        return None


def standing_of(coop: Cooperative, proposal_id: int, account: Address) -> Standing:
    """How `account` stands to a proposal now. Raises BadInput where there is no such proposal."""
    governor = coop.governor
    power = power_of(coop, account, proposal_id)
    voted = governor.has_voted(proposal_id, account)
    return Standing(
        state=ProposalState(governor.state(proposal_id)),
        opens=Seconds(governor.proposal_snapshot(proposal_id) + 1),
        deadline=Seconds(governor.proposal_deadline(proposal_id)),
        power=power,
        cast=find_vote(governor, proposal_id, account) if voted else None,
        paper=paper_of(coop, proposal_id),
        read_at=coop.chain.now(),
        may_add=voted and _has_more(coop, proposal_id, account),
        may_change=coop.terms.vote_change,
    )


def said(paper: BallotPaper, cast: Cast) -> str:
    """A vote in words."""
    return paper.words(Choice(cast.support, params_of(cast)))


def params_of(cast: Cast) -> bytes:
    """What a vote says beside its support."""
    return cast.params if isinstance(cast, CoopGovernor.VoteCastWithParams) else b""


def _has_more(coop: Cooperative, proposal_id: int, account: Address) -> bool:
    """Whether something is left of a weight that can be cast in parts."""
    rule = coop.rule
    if not isinstance(rule, FractionalRule):
        return False
    return rule.used_votes(proposal_id, account) < rule.weight_on(proposal_id, account)


def votes_cast(
    governor: CoopGovernor, voter: Address | None = None, *, from_block: int = 0, to_block: int | None = None
) -> list[Cast]:
    """The votes in these blocks, oldest first, of one voter or of all."""
    wanted = {} if voter is None else {"voter": voter}
    found: list[Cast] = [
        *governor.events(CoopGovernor.VoteCast, from_block, to_block, **wanted),
        *governor.events(CoopGovernor.VoteCastWithParams, from_block, to_block, **wanted),
    ]
    return sorted(found, key=lambda cast: cast.block_number)


def find_vote(governor: CoopGovernor, proposal_id: int, voter: Address) -> Cast | None:
    """The vote of `voter` on a proposal, the last if it changed it; None where there is none."""
    return next((cast for cast in votes_cast(governor, voter)[::-1] if cast.proposal_id == proposal_id), None)


def written_time(moment: int) -> str:
    """A timestamp as people read it; after the year 9999, where calendars end, as it is."""
    if moment > _LAST_DATE:
        return f"{moment} seconds after 1970"
    return f"{datetime.fromtimestamp(moment, timezone.utc):%Y-%m-%d %H:%M:%S} UTC"
