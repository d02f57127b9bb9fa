"""How alike two texts are: the Jaccard index of their shingles, which are all runs of so many words.

Shingles and their sketches are A. Broder's ("On the resemblance and containment of documents", 1997).
Candidates come from datasketch's locality-sensitive hashing of MinHashes, and are then compared exactly: what
is reported is no estimate.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from dao_sim.screening.images import missing_library

Shingles = frozenset[str]

PERMUTATIONS = 128
"""Of a MinHash; the estimate's standard error is about 1 / √128, 9 %."""
_RECALL = 0.8
"""Candidates are looked for from this part of the threshold on, so that few are missed."""
_WORD = re.compile(r"\w+")


def shingles(content: bytes, size: int) -> Shingles | None:
    """Runs of `size` words, whatever their capitals and punctuation; None where that is no text in UTF-8.

    A text of fewer words is one shingle; None where it has none.
    """
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return None
    if "\0" in text:
        return None
    words = _WORD.findall(unicodedata.normalize("NFKC", text).casefold())
    if not words:
        return None
    runs = range(max(1, len(words) - size + 1))
    return frozenset(" ".join(words[at : at + size]) for at in runs)


def jaccard(one: Shingles, other: Shingles) -> float:
    """What two sets share of what they have together, from 0 to 1."""
    return len(one & other) / len(one | other)


def alike(text: Shingles, known: Mapping[int, Shingles], threshold: float) -> dict[int, float]:
    """Number → Jaccard index, of the known texts that reach the threshold.

    Raises Unsupported where datasketch is not installed.
    """
    if not known:
        return {}
    try:
        from datasketch import MinHash, MinHashLSH
    except ImportError as error:
        raise missing_library(error) from error

    def sketch(parts: Shingles) -> MinHash:
        made = MinHash(num_perm=PERMUTATIONS)
        made.update_batch([part.encode() for part in sorted(parts)])
        return made

    index = MinHashLSH(threshold=threshold * _RECALL, num_perm=PERMUTATIONS)
    for number, parts in known.items():
        index.insert(number, sketch(parts))
    exact = {number: jaccard(text, known[number]) for number in sorted(index.query(sketch(text)))}
    return {number: index for number, index in exact.items() if index >= threshold}
