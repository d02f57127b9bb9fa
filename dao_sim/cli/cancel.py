"""`dao-sim cancel`: a proposal is withdrawn by its proposer, or stopped by the guardian."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dao_sim.cli.agenda import Number, heading, item_data
from dao_sim.cli.command import Data, command_app
from dao_sim.cli.output import Output
from dao_sim.cli.session import Member, acting_governor
from dao_sim.errors import Refused

if TYPE_CHECKING:
    from dao_sim.coop.agenda import AgendaItem

app = command_app()


@app.command()
@acting_governor
def cancel(out: Output, member: Member, proposal: Number) -> Data:
    """Cancel a proposal.

    Its proposer may until voting begins, the guardian until it is executed.

    Example: dao-sim cancel 1
    """
    from dao_sim.coop.agenda import agenda_item

    item = agenda_item(member.coop, proposal)
    _check(member, item)
    sent = member.send(item.proposal.cancellation(), f"Cancelled {heading(item)}.")
    if member.receipt is None:  # a dry run
        return {"proposal": item_data(item), **sent}
    out.note("It cannot be proposed again in the same words.")
    return {"proposal": item_data(agenda_item(member.coop, proposal)), **sent}


def _check(member: Member, item: AgendaItem) -> None:
    """Raises Refused, saying who may cancel it, where this account may not."""
    from dao_sim.coop.stages import Stage

    if item.stage in (Stage.DONE, Stage.CANCELLED, Stage.EXPIRED):
        words = {Stage.DONE: "is executed already", Stage.CANCELLED: "is cancelled already"}
        reason = f"the proposal {words.get(item.stage, 'has expired')}"
        raise Refused("cancel", reason, proposal=item.id)
    allowed = _allowed(member, item)
    if member.address not in allowed:
        who = ", or ".join(f"{what}, {address}" for address, what in allowed.items())
        reason = f"only {who}, may cancel it now" if allowed else "nobody may cancel it any more"
        raise Refused("cancel", reason, hint=_rule(item), proposal=item.id, account=member.address)


def _allowed(member: Member, item: AgendaItem) -> dict[str, str]:
    """Who may cancel it now, and why."""
    from dao_sim.coop.plan import NOBODY
    from dao_sim.coop.stages import Stage

    governor = member.coop.governor
    guardian = governor.guardian()
    allowed: dict[str, str] = {}
    if guardian != NOBODY and not governor.only_replaces_guardian(item.id):
        allowed[guardian] = "the guardian"
    if item.stage == Stage.WAITING and (item.proposer != guardian or guardian in allowed):
        allowed[item.proposer] = "its proposer"
    return allowed


def _rule(item: AgendaItem) -> str:
    return (
        f"its proposer, {item.proposer}, may until voting begins; the guardian, where there is one, until it "
        "is executed, unless it only replaces the guardian"
    )
