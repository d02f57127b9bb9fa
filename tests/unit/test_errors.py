"""Errors keep their parts, and travel between processes."""

from __future__ import annotations

import pickle

import pytest

from dao_sim.errors import BadInput, ChainUnreachable, CharterError, DaoSimError, Refused, Reverted


def test_an_error_says_who_why_and_with_what() -> None:
    error = BadInput("votes.csv", "a weight is negative", hint="weights are 0 or more", line=3, value="-1")
    assert str(error) == "votes.csv: a weight is negative (line=3, value='-1')"
    assert error.hint == "weights are 0 or more"


@pytest.mark.parametrize(
    ("kind", "code"), [(BadInput, 2), (CharterError, 2), (Refused, 1), (Reverted, 1), (ChainUnreachable, 3)]
)
def test_every_kind_has_its_exit_code(kind: type[DaoSimError], code: int) -> None:
    assert kind.exit_code == code


def test_a_panic_and_a_plain_reason_are_decoded_without_an_abi() -> None:
    panic = Reverted.from_output(bytes.fromhex("4e487b71") + (0x11).to_bytes(32, "big"))
    assert panic.name == "Panic"
    assert panic.reason == "arithmetic overflow or underflow"
    text = b"no"
    raw = (
        bytes.fromhex("08c379a0") + (32).to_bytes(32, "big") + (2).to_bytes(32, "big") + text.ljust(32, b"\0")
    )
    assert Reverted.from_output(raw).reason == "no"


def test_what_nobody_can_decode_keeps_its_hex() -> None:
    assert Reverted.from_output(bytes.fromhex("deadbeef")).reason == "reverted with 0xdeadbeef"
    assert Reverted.from_output(b"").reason == "reverted without a reason"


@pytest.mark.parametrize(
    "error",
    [
        CharterError("charter", "is wrong", hint="mend it", key="quorum"),
        Reverted(b"\x01", name="Nope", component="Vault", hint="wait", work_id=3),
    ],
)
def test_an_error_survives_the_way_to_another_process(error: DaoSimError) -> None:
    twin = pickle.loads(pickle.dumps(error))
    assert (type(twin), str(twin), twin.hint, dict(twin.operands)) == (
        type(error),
        str(error),
        error.hint,
        dict(error.operands),
    )
