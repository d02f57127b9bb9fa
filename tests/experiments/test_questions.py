"""The questions that ship as experiments: each can be run, and has a page of what came of it."""

from __future__ import annotations

import math
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from dao_sim.experiments.running.measure import scenario_of
from dao_sim.experiments.running.once import simulated
from dao_sim.experiments.running.verify import differing
from dao_sim.experiments.sweeps import RunSpec, Sweep, load_experiment, load_scenario
from dao_sim.experiments.sweeps.batch import spec_of
from dao_sim.experiments.sweeps.runner import find_runner, measured
from dao_sim.sim.tables import tables

ROOT = Path(__file__).resolve().parents[2]
PAGES = ROOT / "docs" / "experiments"
INDEX = (ROOT / "docs" / "experiments.md").read_text(encoding="utf-8")
EXPERIMENTS = sorted((ROOT / "experiments").glob("*.toml"))
EPOCHS = 3
PEOPLE = 24
OF_A_COHORT = 24
"""Enough for every network that a scenario asks for."""

each_experiment = pytest.mark.parametrize("file", EXPERIMENTS, ids=[file.stem for file in EXPERIMENTS])


def planned(file: Path) -> Sweep:
    experiment = load_experiment(file)
    return Sweep.plan(experiment, *load_scenario(experiment, file))


def spec(sweep: Sweep, point: int) -> RunSpec:
    return spec_of(sweep.work(Path()), sweep.run(point * sweep.experiment.replications))


def tiny(scenario: dict[str, Any]) -> dict[str, Any]:
    """The same with few people, for a few epochs."""
    small = deepcopy(scenario) | {"horizon": EPOCHS}
    population = small["population"]
    shares = [cohort["share"] for cohort in population["cohorts"] if "share" in cohort]
    if shares:
        population["size"] = min(population["size"], max(PEOPLE, math.ceil(1 / min(shares))))
    for cohort in population["cohorts"]:
        if "size" in cohort:
            cohort["size"] = min(cohort["size"], OF_A_COHORT)
    return small


def test_there_are_ten_questions() -> None:
    assert len(EXPERIMENTS) == 10


@each_experiment
def test_every_point_of_it_can_be_run_and_its_measures_exist(file: Path) -> None:
    sweep = planned(file)
    for point in range(len(sweep.points)):
        scenario_of(spec(sweep, point))


@each_experiment
def test_its_first_points_run_on_a_small_scale(file: Path) -> None:
    whole = planned(file)
    sweep = Sweep(
        experiment=whole.experiment, scenario=tiny(whole.scenario), folder=whole.folder, points=whole.points
    )
    run = find_runner(whole.experiment.runner)
    for point in range(min(2, len(sweep.points))):
        found = measured(run, spec(sweep, point), whole.experiment.measures)
        assert all(value is None or math.isfinite(value) for value in found.values())


@each_experiment
def test_its_page_names_command_and_seed_and_the_index_the_page(file: Path) -> None:
    page = (PAGES / f"{file.stem}.md").read_text(encoding="utf-8")
    experiment = load_experiment(file)
    assert f"dao-sim sweep experiments/{file.name}" in page
    assert f"Seed {experiment.seed}" in page
    assert experiment.question in page
    assert f"({PAGES.name}/{file.stem}.md)" in INDEX
    for picture in PAGES.glob(f"{file.stem}*.png"):
        assert picture.stat().st_size < 80_000
        assert f"({picture.name})" in page


def test_the_contracts_answer_alike() -> None:
    sweep = planned(ROOT / "experiments" / "token-or-member.toml")
    scenario = tiny(sweep.scenario) | {"horizon": 8}  # long enough for votes to be executed
    small = Sweep(experiment=sweep.experiment, scenario=scenario, folder=sweep.folder, points=sweep.points)
    last = scenario_of(spec(small, len(sweep.points) - 1))
    ours, theirs = (tables(simulated(last, 1, ledger=ledger)) for ledger in ("array", "evm"))
    compared = differing(ours, theirs, "token-or-member")
    assert compared.rows > 100
    assert compared.different == 0, compared.where
