"""`dao-sim queue`: an adopted proposal into the timelock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dao_sim.cli.agenda import Number, heading, item_data, not_adopted, time_left, too_early
from dao_sim.cli.command import Data, command_app
from dao_sim.cli.output import Output
from dao_sim.cli.session import Member, acting_governor
from dao_sim.cli.votes import on_governor
from dao_sim.errors import Refused

if TYPE_CHECKING:
    from dao_sim.coop.agenda import AgendaItem

app = command_app()


@app.command()
@acting_governor
def queue(out: Output, member: Member, proposal: Number) -> Data:
    """Put an adopted proposal into the timelock.

    Anybody may, once voting is over. Whoever disagrees with it then has the timelock's delay to act.

    Example: dao-sim queue 1
    """
    from dao_sim.coop.agenda import agenda_item
    from dao_sim.coop.standing import written_time

    item = agenda_item(member.coop, proposal)
    _check(item)
    delay = member.coop.timelock.get_min_delay()
    sent = member.send(item.proposal.queueing(), f"Queued {heading(item)}.")
    if member.receipt is None:  # a dry run
        return {"proposal": item_data(item), "delay": delay, **sent}
    queued = agenda_item(member.coop, proposal)
    eta = queued.dates.eta
    out.line(f"It can be executed from {written_time(eta)}, in {time_left(max(eta - queued.read_at, 0))}.")
    return {"proposal": item_data(queued), "delay": delay, **sent}


def _check(item: AgendaItem) -> None:
    """Raises Refused, saying why, where the proposal cannot be queued now."""
    from dao_sim.coop.stages import Stage

    if item.stage == Stage.QUEUE:
        return
    if item.stage in (Stage.WAITING, Stage.VOTING):
        reason = "it is too early: voting is not over"
        hint = "a quorum reached late keeps voting open longer; `dao-sim proposal show` tells"
        raise too_early(item, "queue", reason, item.dates.closes, hint)
    execute = f"`dao-sim execute {item.id}{on_governor(item.coop)}`"
    reasons = {
        Stage.TIMELOCK: (
            "the proposal is queued already",
            f"{execute} when its time comes",
        ),
        Stage.READY: ("the proposal is queued already", f"{execute} carries it out"),
        Stage.DONE: ("the proposal is executed already", None),
        Stage.CANCELLED: ("the proposal was cancelled", None),
    }
    reason_, hint_ = reasons.get(item.stage, (not_adopted(item), "it can be proposed again in other words"))
    raise Refused("queue", reason_, hint=hint_, proposal=item.id)
