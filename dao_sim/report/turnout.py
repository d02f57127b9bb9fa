"""A chart of who came and who decided: turnout and concentration, proposal by proposal."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LABELLED = 30
"""Up to that many proposals, each bar says its value."""

_PASSED, _FAILED, _SHARE, _COUNT, _INK = "#2f6f9f", "#d9742b", "#6b7f3f", "#8a6aa3", "#333333"
_LEAST_SLOTS = 8
"""Room for that many bars at least, so that a few do not become walls."""
_INCHES_PER_BAR, _LEAST_WIDTH, _MOST_WIDTH, _HEIGHT = 0.5, 7.0, 24.0, 9.0


class Voted(Protocol):
    """A vote that is over. Amounts in the token's smallest unit."""

    @property
    def proposal(self) -> int: ...
    @property
    def voters(self) -> int: ...
    @property
    def cast(self) -> int:
        """The weight of all votes."""
        ...

    @property
    def supply(self) -> int: ...
    @property
    def quorum(self) -> int: ...
    @property
    def executed(self) -> bool: ...
    @property
    def largest(self) -> int:
        """The weight of the heaviest vote."""
        ...

    @property
    def majority_holders(self) -> int: ...


def turnout_chart(votes: Sequence[Voted], *, title: str) -> bytes:
    """Draws at least one vote, in order, and returns the PNG.

    Three panels: turnout in percent of the supply, with the quorum; the heaviest vote's share of the weight
    cast; and the fewest voters that hold more than half of it.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    width = min(max(_LEAST_WIDTH, 2 + _INCHES_PER_BAR * len(votes)), _MOST_WIDTH)
    figure = Figure(figsize=(width, _HEIGHT), layout="constrained")
    FigureCanvasAgg(figure)
    figure.suptitle(title, fontsize=14, color=_INK, wrap=True, parse_math=False)
    panels = figure.subplots(3, 1, sharex=True, height_ratios=(3, 2, 2))
    _turnout(panels[0], votes)
    _largest(panels[1], votes)
    _majority(panels[2], votes)
    step = -(-len(votes) // LABELLED)
    panels[2].set_xticks(range(0, len(votes), step), [str(vote.proposal) for vote in votes[::step]])
    panels[2].set_xlabel("Proposal")
    margin = 0.6 + max(0, _LEAST_SLOTS - len(votes)) / 2
    panels[2].set_xlim(-margin, len(votes) - 1 + margin)
    png = io.BytesIO()
    figure.savefig(png, dpi=150, format="png")
    return png.getvalue()


def _turnout(axes: Axes, votes: Sequence[Voted]) -> None:
    shares = [_percent(vote.cast, vote.supply) for vote in votes]
    for passed, colour, label in ((True, _PASSED, "passed and executed"), (False, _FAILED, "not passed")):
        at = [place for place, vote in enumerate(votes) if vote.executed is passed]
        if at:
            axes.bar(
                at,
                [shares[place] for place in at],
                color=colour,
                edgecolor=colour,
                linewidth=1.5,
                label=label,
            )
    quorums = [_percent(vote.quorum, vote.supply) for vote in votes]
    places = range(len(votes))
    starts, ends = [place - 0.5 for place in places], [place + 0.5 for place in places]
    axes.hlines(
        quorums, starts, ends, color=_INK, linewidth=1.5, linestyle=(0, (4, 2)), label=_quorum_label(quorums)
    )
    # A label stands above the quorum's line, which would cross it, and tells a bar too small to see.
    colours = [_INK if vote.executed else _FAILED for vote in votes]
    _label(axes, [f"{share:.3g}" for share in shares], list(map(max, shares, quorums)), colours=colours)
    axes.set_ylim(0, 115)
    _dress(axes, "Turnout: the weight cast", "% of the supply\nat the snapshot")
    axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1.08), ncols=3, frameon=False)


def _largest(axes: Axes, votes: Sequence[Voted]) -> None:
    shares = [_percent(vote.largest, vote.cast) for vote in votes]
    axes.bar(range(len(votes)), shares, color=_SHARE)
    axes.axhline(50, color=_INK, linewidth=1, linestyle=":")
    _label(axes, [f"{share:.3g}" for share in shares], shares)
    axes.set_ylim(0, 115)
    _dress(axes, "Concentration: the heaviest single vote (dotted: half)", "% of the\nweight cast")


def _majority(axes: Axes, votes: Sequence[Voted]) -> None:
    from matplotlib.ticker import MaxNLocator

    counts = [vote.majority_holders for vote in votes]
    axes.bar(range(len(votes)), counts, color=_COUNT)
    _label(axes, [f"{vote.majority_holders} of {vote.voters}" for vote in votes], counts, size=7)
    axes.set_ylim(0, max(*counts, 1) * 1.2)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    _dress(
        axes,
        "Concentration: fewest voters with more than half of the weight cast, of all who voted",
        "voters",
    )


def _percent(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0


def _quorum_label(quorums: Sequence[float]) -> str:
    low, high = min(quorums), max(quorums)
    return f"quorum, {low:.3g} %" if f"{low:.3g}" == f"{high:.3g}" else "quorum"


def _label(
    axes: Axes,
    texts: Sequence[str],
    heights: Sequence[float],
    *,
    colours: Sequence[str] | None = None,
    size: int = 8,
) -> None:
    if len(texts) > LABELLED:
        return
    inks = colours or [_INK] * len(texts)
    for place, (text, height, ink) in enumerate(zip(texts, heights, inks, strict=True)):
        axes.annotate(
            text,
            (place, height),
            xytext=(0, 2),
            textcoords="offset points",
            ha="center",
            va="bottom",
            fontsize=size,
            color=ink,
            weight="normal" if ink == _INK else "bold",
        )


def _dress(axes: Axes, title: str, unit: str) -> None:
    axes.set_title(title, loc="left", fontsize=10, color=_INK)
    axes.set_ylabel(unit, color=_INK)
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(axis="y", color="#dddddd", linewidth=0.6)
    axes.set_axisbelow(True)
