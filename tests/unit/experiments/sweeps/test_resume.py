"""A sweep that was stopped, however, goes on and ends with the same files."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import polars as pl
import pytest
from filelock import FileLock

from dao_sim.errors import BadInput, Refused
from dao_sim.experiments.sweeps import Executor, load, read_record, run_sweep, sweep_hash
from dao_sim.experiments.sweeps.batch import HASH
from tests.unit.experiments.sweeps import sweep_once
from tests.unit.experiments.sweeps.kit import HERE, files, planned

ROOT = Path(__file__).parents[4]
ONE = Executor(jobs=1)


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("finished") / "swept"
    run_sweep(planned(), folder, executor=ONE)
    return folder


@pytest.fixture
def whole(tmp_path: Path, finished: Path) -> Path:
    """A copy of a sweep that ran through."""
    return Path(shutil.copytree(finished, tmp_path / "whole"))


def killed_after(batches: int, folder: Path, jobs: int) -> None:
    """Starts the sweep, or goes on with it, and kills it and its workers once so many batches are there."""
    process = subprocess.Popen(
        [sys.executable, "-m", sweep_once.__name__, str(folder), str(jobs), "yes"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        start_new_session=True,
    )
    deadline = time.monotonic() + 60
    while len(list(folder.glob("batches/*.parquet"))) < batches and process.poll() is None:
        assert time.monotonic() < deadline
        time.sleep(0.005)
    os.killpg(process.pid, signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL


def test_killed_twice_it_ends_with_the_files_of_one_that_ran_through(tmp_path: Path) -> None:
    slow = planned(runner=f"{HERE}:slow")
    run_sweep(slow, tmp_path / "whole", executor=ONE)
    folder = tmp_path / "killed"
    killed_after(1, folder, jobs=1)
    killed_after(15, folder, jobs=2)
    there = len(list(folder.glob("batches/*.parquet")))
    assert 15 <= there < 40
    outcome = run_sweep(slow, folder, executor=Executor(jobs=2), resume=True)
    assert outcome.kept == there
    assert outcome.damaged == []
    assert files(folder) == files(tmp_path / "whole")


def test_what_a_killed_worker_left_half_written_is_swept_up(whole: Path) -> None:
    before = files(whole)
    (whole / "batches" / ".0000003.parquet.x1").write_bytes(b"PAR1 half")
    (whole / "batches" / "0000003.parquet").unlink()
    run_sweep(planned(), whole, executor=ONE, resume=True)
    assert files(whole) == before
    assert not list((whole / "batches").glob(".*"))


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-20])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def garbage(path: Path) -> None:
    path.write_bytes(os.urandom(3_000))


def framed_garbage(path: Path) -> None:
    path.write_bytes(b"PAR1" + b"\x15\x00" * 500 + b"\xe8\x03\0\0PAR1")


def another_figure(path: Path) -> None:
    """Whole as Parquet, with a figure that nobody measured."""
    stated = pl.read_parquet_metadata(path)[HASH]
    changed = pl.read_parquet(path).with_columns(luck=pl.lit(0.5))
    changed.write_parquet(path, metadata={HASH: stated})


def another_batch(path: Path) -> None:
    path.write_bytes((path.parent / "0000000.parquet").read_bytes())


DAMAGES = [cut, empty, garbage, framed_garbage, another_figure, another_batch]


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
@pytest.mark.parametrize("name", ["batches/0000017.parquet", "points.parquet"])
def test_a_damaged_file_is_set_aside_reported_and_made_again(
    whole: Path, finished: Path, damage: Callable[[Path], None], name: str
) -> None:
    if damage in {another_figure, another_batch} and name == "points.parquet":
        (whole / name).write_bytes((whole / "batches" / "0000000.parquet").read_bytes())
    else:
        damage(whole / name)
    before, damaged = files(whole)[name], str((whole / name).with_name(f"_{Path(name).name}.damaged"))
    told: list[tuple[str, str]] = []
    outcome = run_sweep(
        planned(), whole, executor=ONE, resume=True, on_damage=lambda file, why: told.append((file, why))
    )
    assert outcome.damaged == [damaged]
    assert [file for file, why in told if why] == [damaged]
    assert Path(damaged).read_bytes() == before
    assert files(finished).items() <= files(whole).items()
    assert sweep_hash(whole) == sweep_hash(finished)


def test_a_hash_is_of_rows_and_names_a_file_that_has_none(whole: Path) -> None:
    before = sweep_hash(whole)
    path = whole / "batches" / "0000004.parquet"
    content = path.read_bytes()
    another_figure(path)
    assert sweep_hash(whole) != before
    path.write_bytes(content)
    assert sweep_hash(whole) == before
    cut(path)
    with pytest.raises(BadInput, match=r"is damaged.*0000004\.parquet"):
        sweep_hash(whole)


def test_what_is_set_aside_twice_is_kept_twice(whole: Path) -> None:
    for _ in range(2):
        cut(whole / "batches" / "0000001.parquet")
        run_sweep(planned(), whole, executor=ONE, resume=True)
    names = {path.name for path in (whole / "batches").glob("*.damaged")}
    assert names == {"_0000001.parquet.damaged", "_0000001.parquet.2.damaged"}
    assert len(pd.read_parquet(whole / "batches")) == load(whole).collect().height


@pytest.mark.parametrize(
    ("changes", "scenario", "difference"),
    [
        ({"seed": 8}, {}, "experiment.seed: 8 now, 7 there"),
        ({"replications": 6}, {}, "experiment.replications: 6 now, 5 there"),
        ({"set": {"members": 9}}, {}, "experiment.set.members: 9 now, nothing there"),
        ({}, {"members": 9}, "scenario.members: 9 now, 3 there"),
        ({"runner": f"{HERE}:slow"}, {}, "experiment.runner"),
    ],
)
def test_another_experiment_is_refused_saying_what_differs(
    whole: Path, changes: dict[str, object], scenario: dict[str, object], difference: str
) -> None:
    before = files(whole)
    with pytest.raises(BadInput) as refused:
        run_sweep(planned(scenario, **changes), whole, executor=ONE, resume=True)
    assert difference in str(refused.value)
    assert files(whole) == before


def test_another_title_is_the_same_experiment(whole: Path) -> None:
    outcome = run_sweep(planned(title="Levies", question="Why?"), whole, executor=ONE, resume=True)
    assert outcome.kept == 40


def test_a_folder_that_is_there_is_refused_with_two_ways_out(whole: Path) -> None:
    with pytest.raises(BadInput) as refused:
        run_sweep(planned(), whole, executor=ONE)
    assert str(whole) in str(refused.value)
    assert "--resume" in str(refused.value.hint)
    assert "--out" in str(refused.value.hint)


def test_a_folder_of_something_else_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("dear")
    with pytest.raises(BadInput, match="not a sweep's folder"):
        run_sweep(planned(), tmp_path, executor=ONE, resume=True)
    assert set(files(tmp_path)) == {"thesis.tex"}


def test_a_damaged_record_is_told(whole: Path) -> None:
    (whole / "sweep.json").write_text('{"experi')
    with pytest.raises(BadInput, match="is damaged"):
        run_sweep(planned(), whole, executor=ONE, resume=True)
    with pytest.raises(BadInput, match="is damaged"):
        read_record(whole)


def test_two_sweeps_in_one_folder_do_not_mix(whole: Path) -> None:
    with FileLock(whole / ".lock"), pytest.raises(Refused, match="another sweep is at work"):
        run_sweep(planned(), whole, executor=ONE, resume=True)


def test_a_disk_that_takes_no_more_is_told_and_what_is_there_is_whole(whole: Path) -> None:
    before = files(whole)
    gone = [whole / "batches" / f"{number:07d}.parquet" for number in (3, 4)]
    for path in gone:
        path.unlink()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (500, hard))  # what a process may write, of any file
    try:
        with pytest.raises(OSError, match="File too large") as failed:
            run_sweep(planned(), whole, executor=ONE, resume=True)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert failed.value.filename == str(gone[0])
    assert set(before) - set(files(whole)) == {f"batches/{path.name}" for path in gone}
    run_sweep(planned(), whole, executor=ONE, resume=True)
    assert files(whole) == before


def test_a_worker_that_cannot_write_is_told(whole: Path) -> None:
    path = whole / "batches" / "0000003.parquet"
    path.unlink()
    path.symlink_to(whole / "nowhere" / "at" / "all")
    with pytest.raises(FileNotFoundError) as failed:
        run_sweep(planned(), whole, executor=Executor(jobs=2), resume=True)
    assert failed.value.filename == str(path)
