"""What a run is given, and what becomes of one that fails."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from dao_sim.errors import BadInput
from dao_sim.experiments.sweeps import Executor, Sweep, load, replication_seed, run_sweep, summary
from tests.unit.experiments.sweeps.kit import HERE, LEVIES, YEARS, planned

ONE = Executor(jobs=1)


def table(sweep: Sweep, folder: Path) -> pl.DataFrame:
    run_sweep(sweep, folder, executor=ONE)
    return load(folder).collect()


def test_two_points_differ_only_in_what_was_changed(tmp_path: Path) -> None:
    """The first draw of a replication is the same everywhere, so that a levy's effect is exact."""
    found = table(planned(), tmp_path / "swept")
    assert found.group_by("replication").agg(pl.n_unique("luck"))["luck"].to_list() == [1] * 5
    assert found["luck"].n_unique() == 5
    by_levy = found.pivot(on="levy", index=["replication", "years"], values="treasury")
    for doubled, plain in (("0.1", "0.05"), ("0.2", "0.1")):
        assert by_levy[doubled].to_list() == pytest.approx([2 * each for each in by_levy[plain]])


def test_seeds_come_of_the_experiment_s_seed_and_the_replication_alone(tmp_path: Path) -> None:
    one = table(planned(), tmp_path / "one")
    other = table(planned(factors=(YEARS,), replications=3), tmp_path / "other")
    seeds = [replication_seed(7, replication) for replication in range(5)]
    assert one["seed"].to_list() == seeds * 8
    assert other["seed"].to_list() == seeds[:3] * 2
    assert len({*seeds, *(replication_seed(8, replication) for replication in range(5))}) == 10
    assert all(0 <= seed < 2**53 for seed in seeds)


def test_a_longer_sweep_begins_with_the_shorter_one_s_runs(tmp_path: Path) -> None:
    short = table(planned(replications=2), tmp_path / "short")
    long = table(planned(replications=40), tmp_path / "long")
    assert long.filter(pl.col("replication") < 2).equals(short)


def test_a_factor_goes_before_what_is_set_and_that_before_the_scenario(tmp_path: Path) -> None:
    plain = table(planned(factors=(LEVIES,)), tmp_path / "plain")
    as_set = table(planned(factors=(LEVIES,), set={"years": 4, "members": 3}), tmp_path / "set")
    other = table(planned(factors=(LEVIES,), set={"years": 9}), tmp_path / "other")
    assert plain.equals(as_set)
    assert not plain["treasury"].equals(other["treasury"])


def test_runs_that_fail_are_rows_with_stage_and_message(tmp_path: Path) -> None:
    levies = {"key": "levy", "values": (0.1, 0.95, -0.1)}
    found = table(planned(factors=(levies,), replications=2), tmp_path / "swept")
    assert found.select("levy", "stage", "message").rows() == [
        (0.1, None, None),
        (0.1, None, None),
        (0.95, "epoch 3", "treasury: nobody works for nothing (levy=0.95)"),
        (0.95, "epoch 3", "treasury: nobody works for nothing (levy=0.95)"),
        (-0.1, "run", "ZeroDivisionError: division by zero"),
        (-0.1, "run", "ZeroDivisionError: division by zero"),
    ]
    assert found["luck"].is_null().to_list() == [False] * 2 + [True] * 4
    told = summary(tmp_path / "swept")
    assert (told.runs, told.failed) == (6, 4)
    assert told.ways == (
        ("epoch 3", "treasury: nobody works for nothing (levy=0.95)", 2),
        ("run", "ZeroDivisionError: division by zero", 2),
    )


def test_failing_runs_are_the_same_rows_with_two_workers(tmp_path: Path) -> None:
    levies = {"key": "levy", "values": (0.1, 0.95, -0.1)}
    sweep = planned(factors=(levies,))
    run_sweep(sweep, tmp_path / "two", executor=Executor(jobs=2))
    assert load(tmp_path / "two").collect().equals(table(sweep, tmp_path / "one"))


def test_a_measure_that_no_run_gives_is_refused_before_the_sweep() -> None:
    with pytest.raises(BadInput, match=r"measures no such thing.*'treasure'") as refused:
        planned(measures=("luck", "treasure"))
    assert refused.value.hint == "did you mean treasury?"


def test_a_measure_that_only_the_run_can_know_of_is_a_failure_naming_the_nearest(tmp_path: Path) -> None:
    silent = f"{HERE.replace('runners', 'silent_runner')}:treasury"
    found = table(planned(measures=("treasure",), runner=silent, replications=1), tmp_path / "swept")
    assert set(found["stage"]) == {"measures"}
    assert set(found["message"]) == {"run: does not measure treasure: did you mean treasury?"}


def test_a_key_that_no_scenario_has_is_refused_before_the_sweep() -> None:
    with pytest.raises(BadInput, match="no such key"):
        planned(factors=({"key": "levi", "values": (0.1,)},))


@pytest.mark.parametrize("runner", ["nowhere", "nowhere:run", f"{HERE}:nothing", f"{HERE}:KEYS", ""])
def test_a_runner_that_is_not_there_is_refused(runner: str) -> None:
    with pytest.raises(BadInput, match="runner") as refused:
        planned(runner=runner)
    assert "module:function" in str(refused.value.hint)


def test_batches_are_made_when_they_are_asked_for_and_depend_on_nothing_but_the_number_of_runs() -> None:
    many = {"key": "levy", "values": tuple(range(1_000))}
    sweep = planned(factors=(many, {**many, "key": "years"}), replications=1_000_000)
    first = next(sweep.batches())
    assert sweep.runs == 10**12
    assert [run.replication for run in first.runs] == list(range(64))
    assert planned().runs_per_batch == 1
    assert planned(replications=50).runs_per_batch == 3
