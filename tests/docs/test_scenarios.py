"""What docs/scenarios.md says: its tables are the models' keys, defaults, ranges; what it shows runs."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin

import pytest
from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from dao_sim.cli.entry import main
from dao_sim.sim import scenario
from dao_sim.sim.behaviour import known
from dao_sim.sim.demand.parameters import DemandParameters
from dao_sim.sim.economy import AudienceTerms, EconomyTerms, ProductionTerms
from dao_sim.sim.measures import MEASURES
from dao_sim.sim.networks import Blocks, Communities, EdgeList, ScaleFree, SmallWorld
from dao_sim.sim.phases import PHASES
from dao_sim.sim.population import CohortTerms, PopulationTerms, RegionTerms, TasteTerms
from dao_sim.sim.population.holdings import Listed, Lognormal, Pareto, Top
from dao_sim.sim.population.parts import Kumaraswamy, Uniform

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "scenarios.md").read_text(encoding="utf-8")

SECTIONS: dict[str, tuple[type[BaseModel], ...]] = {
    "The file": (scenario.Scenario,),
    "`[organisation]`": (scenario.OrganisationTerms,),
    "`[population]`": (PopulationTerms,),
    "`[[population.regions]]`": (RegionTerms,),
    "`[[population.cohorts]]`": (CohortTerms,),
    "`taste`": (TasteTerms,),
    "Tokens and wealth": (Pareto, Lognormal, Top, Listed),
    "Skill, engagement, use of AI": (Uniform, Kumaraswamy),
    "`[economy]`": (EconomyTerms,),
    "`[economy.production]`": (ProductionTerms,),
    "`[[economy.audience]]`": (AudienceTerms,),
    "`[demand]`": (DemandParameters,),
    "`[network]`": (SmallWorld, ScaleFree, Blocks, Communities, EdgeList),
    "`[influence]`": (scenario.InfluenceTerms,),
    "`[[variants]]`": (scenario.Variant,),
}

WORDS = {"ge": "from", "gt": "above", "le": "to", "lt": "below"}


def under(heading: str) -> str:
    """What stands under a heading, to the next of any level."""
    found = re.search(rf"^#+ {re.escape(heading)}\n(.*?)(?=^#+ |\Z)", TEXT, flags=re.MULTILINE | re.DOTALL)
    assert found, f"there is no heading {heading}"
    return found[1]


def rows(text: str) -> list[list[str]]:
    """The cells of the tables in it, without their heads."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line[1:-1].split("|")] for line in lines]
    return [
        row
        for place, row in enumerate(cells)
        if not row[0].startswith("---")
        and not (place + 1 < len(cells) and cells[place + 1][0].startswith("---"))
    ]


def default_of(field: FieldInfo) -> str:
    """As a file would write it; what is a section of its own is `…`."""
    value = field.default
    if value is PydanticUndefined:
        return "" if field.default_factory is None else "…"
    if value is None:
        return "none"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, (int, float)):
        return _number(value)
    return "[]" if value == () else "…"


def range_of(field: FieldInfo) -> str:
    """By what its type says; empty where that says nothing."""
    found = {
        bound: getattr(part, bound)
        for part in (*field.metadata, *_inner(field.annotation))
        for bound in WORDS
        if getattr(part, bound, None) is not None
    }
    parts = [f"{word} {_number(found[bound])}" for bound, word in WORDS.items() if bound in found]
    return " ".join(parts)


def _number(value: float) -> str:
    return f"{value:,}" if isinstance(value, int) else f"{value:,g}"


def _inner(annotation: Any) -> Iterator[Any]:
    """What `Annotated` says within a union."""
    for part in get_args(annotation):
        if get_origin(part) is Annotated:
            yield from get_args(part)[1:]


def said_by(models: tuple[type[BaseModel], ...]) -> dict[tuple[str, ...], list[str]]:
    """Key, after its section's kind where there are several → default and range."""
    several = len(models) > 1
    found: dict[tuple[str, ...], list[str]] = {}
    for model in models:
        kind = (f"`{get_args(model.model_fields['kind'].annotation)[0]}`",) if several else ()
        for name, field in model.model_fields.items():
            if not (several and name == "kind"):
                key = (*kind, f"`{field.alias or name}`")
                found[key] = [default_of(field), range_of(field)]
    return found


@pytest.mark.parametrize("heading", SECTIONS)
def test_every_key_is_there_with_its_default_and_range(heading: str) -> None:
    keyed = 1 + (len(SECTIONS[heading]) > 1)
    written = {tuple(row[:keyed]): row[keyed:] for row in rows(under(heading))}
    wanted = said_by(SECTIONS[heading])
    assert list(written) == list(wanted)
    for key, (default, within) in wanted.items():
        said, range_, meaning = written[key]
        assert default in (said, "…"), key
        assert range_ == within or not within, key
        assert meaning, key


def test_every_phase_behaviour_and_measure_is_there() -> None:
    assert rows(under("Phases")) == [[f"`{name}`", what] for name, what in PHASES.items()]
    behaviours = {row[0]: row[1:] for row in rows(under("`[behaviours.NAME]`"))}
    assert behaviours.keys() == {f"`{name}`" for name in known()}
    for name, behaviour in known().items():
        phase, what, keys = behaviours[f"`{name}`"]
        assert phase == behaviour.phase
        assert what
        assert keys == ", ".join(f"`{key}`" for key in behaviour.model_fields), name
    measures = rows(under("Measures"))
    first_lines = {name: str(function.__doc__).splitlines()[0] for name, function in MEASURES.items()}
    assert measures == [[f"`{name}`", line] for name, line in first_lines.items()]


def test_every_preset_is_there_with_its_question() -> None:
    questions = [[f"`{name}`", scenario.load(name).question] for name in scenario.presets()]
    assert [row[:2] for row in rows(under("Presets"))] == questions


def test_the_scenario_of_one_s_own_runs_as_it_is_said_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (text,) = re.findall(r"^```toml\n(title.*?)^```", TEXT, flags=re.MULTILINE | re.DOTALL)
    monkeypatch.chdir(tmp_path)
    Path("mine.toml").write_text(text, encoding="utf-8")
    commands = re.findall(r"^\$ dao-sim (.+)$", TEXT, flags=re.MULTILINE)
    assert len(commands) > 4
    for command in commands:
        assert main(shlex.split(command)) == 0, command
    assert "none differ" in capsys.readouterr().err
    assert Path("first-run/report.html").is_file()


def test_the_picture_is_drawn_by_what_stands_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (code,) = re.findall(r"^```python\n(.*?)^```", TEXT, flags=re.MULTILINE | re.DOTALL)
    monkeypatch.chdir(tmp_path)
    exec(code, {})
    assert Path("flood.png").read_bytes().startswith(b"\x89PNG")
    for picture in re.findall(r"\(pictures/(.+?)\)", TEXT):
        assert (ROOT / "docs" / "pictures" / picture).is_file()
