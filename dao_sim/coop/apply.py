"""Carries a deployment plan out on a chain."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dao_sim import bindings
from dao_sim.bindings import Artifact, Contract
from dao_sim.bindings.reverts import explained
from dao_sim.chain.protocol import Chain, Receipt
from dao_sim.coop.steps import Deploy, Ref, Step
from dao_sim.errors import DaoSimError
from dao_sim.units import Address


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """The one transaction that a step is: creation code where `to` is None, else calldata."""

    to: Address | None
    data: bytes
    artifact: Artifact
    """Of the contract that is created or called: what a refusal is explained by."""


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
    for step, receipt in carry_out(steps, chain, deployer, on_step):
        if isinstance(step, Deploy):
            addresses[step.step] = created(receipt)
    return addresses


def carry_out(
    steps: Sequence[Step],
    chain: Chain,
    deployer: Address,
    on_step: Callable[[Step], None] | None = None,
) -> Iterator[tuple[Step, Receipt]]:
    """As `apply`, step by step with its receipt."""
    addresses: dict[str, Address] = {}
    for step in steps:
        if on_step:
            on_step(step)
        message = message_of(step, chain, addresses)
        with explained(message.artifact):
            if message.to is None:
                receipt = chain.deploy(deployer, message.data)
                addresses[step.step] = created(receipt)
            else:
                receipt = chain.send(deployer, message.to, message.data)
        yield step, receipt


def message_of(step: Step, chain: Chain, addresses: Mapping[str, Address]) -> Message:
    """The transaction that `step` is, once the steps before it have these addresses."""
    kind = contract_of(step)
    if isinstance(step, Deploy):
        data = kind.initcode(*with_addresses(step.arguments, addresses))
        return Message(to=None, data=data, artifact=kind.artifact())
    contract = kind(chain, addresses[step.target.step])
    calls = [contract.write(signature, *with_addresses(args, addresses)) for signature, args in step.calls]
    if len(calls) > 1:
        calls = [contract.write("multicall(bytes[])", [call.data for call in calls])]
    return Message(to=contract.address, data=calls[0].data, artifact=kind.artifact())


def created(receipt: Receipt) -> Address:
    """Where a deployment landed. Raises DaoSimError for a receipt that does not say."""
    if receipt.contract_address is None:
        raise DaoSimError("chain", "a deployment's receipt has no address")
    return receipt.contract_address


def contract_of(step: Step) -> type[Contract]:
    """The class of the contract that the step creates or calls."""
    found: type[Contract] = getattr(bindings, step.contract)
    return found


def with_addresses(value: Any, addresses: Mapping[str, Address]) -> Any:
    """`value` with every `Ref` in it replaced by the address it stands for."""
    if isinstance(value, Ref):
        return addresses[value.step]
    if isinstance(value, tuple):
        return tuple(with_addresses(part, addresses) for part in value)
    return value
