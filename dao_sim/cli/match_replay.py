"""`dao-sim match replay`: a recorded matching round, held again on the contracts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dao_sim.cli.agenda import bar
from dao_sim.cli.command import Data, standard
from dao_sim.cli.engines import Engine, open_chain
from dao_sim.cli.output import Output
from dao_sim.errors import BadInput
from dao_sim.units import Wei, format_amount

if TYPE_CHECKING:
    from dao_sim.replay.matching import MatchingResult

FILES = ("matching.json", "matching.png")
_DECIMALS, _ESTIMATE_DECIMALS = 6, 18
_CENTS = 10**4
_BAR, _LONGEST = 20, 44

ContributionsFile = Annotated[
    Path,
    typer.Argument(metavar="CONTRIBUTIONS.csv", help="Columns grant_id, donor_id, value_usd."),
]
GrantsFile = Annotated[
    Path,
    typer.Option(
        "--grants",
        metavar="GRANTS.csv",
        help="Column grant_id, and if known title and estimated_match_usd.",
    ),
]
Pool = Annotated[str, typer.Option(metavar="USD", help="What there is to match with, at most 6 places.")]
OutFolder = Annotated[
    str | None, typer.Option("--out", metavar="DIR", help="Write figures and a chart into this folder.")
]


@standard
def replay(
    out: Output,
    contributions: ContributionsFile,
    *,
    grants: GrantsFile,
    pool: Pool,
    engine: Engine = "embedded",
    folder: OutFolder = None,
) -> Data:
    """Hold a recorded round again on the contracts, and compare it with what was published.

    Donors become members and give what they gave, after a vote that makes the round, and every grant is paid.
    With --json, amounts are in millionths of a dollar.

    Example: dao-sim match replay contributions.csv --grants grants.csv --pool 100000 --out matched
    """
    from dao_sim.replay.contributions import load_contributions
    from dao_sim.replay.matching import replay_matching, transactions
    from dao_sim.report.folder import try_files

    units = _dollars(pool)
    recorded = load_contributions(contributions, grants)
    if recorded.of_nothing:
        out.note(f"left out {recorded.of_nothing} of less than a millionth of a dollar")
    target = None if folder is None else try_files(folder, FILES)
    with (
        open_chain(engine, out) as chain,
        out.progress("Replaying", transactions(recorded)) as advance,
    ):
        result = replay_matching(recorded, units, chain=chain, on_step=advance)
    _show(out, result)
    data = _data(result)
    if target is not None:
        data["files"] = _write(target, data, result, contributions.stem)
        out.note(f"wrote {', '.join(data['files'])}")
    return data


def _dollars(text: str) -> Wei:
    from dao_sim.replay.contributions import parse_dollars

    try:
        return parse_dollars(text)
    except ValueError as error:
        raise BadInput("pool", str(error), value=text) from error


def _show(out: Output, result: MatchingResult) -> None:
    most = max((each.match for each in result.grants), default=0)
    rows = [
        (
            each.grant.name,
            each.grant.title if len(each.grant.title) <= _LONGEST else f"{each.grant.title[:_LONGEST]}…",
            each.contributors,
            _figure(out, each.contributed),
            _figure(out, each.match),
            _estimate(out, each.grant.estimate),
            bar(each.match, most, _BAR) if most else "",
        )
        for each in sorted(result.grants, key=lambda each: -each.match)
    ]
    columns = ["grant", "title", "contributors", "contributed", "match", "published", ""]
    text = "Dollars, to the cent; --json keeps every digit." if out.terminal else "Dollars."
    out.table("A recorded round, held again", columns, rows, text=text)
    matched = result.pool - result.returned
    out.line(f"Matched {_figure(out, matched)} of {_figure(out, result.pool)} dollars;")
    out.line(f"{format_amount(result.returned, _DECIMALS)} returned to the treasury.")
    if result.pearson is None:
        out.line("There are no published estimates to compare with.")
    else:
        out.line(f"Pearson correlation with the published estimates: {result.pearson:.6f}.")


def _figure(out: Output, amount: int) -> str:
    """Dollars of so many millionths: every digit in a file or a pipe, cents on a screen."""
    if not out.terminal:
        return format_amount(amount, _DECIMALS)
    whole, cents = divmod(amount // _CENTS, 100)
    return f"{whole:,}.{cents:02}"


def _estimate(out: Output, estimate: int | None) -> str:
    if estimate is None:
        return ""
    if out.terminal:
        return _figure(out, estimate // 10 ** (_ESTIMATE_DECIMALS - _DECIMALS))
    return format_amount(estimate, _ESTIMATE_DECIMALS)


def _data(result: MatchingResult) -> dict[str, Any]:
    return {
        "grants": [
            {
                "id": each.grant.name,
                "contributors": each.contributors,
                "contributed": str(each.contributed),
                "match": str(each.match),
            }
            for each in result.grants
        ],
        "pool": str(result.pool),
        "returned": str(result.returned),
        "pearson": result.pearson,
    }


def _write(folder: Path, data: dict[str, Any], result: MatchingResult, title: str) -> list[str]:
    from dao_sim.report.folder import write_files
    from dao_sim.report.matching import Bar, matching_chart

    bars = [
        Bar(
            name=each.grant.title or each.grant.name,
            contributed=each.contributed / 10**_DECIMALS,
            match=each.match / 10**_DECIMALS,
            estimate=None if each.grant.estimate is None else each.grant.estimate / 10**_ESTIMATE_DECIMALS,
        )
        for each in result.grants
    ]
    chart = matching_chart(bars, pearson=result.pearson, title=f"{title}: {len(bars)} grants")
    contents = ((json.dumps(data, indent=2) + "\n").encode(), chart)
    return [str(path) for path in write_files(folder, dict(zip(FILES, contents, strict=True)))]
