"""What a batch's rows announced, as the outcome of an intent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

import numpy as np

from dao_sim.bindings import Contract, Event
from dao_sim.chain.protocol import BatchResult
from dao_sim.ledger.amounts import Amounts
from dao_sim.ledger.evm.world import refusals
from dao_sim.ledger.outcome import Outcome

E = TypeVar("E", bound=Event)


def by_row(result: BatchResult, contract: Contract, kind: type[E]) -> Iterator[tuple[int, E]]:
    """Row, and what the contract announced in it."""
    for row, log in result.logs():
        for event in contract.decode([log], kind):
            yield row, event


def numbered(result: BatchResult, contract: Contract, kind: type[Event], field: str) -> Outcome:
    """An outcome with each row's number: the field of an event that it announced."""
    numbers = np.zeros(len(result), dtype=np.int64)
    for row, event in by_row(result, contract, kind):
        numbers[row] = getattr(event, field)
    return Outcome(rows=len(result), refused=refusals(result), numbers=numbers)


def paid(result: BatchResult, contract: Contract, kind: type[Event]) -> Outcome:
    """An outcome with what each row paid: the amount of an event that it announced."""
    amounts = [0] * len(result)
    for row, event in by_row(result, contract, kind):
        amounts[row] = event.arguments["amount"]
    return Outcome(rows=len(result), refused=refusals(result), amounts=Amounts.of(amounts))
