"""`dao-sim scenario`: write, check and look at scenarios."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dao_sim.cli.command import Data, group_app, standard
from dao_sim.cli.output import Output
from dao_sim.cli.overrides import Set, overrides
from dao_sim.errors import BadInput

if TYPE_CHECKING:
    from dao_sim.sim.scenario import Scenario

app = group_app("Write, check and look at scenarios.")

Name = Annotated[str, typer.Argument(metavar="SCENARIO", help="A preset's name, or a TOML or YAML file.")]
Target = Annotated[Path, typer.Argument(metavar="FILE", help="Where to write it; it must not be there yet.")]
From = Annotated[str, typer.Option("--from", metavar="PRESET", help="Which preset to start from.")]


@app.command()
@standard
def new(out: Output, file: Target, *, preset: From = "small-coop") -> Data:
    """Write a scenario to start from.

    Example: dao-sim scenario new mine.toml --from ai-flood
    """
    from dao_sim.sim import scenario

    if preset not in scenario.presets():
        raise BadInput(
            "from", "is no preset", hint=f"there are {', '.join(scenario.presets())}", value=preset
        )
    if file.suffix != ".toml":
        raise BadInput("file", "must be a TOML file, as presets are", hint="end it in .toml", file=str(file))
    try:
        with file.open("x", encoding="utf-8") as opened:
            opened.write(scenario.preset(preset))
    except OSError as error:
        hint = "name another file" if file.exists() else "name a file in a folder that is there"
        raise BadInput("file", f"cannot be written: {error.strerror}", hint=hint, file=str(file)) from error
    out.note(f"wrote {file}; `dao-sim run {file}` runs it")
    return {"file": str(file), "preset": preset}


@app.command("list")
@standard
def list_(out: Output) -> Data:
    """List the presets.

    Example: dao-sim scenario list
    """
    from dao_sim.sim.scenario import load, presets

    rows = []
    for name in presets():
        found = load(name)
        rows.append({"name": name, "title": found.title, "question": found.question})
    out.table("Presets", ["name", "title", "question"], [list(row.values()) for row in rows])
    return {"presets": rows}


@app.command()
@standard
def check(out: Output, scenario: Name, *, set_: Set = None) -> Data:
    """Say whether a scenario can run, and if not, which key is wrong.

    Example: dao-sim scenario check mine.toml --set population.size=500
    """
    from dao_sim.sim.scenario import load

    found = load(scenario).with_set(overrides(set_))
    people = sum(found.population.sizes())
    out.line(f"{found.title}: {people:,} people, {found.horizon} epochs, {len(found.behaviours)} behaviours")
    for label, (behaviour, _) in found.decisions().items():
        if behaviour.phase not in found.phases:
            out.warn(f"behaviours.{label} is never asked: phases leave out {behaviour.phase}")
    ledgers = ["evm"] if (unmodelled := _unmodelled(found)) else ["array", "evm"]
    if unmodelled:
        out.warn(f"it runs with --ledger evm only: {unmodelled}")
    return {
        "title": found.title,
        "people": people,
        "epochs": found.horizon,
        "behaviours": list(found.behaviours),
        "ledgers": ledgers,
    }


def _unmodelled(scenario: Scenario) -> str | None:
    """Why arrays would refuse the scenario, or a variant of it; None if they would not."""
    from dao_sim.ledger.array.modelled import check_modelled

    try:
        for one in (scenario, *map(scenario.variant, scenario.variants)):
            for charter in one.charters():
                check_modelled(charter)
    except BadInput as error:
        return error.reason
    return None


@app.command()
@standard
def show(out: Output, scenario: Name, *, set_: Set = None) -> Data:
    """Show all that a scenario says, defaults included.

    Example: dao-sim scenario show large-dao
    """
    from dao_sim.sim.scenario import load

    found = load(scenario).with_set(overrides(set_))
    record = found.record()
    rows = [[key, value] for key, value in _flat(record, "")]
    out.table(found.title, ["key", "value"], rows, text=found.question)
    return record


def _flat(value: object, key: str) -> list[tuple[str, object]]:
    if isinstance(value, dict) and value:
        parts = [(f"{key}.{name}" if key else str(name), inner) for name, inner in value.items()]
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        parts = [(f"{key}.{place}", inner) for place, inner in enumerate(value)]
    else:
        return [(key, value)]
    return [row for name, inner in parts for row in _flat(inner, name)]
