"""Vote files: real ones by path, small ones made for the test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.chain.conftest import anvil  # noqa: F401 (a fixture)

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "beanstalk_bip_votes.csv"
HEADER = "proposal,voter,weight,unit,support"


def voter(number: int) -> str:
    """An address that is easy to tell from the others, in lower case."""
    return f"0x{0xC0FFEE00 + number:040x}"


@pytest.fixture
def beanstalk() -> Path:
    """Beanstalk's 1,296 recorded votes."""
    if not SHARED.exists():
        pytest.skip("../shared/data/beanstalk_bip_votes.csv is not here")
    return SHARED


@pytest.fixture
def votes_file(tmp_path: Path) -> Callable[..., Path]:
    """Writes a vote file of these lines under the usual header."""

    def write(*lines: str, header: str = HEADER) -> Path:
        path = tmp_path / "votes.csv"
        path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
        return path

    return write
