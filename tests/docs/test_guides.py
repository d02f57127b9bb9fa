"""The guides to simulations are what happens: their commands and Python are run, their output compared."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

pytest.importorskip("pyrevm", reason="on another engine runs that are verified take minutes")

from dao_sim.sim.behaviour import known
from tests.docs.listings import TABLES
from tests.docs.pages import ROOT, commands, played, tabled

DOCS = ROOT / "docs"
GUIDES = ("tutorial.md", "behaviours.md", "ledgers.md", "model.md")
REFRESH = "python -m tests.docs.pages docs/{} writes what is true now; then read what is said around it"


@pytest.mark.parametrize("guide", GUIDES)
def test_a_guide_is_what_happens(guide: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = (DOCS / guide).read_text(encoding="utf-8")
    assert tabled(played(text), TABLES) == text, REFRESH.format(guide)
    for chart in re.findall(r"`(swept/charts/[\w-]+\.png)`", text):
        assert (tmp_path / chart).read_bytes().startswith(b"\x89PNG")


def test_a_behaviour_of_others_stays_with_its_page() -> None:
    assert "against_wealth" not in known()


def test_the_researcher_s_path_in_the_readme_is_the_tutorial_s() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = re.findall(r"^dao-sim (?:scenario|run|sweep|report) .+$", readme, re.M)
    assert len(shown) == 4
    assert set(shown) <= set(commands((DOCS / "tutorial.md").read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("shown", "said", "found"),
    [
        ("a\nb\n", "a\nb\n", "a\nb\n"),
        ("a\n…\nd\n", "a\nb\nc\nd\n", "a\n…\nd\n"),
        ("a\n…\n", "a\n", "a\n…\n"),
        ("a\n…\nd\n", "a\nb\nc\ne\n", "a\n…\ne\n"),
        ("a\nb\n…\nd\n", "a\ne\n", "a\ne\n"),
        ("a\n", "a\nb\n", "a\nb\n"),
        ("a\n", "b\n", "b\n"),
    ],
)
def test_only_what_is_said_is_shown(shown: str, said: str, found: str) -> None:
    heard = f"```python\nprint({said!r}, end='')\n```\n\n```text\n"
    assert played(f"{heard}{shown}```\n") == f"{heard}{found}```\n"


def test_a_table_is_put_where_it_is_asked_for() -> None:
    page = "<!-- table: one -->\n\nText.\n"
    made = tabled(page, {"one": lambda: "| a |\n| b |\n"})
    assert made == "<!-- table: one -->\n\n| a |\n| b |\n\nText.\n"
    assert tabled(made, {"one": lambda: "| c |\n"}) == "<!-- table: one -->\n\n| c |\n\nText.\n"


def test_a_command_that_fails_fails_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(AssertionError, match="scenario check small-co-op"):
        played("```console\n$ dao-sim scenario check small-co-op\n…\n```\n")
