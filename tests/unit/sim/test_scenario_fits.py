"""What does not go together in a scenario is said before it runs, or where it shows, by its key."""

from __future__ import annotations

from typing import Any

import pytest

from dao_sim.errors import BadInput
from dao_sim.experiments.running.once import simulated
from dao_sim.sim.scenario import read

ONE = {"cohorts": [{"name": "all", "class": "creator", "size": 3, "tokens": "1", "wealth": "1"}]}


def data(**sections: Any) -> dict[str, Any]:
    return {"title": "A few", "horizon": 2, "population": ONE} | sections


def test_a_platform_of_chambers_is_one_of_tokens() -> None:
    chambers = {kind: {"quorum": "0%"} for kind in ("creator", "enterprise", "public_body", "patron")}
    needs = [{"call": "vault.setLevy", "chambers": ["creator"]}]
    governance = {"rule": "chambers", "chambers": chambers, "needs": needs}
    scenario = read(data(charter={"name": "Co-op", "governance": governance}), None)
    assert scenario.charters()[0].governance.chambers is not None
    (charter,) = scenario.with_set({"organisation.kind": "platform"}).charters()
    assert (charter.governance.rule, charter.governance.chambers, charter.governance.needs) == (
        "token",
        None,
        (),
    )


@pytest.mark.parametrize(("behaviour", "section"), [("open_grants", "grants"), ("open_rounds", "matching")])
def test_a_behaviour_says_what_the_charter_must_have(behaviour: str, section: str) -> None:
    with pytest.raises(BadInput) as refused:
        read(data(behaviours={behaviour: {}}), None)
    assert refused.value.reason == f"behaviours.{behaviour}: takes a charter with [{section}]"
    assert refused.value.hint == f"write charter.{section}, or leave the behaviour out"
    read(data(behaviours={behaviour: {}}, charter={"name": "Co-op", section: {}}), None)


def test_what_is_paid_up_front_takes_no_grants() -> None:
    read(data(behaviours={"open_grants": {"upfront": True}}), None)


def test_works_that_take_longer_than_a_phase_are_the_charters_fault() -> None:
    works = {"min_commit_age": "1d", "max_commit_age": "2d"}
    makers = {"make_works": {"rate": 1.0, "calling": 1.0, "moods": 0.0}}
    people = {"cohorts": [ONE["cohorts"][0] | {"engagement": 1.0}]}
    scenario = read(
        data(charter={"name": "Co-op", "works": works}, behaviours=makers, population=people), None
    )
    with pytest.raises(BadInput) as refused:
        simulated(scenario, 1)
    assert refused.value.operands["key"] == "charter.works.min_commit_age"
    simulated(scenario.with_set({"epoch": "21d"}), 1)
