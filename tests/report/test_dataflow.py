"""The picture of where data comes from and where it goes."""

from __future__ import annotations

from dao_sim.report.dataflow import End, dataflow_chart, heights


def test_ends_stand_a_row_apart_around_the_middle() -> None:
    assert (heights(1), heights(2), heights(3)) == ([0.0], [-0.5, 0.5], [-1.0, 0.0, 1.0])


def test_a_dataset_is_drawn_whoever_uses_it() -> None:
    holders = [End(f"holder {number}", "$1 of 9$ points", number % 2 == 0) for number in range(40)]
    uses = [End("licence 1", "research, 1 of 3", True)]
    pictures = {
        dataflow_chart("Dataset 1", sources, ends, is_open=is_open)
        for sources, ends, is_open in ((holders, uses, True), (holders, [], True), (holders, uses, False))
    }
    assert len(pictures) == 3  # each says something else
    assert all(picture.startswith(b"\x89PNG") for picture in pictures)
