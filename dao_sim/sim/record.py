"""What is written down of a replication, as it goes: rows, from which tables are made at the end."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from dao_sim.errors import BadInput
from dao_sim.ledger.intents import Intent
from dao_sim.ledger.outcome import Outcome

if TYPE_CHECKING:
    import polars as pl

Row = dict[str, Any]

MAX_DECIMAL = 10**38 - 1
"""What a column of amounts in a table can hold."""


class Wei(int):
    """An amount in a row: its column is exact, of 38 digits."""


@dataclass(slots=True)
class Record:
    """Rows of each table."""

    epochs: list[Row] = field(default_factory=list)
    """One per epoch and co-op."""
    votes: dict[tuple[int, int], Row] = field(default_factory=dict)
    """(co-op, proposal) → who came, and how concentrated the weight was that was cast."""
    flows: Counter[tuple[int, int, str]] = field(default_factory=Counter)
    """(epoch, co-op, kind) → wei that flowed."""
    refused: Counter[tuple[int, int, str, str]] = field(default_factory=Counter)
    """(epoch, co-op, intent, reason) → rows."""

    def refusals(self, epoch: int, intent: Intent, outcome: Outcome) -> None:
        """Counts what was refused, by its reason."""
        coop = getattr(intent, "coop", 0)
        for reason in outcome.refused.values():
            self.refused[epoch, coop, type(intent).__name__, reason] += 1

    def flow(self, epoch: int, coop: int, kind: str, amount: int) -> None:
        """Money that flowed, by kind: `sales`, `levy`, `claims`, `costs`, `grants` and others."""
        if amount:
            self.flows[epoch, coop, kind] += amount

    def flow_rows(self) -> list[Row]:
        """By epoch, co-op and kind."""
        return [
            {"epoch": epoch, "coop": coop, "kind": kind, "amount": Wei(amount)}
            for (epoch, coop, kind), amount in sorted(self.flows.items())
        ]

    def refused_rows(self) -> list[Row]:
        """By epoch, co-op, intent and reason."""
        return [
            {"epoch": epoch, "coop": coop, "intent": intent, "reason": reason, "rows": rows}
            for (epoch, coop, intent, reason), rows in sorted(self.refused.items())
        ]


def frame(rows: list[Row], columns: dict[str, type]) -> pl.DataFrame:
    """A table of rows, with these columns in this order, each of one type; of no rows, too."""
    return columns_of({name: [row[name] for row in rows] for name in columns}, columns)


def columns_of(data: dict[str, list[Any]], columns: dict[str, type]) -> pl.DataFrame:
    """A table of columns. Raises BadInput for an amount of more than 38 digits."""
    import polars as pl

    kinds = {int: pl.Int64(), float: pl.Float64(), str: pl.String(), bool: pl.Boolean(), Wei: pl.Int128()}
    made = []
    for name, kind in columns.items():
        if kind is Wei and data[name] and max(data[name]) > MAX_DECIMAL:
            raise BadInput("table", "amounts have at most 38 digits", column=name, value=max(data[name]))
        column = pl.Series(name, data[name], dtype=kinds[kind])
        made.append(column.cast(pl.Decimal(38, 0)) if kind is Wei else column)
    return pl.DataFrame(made)
