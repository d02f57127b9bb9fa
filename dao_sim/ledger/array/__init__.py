"""Co-ops as arrays: no chain, the same results to the unit, millions of votes a second."""

from dao_sim.ledger.array.ledger import ArrayLedger

__all__ = ["ArrayLedger"]
