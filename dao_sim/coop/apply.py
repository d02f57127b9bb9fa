"""Carries a deployment plan out on a chain."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from dao_sim import bindings
from dao_sim.bindings import Contract
from dao_sim.chain.protocol import Chain
from dao_sim.coop.plan import Deploy, Invoke, Ref, Step
from dao_sim.units import Address


def apply(
    steps: Sequence[Step],
    chain: Chain,
    deployer: Address,
    on_step: Callable[[Step], None] | None = None,
) -> dict[str, Address]:
    """Sends every step in order from `deployer`; returns the addresses by step name.

    `on_step` is called before each step is sent. Raises Reverted, decoded, if a contract refuses; what was
    sent before stays deployed.
    """
    addresses: dict[str, Address] = {}
    for step in steps:
        if on_step:
            on_step(step)
        if isinstance(step, Deploy):
            created = _class(step.contract).create(chain, deployer, *_resolved(step.arguments, addresses))
            addresses[step.step] = created.address
        else:
            _invoke(step, chain, deployer, addresses)
    return addresses


def _invoke(step: Invoke, chain: Chain, deployer: Address, addresses: dict[str, Address]) -> None:
    contract = _class(step.contract)(chain, addresses[step.target.step])
    calls = [contract.write(signature, *_resolved(args, addresses)) for signature, args in step.calls]
    if len(calls) > 1:
        calls = [contract.write("multicall(bytes[])", [call.data for call in calls])]
    for call in calls:
        call.send(deployer)


def _class(name: str) -> type[Contract]:
    found: type[Contract] = getattr(bindings, name)
    return found


def _resolved(value: Any, addresses: dict[str, Address]) -> Any:
    """`value` with every `Ref` in it replaced by the address it stands for."""
    if isinstance(value, Ref):
        return addresses[value.step]
    if isinstance(value, tuple):
        return tuple(_resolved(part, addresses) for part in value)
    return value
