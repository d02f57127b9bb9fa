"""A co-op: its charter, the plan that deploys it, and the running thing. Imported when first used."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dao_sim.coop.books import Books
    from dao_sim.coop.charter import Charter
    from dao_sim.coop.cooperative import Cooperative
    from dao_sim.coop.outcomes import Outcomes
    from dao_sim.coop.proposal import Proposal, Tally

_MODULES = {
    "Books": "books",
    "Charter": "charter",
    "Cooperative": "cooperative",
    "Outcomes": "outcomes",
    "Proposal": "proposal",
    "Tally": "proposal",
}

__all__ = ["Books", "Charter", "Cooperative", "Outcomes", "Proposal", "Tally"]


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
