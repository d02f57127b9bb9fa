"""The screener that ships: what it finds alike, and what it does not."""

from __future__ import annotations

import builtins
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from PIL import Image

from dao_sim.errors import BadInput, Unsupported
from dao_sim.screening import Candidate, Finding, KnownWork, RuleScreener, Screener, flags_of, similar_work
from dao_sim.screening.texts import jaccard, shingles
from dao_sim.testing.screening import ScreenerConformance
from dao_sim.units import Bps, Flag
from tests.screening.works import candidate, drawing, jpeg, png, text


class TestRuleScreener(ScreenerConformance):
    """It conforms."""

    @pytest.fixture
    def screener(self) -> Screener:
        return RuleScreener()


def known(*contents: bytes) -> list[KnownWork]:
    """Works 1, 2, …"""
    return [KnownWork(number=at, content=content) for at, content in enumerate(contents, 1)]


def like(content: bytes, *contents: bytes) -> list[int | None]:
    """The works that the content is found to be like, the most alike first."""
    return [finding.work for finding in RuleScreener().screen(candidate(content), known(*contents))]


DRAWING = drawing(7)


@pytest.mark.parametrize(
    "copy",
    [
        png(DRAWING.resize((100, 100))),
        jpeg(DRAWING),
        png(DRAWING.convert("L")),
        png(Image.eval(DRAWING, lambda value: value * 9 // 10)),
    ],
    ids=["smaller", "compressed", "grey", "darker"],
)
def test_an_image_that_was_made_over_is_found(copy: bytes) -> None:
    assert like(copy, png(drawing(8)), png(DRAWING), png(drawing(9))) == [2]


def test_different_images_are_not_alike() -> None:
    pictures = [png(drawing(seed)) for seed in range(30)]
    assert [like(png(drawing(seed)), *pictures) for seed in range(100, 105)] == [[]] * 5


def test_a_text_with_some_words_changed_is_found() -> None:
    words = text(1).split()
    words[50], words[150] = "other", "words"
    changed = " ".join(words).upper().replace(" ", ",\n")
    assert like(changed.encode(), text(2).encode(), text(1).encode()) == [2]


def test_different_texts_are_not_alike() -> None:
    texts = [text(seed).encode() for seed in range(40)]
    assert [like(text(seed).encode(), *texts) for seed in range(100, 110)] == [[]] * 10


def test_a_text_of_which_half_is_new_is_not_the_same() -> None:
    half = " ".join([*text(1).split()[:150], *text(2).split()[:150]])
    assert like(half.encode(), text(1).encode()) == []


def test_the_most_alike_comes_first() -> None:
    words = text(1).split()
    words[10] = words[90] = words[170] = words[250] = "other"
    near = " ".join(words).encode()
    assert like(text(1).encode(), near, text(1).encode()) == [2, 1]


def test_the_index_of_two_texts_by_hand() -> None:
    one, other = shingles(b"a b c d e", 4), shingles(b"A b, c d f", 4)
    assert one == frozenset({"a b c d", "b c d e"})
    assert other == frozenset({"a b c d", "b c d f"})
    assert jaccard(one, other) == 1 / 3
    assert shingles(b"one two", 4) == frozenset({"one two"})
    assert shingles(b"...", 4) is shingles(b"\xff", 4) is shingles(b"a\0b", 4) is None


@pytest.mark.parametrize("limit", [0, 8])
def test_as_many_bits_may_differ_as_is_said(limit: int) -> None:
    shifted = Image.new("RGB", DRAWING.size, "white")
    shifted.paste(DRAWING, (6, 6))
    found = RuleScreener(hamming=63).screen(candidate(png(shifted)), known(png(DRAWING)))
    (distance,) = [int(word) for word in found[0].reason.split() if word.isdigit()][:1]
    findings = RuleScreener(hamming=limit).screen(candidate(png(shifted)), known(png(DRAWING)))
    assert distance > 0
    assert bool(findings) == (distance <= limit)


@pytest.mark.parametrize(
    ("work", "flags", "reasons"),
    [
        (candidate(b"song"), Flag(0), []),
        (candidate(b"song", uri=" "), Flag.MISSING_FIELD, ["uri is missing"]),
        (candidate(b"song", ai=5_000), Flag.MISSING_FIELD, ["tools is missing"]),
        (candidate(b"song", ai=5_000, tools="a model"), Flag(0), []),
        (
            candidate(b"song", ai=5_001, tools="a model"),
            Flag.CAP_EXCEEDED,
            ["AI made 50.01 % of it, and the cap of its domain is 50 %"],
        ),
        (
            candidate(b"song", ai=5_001, uri=""),
            Flag.CAP_EXCEEDED | Flag.MISSING_FIELD,
            [
                "AI made 50.01 % of it, and the cap of its domain is 50 %",
                "uri is missing",
                "tools is missing",
            ],
        ),
    ],
)
def test_caps_and_fields(work: Candidate, flags: Flag, reasons: list[str]) -> None:
    findings = RuleScreener().screen(work, [])
    assert [finding.reason for finding in findings] == reasons
    assert (flags_of(findings), similar_work(findings)) == (flags, 0)


@pytest.mark.parametrize(
    ("metadata", "lacking"),
    [
        (None, []),
        ({"title": "Rain", "creators": ["Ada"]}, []),
        ({"title": "", "creators": ["Ada"]}, ["metadata.title is missing"]),
        ({}, ["metadata.title is missing", "metadata.creators is missing"]),
    ],
)
def test_fields_of_metadata_where_they_are_at_hand(
    metadata: Mapping[str, Any] | None, lacking: list[str]
) -> None:
    work = Candidate(content=b"song", ai_share_bps=Bps(0), cap_bps=Bps(0), uri="ipfs://m", metadata=metadata)
    assert [finding.reason for finding in RuleScreener().screen(work, [])] == lacking


@pytest.mark.parametrize(
    "wrong", [{"hamming": 64}, {"hamming": -1}, {"jaccard": 0.0}, {"jaccard": 1.1}, {"words": 0}]
)
def test_thresholds_have_ranges(wrong: dict[str, Any]) -> None:
    with pytest.raises(BadInput):
        RuleScreener(**wrong)


def test_an_image_too_large_to_open_is_compared_with_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 1_000)
    assert like(jpeg(DRAWING), png(DRAWING)) == []


@pytest.mark.parametrize(("library", "content"), [("imagehash", png(DRAWING)), ("datasketch", b"some words")])
def test_without_the_extra_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, library: str, content: bytes
) -> None:
    real = builtins.__import__

    def without(name: str, *arguments: Any, **named: Any) -> Any:
        if name == library:
            raise ImportError(name=name)
        return real(name, *arguments, **named)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(Unsupported) as caught:
        RuleScreener().screen(candidate(content), known(png(drawing(8)), b"other words"))
    assert (caught.value.operands["library"], "dao-sim[screening]" in str(caught.value.hint)) == (
        library,
        True,
    )


def test_findings_in_sum() -> None:
    findings: Sequence[Finding] = [
        Finding(flag=Flag.OTHER, reason="odd"),
        Finding(flag=Flag.NEAR_DUPLICATE, reason="like", work=4),
        Finding(flag=Flag.NEAR_DUPLICATE, reason="less like", work=2),
    ]
    assert (flags_of(findings), similar_work(findings)) == (Flag.OTHER | Flag.NEAR_DUPLICATE, 4)
