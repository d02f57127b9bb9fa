"""Sealed votes: made without a node, kept until they are revealed, and named where they are damaged."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dao_sim.coop.sealed_votes import SealedVotes, seal
from dao_sim.errors import BadInput
from dao_sim.units import Address

PANELS = Address("0x70997970C51812dc3A010C7d01b50e0d17dc79C8")
ADA = Address("0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC")


def test_a_vote_is_kept_for_its_owner_alone_and_found_by_its_commitment(tmp_path: Path) -> None:
    votes = SealedVotes(tmp_path / "votes")
    first, second = (seal(1, 2, ADA, upheld=upheld) for upheld in (True, False))
    for vote in (first, second):
        path = votes.keep(vote.commitment(1, PANELS), vote)
        assert path.stat().st_mode & 0o077 == 0
    assert votes.read(first.commitment(1, PANELS)) == (True, first.salt)
    assert votes.read(second.commitment(1, PANELS)) == (False, second.salt)
    votes.forget(first.commitment(1, PANELS))
    with pytest.raises(BadInput, match="cannot be read"):
        votes.read(first.commitment(1, PANELS))


@pytest.mark.parametrize(
    ("kept", "says"),
    [
        ("{", "is damaged"),
        ("{}", "is damaged"),
        (json.dumps({"upheld": True, "salt": "00"}), "its salt has 1 bytes, and must have 32"),
        (json.dumps({"upheld": 1, "salt": "00" * 32}), "must be true or false"),
        (json.dumps({"upheld": True, "salt": "xx"}), "is damaged"),
    ],
)
def test_a_vote_that_is_damaged_is_named(tmp_path: Path, kept: str, says: str) -> None:
    votes = SealedVotes(tmp_path)
    votes.path(b"\1" * 32).write_text(kept, encoding="utf-8")
    with pytest.raises(BadInput, match=says) as caught:
        votes.read(b"\1" * 32)
    assert caught.value.operands["file"] == str(votes.path(b"\1" * 32))


def test_salts_differ_and_so_do_commitments() -> None:
    sealed = {seal(1, 1, ADA, upheld=True).commitment(1, PANELS) for _ in range(10)}
    assert len(sealed) == 10
