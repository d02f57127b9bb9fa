"""Whether an account can vote on a proposal now, and if not, why not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timezone
from typing import TYPE_CHECKING

from dao_sim.bindings import CoopGovernor
from dao_sim.coop.power import Power, power_of
from dao_sim.units import Address, ProposalState, Seconds, Support

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
    may_change: bool = False
    """Whether the rule lets it vote again, in place of that vote."""

    @property
    def why_not(self) -> str | None:
        """In a sentence, why a vote would be refused now; None where it would count."""
        if self.cast and not (self.may_change and self.state == ProposalState.ACTIVE):
            given = Support(self.cast.support).name.lower()
            return f"the account has voted already: {given}, in block {self.cast.block_number}"
        if self.state == ProposalState.PENDING:
            return f"voting is not open yet: it opens at {written_time(self.opens)}"
        if self.state == ProposalState.CANCELED:
            return "the proposal was cancelled"
        if self.state != ProposalState.ACTIVE:
            return f"voting is closed: it ended at {written_time(self.deadline)}"
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
        may_change=coop.terms.vote_change,
    )


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
