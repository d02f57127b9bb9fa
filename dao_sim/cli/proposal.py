"""`dao-sim proposal show`: all that is to be known about one proposal before voting on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from dao_sim.cli.agenda import (
    Number,
    action_data,
    action_lines,
    item_data,
    one_line,
    time_left,
)
from dao_sim.cli.command import Data, group_app
from dao_sim.cli.counts import count_data, print_count
from dao_sim.cli.output import Output
from dao_sim.cli.session import Visit, reading_governor
from dao_sim.cli.votes import weight_text

if TYPE_CHECKING:
    from dao_sim.coop.agenda import AgendaItem
    from dao_sim.coop.participation import Silent
    from dao_sim.coop.power import Power
    from dao_sim.coop.stages import Period
    from dao_sim.coop.standing import Cast
    from dao_sim.errors import Refused

app = group_app("Look at one proposal.")

Raw = Annotated[bool, typer.Option("--raw", help="Show the actions as they are sent: target, wei, data.")]
Limit = Annotated[int, typer.Option("--limit", metavar="N", min=1, help="Show so many voters and delegates.")]


@app.command()
@reading_governor
def show(out: Output, visit: Visit, proposal: Number, *, raw: Raw = False, limit: Limit = 10) -> Data:
    """Show one proposal: text, stages, actions, tally, your power, who voted and who has not.

    Example: dao-sim proposal show 1
    """
    from dao_sim.coop.agenda import agenda_item
    from dao_sim.coop.participation import largest_silent, votes_on
    from dao_sim.coop.power import power_of
    from dao_sim.coop.stages import periods

    coop = visit.coop
    item = agenda_item(coop, proposal)
    way = list(periods(item.dates, item.read_at, coop.timelock.get_min_delay()))
    cast = votes_on(coop, item)
    silent = largest_silent(coop, item, {vote.voter for vote in cast}, limit)
    refusals = _refusals(item)
    power = power_of(coop, visit.address, proposal) if visit.address else None
    _print_words(out, item)
    _print_stages(out, item, way)
    _print_actions(out, item, refusals, raw=raw)
    print_count(out, visit, item)
    if power:
        _print_power(out, visit, power, item, cast)
    _print_voters(out, visit, item, cast, limit)
    _print_silent(out, visit, silent)
    return {
        **item_data(item),
        "text": item.text,
        "block": item.made.block_number,
        "stages": [_period_data(period) for period in way],
        "actions": _actions_data(item, refusals),
        "options": [{"number": each.number, "title": each.title} for each in item.options],
        **count_data(item),
        "your_power": _power_data(visit, power, item, cast),
        "vote_count": len(cast),
        "votes": [_vote_data(item, vote) for vote in cast[:limit]],
        "not_voted": [{"delegate": who.delegate, "votes": str(who.votes)} for who in silent],
    }


def _refusals(item: AgendaItem) -> list[Refused | None]:
    """Why each action would be refused if it were carried out now; of no interest once nothing will be."""
    from dao_sim.coop.call_tree import why_refused

    if not item.stage.is_open:
        return [None] * len(item.actions)
    return [why_refused(item.coop, tree.call) for tree in item.actions]


def _print_words(out: Output, item: AgendaItem) -> None:
    out.line(f"Proposal {item.id}: {one_line(item.title)}")
    out.line(f"by {item.proposer}, {item.stage.value}")
    if item.text:
        out.line()
        out.line(item.text)
    out.line()


def _print_stages(out: Output, item: AgendaItem, way: list[Period]) -> None:
    from dao_sim.coop.standing import written_time

    def written(moment: int | None) -> str:
        return "" if moment is None else written_time(moment)

    out.table(
        "Stages",
        ["stage", "", "from", "until", "time left"],
        [
            (
                period.stage.value,
                {"past": "over", "now": "now", "ahead": "at the earliest"}[period.when],
                written(period.begins),
                written(period.ends),
                time_left(item.left) if period.when == "now" and item.left is not None else "",
            )
            for period in way
        ],
    )


def _print_actions(out: Output, item: AgendaItem, refusals: list[Refused | None], *, raw: bool) -> None:
    out.line("Actions")
    first = 1
    for option in item.options:
        out.line(f"Option {option.number}: {one_line(option.title)}")
        for line in action_lines(option.actions, raw=raw, first=first):
            out.line(f"  {line}")
        first += len(option.actions)
    for line in () if item.options else action_lines(item.actions, raw=raw):
        out.line(line)
    for place, refusal in enumerate(refusals, 1):
        if refusal is not None:
            out.warn(f"action {place}, taken alone, would be refused now: {one_line(str(refusal))}")
    out.line()


def _print_power(out: Output, visit: Visit, power: Power, item: AgendaItem, cast: list[Cast]) -> None:
    from dao_sim.coop.standing import said

    now = weight_text(out, visit, power.now)
    if power.at_snapshot is None:
        out.line(f"You have {now} now; what counts is decided at the snapshot.")
    else:
        out.line(f"You have {weight_text(out, visit, power.at_snapshot)} on this proposal, {now} now.")
    if power.why:
        out.line(f"Why: {power.why}.")
    own = next((vote for vote in cast if vote.voter == visit.address), None)
    out.line(f"You voted {said(item.paper, own)}." if own else "You have not voted.")
    out.line()


def _print_voters(out: Output, visit: Visit, item: AgendaItem, cast: list[Cast], limit: int) -> None:
    from dao_sim.coop.standing import said

    if not cast:
        return
    more = f"The {limit} heaviest of {len(cast)} votes." if len(cast) > limit else ""
    paper = item.paper
    rows = [
        (
            _marked(vote.voter, visit),
            said(paper, vote),
            weight_text(out, visit, vote.weight),
            one_line(vote.reason),
        )
        for vote in cast[:limit]
    ]
    out.table("Who voted", ["voter", "vote", "weight", "reason"], rows, text=more)


def _print_silent(out: Output, visit: Visit, silent: list[Silent]) -> None:
    if silent:
        rows = [(_marked(who.delegate, visit), weight_text(out, visit, who.votes)) for who in silent]
        out.table("The largest delegates who have not voted", ["delegate", "votes"], rows)


def _marked(address: str, visit: Visit) -> str:
    return f"{address} (you)" if address == visit.address else address


def _actions_data(item: AgendaItem, refusals: list[Refused | None]) -> list[dict[str, Any]]:
    return [
        {**action_data(tree), "refused_now": None if refusal is None else str(refusal)}
        for tree, refusal in zip(item.actions, refusals, strict=True)
    ]


def _period_data(period: Period) -> dict[str, Any]:
    return {
        "stage": period.stage.value,
        "when": period.when,
        "begins": period.begins,
        "ends": period.ends,
    }


def _vote_data(item: AgendaItem, vote: Cast) -> dict[str, Any]:
    from dao_sim.coop.standing import said

    return {
        "voter": vote.voter,
        "support": said(item.paper, vote),
        "weight": str(vote.weight),
        "reason": vote.reason,
        "block": vote.block_number,
    }


def _power_data(
    visit: Visit, power: Power | None, item: AgendaItem, cast: list[Cast]
) -> dict[str, Any] | None:
    from dao_sim.coop.standing import said

    if power is None:
        return None
    own = next((vote for vote in cast if vote.voter == visit.address), None)
    return {
        "account": visit.address,
        "now": str(power.now),
        "at_snapshot": None if power.at_snapshot is None else str(power.at_snapshot),
        "why": power.why,
        "voted": None if own is None else said(item.paper, own),
    }
