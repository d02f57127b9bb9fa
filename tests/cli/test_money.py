"""Amounts on a screen: short, and still true."""

from __future__ import annotations

import io

import pytest

from dao_sim.cli.money import shortened
from dao_sim.cli.output import Output

TOKEN = 10**18


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("amount", "on_a_screen", "in_a_pipe"),
    [
        (0, "0", "0"),
        (1, "0.0000…", "0.000000000000000001"),
        (75 * TOKEN // 100, "0.75", "0.75"),
        (2505 * TOKEN // 10, "250.5", "250.5"),
        (1_234_567 * TOKEN + 1, "1.234M", "1,234,567.000000000000000001"),
    ],
)
def test_a_small_amount_is_not_shown_as_nothing(amount: int, on_a_screen: str, in_a_pipe: str) -> None:
    assert shortened(Output(stdout=Screen()), amount) == on_a_screen
    assert shortened(Output(stdout=io.StringIO()), amount) == in_a_pipe
