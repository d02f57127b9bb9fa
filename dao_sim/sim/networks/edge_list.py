"""Ties that somebody recorded: a CSV file with a line per tie."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import numpy as np

from dao_sim.sim.networks.kind import Kind, Setting, Ties
from dao_sim.table import Source, open_rows, read_source

COLUMNS = ("from", "to", "strength")


class EdgeList(Kind):
    """Columns `from` and `to` (accounts, from 0), and `strength` (strong or weak).

    Further columns are left alone. Ties are mutual: each is written once, or from both ends alike.
    """

    kind: Literal["file"]
    path: Path
    """From the scenario's folder."""

    def ties(self, setting: Setting) -> Ties:
        source = read_source(setting.folder / self.path, "ties")
        strong: dict[tuple[int, int], bool] = {}
        with open_rows(source, COLUMNS) as rows:
            for line, cells in rows:
                first, second = (
                    _account(source, line, end, cells[end], setting.size) for end in ("from", "to")
                )
                if first == second:
                    raise source.bad("a tie is between two people", line=line, column="to", value=second)
                kind = _strong(source, line, cells["strength"])
                if strong.setdefault((min(first, second), max(first, second)), kind) != kind:
                    reason = "this tie is there before with the other strength"
                    raise source.bad(reason, line=line, column="strength", value=cells["strength"])
        ends = np.array(list(strong), dtype=np.int64)
        return Ties(ends[:, 0], ends[:, 1], np.fromiter(strong.values(), np.bool_, len(strong)))


def _account(source: Source, line: int, column: str, text: str, size: int) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(size)) and int(text) < size):
        reason = f"must be the number of an account, from 0 to {size - 1}"
        raise source.bad(reason, line=line, column=column, value=text)
    return int(text)


def _strong(source: Source, line: int, text: str) -> bool:
    if text not in ("strong", "weak"):
        raise source.bad("must be strong or weak", line=line, column="strength", value=text)
    return text == "strong"
