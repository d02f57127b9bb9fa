"""`dao-sim proposals`: what was proposed, where it stands, and which of it needs your vote."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Annotated

import typer

from dao_sim.cli.agenda import item_data, one_line, time_left
from dao_sim.cli.command import Data, command_app
from dao_sim.cli.output import Output
from dao_sim.cli.session import Visit, reading_governor
from dao_sim.cli.votes import weight_figure, weight_unit
from dao_sim.errors import BadInput

if TYPE_CHECKING:
    from dao_sim.coop.agenda import AgendaItem
    from dao_sim.coop.stages import Stage

app = command_app()


class State(str, Enum):
    """Stages as they are asked for; `queued` and `open` are several of them."""

    WAITING = "waiting"
    VOTING = "voting"
    QUEUE = "queue"
    TIMELOCK = "timelock"
    READY = "ready"
    DONE = "done"
    DEFEATED = "defeated"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    OPEN = "open"
    QUEUED = "queued"
    CLOSED = "closed"


States = Annotated[
    list[State] | None,
    typer.Option(
        "--state",
        case_sensitive=False,
        help="Only these; repeat it for several. Open is all that is not at its end, closed the rest.",
    ),
]
NeedsMyVote = Annotated[
    bool, typer.Option("--needs-my-vote", help="Only those that you can vote on and have not.")
]
Limit = Annotated[int, typer.Option("--limit", metavar="N", min=1, help="Show so many, the newest first.")]


@app.command()
@reading_governor
def proposals(
    out: Output, visit: Visit, *, state: States = None, needs_my_vote: NeedsMyVote = False, limit: Limit = 50
) -> Data:
    """List proposals, and which of them need your vote.

    The stages of a proposal are waiting, voting, queue (adopted, to be put into the timelock), timelock,
    ready (to be executed) and done; it can also end defeated or cancelled.

    Example: dao-sim proposals --state voting --needs-my-vote
    """
    from dao_sim.coop.agenda import agenda, needing_vote

    if needs_my_vote and visit.address is None:
        hint = "give --account NAME or ADDRESS, or set DAO_SIM_ACCOUNT"
        raise BadInput("proposals", "whose vote?", hint=hint)
    items = agenda(visit.coop, _stages(state))
    needing = needing_vote(visit.coop, items, visit.address) if visit.address else []
    found = needing if needs_my_vote else items
    shown = found[::-1][:limit]
    wanted = {item.id for item in needing}
    _print(out, visit, shown, wanted)
    if len(found) > len(shown):
        out.note(f"and {len(found) - len(shown)} older ones; --limit shows them")
    told = [
        {**item_data(item), "needs_my_vote": item.id in wanted if visit.address else None} for item in shown
    ]
    return {"proposal_count": len(found), "proposals": told}


def _print(out: Output, visit: Visit, items: list[AgendaItem], wanted: set[int]) -> None:
    unit = weight_unit(visit)
    options = visit.coop.terms.voting_rule.counting.has_options
    words = ("strongest", "no change") if options else ("for", "against")
    out.table(
        "Proposals",
        ["id", "title", "stage", "time left", *(f"{word}, {unit}" for word in words), "your vote"],
        [
            (
                str(item.id),
                one_line(item.title),
                item.stage.value,
                "" if item.left is None else time_left(item.left),
                weight_figure(out, visit, item.tally.for_),
                weight_figure(out, visit, item.tally.against),
                "needed" if item.id in wanted else "",
            )
            for item in items
        ],
    )


def _stages(states: list[State] | None) -> set[Stage] | None:
    """The stages that are asked for; None for all."""
    from dao_sim.coop.stages import Stage

    if not states:
        return None
    several = {
        State.OPEN: {stage for stage in Stage if stage.is_open},
        State.CLOSED: {stage for stage in Stage if not stage.is_open},
        State.QUEUED: {Stage.TIMELOCK, Stage.READY},
    }
    return set[Stage]().union(*(several.get(state) or {Stage(state.value)} for state in states))
