"""The node that commands are pointed at."""

from __future__ import annotations

from tests.chain.conftest import anvil

__all__ = ["anvil"]
