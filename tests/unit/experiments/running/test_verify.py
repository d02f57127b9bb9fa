"""Tables of two ledgers, compared: what differs is counted, and told by its place."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest

from dao_sim.errors import DaoSimError
from dao_sim.experiments.running import run as running
from dao_sim.experiments.running.verify import SHOWN, Verified, differing
from dao_sim.ledger.array.coop import ArrayCoop
from dao_sim.ledger.array.vault import Vault
from dao_sim.ledger.facts import Proposal
from dao_sim.sim.scenario import load


def table(*rows: tuple[int, float]) -> dict[str, pl.DataFrame]:
    return {"epochs": pl.DataFrame(rows, schema={"epoch": pl.Int64, "value": pl.Float64}, orient="row")}


def test_the_same_tables_do_not_differ() -> None:
    assert differing(table((0, 1.5), (1, 2.5)), table((0, 1.5), (1, 2.5)), "it") == (2, 0, ())


def test_a_value_that_differs_is_told_with_its_row() -> None:
    found = differing(table((0, 1.5), (1, 2.5)), table((0, 1.5), (1, 2.5000000000000004)), "it")
    assert (found.rows, found.different) == (2, 1)
    assert found.where == ("it: epochs: {'epoch': 1, 'value': 2.5}: {'value': '2.5 and 2.5000000000000004'}",)


def test_rows_and_tables_that_only_one_has_are_different() -> None:
    assert differing(table((0, 1.0)), table((0, 1.0), (1, 1.0)), "it").different == 1
    assert differing(table((0, 1.0)), {}, "it").different == 1


def test_all_are_counted_and_the_first_told() -> None:
    ones, twos = ([(epoch, value) for epoch in range(50)] for value in (1.0, 2.0))
    found = Verified(replications=1).with_compared(differing(table(*ones), table(*twos), "it"))
    assert (found.rows_compared, found.rows_different, len(found.differences)) == (50, 50, SHOWN)


def test_a_ledger_that_is_a_wei_off_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    scenario = load("small-coop").with_set({"horizon": 4, "population.size": 20})
    order = running.Order(scenario=scenario, seed=3, verify=1)
    honest = Vault.collect_levy

    def off(self: Vault, intent: object) -> object:
        self.levy_accrued -= 1  # type: ignore[assignment]
        return honest(self, intent)  # type: ignore[arg-type]

    monkeypatch.setattr(Vault, "collect_levy", off)
    with pytest.raises(DaoSimError, match="money must be conserved"):
        running.run(order)


def test_a_vote_that_is_counted_otherwise_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    scenario = load("small-coop").with_set({"horizon": 5, "population.size": 20})
    honest = ArrayCoop.proposal

    def one_more(self: ArrayCoop, number: int) -> Proposal:
        return replace(honest(self, number), for_votes=honest(self, number).for_votes + 1)

    monkeypatch.setattr(ArrayCoop, "proposal", one_more)
    found = running.run(running.Order(scenario=scenario, seed=3, verify=1))
    assert found.verified is not None
    assert found.verified.rows_different == len(found.tables["proposals"]) > 0
    assert "proposals: {'coop': 0, 'proposal': 1," in found.verified.differences[0]
