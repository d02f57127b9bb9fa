"""A whole season of a co-op ends with equal state and equal decoded events, whoever runs the chain.

Set aside are addresses of contracts, block numbers and timestamps: the first depend on what the deployer
did before, the others on how an engine makes blocks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

import pytest

from dao_sim.bindings import Contract
from dao_sim.chain import Chain, connect
from dao_sim.chain.anvil import AnvilNode
from dao_sim.cli.season import Season, Step, proof
from dao_sim.coop import Cooperative
from dao_sim.units import SHARES_PER_WORK

TIMES = frozenset({"since", "vote_start", "vote_end", "eta_seconds"})
"""Fields of events that are timestamps."""

HASHES = frozenset({"id_", "salt", "proposal_hash"})
"""Fields of events that are made of addresses: the timelock's operation, the proposal's content."""

PLACE_OR_TIME = frozenset(
    {"clock()", "guardianMandateEnd()", "DOMAIN_SEPARATOR()", "eip712Domain()", "isConsumingScheduledOp()"}
)
"""Views without arguments that tell where or when, not what."""


@dataclass(frozen=True, kw_only=True)
class Ending:
    """What a season left behind."""

    steps: list[Step]
    proof: str
    state: dict[str, Any]
    events: list[tuple[str, str, Any]]


@pytest.fixture(scope="module")
def on_tester() -> Ending:
    return live(connect("tester"))


def live(chain: Chain) -> Ending:
    from_block = chain.block_number()
    season = Season(chain)
    steps = list(season.steps())
    aside = Aside(season.coop)
    return Ending(
        steps=steps,
        proof=proof(season.books()),
        state={name: aside.without(value) for name, value in state(season).items()},
        events=[
            (name, kind, aside.without(arguments))
            for name, kind, arguments in events(season.coop, from_block)
        ],
    )


class Aside:
    """Writes the co-op's contracts by name wherever their addresses stand, and hashes of them by order."""

    def __init__(self, coop: Cooperative) -> None:
        self.names: dict[str, str] = {address: f"<{name}>" for name, address in coop.addresses.items()}
        self.receivers: dict[str, str] = {
            coop.vault.receiver_of(work): f"<receiver {work}>"
            for work in range(1, coop.registry.work_count() + 1)
        }
        self.hashes: dict[bytes, str] = {}

    def without(self, value: Any, field: str = "") -> Any:
        if isinstance(value, dict):
            return {key: self.without(part, key) for key, part in value.items() if key not in TIMES}
        if isinstance(value, (list, tuple)):
            return [self.without(part) for part in value]
        if isinstance(value, bytes):
            if field in HASHES:
                return self.hashes.setdefault(value, f"<hash {len(self.hashes)}>")
            for address, name in self.names.items():
                value = value.replace(bytes.fromhex(address[2:]), name.encode())
            return value
        return self.names.get(value) or self.receivers.get(value, value) if isinstance(value, str) else value


def contracts(coop: Cooperative) -> dict[str, Contract]:
    return {name: getattr(coop, name) for name in coop.addresses}


def events(coop: Cooperative, from_block: int) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Contract, event and arguments, in the order of the chain."""
    by_address = {contract.address: (name, contract) for name, contract in contracts(coop).items()}
    for log in coop.chain.logs(from_block=from_block):
        if log.address in by_address:
            name, contract = by_address[log.address]
            (event,) = contract.decode([log])
            yield name, type(event).__name__, event.arguments


def state(season: Season) -> dict[str, Any]:
    """Every parameter of every contract, and what everybody has."""
    coop, people = season.coop, season.people
    found: dict[str, Any] = {}
    for name, contract in contracts(coop).items():
        for signature, function in contract.artifact().abi.functions.items():
            is_view = function.mutability in {"view", "pure"} and not function.inputs
            if is_view and signature not in PLACE_OR_TIME:
                found[f"{name}.{signature}"] = contract.read(signature)
    for person, account in people.items():
        found[f"{person}: member"] = coop.membership.class_of(account), coop.membership.get_votes(account)
        found[f"{person}: tokens"] = coop.token.balance_of(account), coop.token.get_votes(account)
        for work, (symbol, asset) in product(season.works.values(), season.assets.items()):
            found[f"{person}: {symbol} credit in {work}"] = coop.vault.credit_of(work, asset, account)
            found[f"{person}: units of {work}"] = coop.vault.balance_of(account, work)
    for work in season.works.values():
        recorded = coop.registry.work(work)
        found[f"work {work}"] = (
            recorded.content_hash,
            recorded.registrant,
            recorded.ai_share_bps,
            recorded.voided,
            coop.registry.owner_of(work),
            coop.registry.token_uri(work),
            coop.vault.receiver_of(work),
            [coop.vault.income(work, asset) for asset in season.assets.values()],
        )
    for holder in ("treasury", "vault"):
        address = coop.addresses[holder]
        found[f"{holder} holds"] = coop.chain.balance(address), coop.token.balance_of(address)
    latest = coop.governor.latest_proposal_id()
    found["proposal"] = coop.governor.state(latest), tuple(coop.governor.proposal_votes(latest))
    return found


def assert_equal(one: Ending, other: Ending) -> None:
    assert one.steps == other.steps
    assert one.proof == other.proof
    assert one.state == other.state
    assert one.events == other.events


def test_the_season_leaves_something_to_compare(on_tester: Ending) -> None:
    kinds = {kind for _, kind, _ in on_tester.events}
    assert {"WorkRegistered", "Deposited", "VoteCast", "ProposalExecuted", "LevySet", "Claimed"} <= kinds
    assert on_tester.state["vault.levyBps()"] == 750
    units = [v for k, v in on_tester.state.items() if k.endswith("units of 1")]
    assert sum(units) == SHARES_PER_WORK
    assert on_tester.state["treasury holds"][0] > 0
    assert on_tester.proof.startswith("The books balance, in units: ETH ")


def test_embedded_and_tester(on_tester: Ending) -> None:
    pytest.importorskip("pyrevm", reason="pyrevm has no wheel for this Python")
    assert_equal(live(connect("embedded")), on_tester)


def test_anvil_and_tester(on_tester: Ending, anvil: AnvilNode) -> None:
    chain = connect(anvil.url)
    deployer = chain.accounts()[0]
    chain.send(deployer, deployer)  # so that contracts get other addresses than elsewhere
    ending = live(chain)
    chain.close()
    assert_equal(ending, on_tester)
