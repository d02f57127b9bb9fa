"""Proposals as the commands about them take and show them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dao_sim.cli.events import plain
from dao_sim.errors import Refused
from dao_sim.units import Seconds, format_amount

if TYPE_CHECKING:
    from dao_sim.bindings import DecodedCall
    from dao_sim.coop.agenda import AgendaItem
    from dao_sim.coop.call_tree import CallTree

Number = Annotated[int, typer.Argument(metavar="ID", min=1, help="The proposal's number.")]

_UNITS = ((86_400, "d"), (3_600, "h"), (60, "min"), (1, "s"))
_BAR = 30


def time_left(seconds: int) -> str:
    """A duration in its two largest units, rounded down: `1d 3h`, `45s`."""
    parts: list[str] = []
    for size, unit in _UNITS:
        count, seconds = divmod(seconds, size)
        if count or (unit == "s" and not parts):
            parts.append(f"{count}{unit}")
        elif parts:
            break
    return " ".join(parts[:2])


def one_line(text: str) -> str:
    """What somebody wrote, on one line."""
    return text.replace("\n", " ")


def bar(part: int, whole: int, width: int = _BAR) -> str:
    """`[#####-----]`, full only where `part` is not less than `whole`."""
    filled = width if part >= whole else width * part // whole
    return f"[{'#' * filled}{'-' * (width - filled)}]"


def percent(part: int, whole: int) -> str:
    """A share with two decimal places, rounded down."""
    return f"{format_amount(part * 10_000 // whole, 2) if whole else 0} %"


def action_lines(trees: Sequence[CallTree], *, raw: bool = False, first: int = 1) -> list[str]:
    """One line per call, numbered from `first`, those inside others set in."""
    numbered = ((place, *line) for place, tree in enumerate(trees, first) for line in tree.lines())
    return [
        f"{'  ' * depth}{'' if depth else f'{place}. '}{_raw(call) if raw else one_line(str(call))}"
        for place, depth, call in numbered
        if not (raw and depth)
    ]


def action_data(tree: CallTree) -> dict[str, Any]:
    """An action for JSON: raw, decoded as far as it is understood, and what is inside."""
    call = tree.call
    return {
        "target": call.to,
        "value": str(call.value),
        "calldata": f"0x{call.data.hex()}",
        "contract": call.contract,
        "function": call.function,
        "arguments": {name: plain(value) for name, value in call.arguments.items()},
        "text": str(call),
        "inside": [action_data(inside) for inside in tree.inside],
    }


def item_data(item: AgendaItem) -> dict[str, Any]:
    """What lists say of a proposal, for JSON. Times are chain timestamps in seconds, tallies text."""
    return {
        "id": str(item.id),
        "governor": item.coop.branch.name,
        "title": item.title,
        "proposer": item.proposer,
        "state": item.state.name.lower(),
        "stage": item.stage.value,
        "seconds_left": item.left,
        "opens": item.dates.opens,
        "deadline": item.dates.deadline,
        "eta": item.dates.eta or None,
        "tally": {
            "for": str(item.tally.for_),
            "against": str(item.tally.against),
            "abstain": str(item.tally.abstain),
        },
    }


def heading(item: AgendaItem) -> str:
    """`proposal 3, "Raise the levy"`."""
    return f'proposal {item.id}, "{one_line(item.title)}"'


def not_adopted(item: AgendaItem) -> str:
    """In a sentence, why a defeated proposal was."""
    from dao_sim.coop.rules import Counting

    if item.paper.counting == Counting.VETO:
        return "the proposal was not adopted: it was vetoed"
    if item.count.winner:
        return "the proposal was not adopted: the quorum was not reached"
    if item.counts:
        return "the proposal was not adopted: no change won"
    if item.count.chambers:
        return "the proposal was not adopted: a chamber that it needs did not agree"
    return "the proposal was not adopted: there were not more votes for it than against"


def too_early(item: AgendaItem, component: str, reason: str, earliest: int, hint: str) -> Refused:
    """Refused because of the time: says when it can be done, and in how many seconds."""
    from dao_sim.coop.standing import written_time

    left = Seconds(max(earliest - item.read_at, 0))
    return Refused(
        component,
        f"{reason}; it can be done from {written_time(earliest)} at the earliest, in {time_left(left)}",
        hint=hint,
        proposal=item.id,
        earliest=earliest,
        seconds_left=left,
    )


def _raw(call: DecodedCall) -> str:
    return f"to {call.to}, {call.value} wei, data 0x{call.data.hex()}"
