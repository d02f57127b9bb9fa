"""Charts of one electorate under many rules: what each made of it, and which classes its winner was for."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_INK, _MEMBERS, _TOKENS, _COALITION, _GAS = "#333333", "#2f6f9f", "#9db4c5", "#8a6aa3", "#6b7f3f"
COLOURS = ("#b9b4a8", "#2f6f9f", "#d9742b", "#6b7f3f", "#8a6aa3", "#b5495b", "#4f9d9d", "#c9a227")
"""Of the options, no change first."""
_HEIGHT_PER_RULE, _LONGEST = 0.5, 24
_AGREE = ("no majority agrees", "most {} agree", "members and tokens agree")


def colour(option: int) -> str:
    """What an option is drawn in, everywhere."""
    return COLOURS[option] if option < len(COLOURS) else COLOURS[1 + (option - 1) % (len(COLOURS) - 1)]


def outcomes_chart(data: Mapping[str, Any], *, title: str) -> bytes:
    """Draws, rule by rule, who wins, turnout, the smallest coalition and the gas; returns the PNG.

    `data` are a comparison's, as JSON has them.
    """
    rules, options = data["rules"], data["options"]
    figure = _figure(12, 1.9 + _HEIGHT_PER_RULE * len(rules), title)
    with_gas = any(rule["gas_per_vote"] is not None for rule in rules)
    panels = figure.subplots(1, 3 + with_gas, sharey=True, width_ratios=(2.6, 3, 3, 3)[: 3 + with_gas])
    _winners(panels[0], rules, options)
    _turnout(panels[1], rules)
    counts = [rule["smallest_coalition"] for rule in rules]
    _bars(panels[2], counts, _COALITION, "Fewest voters that decide", "none could")
    if with_gas:
        _bars(panels[3], [rule["gas_per_vote"] for rule in rules], _GAS, "Gas per vote", "nobody voted")
    return _png(figure)


def classes_chart(data: Mapping[str, Any], *, title: str) -> bytes:
    """Draws what share each class gave the winner, rule by rule; returns the PNG."""
    rules = data["rules"]
    classes = [
        name
        for name in rules[0]["share_by_class"]
        if any(rule["share_by_class"][name] is not None for rule in rules)
    ]
    shares = [[rule["share_by_class"][name] for name in classes] for rule in rules]
    figure = _figure(8.5, 1.7 + 0.42 * len(rules), title)
    axes = figure.add_subplot()
    known = [[float("nan") if share is None else share for share in row] for row in shares]
    axes.imshow(known, cmap="Blues", vmin=0, vmax=1.8, aspect="auto")
    for y, row in enumerate(shares):
        for x, share in enumerate(row):
            text = "–" if share is None else f"{100 * share:.0f} %"
            axes.text(x, y, text, ha="center", va="center", color=_INK, fontsize=9)
    names = ["no members" if name == "none" else name for name in classes]
    axes.set_xticks(range(len(classes)), names)
    _rule_names(axes, [f"{rule['rule']}: {_cut(rule['winner'])}" for rule in rules])
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    return _png(figure)


def sweep_chart(
    winners: Mapping[str, Sequence[int]],
    values: Sequence[float],
    *,
    options: Sequence[str],
    label: str,
    title: str,
) -> bytes:
    """Draws who wins under each rule while something is swept; returns the PNG.

    `winners` are options, by rule and by value; `label` says what the values are.
    """
    from matplotlib.colors import ListedColormap
    from matplotlib.patches import Patch

    figure = _figure(9, 2 + 0.36 * len(winners), title)
    axes = figure.add_subplot()
    palette = ListedColormap([colour(option) for option in range(len(options))])
    axes.imshow(list(winners.values()), cmap=palette, vmin=0, vmax=len(options) - 1, aspect="auto")
    step = -(-len(values) // 14)
    axes.set_xticks(range(0, len(values), step), [f"{value:g}" for value in values[::step]])
    axes.set_xlabel(label, color=_INK)
    _rule_names(axes, list(winners))
    for boundary in range(1, len(winners)):
        axes.axhline(boundary - 0.5, color="white", linewidth=2)
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0)
    patches = [Patch(color=colour(option), label=_cut(name)) for option, name in enumerate(options)]
    axes.legend(handles=patches, loc="lower center", bbox_to_anchor=(0.5, 1), ncols=4, frameon=False)
    return _png(figure)


def _winners(axes: Axes, rules: Sequence[Mapping[str, Any]], options: Sequence[str]) -> None:
    axes.barh(
        range(len(rules)), [1] * len(rules), color=[colour(options.index(rule["winner"])) for rule in rules]
    )
    for place, rule in enumerate(rules):
        agree = [name for name in ("members", "tokens") if rule[f"{name}_agree"]]
        said = f"{_cut(rule['winner'])}\n{_AGREE[len(agree)].format(*agree)}"
        box = {"facecolor": "white", "edgecolor": "none", "pad": 1.5, "alpha": 0.85}
        text = axes.text(0.5, place, said, ha="center", va="center", fontsize=8, color=_INK, bbox=box)
        text.set_parse_math(False)
    axes.set_xticks([])
    axes.set_xlim(0, 1)
    _rule_names(axes, [rule["rule"] for rule in rules])
    axes.invert_yaxis()
    axes.set_title("Who wins", loc="left", fontsize=10, color=_INK)
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0)


def _turnout(axes: Axes, rules: Sequence[Mapping[str, Any]]) -> None:
    for name, shift, shade in (("turnout", -0.2, _MEMBERS), ("turnout_tokens", 0.2, _TOKENS)):
        widths = [100 * (rule[name] or 0) for rule in rules]
        label = "turnout of the members" if name == "turnout" else "turnout of the tokens"
        bars = axes.barh(
            [place + shift for place in range(len(rules))], widths, 0.36, color=shade, label=label
        )
        axes.bar_label(bars, [f"{width:.0f}" for width in widths], padding=2, fontsize=7, color=_INK)
    axes.set_xlim(0, 112)
    axes.figure.legend(loc="outside lower center", ncols=2, frameon=False, fontsize=8)
    _dress(axes, "Turnout, %")


def _bars(axes: Axes, values: Sequence[int | None], shade: str, title: str, without: str) -> None:
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    bars = axes.barh(range(len(values)), [value or 0 for value in values], 0.6, color=shade)
    labels = [without if value is None else f"{value:,}" for value in values]
    axes.bar_label(bars, labels, padding=3, fontsize=8, color=_INK)
    axes.set_xlim(0, max([value or 0 for value in values] + [1]) * 1.35)
    axes.xaxis.set_major_locator(MaxNLocator(4, integer=True))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _place: f"{value:,.0f}"))
    _dress(axes, title)


def _dress(axes: Axes, title: str) -> None:
    axes.set_title(title, loc="left", fontsize=10, color=_INK)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.grid(axis="x", color="#dddddd", linewidth=0.6)
    axes.set_axisbelow(True)
    axes.tick_params(axis="y", length=0)


def _rule_names(axes: Axes, names: Sequence[str]) -> None:
    axes.set_yticks(range(len(names)), names)
    for text in axes.get_yticklabels():
        text.set_parse_math(False)


def _cut(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"


def _figure(width: float, height: float, title: str) -> Figure:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), layout="constrained")
    FigureCanvasAgg(figure)
    figure.suptitle(title, fontsize=13, color=_INK, wrap=True, parse_math=False)
    return figure


def _png(figure: Figure) -> bytes:
    png = io.BytesIO()
    figure.savefig(png, dpi=150, format="png")
    return png.getvalue()
