"""One typed class per contract, and what they are made of: the only code that knows an ABI.

`RoyaltyVault(chain, address).claimable(work_id, ETH, alice)` reads at once.
`RoyaltyVault(chain, address).set_levy(750)` is a `Call`: send it, simulate it, propose it, or batch it.

Contract classes are in `generated/`, written by `scripts/bindings.py` from `artifacts/`. Everything here is
imported when first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dao_sim.bindings.artifact import Artifact
    from dao_sim.bindings.call import Call, DecodedCall, batch_of
    from dao_sim.bindings.columns import calldata_columns
    from dao_sim.bindings.contract import NO_ETH, Contract, Event, contract_class, decode_call
    from dao_sim.bindings.generated import *  # noqa: F403 (the list grows with the contracts)
    from dao_sim.bindings.reverts import decode_revert

_MODULES = {
    "Artifact": "artifact",
    "Call": "call",
    "Contract": "contract",
    "DecodedCall": "call",
    "Event": "contract",
    "NO_ETH": "contract",
    "batch_of": "call",
    "calldata_columns": "columns",
    "contract_class": "contract",
    "decode_call": "contract",
    "decode_revert": "reverts",
}

__all__ = [
    "NO_ETH",
    "Artifact",
    "Call",
    "Contract",
    "DecodedCall",
    "Event",
    "batch_of",
    "calldata_columns",
    "contract_class",
    "decode_call",
    "decode_revert",
]


def __getattr__(name: str) -> Any:
    if name in _MODULES:
        return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
    if not name[0].isupper():  # a module of this package, which the import system then looks for itself
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.generated"), name)
