"""Design, deploy and stress creator co-operatives: Solidity holds the rules, Python lives them.

    from dao_sim import Charter, Cooperative, Support

    coop = Cooperative.deploy(Charter.load("coop.toml"))

Everything named here is imported when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dao_sim.chain import Chain, connect
    from dao_sim.coop import Books, Charter, Cooperative, Outcomes, Proposal, Tally
    from dao_sim.errors import BadInput, ChainUnreachable, CharterError, DaoSimError, Refused, Reverted
    from dao_sim.units import ETH, MemberClass, ProposalState, Support

__version__ = "0.1.0"

_MODULES = {
    "BadInput": "errors",
    "Books": "coop",
    "Chain": "chain",
    "ChainUnreachable": "errors",
    "Charter": "coop",
    "CharterError": "errors",
    "Cooperative": "coop",
    "DaoSimError": "errors",
    "ETH": "units",
    "MemberClass": "units",
    "Outcomes": "coop",
    "Proposal": "coop",
    "ProposalState": "units",
    "Refused": "errors",
    "Reverted": "errors",
    "Support": "units",
    "Tally": "coop",
    "connect": "chain",
}

__all__ = [
    "ETH",
    "BadInput",
    "Books",
    "Chain",
    "ChainUnreachable",
    "Charter",
    "CharterError",
    "Cooperative",
    "DaoSimError",
    "MemberClass",
    "Outcomes",
    "Proposal",
    "ProposalState",
    "Refused",
    "Reverted",
    "Support",
    "Tally",
    "__version__",
    "connect",
]


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
