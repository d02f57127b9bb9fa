"""`dao-sim execute`: what was adopted is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dao_sim.cli.agenda import Number, heading, item_data, not_adopted, too_early
from dao_sim.cli.command import Data, command_app
from dao_sim.cli.events import event_line
from dao_sim.cli.output import Output
from dao_sim.cli.session import Member, acting_governor
from dao_sim.cli.votes import on_governor
from dao_sim.errors import Refused

if TYPE_CHECKING:
    from dao_sim.coop.agenda import AgendaItem

app = command_app()

_MACHINERY = ("CoopGovernor.ProposalExecuted", "CoopTimelock.CallExecuted")
"""Events of every execution, which say nothing of what this one did."""


@app.command()
@acting_governor
def execute(out: Output, member: Member, proposal: Number) -> Data:
    """Carry out an adopted proposal once its time has come.

    Anybody may, once the timelock's delay is over.

    Example: dao-sim execute 1
    """
    from dao_sim.coop.agenda import agenda_item

    item = agenda_item(member.coop, proposal)
    _check(member, item)
    sent = member.send(item.proposal.execution(), f"Executed {heading(item)}.")
    if member.receipt is None:  # a dry run
        return {"proposal": item_data(item), **sent}
    for event in sent["events"]:
        if f"{event['contract']}.{event['event']}" not in _MACHINERY:
            out.line(f"  {event_line(event)}")
    return {"proposal": item_data(agenda_item(member.coop, proposal)), **sent}


def _check(member: Member, item: AgendaItem) -> None:
    """Raises Refused, saying why, where the proposal cannot be executed now."""
    from dao_sim.coop.stages import Stage

    if item.stage == Stage.READY:
        return
    delay = member.coop.timelock.get_min_delay()
    earliest = item.dates.earliest_execution(item.read_at, delay)
    queue = f"`dao-sim queue {item.id}{on_governor(item.coop)}` puts it into the timelock"
    early = {
        Stage.WAITING: ("it is too early: voting has not begun", "it must be adopted, and queued then"),
        Stage.VOTING: ("it is too early: voting is not over", "it must be adopted, and queued then"),
        Stage.QUEUE: ("it is too early: the proposal is not queued yet", queue),
        Stage.TIMELOCK: ("it is too early: the timelock's delay is not over", "nothing but time is missing"),
    }
    if item.stage in early:
        reason, hint = early[item.stage]
        raise too_early(item, "execute", reason, earliest, hint)
    reasons = {
        Stage.DONE: "the proposal is executed already",
        Stage.CANCELLED: "the proposal was cancelled",
    }
    raise Refused("execute", reasons.get(item.stage, not_adopted(item)), proposal=item.id)
