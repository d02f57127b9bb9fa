"""Gas of paying from the treasury."""

from __future__ import annotations

from dao_sim.units import ETH
from tests.contracts.kit import mock_token
from tests.gas.stage import Stage

AMOUNT = 1_000_003


def payments(stage: Stage) -> None:
    """ETH and ERC-20, the first of an epoch and later ones; caps."""
    treasury, timelock = stage.coop.treasury, stage.coop.timelock.address
    token = mock_token(stage.chain)
    token.mint(treasury.address, 100 * AMOUNT).send(stage.carol)
    token.mint(stage.bob, 1).send(stage.carol)
    stage.chain.send(stage.carol, treasury.address, value=100 * AMOUNT)
    stage.decree("first", treasury.set_cap(timelock, token.address, 100 * AMOUNT))
    stage.decree("repeat", treasury.set_cap(timelock, token.address, 90 * AMOUNT))
    for kind, asset in (("ETH", ETH), ("ERC-20", token.address)):
        stage.decree(f"{kind}, first of a spender", treasury.pay(asset, stage.bob, AMOUNT))
        stage.decree(f"{kind}, repeat", treasury.pay(asset, stage.bob, AMOUNT))
