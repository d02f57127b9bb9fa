"""The whole economy at once: a co-op with everything switched on, anybody trying anything. See `machine`."""

from __future__ import annotations

from tests.property.machines.economy.machine import EconomyMachine

__all__ = ["EconomyMachine"]
