"""Reads a deployment from the chain again and compares it with the committed artifacts and the charter."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dao_sim.bindings import artifact
from dao_sim.chain.rpc import RpcChain
from dao_sim.coop.apply import message_of
from dao_sim.coop.cooperative import Cooperative
from dao_sim.coop.deployment import Deployment
from dao_sim.coop.facts import Facts, expected, facts
from dao_sim.coop.plan import plan
from dao_sim.coop.steps import Deploy
from dao_sim.units import Address

_ABSENT = "nothing"
_NO_ROLE = "no role that the charter does not give it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that was compared."""

    what: str
    expected: str
    found: str

    @property
    def agrees(self) -> bool:
        return self.expected == self.found


def count(deployment: Deployment, chain: RpcChain) -> int:
    """How many checks `verify` makes of a deployment that is as its charter says, but for the last."""
    wanted = expected(deployment.charter, deployment.started_at, chain.now())
    return len(wanted) + 2 * len(deployment.contracts)


def verify(
    deployment: Deployment, chain: RpcChain, on_check: Callable[[], None] = lambda: None
) -> list[Check]:
    """Compares code, creation, parameters and roles. Every check is in the list, whether it agrees or not.

    Code equals the committed artifact's, immutables aside. What created it carries that artifact's creation
    code and the constructor arguments that the charter decides: founders and first balances are checked too.
    Parameters and roles are those of now: what a vote changed since then shows as a mismatch. `on_check` is
    called after each: over a slow line it takes a while.
    """
    code = list(_told(_code(deployment, chain), on_check))
    if not all(check.agrees for check in code):
        return code  # what is not the contract cannot be asked about its parameters
    coop = Cooperative(chain, deployment.charter, deployment.addresses)
    wanted = expected(deployment.charter, deployment.started_at, chain.now())
    created = list(_told(_creation(deployment, chain), on_check))
    found = facts(coop, on_check)
    compared = [
        Check(what=key, expected=wanted.get(key, _ABSENT), found=found.get(key, _ABSENT))
        for key in sorted({*wanted, *found})
    ]
    return [*code, *created, *compared, _deployer(deployment.deployer, wanted, found)]


def _told(checks: Iterator[Check], on_check: Callable[[], None]) -> Iterator[Check]:
    for check in checks:
        on_check()
        yield check


def _code(deployment: Deployment, chain: RpcChain) -> Iterator[Check]:
    for step, one in deployment.contracts.items():
        committed, code = artifact.load(one.contract), chain.code(one.address)
        wanted = f"{one.contract} as compiled"
        other = f"{len(code)} bytes of other code" if code else "no code"
        found = wanted if committed.is_code_of(code) else other
        yield Check(what=f"{step}.code", expected=wanted, found=found)


def _creation(deployment: Deployment, chain: RpcChain) -> Iterator[Check]:
    steps = plan(deployment.charter, deployer=deployment.deployer, accounts=(), now=deployment.started_at)
    for step in steps:
        if isinstance(step, Deploy):
            hashed = deployment.contracts[step.step].transaction
            message = message_of(step, chain, deployment.addresses)
            sent = chain.lookup.input_of(bytes.fromhex(hashed[2:]))
            wanted = "the arguments that the charter decides"
            found = wanted if sent == message.data else "other arguments" if sent else "no such transaction"
            yield Check(what=f"{step.step}.creation", expected=wanted, found=found)


def _deployer(deployer: Address, wanted: Facts, found: Facts) -> Check:
    """Whether the deployer holds a role that the charter does not give it."""
    extra = [
        what
        for what, holders in found.items()
        if "role " in what and deployer in holders.split(", ") and deployer not in wanted.get(what, "")
    ]
    return Check(what="deployer", expected=_NO_ROLE, found=", ".join(extra) or _NO_ROLE)
