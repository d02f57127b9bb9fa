"""Drafts of proposals: read from TOML, and wrong ones explained by file, line, key and value."""

from __future__ import annotations

from pathlib import Path

import pytest

from dao_sim.coop import Cooperative
from dao_sim.coop.draft import Draft
from dao_sim.errors import BadInput
from dao_sim.units import ETH

GOOD = """\
title = "Raise the levy"
text = '''
We need a studio.

It costs money.
'''
actions = [
    "vault.setLevy('7.5%')",
    "treasury.pay(ETH, {payee}, '1.5 ETH')",
]
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "draft.toml"


def refused(file: Path, text: str) -> BadInput:
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput) as caught:
        Draft.load(file)
    assert caught.value.operands["file"] == str(file)
    return caught.value


def test_a_draft_is_title_text_and_calls(coop: Cooperative, file: Path) -> None:
    payee = coop.founders[0]
    file.write_text(GOOD.replace("{payee}", payee), encoding="utf-8")
    draft = Draft.load(file)
    assert (draft.title, draft.text) == ("Raise the levy", "We need a studio.\n\nIt costs money.")
    levy, pay = draft.calls(coop)
    assert levy == coop.vault.set_levy(750)
    assert pay == coop.treasury.pay(ETH, payee, 15 * 10**17)


def test_a_draft_s_text_may_be_left_out(coop: Cooperative, file: Path) -> None:
    file.write_text('title = "Only this"\nactions = ["vault.setLevy(1)"]\n', encoding="utf-8-sig")
    assert Draft.load(file).text == ""
    assert len(Draft.load(file).calls(coop)) == 1


@pytest.mark.parametrize(
    ("text", "key", "line", "reason"),
    [
        ('actions = ["vault.setLevy(1)"]', "title", None, "title is missing"),
        ('title = "x"', "actions", None, "actions is missing"),
        ('title = "x"\nactions = []', "actions", 2, "must name at least one action"),
        ('title = "x"\nactions = "vault.setLevy(1)"', "actions", 2, "must be a list"),
        ('title = "x"\nactions = [\n  "a",\n  7,\n]', "actions[1]", 4, "must be text, in quotes"),
        ('title = 5\nactions = ["a"]', "title", 1, "must be text, in quotes"),
        ('\ntitle = "  "\nactions = ["a"]', "title", 2, "must not be empty"),
        ('title = "a\\nb"\nactions = ["a"]', "title", 1, "must be one line"),
        ('title = "\\u001b[2J"\nactions = ["a"]', "title", 1, "without control characters"),
        (f'title = "{"x" * 201}"\nactions = ["a"]', "title", 1, "at most 200 characters"),
        ('title = "x"\nactions = ["a"]\ntext = 3', "text", 3, "must be text"),
        ('title = "x"\nactions = ["a"]\ntxt = "y"', "txt", 3, "is not a key of a draft"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(
    file: Path, text: str, key: str, line: int | None, reason: str
) -> None:
    error = refused(file, text)
    assert error.operands["key"] == key
    assert error.operands.get("line") == line
    assert reason in error.reason


def test_all_wrong_keys_are_named(file: Path) -> None:
    error = refused(file, "title = 1\ntext = 2\nactions = 3")
    assert error.hint == "also wrong: text, actions"


def test_a_file_that_is_no_toml_is_said_to_be_none(file: Path, tmp_path: Path) -> None:
    error = refused(file, 'title = "x"\nactions = [')
    assert "is not valid TOML" in error.reason
    assert refused(file, "title = x").operands["line"] == 1
    assert "vault.setLevy" in str(error.hint)
    file.write_bytes(b'title = "\xff"')
    with pytest.raises(BadInput, match="is not text in UTF-8"):
        Draft.load(file)
    with pytest.raises(BadInput, match="cannot be read: No such file"):
        Draft.load(tmp_path / "none.toml")


def test_an_action_that_is_wrong_is_named_with_file_line_and_column(coop: Cooperative, file: Path) -> None:
    file.write_text(GOOD.replace("treasury.pay(ETH,", "treasury.pay(ETHER,"), encoding="utf-8")
    with pytest.raises(BadInput) as caught:
        Draft.load(file).calls(coop)
    operands = dict(caught.value.operands)
    assert (operands["file"], operands["line"], operands["key"]) == (str(file), 9, "actions[1]")
    assert operands["column"] == len("treasury.pay(") + 1
    assert caught.value.reason == "ETHER is no address known here"
    with pytest.raises(BadInput) as caught:
        Draft(title="x", actions=("vault.setLevy(ETHER)",)).calls(coop)
    assert "file" not in caught.value.operands
