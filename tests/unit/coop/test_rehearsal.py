"""A deployment rehearsed: its gas and its addresses are those of the real one."""

from __future__ import annotations

import pytest

from dao_sim.chain import connect
from dao_sim.chain.defaults import ACCOUNTS
from dao_sim.coop import Charter
from dao_sim.coop.apply import carry_out
from dao_sim.coop.plan import plan, resolved
from dao_sim.coop.rehearsal import create_address, rehearse
from dao_sim.coop.steps import Deploy
from dao_sim.errors import CharterError
from dao_sim.units import Address

TEXT = """
name = "Lumen"
[governance]
guardian = "account:3"
[operators]
minter = ["account:0"]
[[founders]]
account = "account:1"
class = "creator"
tokens = "200.5"
"""
DEPLOYER = ACCOUNTS[5]


def test_gas_and_addresses_are_those_of_the_real_deployment() -> None:
    charter = resolved(Charter.parse(TEXT), ACCOUNTS)
    chain = connect("tester")
    planned = rehearse(charter, DEPLOYER, 0, chain.now())
    steps = plan(charter, deployer=DEPLOYER, accounts=(), now=chain.now())
    assert [each.step for each in planned] == list(steps)
    for each, (step, receipt) in zip(planned, carry_out(steps, chain, DEPLOYER), strict=True):
        assert receipt.gas_used == pytest.approx(each.gas, rel=1e-3)
        assert receipt.contract_address == (each.address if isinstance(step, Deploy) else None)


def test_the_address_of_a_creation_is_ethereums() -> None:
    """The first contract of anvil's first account, which every guide to it shows."""
    assert create_address(ACCOUNTS[0], 0) == "0x5FbDB2315678afecb367f032d93F642f64180aa3"


def test_assets_of_the_real_chain_get_a_stand_in() -> None:
    asset = "0x00000000000000000000000000000000DeaDBeef"
    charter = resolved(Charter.parse(TEXT + f'[royalties]\nassets = ["{asset}"]\n'), ACCOUNTS)
    planned = rehearse(charter, DEPLOYER, 7, 1_800_000_000)
    vault = next(each.step for each in planned if each.step.step == "vault")
    assert isinstance(vault, Deploy)
    assert vault.arguments[3] == (Address(asset),)


def test_a_resolved_charter_names_addresses_only() -> None:
    charter = Charter.parse(TEXT)
    found = resolved(charter, ACCOUNTS)
    assert found.founders[0].account == ACCOUNTS[1]
    assert found.governance.guardian == ACCOUNTS[3]
    assert found.operators.minter == (ACCOUNTS[0],)
    assert resolved(found, ()) == found
    assert "account:" not in str(found.record())
    with pytest.raises(CharterError, match="account:3 does not exist"):
        resolved(charter, ACCOUNTS[:3])
