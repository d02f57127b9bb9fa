"""The votes on a proposal as `dao-sim proposal show` shows them, rule by rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dao_sim.cli.agenda import bar, one_line, percent
from dao_sim.cli.output import Output
from dao_sim.cli.session import Visit
from dao_sim.cli.votes import weight_text
from dao_sim.units import BPS, ProposalState

if TYPE_CHECKING:
    from dao_sim.coop.agenda import AgendaItem
    from dao_sim.coop.count import Chamber, Count


def print_count(out: Output, visit: Visit, item: AgendaItem) -> None:
    """The tally, and whether enough took part."""
    count = item.count
    if count.chambers:
        _print_chambers(out, count)
        return
    total = sum(count.weights)
    shown = _options(item) if item.paper.counting.has_options else _sides(item)
    rows = [
        (name, weight_text(out, visit, votes), percent(votes, total), bar(votes, max(total, 1)))
        for name, votes in shown
    ]
    toward, quorum = count.toward, count.quorum
    rows.append(
        (
            _aim(item),
            _quorum_text(out, visit, count, quorum),
            percent(toward, quorum),
            bar(toward, max(quorum, 1)),
        )
    )
    out.table("Tally", ["", "votes", "share", ""], rows, text=_verdict(out, visit, item))


def count_data(item: AgendaItem) -> dict[str, Any]:
    """The same for JSON: options by number, weights in the rule's unit as text."""
    count = item.count
    names = item.paper.options
    return {
        "quorum": str(count.quorum),
        "quorum_counts": _counts(item),
        "toward_quorum": str(count.toward),
        "quorum_is_final": item.is_weighed,
        "quorum_reached": count.reached,
        "wins": count.winner,
        "weights": [
            {"number": number, "title": names[number], "weight": str(weight)}
            for number, weight in enumerate(count.weights)
            if number < len(names)
        ],
        "chambers": [_chamber_data(chamber) for chamber in count.chambers],
    }


def winner_text(item: AgendaItem) -> str:
    """`option 2, "Half"`; in a measure's case whether it passes."""
    number = item.count.winner
    if not item.counts:
        return "the measure" if number else "no change"
    return f'option {number}, "{one_line(item.options[number - 1].title)}"' if number else "no change"


def _sides(item: AgendaItem) -> list[tuple[str, int]]:
    against, for_, abstain = item.count.weights
    if _is_veto(item):
        return [("against", against)]
    return [("for", for_), ("against", against), ("abstain", abstain)]


def _options(item: AgendaItem) -> list[tuple[str, int]]:
    names = item.paper.options
    return [
        (f"{number}. {one_line(names[number])}", weight) for number, weight in enumerate(item.count.weights)
    ]


def _is_veto(item: AgendaItem) -> bool:
    from dao_sim.coop.rules import Counting

    return item.paper.counting == Counting.VETO


def _aim(item: AgendaItem) -> str:
    return "veto" if _is_veto(item) else "quorum"


def _counts(item: AgendaItem) -> str:
    if item.count.of_members:
        return "members"
    return "against" if _is_veto(item) else "for and abstain"


def _quorum_text(out: Output, visit: Visit, count: Count, amount: int) -> str:
    if count.of_members:
        return f"{amount:,} {'member' if amount == 1 else 'members'}"
    return weight_text(out, visit, amount)


def _verdict(out: Output, visit: Visit, item: AgendaItem) -> str:
    count = item.count
    missing = _quorum_text(out, visit, count, max(count.quorum - count.toward, 0))
    by = "" if item.is_weighed else " (by the present supply; the snapshot decides)"
    if _is_veto(item):
        return "Vetoed." if count.reached else f"Not vetoed: {missing} more against would{by}."
    are = "is" if missing.startswith("1 ") else "are"
    reached = "reached" if count.reached else f"{missing} {are} missing"
    text = f"Quorum, counting {_counts(item)}: {reached}{by}."
    if not item.counts:
        return text
    if item.stage.is_open and item.dates.state in (ProposalState.PENDING, ProposalState.ACTIVE):
        return f"{text} If voting ended now, {winner_text(item)} would win."
    won = winner_text(item) if count.reached else "no change"
    return f"{text} {won[:1].upper()}{won[1:]} won."


def _print_chambers(out: Output, count: Count) -> None:
    rows = [
        (
            chamber.member_class.name.lower().replace("_", " "),
            str(chamber.for_),
            str(chamber.against),
            str(chamber.abstain),
            f"{percent(chamber.voters, chamber.members)} of {chamber.members}",
            percent(chamber.quorum_bps, BPS),
            f"more than {percent(chamber.threshold_bps, BPS)}",
        )
        for chamber in count.chambers
        if chamber.needed
    ]
    text = "Every one of these chambers must agree; one without members is not asked."
    columns = ["chamber", "for", "against", "abstain", "voted", "quorum", "must be for"]
    out.table("Tally", columns, rows, text=text)


def _chamber_data(chamber: Chamber) -> dict[str, Any]:
    return {
        "class": chamber.member_class.name.lower(),
        "needed": chamber.needed,
        "for": chamber.for_,
        "against": chamber.against,
        "abstain": chamber.abstain,
        "members": chamber.members,
        "quorum_bps": chamber.quorum_bps,
        "threshold_bps": chamber.threshold_bps,
    }
