"""What a replay leaves on disk is exact, and says where it comes from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from matplotlib.image import imread

from dao_sim import __version__
from dao_sim.errors import BadInput
from dao_sim.replay import Result, parse_voter, plan_rounds, read_votes
from dao_sim.replay.store import prepare, row, save
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
    rounds = plan_rounds(read_votes(path), late=late)
    folder = prepare(tmp_path / "new" / "out")

    files = save(folder, rounds, [RESULT], source=path, quorum=Bps(400), late=late, engine="embedded")

    names = ["proposals.parquet", "votes.parquet", "turnout.png", "replay.json"]
    assert files == [folder / name for name in names]
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
        "votes_sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
    }


def test_a_folder_that_cannot_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    for folder in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(BadInput, match="cannot be the output folder"):
            prepare(folder)


DEFEATED = replace(RESULT, state=ProposalState.DEFEATED, for_=Wei(0), against=Wei(0), largest=Wei(0))
NOBODY = replace(DEFEATED, supply=Wei(0), quorum=Wei(0), majority_holders=0)


@pytest.mark.parametrize(
    "votes",
    [[RESULT], [DEFEATED], [NOBODY], [RESULT, DEFEATED, NOBODY], [RESULT, NOBODY] * 50],
    ids=["passed", "defeated", "nobody", "mixed", "many"],
)
def test_any_votes_can_be_drawn(tmp_path: Path, votes: list[Result]) -> None:
    path = turnout_chart(votes, tmp_path / "chart.png", title="of $100 and $unmatched_{")

    height, width, _ = imread(path).shape
    assert height == 1350
    assert 1050 <= width <= 3600


def test_bars_stand_as_high_as_the_turnout(tmp_path: Path) -> None:
    """Half turnout reaches half way up; the colour of defeat appears with a defeat only."""
    half = replace(RESULT, for_=Wei(2**207), against=Wei(0))
    passed = imread(turnout_chart([half], tmp_path / "passed.png", title=""))
    defeated = imread(
        turnout_chart([replace(half, state=ProposalState.DEFEATED)], tmp_path / "no.png", title="")
    )

    blue, orange = (0x2F, 0x6F, 0x9F), (0xD9, 0x74, 0x2B)
    assert pixels(passed, blue) > 10_000 < pixels(defeated, orange)
    assert pixels(passed, orange) == 0 == pixels(defeated, blue)


def pixels(image: object, colour: tuple[int, int, int]) -> int:
    """How many of them are of that colour."""
    return int(((image[..., :3] * 255).round() == colour).all(axis=-1).sum())  # type: ignore[index]
