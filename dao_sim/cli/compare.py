"""`dao-sim compare`: one electorate under many voting rules, on the contracts."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dao_sim.cli.command import Data, command_app, standard
from dao_sim.cli.engines import open_chain
from dao_sim.cli.output import Output
from dao_sim.errors import BadInput
from dao_sim.units import Bps, parse_percent

if TYPE_CHECKING:
    from dao_sim.experiments import Electorate

app = command_app()

FILES = ("comparison.json", "comparison.csv", "outcomes.png", "classes.png")

ElectorateFile = Annotated[
    Path | None,
    typer.Argument(
        metavar="ELECTORATE",
        help="CSV with the columns voter, class, tokens, delegate, and ranking or utility:NAME per option. "
        "Without it: an electorate is made up.",
    ),
]
Rules = Annotated[
    str | None,
    typer.Option(metavar="A,B,…", help="Only these rules, in this order. Without it: all of them."),
]
Size = Annotated[int | None, typer.Option(metavar="N", help="How many people to make up: 200.")]
TokensSpread = Annotated[
    str | None,
    typer.Option("--tokens", metavar="SPREAD", help="equal, pareto:ALPHA or top1:PCT: pareto:1.16."),
]
Classes = Annotated[
    str | None,
    typer.Option(
        metavar="MIX",
        help="Weights of classes: creator:70,enterprise:20,public-body:5,patron:5; none is no member.",
    ),
]
Correlation = Annotated[
    float | None,
    typer.Option(metavar="R", help="Of wealth with what people want, from -1 to 1: 0.6."),
]
OptionCount = Annotated[
    int | None, typer.Option("--options", metavar="N", help="How many, beside no change: 3.")
]
Abstain = Annotated[
    str | None, typer.Option(metavar="PCT", help="How many of the people do not take part: 20%.")
]
Delegating = Annotated[
    str | None, typer.Option("--delegate", metavar="PCT", help="How many delegate, to anybody: 10%.")
]
Seed = Annotated[int, typer.Option(metavar="N", min=0, help="What all draws start from.")]
Save = Annotated[
    Path | None, typer.Option(metavar="FILE.csv", help="Write the electorate that was made up to this file.")
]
Quorum = Annotated[
    str, typer.Option(metavar="PCT", help="Of the supply or the members, as the rule has it: 0% to 100%.")
]
Veto = Annotated[
    str, typer.Option(metavar="PCT", help="Of the supply, what stops a measure under the rule optimistic.")
]
GasSample = Annotated[
    int | None,
    typer.Option(metavar="N", min=0, help="Voters per rule whose gas is measured: 30. 0 measures none."),
]
OutFolder = Annotated[
    str | None,
    typer.Option("--out", metavar="DIR", help="Write tables and charts into this folder."),
]


@app.command()
@standard
def compare(
    out: Output,
    electorate_file: ElectorateFile = None,
    *,
    rules: Rules = None,
    size: Size = None,
    tokens: TokensSpread = None,
    classes: Classes = None,
    correlation: Correlation = None,
    options: OptionCount = None,
    abstain: Abstain = None,
    delegate: Delegating = None,
    seed: Seed = 0,
    save: Save = None,
    quorum: Quorum = "4%",
    veto: Veto = "10%",
    gas_sample: GasSample = None,
    folder: OutFolder = None,
) -> Data:
    """Let one electorate vote under many rules, on the contracts, and compare what comes of it.

    Example: dao-sim compare --size 200 --tokens top1:40% --rules token,member,chambers --out compared

    With --json, parts of a whole are numbers from 0 to 1, and null stands where there is no answer. What
    turnout, members_agree, tokens_agree, smallest_coalition and share_by_class mean is in docs/comparing.md.
    """
    from dao_sim.experiments import CONTESTS, GAS_SAMPLE, Terms, find_rules, steps
    from dao_sim.experiments import compare as run
    from dao_sim.experiments.data import as_data
    from dao_sim.report.folder import try_files

    names = list(CONTESTS) if rules is None else find_rules(rules.split(","))
    terms = Terms(quorum=_percent("quorum", quorum), veto=_percent("veto", veto))
    design = {
        "size": size,
        "tokens": tokens,
        "classes": classes,
        "correlation": correlation,
        "options": options,
        "abstain": abstain,
        "delegate": delegate,
    }
    given = {name: value for name, value in design.items() if value is not None}
    electorate = _electorate(electorate_file, given, seed, save)
    target = None if folder is None else try_files(folder, FILES)
    sample = GAS_SAMPLE if gas_sample is None else gas_sample
    total = steps(names, sample)
    with open_chain("embedded", out) as chain, out.progress("Comparing", total) as done:
        found = run(
            electorate, rules=names, terms=terms, gas_sample=sample, seed=seed, chain=chain, on_rule=done
        )
    data = as_data(found)
    _show(out, data, {result.rule: result.says for result in found.results})
    if save is not None:
        out.note(f"wrote {save}")
    if target is not None:
        title = electorate_file.stem if electorate_file else f"{len(electorate.people):,} people, seed {seed}"
        data["files"] = _write(target, data, title)
        out.note(f"wrote {', '.join(data['files'])}")
    return data


def _electorate(file: Path | None, given: dict[str, Any], seed: int, save: Path | None) -> Electorate:
    """The electorate in the file, or one that is made up and perhaps written to a file."""
    from dao_sim.experiments import (
        Design,
        generate,
        load_electorate,
        parse_classes,
        parse_tokens,
        save_electorate,
    )

    if file is not None:
        unused = [*given, *(["save"] if save is not None else [])]
        if unused:
            reason = "is for an electorate that is made up, and there is a file"
            raise BadInput(unused[0], reason, hint=f"leave out --{unused[0]}, or the file", file=str(file))
        return load_electorate(file)
    readers: dict[str, Callable[[str], Any]] = {
        "tokens": parse_tokens,
        "classes": parse_classes,
        "abstain": lambda text: _percent("abstain", text),
        "delegate": lambda text: _percent("delegate", text),
    }
    read: dict[str, Any] = {
        name: readers[name](value) if name in readers else value for name, value in given.items()
    }
    electorate = generate(Design(**read), seed)
    if save is not None:
        save_electorate(electorate, save)
    return electorate


def _percent(name: str, text: str) -> Bps:
    """`4%` or `4`: percent, with at most 2 places."""
    try:
        found = parse_percent(f"{text.strip().removesuffix('%')}%")
    except ValueError:
        found = Bps(-1)
    if not 0 <= found <= 10_000:
        reason = "must be a percentage from 0 to 100, with at most 2 decimal places"
        raise BadInput(name, reason, value=text)
    return found


def _show(out: Output, data: dict[str, Any], says: dict[str, str]) -> None:
    rules = len(data["rules"])
    title = f"{data['people']:,} people, {data['members']:,} of them members, {rules} rule{'s'[: rules > 1]}"
    text = "the same preferences under each rule: " + ", ".join(data["options"])
    columns = ["rule", "winner", "turnout", "of tokens", "members", "tokens", "coalition"]
    columns += ["gas per vote", "per tally"]
    rows = [
        [
            rule["rule"],
            rule["winner"],
            _part(rule["turnout"]),
            _part(rule["turnout_tokens"]),
            _agree(rule["members_agree"]),
            _agree(rule["tokens_agree"]),
            rule["smallest_coalition"],
            rule["gas_per_vote"],
            rule["gas_per_tally"],
        ]
        for rule in data["rules"]
    ]
    out.table(title, columns, rows, text=text)
    names = data["rules"][0]["share_by_class"]
    classes = [
        name for name in names if any(rule["share_by_class"][name] is not None for rule in data["rules"])
    ]
    shares = [
        [rule["rule"], *(_part(rule["share_by_class"][name]) for name in classes), says[rule["rule"]]]
        for rule in data["rules"]
    ]
    out.table("The winner's share by class", ["rule", *classes, "says"], shares)


def _part(value: float | None) -> str:
    return "" if value is None else f"{100 * value:.1f} %"


def _agree(value: bool | None) -> str:
    return "" if value is None else "agree" if value else "disagree"


def _write(folder: Path, data: dict[str, Any], title: str) -> list[str]:
    from dao_sim.experiments.data import as_csv
    from dao_sim.report.comparison import classes_chart, outcomes_chart
    from dao_sim.report.folder import write_files

    contents = (
        (json.dumps(data, indent=2) + "\n").encode(),
        as_csv(data).encode(),
        outcomes_chart(data, title=f"{title}: one electorate under {len(data['rules'])} rules"),
        classes_chart(data, title=f"{title}: what each class gave the winner"),
    )
    return [str(path) for path in write_files(folder, dict(zip(FILES, contents, strict=True)))]
