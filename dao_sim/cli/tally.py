"""`dao-sim tally`: ballots counted by any voting rule, without a chain."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dao_sim.cli.command import Data, command_app, standard
from dao_sim.cli.output import Output
from dao_sim.errors import BadInput
from dao_sim.units import format_amount

if TYPE_CHECKING:
    from dao_sim.metrics.tallies import Rule, Tally

app = command_app()

_FEW = 5
"""So many options are named in a sentence."""

BallotsFile = Annotated[
    Path,
    typer.Argument(
        metavar="BALLOTS.csv",
        help="Columns voter, weight, ballot: an option A, a ranking 'A>B>C', an approval 'A|B', "
        "a split 'A:3|B:1'.",
    ),
]
RuleName = Annotated[
    str,
    typer.Option("--rule", metavar="RULE", help="approval, fractional, member, quadratic, ranked or token."),
]
Listed = Annotated[
    list[str] | None,
    typer.Option(
        "--option",
        metavar="NAME",
        help="What can be voted for; repeat it. Ties favour who is listed first. Without it: all that "
        "ballots name, by the alphabet.",
    ),
]
NoChange = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="The option that changes nothing, which ties favour. Of for and against: against.",
    ),
]
OutFolder = Annotated[
    str | None, typer.Option("--out", metavar="DIR", help="Write a chart, tally.png, into this folder.")
]


@app.command()
@standard
def tally(
    out: Output,
    ballots_file: BallotsFile,
    *,
    rule_name: RuleName,
    listed: Listed = None,
    no_change: NoChange = None,
    folder: OutFolder = None,
) -> Data:
    """Count ballots by any voting rule, without a chain.

    Example: dao-sim tally examples/tennessee.csv --rule ranked

    With --json, totals are integers in units of 10^-decimals. "rounds" are those of a run-off, and
    "condorcet_winner" is found where ballots are rankings. Whether there is a quorum is for who knows the
    electorate to say: "toward_quorum" is what counts for it, in votes or voters.
    """
    from dao_sim.metrics.tallies import find_rule
    from dao_sim.replay.ballots import load_ballots

    rule = find_rule(rule_name)
    names, unchanged = _options(listed, no_change)
    file = load_ballots(ballots_file, rule, listed=names)
    counted = rule.tally(file.ballots, listed=names, no_change=unchanged)
    _show(out, rule, counted)
    data = _data(rule, counted)
    if folder is not None:
        from dao_sim.report.folder import write_chart
        from dao_sim.report.tally import tally_chart

        title = f"{file.path.stem}: {rule.name} ({rule.says})"
        chart = write_chart(folder, "tally.png", tally_chart(counted, title=title, decimals=rule.decimals))
        out.note(f"wrote {chart}")
        data["files"] = [str(chart)]
    return data


def _options(listed: list[str] | None, no_change: str | None) -> tuple[list[str], str | None]:
    """What --option and --no-change say, as ballots have it; what changes nothing is always on a list."""
    names = [_read("option", name) for name in listed or ()]
    if no_change is None:
        return names, None
    unchanged = _read("no-change", no_change)
    return ([unchanged, *names] if names and unchanged not in names else names), unchanged


def _read(word: str, name: str) -> str:
    from dao_sim.metrics.tallies.written import option

    try:
        return option(name)
    except ValueError as error:
        raise BadInput(word, str(error), value=name) from None


def _data(rule: Rule, counted: Tally) -> dict[str, Any]:
    return {
        "rule": rule.name,
        "winner": counted.winner,
        "tied": list(counted.tied),
        "totals": _strings(counted.totals),
        "decimals": rule.decimals,
        "rounds": [
            {
                "totals": _strings(each.totals),
                "exhausted": str(each.exhausted),
                "eliminated": each.eliminated,
                "tied": list(each.tied),
            }
            for each in counted.rounds
        ],
        "condorcet_winner": counted.condorcet_winner,
        "options": list(counted.options.names),
        "no_change": counted.options.no_change,
        "voters": counted.voters,
        "cast": str(counted.cast),
        "unused": str(counted.unused),
        "toward_quorum": str(counted.toward_quorum),
        "quorum_counts": rule.quorum_counts,
    }


def _strings(totals: Mapping[str, int]) -> dict[str, str]:
    return {name: str(total) for name, total in totals.items()}


def _show(out: Output, rule: Rule, counted: Tally) -> None:
    title = f"{counted.voters:,} ballots by the rule {rule.name}: {rule.says}"
    if counted.rounds:
        _show_rounds(out, rule, counted, title)
    else:
        _show_totals(out, rule, counted, title)
    out.line(_verdict(counted))


def _show_totals(out: Output, rule: Rule, counted: Tally, title: str) -> None:
    rows = [
        [name, _amount(out, total, rule), _percent(total, counted.cast)]
        for name, total in counted.totals.items()
    ]
    if counted.unused:
        unused = _amount(out, counted.unused, rule)
        rows.append(["(unused)", unused, _percent(counted.unused, counted.cast)])
    out.table(title, ["option", "total", "of all cast"], rows)


def _show_rounds(out: Output, rule: Rule, counted: Tally, title: str) -> None:
    names = counted.options.names
    rows = [
        [
            number,
            *(_amount(out, each.totals[name], rule) if name in each.totals else "" for name in names),
            _amount(out, each.exhausted, rule),
            each.eliminated or "",
        ]
        for number, each in enumerate(counted.rounds, start=1)
    ]
    out.table(title, ["round", *names, "exhausted", "out"], rows)


def _verdict(counted: Tally) -> str:
    """Who wins, what decided ties, and in a run-off whether another option beats everybody."""
    ties = filter(None, (counted.tied, *(each.tied for each in counted.rounds)))
    words = [
        f"{counted.winner} wins",
        *(f"the order of the options decided between {_few(names)}" for names in ties),
    ]
    if counted.rounds:
        beats = counted.condorcet_winner
        words.append(f"{beats or 'no option'} beats every other one in pairs")
    return "; ".join(words) + "."


def _few(names: tuple[str, ...]) -> str:
    more = len(names) - _FEW
    return ", ".join(names[:_FEW]) + (f" and {more:,} more" if more > 0 else "")


def _amount(out: Output, amount: int, rule: Rule) -> str:
    """Every digit in a file or a pipe, a few on a screen."""
    from dao_sim.report.tally import readable

    return (readable if out.terminal else format_amount)(amount, rule.decimals)


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.2f} %" if whole else ""
