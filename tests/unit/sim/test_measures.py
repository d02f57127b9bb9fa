"""Who decides, who is paid and how works combine: measures, counted again from the tables of a run."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import polars as pl
import pytest

from dao_sim.experiments.running.once import simulated
from dao_sim.sim.scenario import load
from dao_sim.sim.tables import tables

SCENARIOS = Path(__file__).resolve().parents[3] / "experiments" / "scenarios"


@cache
def run(name: str, *keys: tuple[str, object]) -> tuple[dict[str, pl.DataFrame], dict[str, float]]:
    """Tables, and measures by name."""
    made = tables(simulated(load(SCENARIOS / f"{name}.toml").with_set(dict(keys)), 1))
    return made, dict(made["measures"].iter_rows())


def voting() -> tuple[dict[str, pl.DataFrame], dict[str, float]]:
    """Under one vote a member, so that weights are heads; a quorum that many votes miss."""
    keys = {"horizon": 16, "charter.governance.rule": "member", "charter.governance.quorum": "35%"}
    return run("token-or-member", *keys.items())


def test_the_majority_is_overruled_where_what_most_want_misses_the_quorum() -> None:
    made, measured = voting()
    decided = made["proposals"].filter(pl.col("state").is_in(["defeated", "succeeded", "queued", "executed"]))
    led = decided.filter(pl.col("for") != pl.col("against"))
    overruled = led.filter((pl.col("for") > pl.col("against")) & (pl.col("state") == "defeated"))
    assert 0 < len(overruled) < len(led)
    assert measured["majority_overruled"] == pytest.approx(len(overruled) / len(led))


def test_proposers_are_counted_once_and_the_levy_is_the_last() -> None:
    made, measured = voting()
    assert measured["proposers"] == made["proposals"]["proposer"].n_unique()
    assert measured["levy_final"] == made["epochs"]["levy_bps"][-1] / 10_000


def test_a_firm_takes_its_profit_and_nobody_a_payment() -> None:
    made, measured = run("platform-or-coop", ("horizon", 12), ("organisation.kind", "platform"))
    profit = made["flows"].filter(pl.col("kind") == "profit")["amount"].sum()
    assert measured["profit"] == pytest.approx(float(profit) / 1e18)
    assert measured["profit"] > 0.0
    assert measured["paid_to_large_holders"] is None


def test_works_of_two_come_from_pairs_of_cohorts() -> None:
    made, measured = run("weak-ties", ("horizon", 6))
    cohort = made["members"]["cohort"].to_list()
    works = made["works"].select("maker", "co_maker").rows()
    together = [other for _, other in works if other >= 0]
    assert measured["co_made"] == pytest.approx(len(together) / len(works))
    pairs = Counter(
        frozenset((cohort[maker], cohort[other if other >= 0 else maker])) for maker, other in works
    )
    expected = 1 / sum((count / len(works)) ** 2 for count in pairs.values())
    assert measured["variety_of_combinations"] == pytest.approx(expected)
