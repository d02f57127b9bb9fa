"""A local testnet as its users have it: a node, a deployed co-op, and members with a keystore each."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from eth_account import Account
from eth_account.signers.local import LocalAccount

from dao_sim.chain.anvil import AnvilNode
from dao_sim.chain.rpc import RpcChain
from dao_sim.cli.session import open_node
from dao_sim.cli.settings import Settings
from dao_sim.coop import Charter, Cooperative
from dao_sim.coop.deploy import deploy
from dao_sim.coop.deployment import Deployment
from dao_sim.units import Address
from tests.cli.program import Ran, run

PASSWORD = "correct horse"
FOUNDERS = {"ada": ("creator", "1000"), "bram": ("enterprise", "300"), "chipo": ("patron", "200")}
"""Members with tokens. `office` admits, mints and decides; `kiosk` is nobody's member and holds nothing."""
PEOPLE = (*FOUNDERS, "office", "kiosk")


@dataclass
class Testnet:
    """One co-op on one node. Its folder holds deployments and keystores; commands run there."""

    __test__ = False  # pytest takes a class of this name for tests

    node: AnvilNode
    folder: Path
    keys: dict[str, LocalAccount]
    deployment: Deployment
    variables: dict[str, Any] = field(default_factory=dict)

    def address(self, name: str) -> Address:
        return Address(self.keys[name].address)

    def run(self, *words: str, by: str | None = None, **variables: str) -> Ran:
        """A command as that person would type it (without one, nobody's account is set)."""
        who = {"DAO_SIM_ACCOUNT": by} if by else {}
        return run(*words, **{**self.variables, **who, **variables})

    def data(self, *words: str, by: str | None = None) -> dict[str, Any]:
        """The data of a command that must succeed."""
        ran = self.run(*words, "--json", by=by)
        assert ran.code == 0, ran.stdout + ran.stderr
        data: dict[str, Any] = ran.envelope["data"]
        return data

    def refused(self, *words: str, by: str | None = None, code: int = 1) -> dict[str, Any]:
        """The one error of a command that must fail with that exit code."""
        ran = self.run(*words, "--json", by=by)
        assert ran.code == code, ran.stdout + ran.stderr
        return ran.error

    def advance(self, duration: str) -> None:
        """Time passes on the node."""
        self.data("advance", duration, "--network", self.node.url)

    @contextmanager
    def coop(self) -> Iterator[Cooperative]:
        """The co-op as Python sees it, signing for everybody, to arrange what a test needs or to look."""
        with open_node(Settings(), self.node.url) as chain:
            for key in self.keys.values():
                chain.add_signer(key)
            yield Cooperative(chain, self.deployment.charter, self.deployment.addresses)


def charter(keys: dict[str, LocalAccount], changes: Mapping[str, Any] = MappingProxyType({})) -> Charter:
    """A co-op whose votes take days, so that time is moved by the tests only. `changes` replace sections."""
    founders = [
        {"account": keys[name].address, "class": kind, "tokens": tokens}
        for name, (kind, tokens) in FOUNDERS.items()
    ]
    office = [keys["office"].address]
    roles = ("admitter", "minter", *(["rewarder"] if "rewards" in changes else ()))
    return Charter.from_record(
        {
            "name": "Lumen",
            "symbol": "LUM",
            "governance": {"quorum": "20%", "proposal_threshold": "150"},
            "treasury": {"caps": [{"asset": "ETH", "amount": "50"}]},
            "operators": dict.fromkeys(roles, office),
            "founders": founders,
            **changes,
        }
    )


def make_keys(keystore: Path) -> dict[str, LocalAccount]:
    """A key for each of the people, encrypted in the keystore under their names, as lightly as cast does."""
    keys = {name: Account.create() for name in PEOPLE}
    keystore.mkdir(parents=True)
    for name, key in keys.items():
        encrypted = Account.encrypt(key.key, PASSWORD, kdf="scrypt", iterations=2**13)
        (keystore / name).write_text(json.dumps(encrypted))
    return keys


def make_testnet(
    node: AnvilNode,
    folder: Path,
    coins: Sequence[str] = (),
    *,
    changes: Mapping[str, Any] = MappingProxyType({}),
) -> Testnet:
    """Keys, a deployment, and the environment that commands find them by.

    `changes` are sections of the charter, in place of the usual ones. `coins` are the people who get ETH, for
    a node where gas has a price.
    """
    keystore, deployments = folder / "keystores", folder / "deployments"
    keys = make_keys(keystore)
    deployer = Account.create()
    chain = RpcChain(node.url, take_over=False, pending=True)
    chain.add_signer(deployer)
    for account in (deployer.address, *(keys[name].address for name in coins)):
        chain.send(chain.node_accounts()[0], Address(account), value=10**18)
    terms = charter(keys, changes)
    deployment = deploy(terms, chain, Address(deployer.address), deployments, url=node.url)
    chain.skip(1)
    chain.close()
    variables = {
        "DAO_SIM_DEPLOYMENTS": str(deployments),
        "DAO_SIM_KEYSTORE": str(keystore),
        "DAO_SIM_PASSWORD": PASSWORD,
        "XDG_CONFIG_HOME": str(folder / "config"),
    }
    return Testnet(node=node, folder=folder, keys=keys, deployment=deployment, variables=variables)
