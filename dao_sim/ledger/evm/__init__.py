"""Co-ops as the contracts that they are, on any engine."""

from dao_sim.ledger.evm.ledger import EvmLedger

__all__ = ["EvmLedger"]
