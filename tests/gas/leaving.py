"""Gas of an exit: a measure queued with its window, members who leave and claim, and its execution."""

from __future__ import annotations

from dao_sim.units import ETH
from tests.contracts.exits import leaving
from tests.contracts.kit import TOKEN, mock_token
from tests.gas.stage import Stage, stranger


def exits(stage: Stage) -> None:
    """Two assets are shared out, ETH and a token."""
    coop = stage.coop
    token = mock_token(stage.chain)
    token.mint(coop.treasury.address, 1_000).send(stage.operator)
    stage.chain.fund(coop.treasury.address, 100 * TOKEN)
    table = leaving(coop, {ETH: TOKEN, token.address: 0})
    window = table.window
    number = table.adopt(stage.alice)
    stage.note("exit: queue, with a window of two assets", table.queued())
    coop.token.approve(window.address, 600 * TOKEN).send(stage.bob)
    stage.act("first, two assets", window.exit_over(number, TOKEN), stage.bob)
    stage.act("later, two assets", window.exit_over(number, TOKEN), stage.bob)
    stage.act("ETH, first to a payee", window.claim(ETH, stranger(0)), stage.bob)
    table.close(number)
    stage.note("exit: execute, the window freed", table.execute())
