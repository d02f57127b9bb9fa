"""What every screener must do. Subclass `ScreenerConformance` with a `screener` fixture and run pytest.

    class TestMyScreener(ScreenerConformance):
        @pytest.fixture
        def screener(self) -> Screener:
            return MyScreener()

What a screener finds is its own business; that anybody can rely on what it says is tested here.
"""

from __future__ import annotations

import io

import pytest

from dao_sim.screening import Candidate, Finding, KnownWork, Screener
from dao_sim.units import Bps, Flag

BROKEN = (b"\0", b"\x89PNG\r\n\x1a\n" + b"\xff" * 40, b"GIF89a", b"\xff\xd8\xff\xe0", b"\xf0\x28\x8c", b" ")
"""What looks like an image or a text and is none."""
WORDS = b"the river keeps its name though every drop of it has gone to sea and come again as rain"


class ScreenerConformance:
    """The whole suite. Fixtures a subclass gives: `screener`."""

    @pytest.fixture
    def known(self) -> list[KnownWork]:
        """A text, a picture, and what is neither."""
        contents = (WORDS, _picture(), *BROKEN)
        return [KnownWork(number=at, content=content) for at, content in enumerate(contents, 1)]

    @pytest.mark.parametrize("content", [WORDS, WORDS[:40], b"something else altogether", *BROKEN])
    def test_findings_are_what_a_verdict_can_say(
        self, screener: Screener, known: list[KnownWork], content: bytes
    ) -> None:
        for finding in screener.screen(_candidate(content), known):
            assert isinstance(finding, Finding)
            assert finding.flag in tuple(Flag)
            assert finding.reason.strip()
            is_like = finding.flag == Flag.NEAR_DUPLICATE
            assert (finding.work in {work.number for work in known}) == is_like

    def test_pictures_are_no_trouble(self, screener: Screener, known: list[KnownWork]) -> None:
        assert all(each.reason for each in screener.screen(_candidate(_picture()), known))

    @pytest.mark.parametrize("content", [WORDS, *BROKEN])
    def test_without_known_works_nothing_is_like_any(self, screener: Screener, content: bytes) -> None:
        findings = screener.screen(_candidate(content), [])
        assert [each for each in findings if each.flag == Flag.NEAR_DUPLICATE] == []

    def test_the_same_is_found_again_in_any_order(self, screener: Screener, known: list[KnownWork]) -> None:
        once = list(screener.screen(_candidate(WORDS), known))
        assert list(screener.screen(_candidate(WORDS), list(reversed(known)))) == once

    def test_what_it_is_given_stays_as_it_was(self, screener: Screener, known: list[KnownWork]) -> None:
        before = list(known)
        screener.screen(_candidate(WORDS), known)
        assert known == before


def _candidate(content: bytes) -> Candidate:
    return Candidate(content=content, ai_share_bps=Bps(9_000), cap_bps=Bps(5_000))


def _picture() -> bytes:
    from PIL import Image

    made = io.BytesIO()
    Image.linear_gradient("L").resize((64, 64)).save(made, "PNG")
    return made.getvalue()
