"""The libraries of statistics, which come with an extra that not everybody installs."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from dao_sim.errors import Unsupported

_NEEDED = ("scipy.stats", "statsmodels.api", "SALib.analyze.sobol")


def library(name: str) -> Any:
    """The module of that name. Raises Unsupported, which names the extra, where it is not installed."""
    try:
        return import_module(name)
    except ImportError as error:
        reason = f"needs {name.partition('.')[0]}, which is not installed"
        raise Unsupported("analysis", reason, hint="pip install 'dao-sim[experiments]'") from error


def available() -> bool:
    """Whether all of the extra `experiments` that analysis needs can be imported."""
    try:
        for name in _NEEDED:
            library(name)
    except Unsupported:
        return False
    return True
