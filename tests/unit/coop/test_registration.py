"""Registering in two steps: what is kept before the first, and waiting for the second."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from eth_utils.crypto import keccak

from dao_sim.bindings.generated.structs import Registration
from dao_sim.chain import Chain
from dao_sim.chain.anvil import AnvilNode
from dao_sim.chain.rpc import RpcChain
from dao_sim.coop import Cooperative
from dao_sim.coop.registration import (
    Pending,
    PendingFiles,
    begin,
    commit,
    committed_at,
    hash_file,
    ready_at,
    reveal,
    wait_until,
)
from dao_sim.errors import BadInput, Refused, Reverted
from dao_sim.units import Address, Seconds
from tests.chain.conftest import anvil
from tests.unit.coop.charters import CHARTER

__all__ = ["anvil"]

SONG = bytes(keccak(b"a song"))


@pytest.fixture
def ada(coop: Cooperative) -> Address:
    return coop.founders[0]


def stated(content_hash: bytes, contributor: Address) -> Registration:
    return Registration(
        content_hash=content_hash,
        uri="",
        contributors=(contributor,),
        units=(1_000_000,),
        ai_share_bps=0,
        royalty_bps=0,
    )


def test_a_commitment_is_the_registrys_own(coop: Cooperative, ada: Address) -> None:
    pending = begin(ada, SONG)
    assert pending.commitment == coop.registry.commitment_for(ada, SONG, pending.salt)


def test_every_registration_has_a_salt_of_its_own(ada: Address) -> None:
    salts = {begin(ada, SONG).salt for _ in range(20)}
    assert len(salts) == 20
    assert {len(salt) for salt in salts} == {32}


def test_what_is_kept_is_read_again_and_shown_to_nobody_else(
    coop: Cooperative, ada: Address, tmp_path: Path
) -> None:
    files = PendingFiles(tmp_path / "registrations", coop.registry)
    assert files.read(ada, SONG) is None
    pending = begin(ada, SONG)
    path = files.keep(pending)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert files.read(ada, SONG) == pending
    assert files.read(ada, bytes(32)) is None
    assert files.read(coop.chain.accounts()[5], SONG) is None
    files.forget(pending)
    assert files.read(ada, SONG) is None
    files.forget(pending)  # it is gone already, which is what was wanted


@pytest.mark.parametrize("written", ["", "{}", "[]", '{"salt": 7}', '{"salt": "zz"}', '{"salt": "00ff"}'])
def test_a_damaged_file_is_named_and_never_written_over(
    coop: Cooperative, ada: Address, tmp_path: Path, written: str
) -> None:
    files = PendingFiles(tmp_path, coop.registry)
    path = files.path(ada, SONG)
    path.write_text(written)
    with pytest.raises(BadInput, match="is damaged") as caught:
        files.read(ada, SONG)
    assert caught.value.operands["file"] == str(path)
    assert path.read_text() == written


def test_a_registration_goes_on_with_nothing_but_the_file(
    coop: Cooperative, ada: Address, tmp_path: Path
) -> None:
    files = PendingFiles(tmp_path, coop.registry)
    first = begin(ada, SONG)
    files.keep(first)
    assert committed_at(coop.registry, first) is None
    commit(coop.registry, first).send(ada)

    again = PendingFiles(tmp_path, coop.registry).read(ada, SONG)
    assert again is not None
    made = committed_at(coop.registry, again)
    assert made == coop.chain.now()
    ready = ready_at(coop.registry, made)
    assert ready == made + coop.registry.min_commit_age()
    with pytest.raises(Reverted) as early:
        reveal(coop.registry, again, stated(SONG, ada)).simulate(ada)
    assert early.value.name == "WorkRegistry_CommitTooYoung"
    coop.chain.advance(ready - coop.chain.now())
    reveal(coop.registry, again, stated(SONG, ada)).send(ada)
    assert coop.registry.work_of(SONG) == 1


def test_a_commitment_that_grew_too_old_is_made_again(coop: Cooperative, ada: Address) -> None:
    pending = begin(ada, SONG)
    commit(coop.registry, pending).send(ada)
    oldest = coop.registry.max_commit_age()
    coop.chain.advance(oldest)
    assert committed_at(coop.registry, pending) is not None
    coop.chain.advance(1)
    assert committed_at(coop.registry, pending) is None
    commit(coop.registry, pending).send(ada)
    assert committed_at(coop.registry, pending) == coop.chain.now()


def test_files_of_any_size_are_hashed_whole(tmp_path: Path) -> None:
    content = bytes(range(256)) * 12_345  # more than one piece, and not a multiple of one
    (tmp_path / "film").write_bytes(content)
    assert hash_file(tmp_path / "film") == keccak(content)


def test_what_is_no_work_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    for path, reason in [
        (tmp_path / "empty", "is empty"),
        (tmp_path, "Is a directory"),
        (tmp_path / "nowhere", "No such file"),
    ]:
        with pytest.raises(BadInput, match=reason) as caught:
            hash_file(path)
        assert caught.value.operands["file"] == str(path)


def test_waiting_counts_the_chains_seconds(chain: Chain) -> None:
    begun, heard = chain.now(), list[int]()
    wait_until(chain, Seconds(begun + 60), passed=heard.append, pause=lambda _seconds: chain.advance(25))
    assert heard == [25, 25, 10]
    assert chain.now() == begun + 75
    wait_until(chain, Seconds(begun + 60), passed=heard.append, pause=lambda _seconds: chain.advance(25))
    assert chain.now() == begun + 75


def test_where_time_stands_still_nobody_waits_for_ever(chain: Chain) -> None:
    pauses = list[float]()
    with pytest.raises(Refused, match="its time stands still"):
        wait_until(chain, Seconds(chain.now() + 60), pause=pauses.append)
    assert len(pauses) == 300


def test_a_member_registers_where_time_cannot_be_moved(anvil: AnvilNode) -> None:
    """Anvil left to itself mines only what is sent, and its pending block has the present time."""
    terms = CHARTER.model_copy(
        update={"works": CHARTER.works.model_copy(update={"min_commit_age": 2, "max_commit_age": 60})}
    )
    with AnvilNode(wall_clock=True) as node:
        chain = RpcChain(node.url, take_over=False, pending=True)
        coop = Cooperative.deploy(terms, chain)
        (ada,) = coop.founders
        before = chain.block_number()
        number = coop.register_work(ada, b"a song", {ada: 1_000_000}, salt=begin(ada, SONG).salt)
        assert coop.registry.work_of(SONG) == number
        assert chain.block_number() == before + 2
        chain.close()


def test_a_registrant_that_is_no_address_is_refused() -> None:
    with pytest.raises(BadInput, match="registrant is not an address"):
        _ = Pending(registrant=Address("ada"), content_hash=SONG, salt=bytes(32)).commitment
