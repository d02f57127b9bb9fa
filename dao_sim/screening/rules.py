"""The screener that ships: near-duplicates, missing fields, caps. It goes by rules alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dao_sim.errors import BadInput
from dao_sim.screening import texts
from dao_sim.screening.images import HASH_BITS, image_hash
from dao_sim.screening.protocol import Candidate, Finding, KnownWork
from dao_sim.units import Flag, format_amount


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleScreener:
    """Flags what is too like a known work, lacks something, or has more of AI in it than its domain's cap.

    Images are alike where at most `hamming` of their hashes' 64 bits differ, texts where the Jaccard index of
    their shingles of `words` words is at least `jaccard`. Raises BadInput for thresholds out of range.
    """

    hamming: int = 8
    jaccard: float = 0.6
    words: int = 4
    fields: tuple[str, ...] = ("title", "creators")
    """What metadata must have, where they are at hand."""

    def __post_init__(self) -> None:
        if not 0 <= self.hamming < HASH_BITS:
            hint = f"bits that may differ, from 0 to {HASH_BITS - 1}"
            raise BadInput("screening", "is no distance", hint=hint, hamming=self.hamming)
        if not 0 < self.jaccard <= 1:
            raise BadInput("screening", "is no index", hint="above 0, at most 1", jaccard=self.jaccard)
        if self.words < 1:
            raise BadInput("screening", "is no length of shingles", hint="at least 1", words=self.words)

    def screen(self, candidate: Candidate, known: Sequence[KnownWork]) -> list[Finding]:
        """Near-duplicates first, the most alike of them first. Raises Unsupported without the extra."""
        return [
            *self._duplicates(candidate.content, sorted(known, key=lambda work: work.number)),
            *self._cap(candidate),
            *self._missing(candidate),
        ]

    def _duplicates(self, content: bytes, known: Sequence[KnownWork]) -> list[Finding]:
        same = [work.number for work in known if work.content == content]
        found = [(0.0, number, "is the same, byte for byte") for number in same]
        others = [work for work in known if work.number not in same]
        found += [*self._images(content, others), *self._texts(content, others)]
        return [
            Finding(flag=Flag.NEAR_DUPLICATE, reason=f"{how} as work {number}", work=number)
            for _, number, how in sorted(found)
        ]

    def _images(self, content: bytes, known: Sequence[KnownWork]) -> Iterator[tuple[float, int, str]]:
        mine = image_hash(content)
        if mine is None:
            return
        for work in known:
            other = image_hash(work.content)
            if other is not None and (distance := int(mine - other)) <= self.hamming:
                how = f"looks the same: {distance} of {HASH_BITS} bits of its hash differ,"
                yield distance / HASH_BITS, work.number, how

    def _texts(self, content: bytes, known: Sequence[KnownWork]) -> Iterator[tuple[float, int, str]]:
        mine = texts.shingles(content, self.words)
        if mine is None:
            return
        theirs = {work.number: texts.shingles(work.content, self.words) for work in known}
        readable = {number: parts for number, parts in theirs.items() if parts is not None}
        for number, index in texts.alike(mine, readable, self.jaccard).items():
            how = f"has mostly the same words: {index:.0%} of all runs of {self.words} are in both,"
            yield 1 - index, number, how

    def _cap(self, candidate: Candidate) -> Iterator[Finding]:
        if candidate.ai_share_bps > candidate.cap_bps:
            share, cap = format_amount(candidate.ai_share_bps, 2), format_amount(candidate.cap_bps, 2)
            reason = f"AI made {share} % of it, and the cap of its domain is {cap} %"
            yield Finding(flag=Flag.CAP_EXCEEDED, reason=reason)

    def _missing(self, candidate: Candidate) -> Iterator[Finding]:
        stated = {"uri": candidate.uri}
        if candidate.ai_share_bps:
            stated["tools"] = candidate.tools
        lacking = [name for name, value in stated.items() if not value.strip()]
        if candidate.metadata is not None:
            lacking += [f"metadata.{name}" for name in self.fields if not candidate.metadata.get(name)]
        for name in lacking:
            yield Finding(flag=Flag.MISSING_FIELD, reason=f"{name} is missing")
