"""What a replay leaves on disk is exact, and says where it comes from."""

from __future__ import annotations

import hashlib
import io
import json
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from matplotlib.image import imread

from dao_sim import __version__
from dao_sim.errors import BadInput
from dao_sim.replay import Result, load_votes, parse_voter, plan_rounds
from dao_sim.replay.store import FILES, ensure_writable, row, save
from dao_sim.report.turnout import turnout_chart
from dao_sim.units import Bps, ProposalState, Wei
from tests.replay.conftest import voter

Write = Callable[..., Path]

RESULT = Result(
    proposal=18,
    unit="roots",
    voters=3,
    for_=Wei(2**207 + 1),
    against=Wei(5),
    abstain=Wei(0),
    supply=Wei(2**208 - 1),
    quorum=Wei(2**208 // 25),
    state=ProposalState.EXECUTED,
    majority_holders=1,
    largest=Wei(2**207),
)


def test_a_row_has_amounts_as_integer_strings() -> None:
    assert row(RESULT) == {
        "proposal": 18,
        "voters": 3,
        "for": str(2**207 + 1),
        "against": "5",
        "abstain": "0",
        "supply": str(2**208 - 1),
        "quorum": str(2**208 // 25),
        "state": "executed",
        "executed": True,
        "majority_holders": 1,
    }


def test_tables_are_exact_and_the_origin_is_kept(votes_file: Write, tmp_path: Path) -> None:
    path = votes_file(f"18,{voter(1)},1.000000000000000001,roots,for", f"18,{voter(2)},7,roots,against")
    late = {(18, parse_voter(voter(2)))}
    source = load_votes(path)
    content = path.read_bytes()
    path.write_text("changed since")
    rounds = plan_rounds(source.votes, late=late)
    folder = tmp_path / "new" / "out"

    files = save(folder, rounds, [RESULT], source=source, quorum=Bps(400), late=late, engine="embedded")

    assert files == [folder / name for name in FILES]
    assert sorted(folder.iterdir()) == sorted(files)
    assert pl.read_parquet(files[0]).to_dicts() == [
        {**row(RESULT), "unit": "roots", "largest_vote": str(2**207)}
    ]
    assert pl.read_parquet(files[1]).select("voter", "support", "recorded", "counted").rows() == [
        (parse_voter(voter(1)), "for", str(10**18 + 1), str(10**18 + 1)),
        (parse_voter(voter(2)), "against", str(7 * 10**18), "0"),
    ]
    assert json.loads(files[3].read_text()) == {
        "dao_sim": __version__,
        "engine": "embedded",
        "late": [f"18:{parse_voter(voter(2))}"],
        "proposals": [18],
        "quorum_bps": 400,
        "votes": "votes.csv",
        "votes_sha256": hashlib.sha256(content).hexdigest(),
    }


def test_a_folder_that_cannot_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    for folder in (tmp_path / "file", tmp_path / "file" / "below", tmp_path / ("long" * 100)):
        with pytest.raises(BadInput, match="the results cannot be written") as caught:
            ensure_writable(folder)
        assert caught.value.operands == {"file": str(folder)}


def test_no_folder_is_not_this_folder() -> None:
    with pytest.raises(BadInput, match="must name a folder"):
        ensure_writable("")


def test_trying_leaves_nothing_and_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "votes.parquet").write_text("kept")

    assert ensure_writable(tmp_path / "new" / "out") == tmp_path / "new" / "out"
    ensure_writable(tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == ["votes.parquet"]
    assert (tmp_path / "votes.parquet").read_text() == "kept"


def test_a_folder_in_a_file_s_place_is_found_before_the_run(tmp_path: Path) -> None:
    (tmp_path / "votes.parquet").mkdir()

    with pytest.raises(BadInput, match="directory") as caught:
        ensure_writable(tmp_path)

    assert caught.value.operands == {"file": str(tmp_path / "votes.parquet")}
    assert [path.name for path in tmp_path.iterdir()] == ["votes.parquet"]


@pytest.mark.skipif(sys.platform == "win32", reason="a limit on the size of files stands for a full disk")
def test_a_disk_that_fills_up_leaves_the_folder_as_it_was(votes_file: Write, tmp_path: Path) -> None:
    """The two tables fit, the chart does not: no file, old or new, may be left half written."""
    import resource
    import signal

    source = load_votes(votes_file(f"18,{voter(1)},1,roots,for"))
    rounds = plan_rounds(source.votes)
    old = tmp_path / "old"
    old.mkdir()
    (old / "proposals.parquet").write_text("of an earlier run")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, before[1]))
        for folder in (old, tmp_path / "new" / "out"):
            with pytest.raises(BadInput, match="the results cannot be written") as caught:
                save(folder, rounds, [RESULT], source=source, quorum=Bps(400), late=[], engine="embedded")
            assert caught.value.operands == {"file": str(folder / "turnout.png")}
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)

    assert [path.name for path in old.iterdir()] == ["proposals.parquet"]
    assert (old / "proposals.parquet").read_text() == "of an earlier run"
    assert not (tmp_path / "new").exists()


DEFEATED = replace(RESULT, state=ProposalState.DEFEATED, for_=Wei(0), against=Wei(0), largest=Wei(0))
NOBODY = replace(DEFEATED, supply=Wei(0), quorum=Wei(0), majority_holders=0)


@pytest.mark.parametrize(
    "votes",
    [[RESULT], [DEFEATED], [NOBODY], [RESULT, DEFEATED, NOBODY], [RESULT, NOBODY] * 50],
    ids=["passed", "defeated", "nobody", "mixed", "many"],
)
def test_any_votes_can_be_drawn(votes: list[Result]) -> None:
    height, width, _ = drawn(votes, title="of $100 and $unmatched_{").shape

    assert height == 1350
    assert 1050 <= width <= 3600


def test_bars_stand_as_high_as_the_turnout() -> None:
    """Half turnout reaches half way up; the colour of defeat appears with a defeat only."""
    half = replace(RESULT, for_=Wei(2**207), against=Wei(0))
    passed = drawn([half])
    defeated = drawn([replace(half, state=ProposalState.DEFEATED)])

    blue, orange = (0x2F, 0x6F, 0x9F), (0xD9, 0x74, 0x2B)
    assert pixels(passed, blue) > 10_000 < pixels(defeated, orange)
    assert pixels(passed, orange) == 0 == pixels(defeated, blue)


def drawn(votes: list[Result], title: str = "") -> Any:
    """The chart's pixels: rows, columns, channels."""
    return imread(io.BytesIO(turnout_chart(votes, title=title)))


def pixels(image: object, colour: tuple[int, int, int]) -> int:
    """How many of them are of that colour."""
    return int(((image[..., :3] * 255).round() == colour).all(axis=-1).sum())  # type: ignore[index]
