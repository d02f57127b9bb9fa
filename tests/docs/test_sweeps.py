"""What docs/sweeps.md shows: its experiment is read, and its model is swept."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from dao_sim.experiments.sweeps import Executor, Experiment, Sweep, load, load_experiment, run_sweep
from dao_sim.experiments.sweeps.experiment_file import Factor

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "sweeps.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", TEXT, flags=re.MULTILINE | re.DOTALL)


def test_the_experiment_is_one(tmp_path: Path) -> None:
    (text,) = blocks("toml")
    (tmp_path / "levy.toml").write_text(text)
    found = load_experiment(tmp_path / "levy.toml")
    assert (found.replications, found.keys) == (20, ("charter.royalties.levy",))


def test_the_model_of_one_s_own_is_swept_and_its_table_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    opened, model = blocks("python")
    module = ModuleType("model")
    exec(model, module.__dict__)
    monkeypatch.setitem(sys.modules, "model", module)
    monkeypatch.chdir(tmp_path)
    levies = Factor(key="levy", values=(0.05, 0.1))
    experiment = Experiment(
        scenario="mine.toml", measures=("treasury",), factors=(levies,), runner="model:measure"
    )
    run_sweep(Sweep.plan(experiment, {}, tmp_path), "sweeps/levy", executor=Executor(jobs=1))
    exec(opened, {})
    assert re.fullmatch(r"[0-9a-f]{64}\n", capsys.readouterr().out)
    assert load("sweeps/levy").collect()["treasury"].to_list() == [5.0, 10.0]
