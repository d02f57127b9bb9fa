"""Whoever runs a sweep, its files are the same to the byte."""

from __future__ import annotations

import socket
import warnings
from pathlib import Path

import polars as pl
import pytest

from dao_sim.errors import BadInput
from dao_sim.experiments.sweeps import Executor, ExecutorFailed, load, run_sweep, sweep_hash
from dao_sim.experiments.table_hash import table_hash
from tests.unit.experiments.sweeps.kit import files, planned


def swept(folder: Path, executor: Executor) -> dict[str, bytes]:
    done: list[int] = []
    outcome = run_sweep(planned(), folder, executor=executor, on_done=done.append)
    assert sum(done) == outcome.runs == 40
    return files(folder)


def test_two_workers_write_what_one_writes(tmp_path: Path) -> None:
    one = swept(tmp_path / "one", Executor(jobs=1))
    two = swept(tmp_path / "two", Executor(jobs=2))
    assert one == two
    assert set(one) > {"sweep.json", "points.parquet", "batches/0000000.parquet"}
    assert sweep_hash(tmp_path / "one") == sweep_hash(tmp_path / "two")
    assert table_hash(load(tmp_path / "one").collect()) == table_hash(load(tmp_path / "two").collect())


def test_dask_writes_what_one_worker_writes(tmp_path: Path) -> None:
    from distributed import LocalCluster

    one = swept(tmp_path / "one", Executor(jobs=1))
    terms = {"threads_per_worker": 1, "processes": False, "dashboard_address": None}
    with LocalCluster(n_workers=2, **terms) as cluster:  # type: ignore[no-untyped-call]
        assert swept(tmp_path / "dask", Executor(kind="dask", address=cluster.scheduler_address)) == one


def test_ray_writes_what_one_worker_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = Path(__file__).parents[4]
    monkeypatch.setenv("PYTHONPATH", str(root))
    one = swept(tmp_path / "one", Executor(jobs=1))
    assert swept(tmp_path / "ray", Executor(kind="ray", jobs=2)) == one


def test_a_table_has_a_row_for_each_run_with_its_factors(tmp_path: Path) -> None:
    run_sweep(planned(), tmp_path / "swept", executor=Executor(jobs=1))
    table = load(tmp_path / "swept").collect()
    columns = ["point", "levy", "years", "replication", "seed", "stage", "message", "treasury", "luck"]
    assert table.columns == columns
    assert table.select("point", "replication").rows() == [(p, r) for p in range(8) for r in range(5)]
    assert table["levy"].gather_every(10).to_list() == [0.0, 0.05, 0.1, 0.2]
    assert table["treasury"].dtype == pl.Float64
    assert table["stage"].null_count() == 40


def test_a_worker_that_is_killed_ends_the_sweep_which_then_goes_on(tmp_path: Path) -> None:
    from tests.unit.experiments.sweeps.kit import HERE

    sweep = planned({"memory": str(tmp_path / "memory")}, runner=f"{HERE}:fatal")
    with warnings.catch_warnings(), pytest.raises(ExecutorFailed) as failed:
        run_sweep(sweep, tmp_path / "killed", executor=Executor(jobs=2))
    assert "--resume" in str(failed.value.hint)
    run_sweep(sweep, tmp_path / "killed", executor=Executor(jobs=2), resume=True)
    run_sweep(sweep, tmp_path / "whole", executor=Executor(jobs=1))
    assert files(tmp_path / "killed") == files(tmp_path / "whole")


def test_a_cluster_that_is_not_there_is_told(tmp_path: Path) -> None:
    import dask

    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))  # taken, and not listening
        address = f"tcp://127.0.0.1:{closed.getsockname()[1]}"
        with (
            dask.config.set({"distributed.comm.timeouts.connect": "1s"}),
            pytest.raises(ExecutorFailed, match="executor dask failed"),
        ):
            run_sweep(planned(), tmp_path / "swept", executor=Executor(kind="dask", address=address))


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"kind": "slurm"}, "slurm"),
        ({"address": "tcp://10.0.0.1:8786"}, "address"),
        ({"kind": "dask", "address": "tcp://10.0.0.1:8786", "jobs": 2}, "jobs"),
    ],
)
def test_options_that_would_say_nothing_are_refused(given: dict[str, object], named: str) -> None:
    with pytest.raises(BadInput, match=named):
        Executor(**given)  # type: ignore[arg-type]
