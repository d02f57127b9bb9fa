"""What the stories about contracts are told with: people, hostile contracts, decrees and refusals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from eth_utils.crypto import keccak

from dao_sim.bindings import (
    Artifact,
    Call,
    Contract,
    CoopToken,
    DecodedCall,
    contract_class,
    decode_revert,
)
from dao_sim.bindings.abi import ErrorAbi
from dao_sim.chain import Chain, Receipt
from dao_sim.chain.defaults import ACCOUNTS
from dao_sim.coop import Cooperative, Proposal
from dao_sim.errors import OutOfGas, Reverted
from dao_sim.units import ETH, Address, Support

DEPLOYER, ALICE, BOB, CAROL, DAVE, ERIN, MALLORY, BUYER, OPERATOR, GUARDIAN = ACCOUNTS[:10]
"""Alice, Bob and Carol founded the co-op; Dave and Erin might join it; Mallory means no good."""

NOBODY = ETH
"""The zero address, where it does not stand for an asset."""

ORIGIN = bytes(range(32))
"""What a receiver is bound to where a test opens a work without the registry."""

TOKEN = 10**18
DAY = 86_400
READY = 2
"""`TimelockController.OperationState`: may be executed now."""
ARTIFACTS = Path(__file__).parent.parent / "artifacts"


@cache
def mock_class(name: str) -> type[Contract]:
    """A hostile contract's class, from what scripts/compile.py wrote."""
    return contract_class(Artifact.from_json((ARTIFACTS / f"{name}.json").read_text(encoding="utf-8")))


def mock(chain: Chain, name: str, *arguments: Any) -> Contract:
    """Deploys a hostile contract."""
    return mock_class(name).create(chain, MALLORY, *arguments)


def mock_token(chain: Chain, name: str = "MintableToken", *arguments: Any) -> CoopToken:
    """Deploys a token. It answers the ERC-20 part of `CoopToken`, and `mint`, which here anyone may call."""
    return CoopToken(chain, mock(chain, name, *arguments).address)


def decree(coop: Cooperative, call: Call) -> Receipt:
    """Governance makes a call, without the vote before it: for tests of what the call does."""
    return call.send(coop.timelock.address)


def set_quorum(rule: Contract, bps: int) -> Call:
    """The call that sets the quorum of any rule that has one."""
    return rule.write("setQuorum(uint256)", bps)


def enact(coop: Cooperative, *calls: Call, title: str = "Enact", by: Address = ALICE) -> Proposal:
    """A proposal's whole life, to its execution."""
    proposal = adopt(coop, *calls, title=title, by=by)
    proposal.execute()
    return proposal


def adopt(coop: Cooperative, *calls: Call, title: str = "Adopt", by: Address = ALICE) -> Proposal:
    """A proposal that was adopted and waits in the timelock."""
    proposal = coop.propose(by, calls, title).open()
    proposal.vote(ALICE, Support.FOR)
    proposal.close()
    proposal.queue()
    return proposal


def content_of(
    calls: Sequence[DecodedCall], description: str
) -> tuple[list[Address], list[int], list[bytes], bytes]:
    """A proposal as `queue`, `execute` and `cancel` want it."""
    hashed = bytes(keccak(text=description))
    return [call.to for call in calls], [call.value for call in calls], [call.data for call in calls], hashed


def timelock_salt(coop: Cooperative, description_hash: bytes) -> bytes:
    """The salt under which the governor keeps a proposal in the timelock."""
    own = bytes.fromhex(coop.governor.address[2:]) + bytes(12)
    return bytes(a ^ b for a, b in zip(own, description_hash, strict=True))


def propose_as_written(coop: Cooperative, proposer: Address, calls: Sequence[Call], description: str) -> int:
    """Proposes with exactly this description, and returns the proposal's number."""
    targets, values, data, _ = content_of(calls, description)
    receipt = coop.governor.propose(targets, values, data, description).send(proposer)
    return coop.governor.decode(receipt, coop.governor.ProposalNumbered)[0].proposal_id


def only(*states: int) -> bytes:
    """The states that an act is allowed in, as the errors of governor and timelock name them."""
    return sum(1 << state for state in states).to_bytes(32, "big")


@contextmanager
def refuses(error: str, /, **operands: Any) -> Iterator[None]:
    """Whatever is inside must revert with exactly this error and these operands (Solidity's names)."""
    with pytest.raises(Reverted) as caught:
        yield
    found = _explained(caught.value)
    assert (found.name, dict(found.operands)) == (error, operands)


@contextmanager
def runs_out_of_gas() -> Iterator[None]:
    """Whatever is inside must use up its gas."""
    with pytest.raises(OutOfGas):
        yield


def _explained(error: Reverted) -> Reverted:
    found = error if error.name is not None else decode_revert(error.raw)
    known = _mock_errors().get(error.raw[:4])
    if found.name is not None or known is None:
        return found
    return Reverted(error.raw, name=known.name, **known.decode_inputs(error.raw))


@cache
def _mock_errors() -> dict[bytes, ErrorAbi]:
    names = sorted(path.stem for path in ARTIFACTS.glob("*.json"))
    return {key: error for name in names for key, error in mock_class(name).artifact().abi.errors.items()}


def picture(coop: Cooperative, *accounts: Address, assets: Sequence[Address] = ()) -> dict[str, Any]:
    """Everything somebody could want to steal or change: money, votes, units, credit, rules, proposals."""
    vault, governor, token = coop.vault, coop.governor, coop.token
    holders = {*accounts, ALICE, BOB, CAROL, MALLORY, GUARDIAN, coop.treasury.address, vault.address}
    money = {token.address, *assets}
    works = range(1, coop.registry.work_count() + 1)
    known = [asset for asset in vault.assets() if asset == ETH or asset in assets]
    return {
        "ether": {holder: coop.chain.balance(holder) for holder in holders},
        "tokens": {
            (a, holder): CoopToken(coop.chain, a).balance_of(holder) for a in money for holder in holders
        },
        "votes": {holder: (token.get_votes(holder), coop.membership.get_votes(holder)) for holder in holders},
        "units": {(work, holder): vault.balance_of(holder, work) for work in works for holder in holders},
        "credit": {
            (work, asset, holder): vault.credit_of(work, asset, holder)
            for work in works
            for asset in known
            for holder in holders
        },
        "books": {
            asset: (vault.levy_accrued(asset), [vault.income(w, asset) for w in works]) for asset in known
        },
        "works": [(coop.registry.work(work), vault.is_open(work)) for work in works],
        "members": [coop.membership.member_id_of(holder) for holder in sorted(holders)],
        "rules": (
            vault.levy_bps(),
            vault.assets(),
            token.mint_cap(),
            token.total_supply(),
            coop.timelock.get_min_delay(),
            governor.guardian(),
            governor.guardian_mandate_end(),
            coop.rule.quorum_bps(),
            governor.proposal_threshold(),
            governor.timelock(),
        ),
        "proposals": [
            (governor.state(n), governor.proposal_votes(n))
            for n in range(1, governor.latest_proposal_id() + 1)
        ],
        "roles": [
            coop.access.has_role(role, holder).is_member for role in range(14) for holder in sorted(holders)
        ],
    }


@contextmanager
def nothing_moves(coop: Cooperative, *accounts: Address, assets: Sequence[Address] = ()) -> Iterator[None]:
    """Whatever is inside must leave money, votes, units, rules and proposals as they were."""
    before = picture(coop, *accounts, assets=assets)
    yield
    assert picture(coop, *accounts, assets=assets) == before
