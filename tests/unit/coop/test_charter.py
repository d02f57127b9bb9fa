"""A charter says what is wrong with it: file, line, key, value, and what would be right."""

from __future__ import annotations

from pathlib import Path

import pytest

from dao_sim.coop import Charter
from dao_sim.coop.quantities import NO_CAP
from dao_sim.errors import CharterError
from dao_sim.units import ETH, MemberClass

GOOD = """\
name = "Lumen"
symbol = "LUM"
[token]
epoch = "30d"
mint_cap = "10000"
[governance]
quorum = "4%"
[treasury]
caps = [{ asset = "ETH", amount = "50" }]
[operators]
minter = ["account:0"]
[[founders]]
account = "account:1"
class = "creator"
tokens = "1000"
[[founders]]
account = "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266"
class = "public body"
tokens = "0.5"
"""


def test_a_charter_is_read_into_integers() -> None:
    charter = Charter.parse(GOOD)
    assert charter.token.mint_cap == 10_000 * 10**18
    assert charter.token.epoch == 30 * 86_400
    assert charter.governance.quorum == 400
    assert charter.treasury.caps[0].asset == ETH
    assert [founder.member_class for founder in charter.founders] == [
        MemberClass.CREATOR,
        MemberClass.PUBLIC_BODY,
    ]
    assert charter.founders[1].tokens == 5 * 10**17
    assert charter.founders[1].account == "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266"


def test_python_and_toml_say_the_same() -> None:
    written = Charter(
        name="Lumen",
        symbol="LUM",
        treasury={"caps": [{"asset": "ETH", "amount": "50"}]},
        operators={"minter": ["account:0"]},
        founders=[
            {"account": "account:1", "class": "creator", "tokens": 1000},
            {
                "account": "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266",
                "class": MemberClass.PUBLIC_BODY,
                "tokens": "0.5",
            },
        ],
    )
    assert written == Charter.parse(GOOD)
    assert written.hash == Charter.parse(GOOD).hash


def test_what_differs_hashes_differently() -> None:
    assert Charter.parse(GOOD).hash != Charter.parse(GOOD.replace("4%", "5%")).hash


def test_a_charter_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="frozen"):
        Charter.parse(GOOD).name = "Other"


def test_no_cap_is_the_largest_there_is() -> None:
    assert Charter.parse(GOOD.replace('"10000"', '"none"')).token.mint_cap == NO_CAP


MISTAKES = [
    # what stands there, what is written instead, the key named, its line, part of the message or hint
    ('"4%"', '"140%"', "governance.quorum", 7, "from 0% to 100%"),
    ('"4%"', "4", "governance.quorum", 7, "percentage"),
    ("quorum", "qorum", "governance.qorum", 7, "did you mean quorum?"),
    ("[governance]", "[govern]", "govern", 6, "not a key of a charter"),
    ('"public body"', '"king"', "founders[1].class", 18, "creator, enterprise, public body or patron"),
    ('tokens = "0.5"', "tokens = -5", "founders[1].tokens", 19, "number of whole tokens"),
    ('tokens = "0.5"', "tokens = 0.5", "founders[1].tokens", 19, "in quotes"),
    ('"1000"', '"0.0000000000000000001"', "founders[0].tokens", 15, "at most 18 decimal places"),
    ('"30d"', '"soon"', "token.epoch", 4, "such as 90s, 12h or 3d"),
    ('"30d"', '"0s"', "token.epoch", 4, "from 1s to"),
    ('"10000"', "true", "token.mint_cap", 5, '"none"'),
    ('"account:1"', '"alice"', "founders[0].account", 13, "account:N"),
    ('asset = "ETH"', 'asset = "EUR"', "treasury.caps[0].asset", None, '"ETH" or the address'),
    ('minter = ["account:0"]', 'minter = "account:0"', "operators.minter", 11, "must be a list"),
    ('name = "Lumen"\n', "", "name", None, "is missing"),
    ('name = "Lumen"', 'name = ""', "name", 1, "must not be empty"),
]


@pytest.mark.parametrize(("right", "wrong", "key", "line", "says"), MISTAKES)
def test_a_mistake_is_named_with_its_place(
    right: str, wrong: str, key: str, line: int | None, says: str
) -> None:
    with pytest.raises(CharterError) as caught:
        Charter.parse(GOOD.replace(right, wrong), "coop.toml")
    error = caught.value
    assert error.operands["file"] == "coop.toml"
    assert error.operands["key"] == key
    assert error.operands.get("line") == line
    assert says in f"{error.reason} {error.hint}"


def test_text_that_is_not_toml_is_placed() -> None:
    with pytest.raises(CharterError, match="not valid TOML") as caught:
        Charter.parse(GOOD.replace("[token]", "[token"), "coop.toml")
    assert (caught.value.operands["line"], caught.value.operands["column"]) == (3, 7)


def test_several_mistakes_are_all_named() -> None:
    with pytest.raises(CharterError) as caught:
        Charter.parse(GOOD.replace('"4%"', '"140%"').replace('"30d"', '"soon"'))
    assert caught.value.operands["key"] == "token.epoch"
    assert caught.value.hint == "also wrong: governance.quorum"


@pytest.mark.parametrize(
    ("right", "wrong", "says"),
    [
        (
            'quorum = "4%"',
            'voting_period = "1h"',
            "late_quorum_extension must not be longer than voting_period",
        ),
        ("[operators]", '[works]\nmin_commit_age = "2d"\n[operators]', "max_commit_age must be longer"),
        ("0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266", "account:1", "account:1 is named twice"),
        ('minter = ["account:0"]', "[governance2]", "governance2 is not a key"),
        ('minter = ["account:0"]', 'admitter = []\n[works]\nmin_commit_age = "1m"', None),
    ],
)
def test_values_must_fit_together(right: str, wrong: str, says: str | None) -> None:
    text = GOOD.replace(right, wrong)
    if says is None:
        assert Charter.parse(text).operators.minter == ()
        return
    with pytest.raises(CharterError, match=says):
        Charter.parse(text)


def test_a_coop_in_which_nobody_could_propose_is_refused() -> None:
    text = GOOD.replace('minter = ["account:0"]', "").replace('"1000"', '"99"')
    with pytest.raises(CharterError, match="nobody could ever propose"):
        Charter.parse(text)


def test_a_charter_in_python_raises_the_same_kind_of_error() -> None:
    with pytest.raises(CharterError, match=r"governance\.quorum must be a percentage"):
        Charter(name="x", governance={"quorum": "101%"})


@pytest.mark.parametrize(
    ("content", "says"),
    [(None, "cannot be read: No such file"), (b"\xff\xfe\x00binary", "not text in UTF-8")],
)
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, content: bytes | None, says: str) -> None:
    path = tmp_path / "coop.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CharterError, match=says) as caught:
        Charter.load(path)
    assert caught.value.operands["file"] == str(path)


@pytest.mark.parametrize("text", ["a = " + "9" * 5_000, "a = " + "[" * 5_000], ids=["digits", "nesting"])
def test_text_without_end_is_refused_like_any_other(text: str) -> None:
    with pytest.raises(CharterError, match="not valid TOML"):
        Charter.parse(text)


def test_a_value_that_would_fill_the_screen_is_shortened() -> None:
    with pytest.raises(CharterError, match="5,000 characters") as caught:
        Charter.parse(GOOD.replace('"30d"', f'"{"9" * 5_000}"'))
    assert len(str(caught.value)) < 400


def test_where_two_keys_do_not_fit_the_one_that_was_written_is_placed() -> None:
    with pytest.raises(CharterError, match="1d is longer than 1h") as caught:
        Charter.parse(GOOD.replace('quorum = "4%"', 'voting_period = "1h"'), "coop.toml")
    assert caught.value.operands["line"] == 7


MISTYPED = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92267"
ZERO = "0x" + "0" * 40


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"operators": {"minter": [MISTYPED]}}, "is mistyped: its capitals do not match"),
        ({"operators": {"minter": [ZERO]}}, "zero address"),
        ({"royalties": {"assets": [MISTYPED]}}, "is mistyped"),
        ({"royalties": {"assets": ["ETH"]}}, "must leave out ETH, which is always accepted"),
        (
            {"treasury": {"caps": [{"asset": "ETH", "amount": 1}, {"asset": "ETH", "amount": 2}]}},
            "capped twice",
        ),
        ({"name": "x" * 65}, "at most 64 characters"),
    ],
)
def test_what_could_never_be_deployed_is_refused(wrong: dict[str, object], says: str) -> None:
    with pytest.raises(CharterError, match=says):
        Charter(**{"name": "x", "operators": {"minter": ["account:0"]}, **wrong})


def test_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "coop.toml"
    path.write_text(GOOD, encoding="utf-8")
    assert Charter.load(path) == Charter.parse(GOOD)
    path.write_text(GOOD, encoding="utf-8-sig")  # as some editors save it
    assert Charter.load(path) == Charter.parse(GOOD)


def test_a_charter_written_down_is_read_again_whole() -> None:
    charter = Charter(
        name="1000",
        token={"epoch": 1, "mint_cap": "none"},
        governance={"quorum": "12.34%", "guardian": "account:7", "voting_delay": "0s"},
        treasury={"caps": [{"asset": "ETH", "amount": "0.000000000000000001"}]},
        founders=[{"account": "account:1", "class": "public body", "tokens": "1234567.5"}],
    )
    again = Charter.from_record(charter.record())
    assert again == charter
    assert again.hash == charter.hash
    assert charter.differences(again) == []


def test_differences_are_told_key_by_key() -> None:
    one = Charter(name="x", founders=[{"account": "account:1", "class": "creator", "tokens": "200"}])
    two = Charter(name="x", royalties={"levy": "7%"}, operators={"minter": ["account:0"]})
    assert one.differences(two) == [
        "royalties.levy: 5% here, 7% there",
        "founders[0].account: account:1 here, nothing there",
        "founders[0].class: creator here, nothing there",
        "founders[0].tokens: 200 here, nothing there",
        "operators.minter[0]: nothing here, account:0 there",
    ]
