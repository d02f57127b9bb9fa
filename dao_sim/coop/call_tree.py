"""What a call would do, the calls inside it included: a batch of calls, a call made through another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dao_sim.bindings import Contract, DecodedCall, decode_call, decode_revert
from dao_sim.coop.contracts import contracts_of
from dao_sim.errors import Refused, Reverted
from dao_sim.units import Address, Wei

if TYPE_CHECKING:
    from dao_sim.coop.cooperative import Cooperative

_DEEPEST = 8
"""Calls inside calls inside calls: beyond this many, what is inside is shown raw."""
_ONE = ("data", "payload")
_MANY = ("calldatas", "payloads")


@dataclass(frozen=True, slots=True)
class CallTree:
    """A call, decoded as far as the co-op's contracts are known, and the calls inside it."""

    call: DecodedCall
    inside: tuple[CallTree, ...] = ()

    def lines(self, depth: int = 0) -> Iterator[tuple[int, DecodedCall]]:
        """Every call of the tree with its depth, in the order of execution as far as there is one."""
        yield depth, self.call
        for tree in self.inside:
            yield from tree.lines(depth + 1)


def call_trees(
    coop: Cooperative, targets: Sequence[Address], values: Sequence[int], data: Sequence[bytes]
) -> tuple[CallTree, ...]:
    """A proposal's actions, decoded."""
    known = contracts_of(coop)
    return tuple(
        _tree(to, given, value, known, 0) for to, value, given in zip(targets, values, data, strict=True)
    )


def why_refused(coop: Cooperative, call: DecodedCall) -> Refused | None:
    """Why a call would be refused if the timelock made it now, alone; None where it would not.

    None also for a call to the governor, which takes instructions from a proposal's execution only: it cannot
    be tried. What another action of the same proposal does first is not known here.
    """
    if call.to == coop.governor.address:
        return None
    try:
        coop.chain.call(call.to, call.data, coop.timelock.address, call.value)
    except Reverted as refusal:
        called = next((each for each in contracts_of(coop) if each.address == call.to), None)
        return decode_revert(refusal.raw, None if called is None else called.artifact())
    except Refused as refusal:
        return refusal
    return None


def _tree(to: Address, data: bytes, value: int, known: Sequence[Contract], depth: int) -> CallTree:
    call = decode_call(to, data, known, Wei(value))
    if depth == _DEEPEST:
        return CallTree(call)
    inside = (_tree(*carried, known, depth + 1) for carried in _carried(call))
    return CallTree(call, tuple(inside))


def _carried(call: DecodedCall) -> Iterator[tuple[Address, bytes, int]]:
    """Target, data and wei of each call inside, told by how Solidity names such arguments."""
    given = call.arguments
    if call.function == "multicall":
        for data in given["data"]:
            yield call.to, data, 0
    elif "targets" in given:
        data = next((given[name] for name in _MANY if name in given), ())
        values = given.get("values", ())
        if len(given["targets"]) == len(data) == len(values):  # others are refused when they are executed
            yield from zip(given["targets"], data, values, strict=True)
    elif "target" in given:
        for name in _ONE:
            if isinstance(given.get(name), bytes):
                yield given["target"], given[name], given.get("value", 0)
