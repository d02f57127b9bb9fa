"""The machine of the whole economy is worth something only if it notices: here something is wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

pytest.importorskip("pyrevm", reason="only the embedded engine is fast enough for thousands of operations")

from dao_sim.bindings import CoopToken
from dao_sim.chain.protocol import Chain, Receipt
from dao_sim.errors import Refused
from dao_sim.units import ETH, Address
from tests.property.machines import MACHINES
from tests.property.machines.base import CoopMachine
from tests.property.machines.economy.act import Sending
from tests.property.machines.economy.commissions import CommissionsDistrict
from tests.property.machines.economy.district import District, EscrowDistrict
from tests.property.machines.economy.districts import DISTRICTS
from tests.property.machines.economy.exits import ExitsDistrict
from tests.property.machines.economy.grants import GrantsDistrict
from tests.property.machines.economy.matching import MatchingDistrict
from tests.property.machines.economy.royalties import VaultDistrict
from tests.property.machines.economy.stage import EconomyStage
from tests.property.machines.economy.whims import Whims

SEARCH = settings(
    max_examples=200,
    stateful_step_count=30,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.generate,),
    report_multiple_bugs=False,
    suppress_health_check=[HealthCheck.too_slow],
)


@pytest.fixture(autouse=True)
def _uncounted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(CoopMachine, "operations", Counter())


def notices(saying: str) -> None:
    with pytest.raises(AssertionError, match=saying):
        run_state_machine_as_test(MACHINES["economy"], settings=SEARCH)


@pytest.mark.parametrize("district", DISTRICTS, ids=lambda district: str(district.NAME))
def test_one_unit_more_owed_than_there_is(district: type[District], monkeypatch: pytest.MonkeyPatch) -> None:
    right = district.owes

    def wrong(self: District) -> Counter[Address]:
        return right(self) | Counter({ETH: self.holds(ETH) + 1})

    monkeypatch.setattr(district, "owes", wrong)
    notices(f"{district.NAME} has .* of ETH and owes")


def after_each_act(monkeypatch: pytest.MonkeyPatch, then: Callable[[Chain, Sending], None]) -> None:
    """Something happens with every act that is accepted, as if the contract did it."""
    right = Sending.go

    def wrong(self: Sending, chain: Chain) -> Receipt:
        receipt = right(self, chain)
        then(chain, self)
        return receipt

    monkeypatch.setattr(Sending, "go", wrong)


def machine_s_stage(contract: str) -> tuple[Address, dict[str, Address]]:
    """A contract's address and the assets', as every stage has them."""
    stage = MACHINES["economy"].stages.fresh()  # type: ignore[attr-defined]
    return stage.accounts[contract], stage.assets


@pytest.mark.parametrize("name", ["vault", "matching", "grants", "commissions"])
def test_a_contract_that_sends_everything_to_somebody(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    contract, _ = machine_s_stage(name)
    sink = Address(f"0x{5:040x}")

    def leak(chain: Chain, sending: Sending) -> None:
        if sending.to == contract and chain.balance(contract):
            chain.send(contract, sink, value=chain.balance(contract))

    after_each_act(monkeypatch, leak)
    notices(f"{name} has|{name} was refused|{name}: .* was stopped")


@pytest.mark.parametrize("asset", ["plain", "reentrant"])
def test_a_token_that_takes_back_what_was_paid_with_it(asset: str, monkeypatch: pytest.MonkeyPatch) -> None:
    vault, assets = machine_s_stage("vault")

    def steal(chain: Chain, sending: Sending) -> None:
        token = CoopToken(chain, assets[asset])
        if sending.to == vault and token.balance_of(vault):
            token.transfer(Address(f"0x{5:040x}"), 1).send(vault)

    after_each_act(monkeypatch, steal)
    notices("vault has")


def test_a_drain_that_leaves_a_wei(monkeypatch: pytest.MonkeyPatch) -> None:
    right = CommissionsDistrict.pay_out

    def wrong(self: CommissionsDistrict, asset: Address) -> None:
        right(self, asset)
        if asset == ETH:
            self.stage.chain.fund(self.address, self.holds(ETH) + 1)

    monkeypatch.setattr(CommissionsDistrict, "pay_out", wrong)
    notices("commissions is left with .* of ETH")


@pytest.mark.parametrize("district", [MatchingDistrict, GrantsDistrict, ExitsDistrict])
def test_an_end_that_nobody_brings_about(district: type[District], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(district, "end", lambda self: None)
    notices("was stopped|is left with|stays set aside")


def test_somebody_who_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    right = EscrowDistrict.owed

    def wrong(self: EscrowDistrict, account: Address, asset: Address) -> int:
        return 0 if account == self.account("refuser") else right(self, account, asset)

    monkeypatch.setattr(EscrowDistrict, "owed", wrong)
    notices("says that it holds|is left with")


def test_fractions_that_are_nobody_s(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(VaultDistrict, "fraction", lambda self, credit: 0)
    notices("are no whole number of units|vault is left with")


def test_a_refusal_that_changes_something(monkeypatch: pytest.MonkeyPatch) -> None:
    right = Sending.go

    def wrong(self: Sending, chain: Chain) -> Receipt:
        try:
            return right(self, chain)
        except Refused:
            somebody = chain.accounts()[3]
            chain.fund(somebody, chain.balance(somebody) + 1)
            raise

    monkeypatch.setattr(Sending, "go", wrong)
    notices("was refused, and changed something")


def everybody_sends(monkeypatch: pytest.MonkeyPatch, sending: Callable[[EconomyStage], Sending]) -> None:
    """Whatever is tried, this is sent."""
    monkeypatch.setattr(Whims, "sending", lambda self, act: sending(self.stage))


def test_a_refusal_without_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    """A call that no contract of the co-op knows."""
    everybody_sends(
        monkeypatch, lambda stage: Sending(stage.accounts["ann"], stage.accounts["commissions"], b"\1\2\3\4")
    )
    notices("was refused without a reason")


def test_a_panic(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody takes more of a sane token than it was allowed."""

    def stolen(stage: EconomyStage) -> Sending:
        token, thief = stage.tokens[stage.assets["silent"]], stage.accounts["sink"]
        return Sending.of(token.transfer_from(stage.accounts["ann"], thief, 1), thief)

    everybody_sends(monkeypatch, stolen)
    notices("arithmetic overflow or underflow")
