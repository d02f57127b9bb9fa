"""A co-op as brownie sees it: deployed by the package, then lived in through brownie's own contracts."""

from __future__ import annotations

from typing import Any

import brownie
import pytest

from dao_sim import Charter, Cooperative
from scripts.deploy import as_brownie_has_them, open_node
from tests.brownie.life import wait

CHARTER = """
name = "Lumen"
symbol = "LUM"

[governance]
proposal_threshold = "100"
quorum = "20%"
guardian = "account:4"

[treasury]
caps = [{ asset = "ETH", amount = "50" }]

[operators]
admitter = ["account:1"]
minter = ["account:1"]

[[founders]]
account = "account:1"
class = "creator"
tokens = "600"

[[founders]]
account = "account:2"
class = "enterprise"
tokens = "300"

[[founders]]
account = "account:3"
class = "patron"
tokens = "100"
"""


class Coop:
    """The contracts by name, as brownie's, and the people."""

    def __init__(self, contracts: dict[str, Any]) -> None:
        self.package: Cooperative = contracts["coop"]
        self.access = contracts["access"]
        self.timelock = contracts["timelock"]
        self.membership = contracts["membership"]
        self.token = contracts["token"]
        self.governor = contracts["governor"]
        self.treasury = contracts["treasury"]
        self.vault = contracts["vault"]
        self.registry = contracts["registry"]
        self.deployer, self.ada, self.bram, self.chipo, self.guardian, self.stranger = brownie.accounts[:6]
        self.founders = (self.ada, self.bram, self.chipo)


@pytest.fixture(scope="module")
def deployed(module_isolation: None) -> Coop:
    """One deployment for a module of tests, on a chain of its own."""
    node = open_node(brownie.web3.provider.endpoint_uri, take_over=False)
    coop = Cooperative.deploy(Charter.parse(CHARTER), node)
    wait(1)  # founders' votes count from the second after they were minted
    return Coop(as_brownie_has_them(coop))


@pytest.fixture
def coop(deployed: Coop, fn_isolation: None) -> Coop:
    """The co-op as it was deployed, whatever the test before did with it."""
    return deployed
