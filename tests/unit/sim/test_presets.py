"""Every preset runs alike on both ledgers, makes sense in money, and shows what it is about."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest

from dao_sim.experiments.running.once import simulated
from dao_sim.experiments.running.run import ALONE, variants
from dao_sim.experiments.running.verify import differing
from dao_sim.metrics.inequality import gini
from dao_sim.metrics.voting import delegates_share
from dao_sim.sim.scenario import Scenario, load, presets, read
from dao_sim.sim.state import State
from dao_sim.sim.tables import tables
from tests.unit.sim.figures import figures_of

NAMES = (
    *("ai-flood", "capture-attempt", "federation", "large-dao", "platform-vs-coop"),
    *("remote-regions", "small-coop"),
)
SOON = {"fund_makers": {"first": 1, "every": 1}, "open_rounds": {"first": 1}, "farm": {"start": 1}}
"""What else would come after the few epochs that are run on the contracts."""


FEWER: dict[str, dict[str, Any]] = {
    "capture-attempt": {"population.cohorts.makers.size": 30, "population.cohorts.sybils.size": 20},
    "ai-flood": {"population.cohorts.makers.size": 30},
    "large-dao": {"population.cohorts.holders.size": 192},
}


@cache
def whole(name: str, variant: str) -> State:
    """A variant of a preset, as it is."""
    chosen = load(name)
    return simulated(variants(chosen)[variant], chosen.seed)


def measured(name: str, variant: str, measure: str) -> float:
    return figures_of(whole(name, variant))[measure]


def last_levy(name: str, variant: str) -> int:
    return int(whole(name, variant).record.epochs[-1]["levy_bps"])


def short(name: str) -> dict[str, Scenario]:
    made = {}
    for variant, scenario in variants(load(name)).items():
        soon = {
            f"behaviours.{label}.{key}": value
            for label, keys in SOON.items()
            if label in scenario.behaviours
            for key, value in keys.items()
        }
        made[variant] = scenario.with_set({"horizon": 4, **FEWER.get(name, {}), **soon})
    return made


def test_they_are_all_there_and_each_asks_something() -> None:
    assert presets() == list(NAMES)
    assert all(load(name).question.endswith("?") for name in NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_what_a_scenario_says_of_itself_is_the_same_scenario(name: str) -> None:
    chosen = load(name)
    assert chosen.with_set({"seed": chosen.seed}).record() == chosen.record()


@pytest.mark.parametrize("name", NAMES)
def test_what_a_preset_says_of_itself_is_all_of_it_and_can_be_read_again(name: str) -> None:
    chosen = load(name)
    said = json.loads(json.dumps(chosen.record()))
    assert read(said, None).record() == said
    for label, (behaviour, _) in chosen.decisions().items():
        assert type(behaviour).model_fields.keys() <= said["behaviours"][label].keys(), "defaults too"


@pytest.mark.parametrize("name", NAMES)
def test_both_ledgers_come_to_the_same_in_every_row(name: str) -> None:
    for variant, scenario in short(name).items():
        on_arrays = tables(simulated(scenario, 1))
        found = differing(on_arrays, tables(simulated(scenario, 1, ledger="evm")), variant)
        assert (found.different, found.where) == (0, ())
        assert found.rows == sum(len(table) for table in on_arrays.values())


@pytest.mark.parametrize("name", [name for name in NAMES if name != "large-dao"])
def test_makers_earn_about_what_they_expect(name: str) -> None:
    first = whole(name, next(iter(variants(load(name)))))
    income = figures_of(first)["income"] / first.scenario.horizon
    assert 0.5 < income / first.scenario.economy.expected_income < 2.0


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_a_large_dao_is_as_published(seed: int) -> None:
    state = simulated(load("large-dao"), seed)
    facts, people = state.ledger.coops[0], state.people.size
    votes = [row["voters"] for row in state.record.votes.values()]
    tokens, delegates = facts.tokens().tolist()[:people], facts.delegates().tolist()
    own = [held if delegates[account] == account else 0 for account, held in enumerate(tokens)]
    share = delegates_share(facts.votes().tolist()[:people], own)
    found = figures_of(state)
    assert people == 2_000
    assert len(votes) == 52
    assert 0.01 <= sum(votes) / len(votes) / people <= 0.15
    assert 0.70 <= gini(tokens) <= 0.95
    assert 3.0 <= found["half_weight_voters"] <= 5.0
    assert share is not None
    assert 0.35 <= share <= 0.55
    assert found["top_ten_delegates"] == pytest.approx(float(share), rel=1e-9)


def test_a_small_co_op_spends_what_it_levies_on_makers() -> None:
    found = figures_of(whole("small-coop", ALONE))
    assert 0.0 < found["invested"] < found["levied"]


def test_a_platform_takes_its_cut_and_a_co_op_gives_it_back() -> None:
    platform, coop = (figures_of(whole("platform-vs-coop", variant)) for variant in ("platform", "co-op"))
    assert last_levy("platform-vs-coop", "platform") == 3_000
    assert (platform["invested"], platform["top_payee_share"]) == (0.0, 1.0)
    assert coop["invested"] > 0.0
    assert coop["income"] > platform["income"]


def test_a_flood_drowns_what_is_good_and_unlike() -> None:
    before, after = (figures_of(whole("ai-flood", variant)) for variant in ("no flood", "flood"))
    assert after["works"] > 3 * before["works"]
    for measure in ("quality_enjoyed", "variety_of_works", "median_income"):
        assert after[measure] < before[measure], measure


def test_a_cap_on_what_machines_made_holds_the_flood_back() -> None:
    before, after = (figures_of(whole("ai-flood", variant)) for variant in ("flood", "flood, and a cap"))
    assert after["works_seen"] > 0.5
    assert after["works_refused"] > 0.5
    for measure in ("quality_enjoyed", "variety_of_works"):
        assert after[measure] > before[measure], measure


@pytest.mark.parametrize("successful", ["whale", "briber", "by heads, sybils"])
def test_attacks_pay_where_their_power_counts(successful: str) -> None:
    assert measured("capture-attempt", successful, "top_payee_share") > 0.5


@pytest.mark.parametrize("vain", ["none", "flash loan", "sybils", "by heads"])
def test_and_nowhere_else(vain: str) -> None:
    assert measured("capture-attempt", vain, "top_payee_share") < 0.2


def test_a_cartel_of_those_who_earn_brings_the_levy_down() -> None:
    assert last_levy("capture-attempt", "cartel") < last_levy("capture-attempt", "none")
    assert measured("capture-attempt", "cartel", "levied") < measured("capture-attempt", "none", "levied")


@pytest.mark.parametrize(("variant", "passes_on"), [("federation", True), ("isolation", False)])
def test_a_federation_passes_on_what_is_due_elsewhere(variant: str, passes_on: bool) -> None:
    kinds = {kind for _, _, kind in whole("federation", variant).record.flows}
    assert ("paid to works elsewhere" in kinds) == passes_on


def test_far_regions_earn_more_where_somebody_pays_for_it() -> None:
    share = {
        variant: measured("remote-regions", variant, "far_income_share")
        for variant in ("market alone", "public bodies", "both")
    }
    assert share["market alone"] < share["public bodies"] < share["both"]
    assert measured("remote-regions", "both", "invested") > 0.0
