"""Ballots as people write them: an option `A`, a ranking `A>B>C`, an approval `A|B`, a split `A:3|B:1`.

Names of options therefore hold none of the three signs. `For`, `AGAINST` and so on, in any capitals, are
the sides of a vote on a measure.
"""

from __future__ import annotations

from dao_sim.metrics.tallies.outcome import SIDES, repeated
from dao_sim.units import parse_amount

_MOST_DIGITS = 60
"""Of a share's text: more than anybody can mean, and few enough to be read at once."""


def option(text: str) -> str:
    """A single option. Raises ValueError for anything else."""
    _expect(text, "option", "A")
    return _name(text)


def ranking(text: str) -> tuple[str, ...]:
    """Options, best first, each at most once; the others are below them. Raises ValueError."""
    _expect(text, "ranking", "A>B>C")
    return _different([_name(part) for part in text.split(">")], "ranked")


def approval(text: str) -> tuple[str, ...]:
    """Options that are approved, each at most once. Raises ValueError."""
    _expect(text, "approval", "A|B")
    return _different([_name(part) for part in text.split("|")], "approved")


def split(text: str) -> tuple[tuple[str, int], ...]:
    """(option, share) pairs, each option at most once; `A` alone is all for A. Raises ValueError.

    Shares are decimal, of at most 18 places, and become integers of 10^-18: only their ratios matter.
    """
    _expect(text, "split", "A:3|B:1")
    if ":" not in text and "|" not in text:
        return ((_name(text), 1),)
    pairs = []
    for part in text.split("|"):
        name, colon, share = part.partition(":")
        if not colon:
            raise ValueError(f"must give every option of a split a share: {_name(part)!r} has none")
        pairs.append((_name(name), _share(_name(name), share)))
    _different([name for name, _ in pairs], "given a share")
    if not any(share for _, share in pairs):
        raise ValueError("must not be a split that sums to zero")
    return tuple(pairs)


_ALIKE = {
    "option": {"option"},
    "ranking": {"option", "ranking"},
    "approval": {"option", "approval"},
    "split": {"option", "split", "approval"},
}
"""By kind, what may be read as it: an option alone is also the shortest ranking, approval and split, and
a split that lacks its shares is told so."""


def _expect(text: str, kind: str, example: str) -> None:
    if not text.strip():
        raise ValueError("must not be empty")
    found = "ranking" if ">" in text else "split" if ":" in text else "approval" if "|" in text else "option"
    if found not in _ALIKE[kind]:
        article = {"option": "an option", "approval": "an approval"}
        wanted, got = article.get(kind, f"a {kind}"), article.get(found, f"a {found}")
        raise ValueError(f"must be {wanted} such as {example} under this rule; this is {got}")


def _name(text: str) -> str:
    name = text.strip()
    if not name:
        raise ValueError("must not name an option that has no letters")
    return name.lower() if name.lower() in SIDES else name


def _share(name: str, text: str) -> int:
    if len(text) > _MOST_DIGITS:
        raise ValueError(
            f"must have shares of at most {_MOST_DIGITS} digits; that of {name!r} has {len(text)}"
        )
    try:
        return parse_amount(text)
    except ValueError as error:
        raise ValueError(f"must have decimal shares: that of {name!r} {error}") from None


def _different(names: list[str], done: str) -> tuple[str, ...]:
    if (twice := repeated(names)) is not None:
        raise ValueError(f"must name each option once: {twice!r} is {done} twice")
    return tuple(names)
