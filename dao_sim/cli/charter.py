"""`dao-sim charter`: a charter to start from, and whether one is right."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import Annotated

import typer

from dao_sim.cli.command import Data, group_app, standard
from dao_sim.cli.output import Output

app = group_app("Write and check a co-op's charter.")


@app.command()
@standard
def new(out: Output) -> Data:
    """Print a charter to start from, with every key explained.

    Example: dao-sim charter new > coop.toml
    """
    text = resources.files("dao_sim.coop").joinpath("template.toml").read_text(encoding="utf-8")
    out.line(text.rstrip())
    return {"charter": text}


@app.command()
@standard
def check(out: Output, file: Annotated[Path, typer.Argument(help="The charter, a TOML file.")]) -> Data:
    """Read a charter, and say what it decides or what is wrong with it.

    Example: dao-sim charter check coop.toml
    """
    from dao_sim.coop import Charter
    from dao_sim.coop.quantities import shown

    charter = Charter.load(file)
    values = charter.model_dump(mode="json")
    rows = [
        (f"{section}.{key}", shown(key, value))
        for section, terms in values.items()
        if isinstance(terms, dict)
        for key, value in terms.items()
    ]
    out.table(f"{charter.name} ({charter.symbol})", ["key", "value"], rows)
    for terms in values["governors"]:
        rows = [(key, shown(key, value)) for key, value in terms.items()]
        out.table(f"Further governor: {terms['name']}", ["key", "value"], rows)
    founders = [
        (one.account, one.member_class.name.lower(), shown("tokens", one.tokens)) for one in charter.founders
    ]
    out.table("Founders", ["account", "class", "tokens"], founders)
    out.line(f"The charter is well formed. Its hash is {charter.hash}.")
    out.line("Whether the accounts and assets that it names exist, only a chain can tell.")
    return {"charter": _exact(values), "hash": charter.hash}


def _exact(value: object) -> object:
    """Integers as strings, because most JSON readers lose digits beyond 2^53."""
    if isinstance(value, dict):
        return {key: _exact(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_exact(part) for part in value]
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value
