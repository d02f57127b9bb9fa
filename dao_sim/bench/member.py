"""How long a member's vote takes, from the shell to the receipt, with an encrypted key and a real node."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from time import perf_counter

from eth_account import Account

from dao_sim.chain.keystore import Keystore
from dao_sim.chain.rpc import RpcChain
from dao_sim.coop import Charter, Cooperative
from dao_sim.coop.deploy import deploy
from dao_sim.errors import DaoSimError
from dao_sim.units import Address

_PASSWORD = "bench"  # noqa: S105 (of keys that live as long as the measurement)
_CHARTER = """
name = "Bench"
[governance]
voting_delay = "0s"
proposal_threshold = "1"
"""
_FOUNDER = '[[founders]]\naccount = "{}"\nclass = "creator"\ntokens = "100"\n'


def vote_seconds(url: str, folder: Path, votes: int = 5) -> float:
    """Median wall time of `dao-sim vote`, each by another member, on the anvil at `url`, which it uses up.

    `folder` is for keys and the deployment. Raises DaoSimError where a vote fails.
    """
    return statistics.median(_seconds(words, variables) for words, variables in _commands(url, folder, votes))


def _commands(url: str, folder: Path, votes: int) -> Iterator[tuple[list[str], dict[str, str]]]:
    """Command line and environment of each vote, on a proposal that is open."""
    keystore = Keystore(folder / "keys")
    keys = {f"voter{number}": Account.create() for number in range(votes)}
    for name, key in keys.items():
        keystore.add(name, key, _PASSWORD)
    charter = Charter.parse(_CHARTER + "".join(_FOUNDER.format(key.address) for key in keys.values()))
    proposer = next(iter(keys.values()))
    with closing(RpcChain(url, take_over=False, pending=True)) as chain:
        chain.add_signer(proposer)
        account = Address(proposer.address)
        deployment = deploy(charter, chain, account, folder / "deployments", url=url)
        chain.skip(1)
        coop = Cooperative(chain, deployment.charter, deployment.addresses)
        proposal = coop.propose(account, coop.vault.set_levy(600), "Measure a vote")
        chain.skip(1)
    for name in keys:
        variables = {
            "DAO_SIM_KEYSTORE": str(keystore.folder),
            "DAO_SIM_DEPLOYMENTS": str(folder / "deployments"),
            "DAO_SIM_PASSWORD": _PASSWORD,
            "DAO_SIM_ACCOUNT": name,
        }
        yield ["vote", str(proposal.id), "for", "--json"], variables


def _seconds(words: list[str], variables: dict[str, str]) -> float:
    command = [sys.executable, "-m", "dao_sim", *words]
    started = perf_counter()
    ended = subprocess.run(
        command, env={**os.environ, **variables}, capture_output=True, text=True, check=False
    )
    taken = perf_counter() - started
    if ended.returncode:
        raise DaoSimError("bench", "a vote failed", said=ended.stdout[-500:])
    return taken
