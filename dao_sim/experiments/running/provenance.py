"""What a result was made by: code, contracts, libraries."""

from __future__ import annotations

import hashlib
import subprocess
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from dao_sim import __version__
from dao_sim.bindings import artifact

LIBRARIES = ("numpy", "polars", "networkx", "joblib", "pydantic", "pyrevm", "scipy", "statsmodels", "SALib")


def code_version() -> str:
    """The package's version, and the commit where it runs from a checkout; `+changed` if that has changes."""
    root = Path(__file__).resolve().parents[3]
    if not (root / ".git").exists():
        return __version__
    commit = _git(root, "rev-parse", "--short=12", "HEAD")
    changed = "+changed" if _git(root, "status", "--porcelain", "--untracked-files=no") else ""
    return f"{__version__} ({commit}{changed})" if commit else __version__


@cache
def contract_hashes() -> dict[str, str]:
    """Contract → SHA-256 of its creation code."""
    return {name: hashlib.sha256(artifact.load(name).bytecode).hexdigest() for name in artifact.names()}


def library_versions() -> dict[str, str]:
    """Library → version, of those that are installed."""
    return {name: found for name in LIBRARIES if (found := _version(name))}


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _git(root: Path, *words: str) -> str:
    try:
        ended = subprocess.run(["git", "-C", str(root), *words], capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return ended.stdout.strip()
