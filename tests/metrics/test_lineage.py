"""The reference by which derivatives' tables are checked: small families, worked out by hand."""

from __future__ import annotations

import pytest

from dao_sim.errors import BadInput
from dao_sim.metrics.lineage import ancestors, split


def test_an_original_owes_nobody() -> None:
    assert ancestors(1, {}) == {}


def test_a_share_is_not_multiplied_by_generation() -> None:
    assert ancestors(3, {3: [(2, 500)], 2: [(1, 1_000)]}) == {1: 1_000, 2: 500}


def test_a_diamond_counts_its_top_once_by_the_largest_share() -> None:
    family = {4: [(2, 100), (3, 200)], 3: [(1, 700)], 2: [(1, 300)]}
    assert ancestors(4, family) == {1: 700, 2: 100, 3: 200}
    assert ancestors(2, family) == {1: 300}


def test_who_is_parent_and_ancestor_gets_the_larger_share() -> None:
    assert ancestors(3, {3: [(1, 50), (2, 100)], 2: [(1, 40)]}) == {1: 50, 2: 100}
    assert ancestors(3, {3: [(1, 30), (2, 100)], 2: [(1, 40)]}) == {1: 40, 2: 100}


def test_what_is_open_passes_on_what_lies_behind_it() -> None:
    assert ancestors(3, {3: [(2, 0)], 2: [(1, 400)]}) == {1: 400}


def test_no_work_descends_from_itself() -> None:
    with pytest.raises(BadInput, match="descends from itself"):
        ancestors(1, {1: [(2, 1)], 2: [(1, 1)]})


def test_the_levy_is_of_the_gross_and_parts_are_of_the_net() -> None:
    assert split(1_003, 500, {1: 1_000, 2: 333}) == (50, {1: 95, 2: 31}, 827)
    assert split(1, 0, {1: 10_000}) == (0, {1: 1}, 0)
