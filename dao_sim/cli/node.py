"""`dao-sim node`: a local chain to deploy to, kept in a file if asked to."""

from __future__ import annotations

import signal
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dao_sim.cli.command import Data, command_app, standard
from dao_sim.cli.output import Output
from dao_sim.errors import ChainUnreachable

if TYPE_CHECKING:
    from dao_sim.chain.anvil import AnvilNode

app = command_app()

_SAVE_EVERY = 1.0
"""Seconds between looks at whether there is anything new to save."""
_LOOK_EVERY = 0.1
_ENDS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))
_LINES_SHOWN = 5

Port = Annotated[
    int, typer.Option(metavar="PORT", min=0, max=65_535, help="Where to listen; 0: any free one.")
]
Accounts = Annotated[int, typer.Option(metavar="N", min=1, max=1_000, help="How many funded test accounts.")]
State = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Keep the chain in this file, across restarts.")
]
GasPrice = Annotated[int, typer.Option(metavar="WEI", min=0, help="What gas costs; 0: nothing.")]


@app.command()
@standard
def node(
    out: Output, *, port: Port = 8545, accounts: Accounts = 10, state: State = None, gas_price: GasPrice = 0
) -> Data:
    """Start a local chain (anvil) to deploy to.

    It runs until it is interrupted. Its test accounts are "account:0", "account:1" and so on; everybody knows
    their keys.

    Example: dao-sim node --state chain.json
    """
    from dao_sim.chain.anvil import AnvilNode

    fees = ["--block-base-fee-per-gas", str(gas_price), "--gas-price", str(gas_price)] if gas_price else []
    for end in _ENDS:  # they end like an interruption: the state is saved
        signal.signal(end, signal.default_int_handler)
    with AnvilNode(port=port, accounts=accounts, state=state, wall_clock=True, options=fees) as running:
        data = _announce(out, running, state)
        if out.json:  # whoever reads JSON needs it now, not at the end
            out.envelope("node", data)
        try:
            _keep(out, running, state)
        except KeyboardInterrupt:
            out.note("stopping" if state is None else f"stopping; the chain is kept in {state}")
    raise typer.Exit


def _announce(out: Output, running: AnvilNode, state: Path | None) -> dict[str, Any]:
    from dao_sim.chain.rpc import RpcChain

    chain = RpcChain(running.url, take_over=False)
    accounts, chain_id = list(chain.node_accounts()), chain.chain_id
    chain.close()
    rows = [(f"account:{place}", account) for place, account in enumerate(accounts)]
    out.table(f"Chain {chain_id}, with these test accounts", ["name", "address"], rows)
    out.line(f"Listening on {running.url} until you interrupt it (Ctrl-C).")
    return {"url": running.url, "chain_id": chain_id, "accounts": accounts, "state": state}


def _keep(out: Output, running: AnvilNode, state: Path | None) -> None:
    """Waits for the end, saving what is new. Raises ChainUnreachable where the node ends by itself.

    A file that cannot be written, as on a full disk, is a warning: the chain goes on, and so do the attempts.
    """
    from dao_sim.chain.rpc import RpcChain

    chain = RpcChain(running.url, take_over=False)
    saved, looked, writable = -1, 0.0, True
    while running.process.poll() is None:
        time.sleep(_LOOK_EVERY)
        if state is None or time.monotonic() - looked < _SAVE_EVERY:
            continue
        try:
            if (block := chain.block_number()) != saved:
                running.save()
                saved, writable = block, True
        except OSError as error:
            if writable:
                reason = (error.strerror or str(error)).lower()
                out.warn(f"{state}: {reason}; the chain is not saved until that ends")
            writable = False
        except ChainUnreachable:  # the next look says whether it ended
            pass
        looked = time.monotonic()
    kept = None if state is None else f"{state} keeps the chain as it was at block {max(saved, 0)}"
    said = "; ".join(list(filter(None, running.said))[-_LINES_SHOWN:])
    raise ChainUnreachable(
        "node", "anvil ended by itself", hint=kept, exit_code=running.process.poll(), output=said
    )
