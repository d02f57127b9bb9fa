from __future__ import annotations

import pickle

import pytest

from dao_sim.bindings import Artifact, CoopAccess, CoopToken, RoyaltyVault, Treasury, decode_revert
from dao_sim.bindings.codec import encode
from dao_sim.chain import Chain
from dao_sim.errors import Reverted
from dao_sim.units import Address


def _encoded(artifact: Artifact, name: str, *values: object) -> bytes:
    error = next(error for error in artifact.abi.errors.values() if error.name == name)
    return error.selector + encode("x", error.inputs, values)


def test_a_custom_error_says_who_why_and_with_what(token: CoopToken, alice: Address, bob: Address) -> None:
    with pytest.raises(Reverted) as refused:
        token.transfer(bob, 1001).send(alice)
    error = refused.value
    assert (error.component, error.name, error.reason) == (
        "CoopToken", "ERC20InsufficientBalance", "ERC20InsufficientBalance"
    )  # fmt: skip
    assert dict(error.operands) == {"sender": alice, "balance": 1000, "needed": 1001}
    assert str(error) == f"CoopToken: ERC20InsufficientBalance (sender={alice!r}, balance=1000, needed=1001)"
    assert isinstance(error.__cause__, Reverted)
    assert error.raw == error.__cause__.raw


def test_views_and_simulations_are_explained_too(token: CoopToken, alice: Address, bob: Address) -> None:
    with pytest.raises(Reverted) as refused:
        token.transfer(bob, 1001).simulate(alice)
    assert refused.value.operands["needed"] == 1001
    with pytest.raises(Reverted, match="ERC5805FutureLookup"):
        token.get_past_votes(alice, 2**47)


def test_a_constructor_is_explained_too(chain: Chain, alice: Address) -> None:
    with pytest.raises(Reverted) as refused:
        CoopToken.deploy(chain, alice, "T", "T", alice, 0, 0, [], [], [])
    assert (refused.value.component, refused.value.name) == ("CoopToken", "CoopToken_InvalidEpoch")


def test_an_error_that_bubbles_up_names_the_contract_it_came_from(
    chain: Chain, access: CoopAccess, alice: Address
) -> None:
    vault = RoyaltyVault.deploy(chain, alice, access.address, alice, 500, [], 0)
    call = vault.set_levy(10_001)
    access.set_target_function_role(vault.address, [call.data[:4]], 0).send(alice)
    with pytest.raises(Reverted) as refused:
        access.execute(vault.address, call.data).send(alice)
    assert refused.value.component == "RoyaltyVault"
    assert refused.value.name == "RoyaltyVault_LevyTooHigh"
    assert refused.value.operands["levyBps"] == 10_001


def test_an_error_that_several_contracts_know_is_put_down_to_the_called_one(access: CoopAccess) -> None:
    raw = _encoded(CoopToken.artifact(), "ERC5805FutureLookup", 9, 8)
    assert decode_revert(raw, access.artifact()).component == "CoopAccess"


def test_a_librarys_error_is_put_down_to_the_called_contract() -> None:
    """OpenZeppelin's `Address.sendValue` in the treasury, whose ABI does not name the error."""
    raw = _encoded(CoopAccess.artifact(), "InsufficientBalance", 0, 5)
    error = decode_revert(raw, Treasury.artifact())
    assert (error.component, error.name, dict(error.operands)) == (
        "Treasury",
        "InsufficientBalance",
        {"balance": 0, "needed": 5},
    )
    assert "holds less" in str(error.hint)


def test_words_and_panics_carry_the_contracts_name() -> None:
    words = (
        bytes.fromhex("08c379a0")
        + (32).to_bytes(32, "big")
        + (4).to_bytes(32, "big")
        + b"nope".ljust(32, b"\0")
    )
    assert str(decode_revert(words, CoopToken.artifact())) == "CoopToken: nope"
    panic = decode_revert(bytes.fromhex("4e487b71") + (0x11).to_bytes(32, "big"), CoopToken.artifact())
    assert (panic.component, panic.name, panic.operands["panic_code"]) == ("CoopToken", "Panic", "0x11")


def test_an_unknown_error_keeps_its_hex() -> None:
    assert "0x01020304" in str(decode_revert(b"\x01\x02\x03\x04"))
    assert decode_revert(b"").reason == "reverted without a reason"


def test_a_known_selector_with_other_operands_is_not_guessed_at() -> None:
    raw = _encoded(CoopToken.artifact(), "ERC20InsufficientBalance", "0x" + "11" * 20, 1, 2)[:-1]
    error = decode_revert(raw, CoopToken.artifact())
    assert error.name is None
    assert raw.hex() in error.reason


def test_notices_become_hints_and_awkward_operands_survive(sample: Artifact) -> None:
    error = decode_revert(_encoded(sample, "Sample_Reserved", "late", b"\x01", 3), sample)
    assert error.hint == "Ask the owner first."
    assert dict(error.operands) == {"reason_": "late", "raw_": b"\x01", "arg2": 3}
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.raw, again.hint) == (str(error), error.raw, error.hint)
