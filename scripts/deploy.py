#!/usr/bin/env python3
"""Deploy a charter's co-op: under brownie, or as plain Python on any node or the embedded engine.

    brownie run scripts/deploy.py                            on brownie's network
    brownie run scripts/deploy.py main coop.toml out.json    that charter; the result also goes to that file
    brownie run scripts/deploy.py --interactive              then a console: `governor`, `vault`, … and `coop`

    scripts/deploy.py                                        on the embedded engine, as a rehearsal
    scripts/deploy.py --rpc http://127.0.0.1:8545 --charter coop.toml
    scripts/deploy.py --json                                 one JSON object, as in out.json

Without a charter it is the one that `dao-sim charter new` prints. The result names every contract's address,
and every parameter and role as they are on the chain. Transactions come from the node's first account: where
the node holds no keys, use `dao-sim deploy`, which brings its own, and a journal to resume from.
"""

from __future__ import annotations

import argparse
import json
import sys
from contextlib import closing
from importlib import resources
from pathlib import Path
from typing import Any

from dao_sim import BadInput, Chain, Charter, Cooperative, DaoSimError, connect
from dao_sim.chain.rpc import RpcChain
from dao_sim.coop.deploy import check_chain
from dao_sim.coop.facts import facts
from dao_sim.files import write_atomically


def main(charter: str = "", out: str = "") -> None:
    """What brownie runs. The console then has each contract as brownie's own, and `coop` as the package's."""
    from brownie import web3  # there is a brownie only where brownie runs this

    coop = Cooperative.deploy(load(charter), open_node(web3.provider.endpoint_uri, take_over=False))
    result = described(coop)
    print("\n".join(lines(result)))
    keep(result, out)
    globals().update(as_brownie_has_them(coop))  # the console shows this module's names


def as_brownie_has_them(coop: Cooperative) -> dict[str, Any]:
    """Step name → brownie's contract object, with `coop` beside them."""
    import brownie

    kinds = {step: type(getattr(coop, step)).__name__ for step in coop.addresses}
    contracts = {step: getattr(brownie, kind).at(coop.addresses[step]) for step, kind in kinds.items()}
    return {**contracts, "coop": coop}


def load(charter: str | Path | None) -> Charter:
    """The charter in that file, or the template. Raises CharterError for one that is wrong."""
    if charter:
        return Charter.load(charter)
    template = resources.files("dao_sim.coop").joinpath("template.toml")
    return Charter.parse(template.read_text(encoding="utf-8"), "the template")


def open_node(url: str, *, take_over: bool, allowed: int | None = None) -> RpcChain:
    """The node at that URL, which must be a development node, or on the chain of the `allowed` id.

    With `take_over`, an anvil's clock obeys. Raises Refused for other chains, BadInput for a node that holds
    no keys, ChainUnreachable where there is no node.
    """
    chain = RpcChain(url, take_over=take_over, pending=not take_over)
    check_chain(chain, allowed)
    if not chain.accounts():
        hint = "use `dao-sim deploy --account NAME`, which signs by itself"
        raise BadInput("chain", "this node holds no keys to send with", hint=hint, url=chain.name)
    return chain


def open_chain(asked: argparse.Namespace, *, take_over: bool) -> Chain:
    """The node that the command line names, or the embedded engine. Raises what `open_node` raises."""
    if asked.rpc is None:
        return connect()
    return open_node(asked.rpc, take_over=take_over, allowed=asked.allow_chain_id)


def described(coop: Cooperative) -> dict[str, Any]:
    """What was deployed, and where: for JSON."""
    return {
        "coop": coop.charter.name,
        "engine": coop.chain.name,
        "chain_id": coop.chain.chain_id,
        "charter_hash": coop.charter.hash,
        "deployer": coop.chain.accounts()[0],
        "addresses": coop.addresses,
        "facts": dict(facts(coop)),
    }


def lines(result: dict[str, Any]) -> list[str]:
    """The same for a reader."""
    head = f"{result['coop']} is deployed on chain {result['chain_id']} ({result['engine']}):"
    return [head, *(f"  {step:<11}{address}" for step, address in result["addresses"].items())]


def keep(result: dict[str, Any], out: str | Path | None) -> None:
    """Writes the result to a file, if one is named."""
    if out:
        write_atomically(Path(out), json.dumps(result, indent=1) + "\n")


def parser(doc: str | None) -> argparse.ArgumentParser:
    """What both scripts take on the command line; `doc` begins with what the script does."""
    options = argparse.ArgumentParser(description=(doc or "").partition("\n\n")[0])
    options.add_argument("--rpc", metavar="URL", help="a node; without it, the embedded engine")
    options.add_argument(
        "--charter", type=Path, metavar="FILE", help="what to deploy; without it, the template"
    )
    options.add_argument("--out", type=Path, metavar="FILE", help="write the result there, too")
    options.add_argument("--json", action="store_true", help="print one JSON object")
    options.add_argument(
        "--allow-chain-id", type=int, metavar="N", help="of a chain that is no development one"
    )
    return options


def failed(script: str, error: DaoSimError) -> int:
    """Says what went wrong and what would be right; returns the exit code."""
    print(f"{script}: {error}", file=sys.stderr)
    if error.hint:
        print(f"  {error.hint}", file=sys.stderr)
    return error.exit_code


def command(given: list[str] | None = None) -> int:
    """What plain Python runs; returns the exit code."""
    asked = parser(__doc__).parse_args(given)
    try:
        charter = load(asked.charter)
        with closing(open_chain(asked, take_over=False)) as chain:
            result = described(Cooperative.deploy(charter, chain))
    except DaoSimError as error:
        return failed("deploy", error)
    keep(result, asked.out)
    print(json.dumps(result, indent=1) if asked.json else "\n".join(lines(result)))
    return 0


if __name__ == "__main__":
    sys.exit(command())
