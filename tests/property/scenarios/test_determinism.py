"""One seed, one result: in any process, beside any variants, among any number of replications."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from dao_sim.experiments.running.run import Order, run
from dao_sim.sim.scenario import Scenario, load
from tests.property.scenarios.hashes import hashes
from tests.property.scenarios.twice import run as run_one

if TYPE_CHECKING:
    import polars as pl

ROOT = Path(__file__).parents[3]
SMALL = load("small-coop").with_set({"horizon": 4, "population.size": 30})


@pytest.mark.parametrize("hash_seed", ["0", "4294967295"])
def test_any_process_has_the_same_tables(hash_seed: str) -> None:
    command = [sys.executable, "-m", "tests.property.scenarios.hashes"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": hash_seed}
    ended = subprocess.run(command, capture_output=True, text=True, check=False, env=environment, cwd=ROOT)
    assert ended.returncode == 0, ended.stderr
    assert json.loads(ended.stdout) == hashes()


def of(tables: Mapping[str, pl.DataFrame], **marks: Any) -> dict[str, list[dict[str, Any]]]:
    """Rows by table, of a variant, a replication, or both."""
    return {name: frame.filter(**marks).rows(named=True) for name, frame in tables.items()}


def with_levies(*levies: str) -> Scenario:
    variants = [{"name": levy, "set": {"charter.royalties.levy": levy}} for levy in levies]
    return SMALL.with_set({"variants": variants, "replications": 2})


def test_variants_do_not_care_which_others_there_are() -> None:
    made = run(Order(scenario=with_levies("0%", "30%", "12%"), seed=3)).tables
    again = run(Order(scenario=with_levies("12%", "0%"), seed=3)).tables
    for levy in ("0%", "12%"):
        assert of(made, variant=levy) == of(again, variant=levy)
    for table in ("epochs", "flows", "measures", "members"):
        assert [row | {"variant": ""} for row in of(made, variant="0%")[table]] != [
            row | {"variant": ""} for row in of(made, variant="30%")[table]
        ]


def test_a_replication_does_not_care_how_many_there_are() -> None:
    few, many = (
        run(Order(scenario=SMALL.with_set({"replications": count}), seed=3)).tables for count in (2, 4)
    )
    first = of(many, replication=1)
    assert of(few, replication=1) == first
    assert first["members"] != of(many, replication=2)["members"]


def test_variants_of_another_levy_have_the_same_people_and_the_same_luck() -> None:
    # of who makes works for their own sake, by themselves: what they make does not hang on what it earns
    same = {"calling": 1.0, "moods": 0.0, "ai_pull": 0.0, "derive": 0.0}
    makers = {f"behaviours.make_works.{name}": value for name, value in same.items()}
    low, high = (
        run_one(SMALL.with_set({"charter.royalties.levy": levy, **makers}), "array") for levy in ("0%", "30%")
    )
    for column in ("region", "member_class", "taste", "skill", "engagement", "ai_use", "member", "cohort"):
        assert np.array_equal(getattr(low.people, column), getattr(high.people, column))
    assert (low.people.tokens, low.people.wealth) == (high.people.tokens, high.people.wealth)
    assert low.network is not None
    assert high.network is not None
    assert np.array_equal(low.network.neighbours, high.network.neighbours)
    qualities = [
        {(maker, born): quality for maker, born, quality in zip(*columns, strict=True)}
        for each in (low.catalogue, high.catalogue)
        for columns in [(each.maker.tolist(), each.born.tolist(), each.quality.tolist())]
    ]
    both = qualities[0].keys() & qualities[1].keys()
    assert len(both) > 10
    assert [qualities[0][work] for work in both] == [qualities[1][work] for work in both]
