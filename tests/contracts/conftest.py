"""A co-op per test: deployed once, and restored after each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dao_sim.chain import Chain, connect
from dao_sim.coop import Charter, Cooperative
from tests.contracts.kit import ALICE, BOB

CHARTER = """
name = "Lumen"
symbol = "LUM"
[token]
epoch = "30d"
mint_cap = "10000"
[governance]
voting_delay = "1d"
voting_period = "5d"
proposal_threshold = "100"
quorum = "4%"
late_quorum_extension = "1d"
timelock_delay = "2d"
guardian = "account:9"
guardian_mandate = "180d"
[treasury]
epoch = "30d"
caps = [{ asset = "ETH", amount = "50" }]
[royalties]
levy = "5%"
[works]
min_commit_age = "1m"
max_commit_age = "1d"
licences = true
bundles = true
[operators]
admitter = ["account:8"]
minter = ["account:8"]
[[founders]]
account = "account:1"
class = "creator"
tokens = "1000"
[[founders]]
account = "account:2"
class = "enterprise"
tokens = "600"
[[founders]]
account = "account:3"
class = "creator"
tokens = "400"
"""


@pytest.fixture(scope="session")
def deployed() -> Cooperative:
    """The co-op that every test starts from, a minute old. Tests take `coop`."""
    pytest.importorskip("pyrevm", reason="contract tests need the embedded engine, which this Python has not")
    coop = Cooperative.deploy(Charter.parse(CHARTER), connect("embedded"))
    coop.chain.advance(60)
    return coop


@pytest.fixture
def coop(deployed: Cooperative) -> Iterator[Cooperative]:
    """A co-op of this test's own."""
    start = deployed.chain.checkpoint()
    yield deployed
    deployed.chain.restore(start)


@pytest.fixture
def chain(coop: Cooperative) -> Chain:
    """The chain that `coop` lives on."""
    return coop.chain


@pytest.fixture
def work(coop: Cooperative) -> int:
    """A work of which Alice holds 600,000 units and Bob 400,000."""
    return coop.register_work(ALICE, b"a song", {ALICE: 600_000, BOB: 400_000}, royalty_bps=1_000)
