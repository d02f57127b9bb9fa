"""Actions written as text become the calls that the typed contracts make; wrong ones are explained."""

from __future__ import annotations

import pytest

from dao_sim.bindings import Call
from dao_sim.coop import Cooperative
from dao_sim.coop.actions import parse_action
from dao_sim.errors import BadInput
from dao_sim.units import ETH, MAX_UINT256, Address, MemberClass

PAYEE = Address("0x70997970C51812dc3A010C7d01b50e0d17dc79C8")
TOKEN = 10**18


def refused(coop: Cooperative, text: str) -> BadInput:
    with pytest.raises(BadInput) as caught:
        parse_action(coop, text)
    assert caught.value.component == "action"
    return caught.value


def same(coop: Cooperative, text: str, call: Call) -> None:
    assert parse_action(coop, text) == call


@pytest.mark.parametrize(
    "text",
    [
        "vault.setLevy(750)",
        " vault.setLevy( 7_50 ) ",
        "vault.setLevy(newLevyBps=750)",
        "vault.setLevy(new_levy_bps=750)",
        "RoyaltyVault.setLevy(0x2ee)",
        "vault.setLevy(7.5e2)",
        "vault.setLevy('750')",
        "vault.setLevy('7.5%')",
        "vault.setLevy(\n  '7.5 %'\n)",
    ],
)
def test_a_number_is_written_as_it_comes(coop: Cooperative, text: str) -> None:
    same(coop, text, coop.vault.set_levy(750))


@pytest.mark.parametrize("asset", ["ETH", "'ETH'", ETH])
@pytest.mark.parametrize("amount", ["1500000000000000000", "1.5e18", "'1.5 ETH'", "'1.5 COOP'"])
@pytest.mark.parametrize("payee", [PAYEE, f"'{PAYEE}'", PAYEE.lower()])
def test_money_is_written_with_its_unit(coop: Cooperative, asset: str, amount: str, payee: str) -> None:
    same(coop, f"treasury.pay({asset}, {payee}, {amount})", coop.treasury.pay(ETH, PAYEE, 3 * TOKEN // 2))


def test_what_needs_no_unit_may_be_exact_to_the_last_digit(coop: Cooperative) -> None:
    text = f"treasury.setCap(timelock, token, {MAX_UINT256})"
    same(coop, text, coop.treasury.set_cap(coop.timelock.address, coop.token.address, MAX_UINT256))
    same(
        coop,
        "treasury.setCap(timelock, COOP, 123456789012345678.9e1)",
        coop.treasury.set_cap(coop.timelock.address, coop.token.address, 1234567890123456789),
    )


@pytest.mark.parametrize("name", ["creator", "'creator'", "1", "Creator"])
def test_a_class_goes_by_its_name(coop: Cooperative, name: str) -> None:
    same(
        coop,
        f"membership.admit(account={PAYEE}, class_={name})",
        coop.membership.admit(PAYEE, MemberClass.CREATOR),
    )


def test_classes_of_two_words_stand_in_quotes_or_with_an_underscore(coop: Cooperative) -> None:
    call = coop.membership.admit(PAYEE, MemberClass.PUBLIC_BODY)
    same(coop, f"membership.admit({PAYEE}, 'public body')", call)
    same(coop, f"membership.admit({PAYEE}, public_body)", call)


def test_a_role_goes_by_its_name(coop: Cooperative) -> None:
    same(coop, f"access.grantRole(SPENDER, {PAYEE}, 0)", coop.access.grant_role(5, PAYEE, 0))
    error = refused(coop, f"access.grantRole(SPENDTHRIFT, {PAYEE}, 0)")
    assert "a role: ADMIN, ADMITTER" in str(error.hint)


def test_durations_have_units_too(coop: Cooperative) -> None:
    same(coop, "governor.setVotingDelay('2d')", coop.governor.set_voting_delay(2 * 86_400))


def test_lists_bytes_truth_and_text(coop: Cooperative) -> None:
    same(
        coop,
        "access.setTargetFunctionRole(vault, [0x12345678, '0x00000001'], ROYALTY_STEWARD)",
        coop.access.set_target_function_role(coop.vault.address, [bytes.fromhex("12345678"), b"\0\0\0\1"], 7),
    )
    same(
        coop,
        "access.setTargetClosed(vault, true)",
        coop.access.set_target_closed(coop.vault.address, True),
    )
    same(coop, "access.labelRole(3, 'héllo')", coop.access.label_role(3, "héllo"))


def test_a_call_may_stand_where_bytes_are_wanted(coop: Cooperative) -> None:
    levy = coop.vault.set_levy(750)
    same(coop, "governor.relay(vault, 0, vault.setLevy(750))", coop.governor.relay(levy.to, 0, levy.data))
    same(
        coop,
        "access.multicall([access.labelRole(3, 'x'), 0x1234])",
        coop.access.multicall([coop.access.label_role(3, "x").data, b"\x12\x34"]),
    )
    assert refused(coop, "governor.relay(vault, 0, vault.setLevi(1))").operands["column"] == 32


def test_overloads_are_told_apart_by_their_arguments(coop: Cooperative) -> None:
    short = parse_action(coop, f"membership.safeTransferFrom({PAYEE}, {PAYEE}, 1)")
    long = parse_action(coop, f"membership.safeTransferFrom({PAYEE}, {PAYEE}, tokenId=1, data='0x')")
    assert short.abi.signature == "safeTransferFrom(address,address,uint256)"
    assert long.abi.signature == "safeTransferFrom(address,address,uint256,bytes)"
    assert "or safeTransferFrom(address from, address to, uint256 tokenId, bytes data)" in str(
        refused(coop, "membership.safeTransferFrom(1)").hint
    )


def test_views_are_no_actions(coop: Cooperative) -> None:
    assert "only reads" in refused(coop, "vault.levyBps()").reason


@pytest.mark.parametrize(
    ("text", "column", "reason", "hint"),
    [
        ("vualt.setLevy(1)", 1, "there is no contract vualt", "did you mean vault?"),
        ("vault.setLevi(1)", 7, "RoyaltyVault has no function setLevi", "did you mean setLevy?"),
        ("vault.set_levy(1)", 7, "RoyaltyVault has no function set_levy", "did you mean setLevy?"),
        ("vault.setLevy()", 1, "takes another number of arguments than 0", "setLevy(uint256 newLevyBps)"),
        ("vault.setLevy(levy=1)", 15, "setLevy has no argument levy", "newLevyBps"),
        ("vault.setLevy(foo)", 15, "must be a number", '"7.5%"'),
        ("vault.setLevy(true)", 15, "must be a number", '"7.5%"'),
        ("vault.setLevy(-1)", 15, "does not fit uint256", "from 0"),
        (f"vault.setLevy({MAX_UINT256 + 1})", 15, "does not fit uint256", "from 0"),
        ("vault.setLevy(1.5)", 15, "must be a whole number", "smallest unit"),
        ("vault.setLevy(1e9999999)", 15, "is too large a number", None),
        ("vault.setLevy('7.555%')", 15, "at most 2 decimal places", '"7.5%"'),
        ("vault.setLevy('much')", 15, "must be a number, or a number with its unit", '"3d"'),
        ("vault.setLevy('1 DOGE')", 15, "nothing of this name is known here: DOGE", "COOP"),
        ("vault.setLevy(*[1])", 15, "must be a number", None),
        ("vault.setLevy(**{})", 15, "has no argument **", None),
        ("governor.setVotingDelay('é', x)", 1, "takes another number", None),
        ("access.labelRole('é', 'x')", 18, "must be a number, or", None),
        ("access.labelRole(3, 4)", 21, "must be text, in quotes", None),
        ("access.labelRole(3, '\\ud800')", 1, "label does not fit string", None),
        ("access.setTargetClosed(vault, 1)", 31, "must be true or false", None),
        ("access.setTargetFunctionRole(vault, 0x12345678, 0)", 37, "must be a list of bytes4", "brackets"),
        ("access.setTargetFunctionRole(vault, [0x1234], 0)", 38, "must be bytes4", "8 hex digits"),
        ("treasury.pay(ETH, 0x12, 1)", 19, "must be an address", "40 hex digits"),
        ("treasury.pay(ETH, 5, 1)", 19, "5 is no address known here", "an asset such as ETH"),
        ("treasury.pay(DOGE, vault, 1)", 14, "DOGE is no address known here", "an asset such as ETH"),
        (f"treasury.pay(ETH, {PAYEE.replace('C', 'c')}, 1)", 19, "is a mistyped address", "EIP-55"),
        (f"treasury.pay(ETH, {PAYEE}, 1, asset=ETH)", 1, "takes another number", None),
        (f"treasury.pay(ETH, {PAYEE}, asset=ETH)", 67 - 4, "argument asset is given twice", None),
        (f"membership.admit({PAYEE}, king)", 62, "must be creator, enterprise", None),
        ("setLevy(1)", 1, "is not a call of a contract's function", "vault.setLevy(750)"),
        ("vault", 1, "is not a call of a contract's function", "vault.setLevy(750)"),
        ("__import__('os').system('x')", 1, "is not a call of a contract's function", None),
    ],
)
def test_what_is_wrong_is_named_with_its_column(
    coop: Cooperative, text: str, column: int, reason: str, hint: str | None
) -> None:
    error = refused(coop, text)
    assert reason in error.reason
    assert error.operands["column"] == column
    assert error.operands["text"] == text
    assert hint is None or hint in str(error.hint)


def test_in_a_text_of_several_lines_the_line_is_named_too(coop: Cooperative) -> None:
    error = refused(coop, f"treasury.pay(\n  ETH,\n  {PAYEE},\n  much,\n)")
    assert (error.operands["row"], error.operands["column"]) == (4, 3)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "vault.setLevy(",
        "vault.setLevy(00750)",
        "vault.setLevy(1 ETH)",
        "vault.setLevy(7.5%)",
        "vault.setLevy(" + "7" * 5_000 + ")",
        "(" * 500,
        "-" * 90_000 + "1",
        "a" + ".a" * 40_000,
        "vault.setLevy(" + "-" * 5_001 + "1)",
        "\0",
        "x" * 100_001,
    ],
)
def test_what_cannot_be_read_is_refused_and_shown_in_short(coop: Cooperative, text: str) -> None:
    error = refused(coop, text)
    assert len(error.operands["text"]) <= 121


def test_a_keyword_of_python_s_is_explained(coop: Cooperative) -> None:
    assert "write class_=" in str(refused(coop, f"membership.admit({PAYEE}, class=creator)").hint)
    assert "in quotes" in str(refused(coop, "treasury.pay(ETH, vault, 1 ETH)").hint)
