"""Code swapped after approval: Tornado Cash, May 2023, where what ran was not what had been adopted."""

from __future__ import annotations

import pytest
from eth_utils.address import to_checksum_address
from eth_utils.crypto import keccak

from dao_sim.bindings import Artifact, Contract, TargetBinding
from dao_sim.chain import Chain, connect
from dao_sim.coop import Charter, Cooperative
from dao_sim.units import Address, ProposalState, Support
from tests.contracts.conftest import CHARTER
from tests.contracts.kit import ALICE, BOB, DEPLOYER, MALLORY, mock, mock_class, refuses
from tests.contracts.rules import Assembly, assemble
from tests.contracts.yesno import member_rule

NO_CODE = bytes(32)
LOGS = bytes.fromhex("602a5f5260205fa000")
"""Hostile code, as far as a test needs it: logs 42 and stops."""


@pytest.fixture(scope="module")
def exact() -> Cooperative:
    """On eth-tester, since nothing ever vanishes on the embedded engine: its life is one transaction."""
    return Cooperative.deploy(Charter.parse(CHARTER), connect("tester"))


def house(coop: Cooperative, *, bound: bool) -> Assembly:
    guards = (TargetBinding.create(coop.chain, DEPLOYER).address,) if bound else ()
    return assemble(coop, member_rule(coop, 5_000), guards=guards)


def pass_it(meeting: Assembly, number: int) -> None:
    """Members vote for it, and it is queued."""
    meeting.open(number)
    for voter in (ALICE, BOB):
        meeting.governor.cast_vote(number, Support.FOR).send(voter)
    assert meeting.close(number) == ProposalState.SUCCEEDED


@pytest.mark.filterwarnings("ignore:SELFDESTRUCT:DeprecationWarning")
@pytest.mark.parametrize("bound", [False, True], ids=["unbound", "bound"])
def test_a_contract_that_vanished_and_came_back_different(exact: Cooperative, *, bound: bool) -> None:
    meeting, attacker = house(exact, bound=bound), mock(exact.chain, "Metamorph")
    attacker.write("proposeAndVanish(address,string)", meeting.governor.address, "harmless").send(MALLORY)
    target = Address(attacker.read("target()"))
    action = [target], [0], [b""], _hash("harmless")
    pass_it(meeting, 1)
    meeting.governor.queue(*action).send(ALICE)
    attacker.write("replace(bytes)", LOGS).send(MALLORY)
    exact.chain.advance(2 * 86_400 + 1)
    if not bound:
        logs = meeting.governor.execute(*action).send(ALICE).logs
        assert any(log.address == target for log in logs)  # the attack works
        return
    guard = TargetBinding(exact.chain, meeting.governor.guards()[0])
    proposed = guard.code_hash_of(1, target)
    found = _keccak(LOGS)
    assert proposed == _keccak(bytes.fromhex("33ff"))
    with refuses("TargetBinding_CodeChanged", proposalId=1, target=target, proposed=proposed, found=found):
        meeting.governor.execute(*action).send(ALICE)
    assert meeting.governor.state(1) == ProposalState.QUEUED


def test_an_address_that_had_no_code_when_it_was_voted_on(coop: Cooperative) -> None:
    attacker = mock(coop.chain, "Metamorph")
    start = coop.chain.checkpoint()
    attacker.write("replace(bytes)", LOGS).send(MALLORY)
    target = _shell_of(coop.chain, attacker)
    coop.chain.restore(start)
    meeting = house(coop, bound=True)
    receipt = meeting.governor.propose([target], [0], [b""], "To come").send(ALICE)
    (made,) = meeting.governor.decode(receipt, meeting.governor.ProposalNumbered)
    guard = TargetBinding(coop.chain, meeting.governor.guards()[0])
    assert guard.code_hash_of(made.proposal_id, target) == NO_CODE
    pass_it(meeting, made.proposal_id)
    action = [target], [0], [b""], _hash("To come")
    meeting.governor.queue(*action).send(ALICE)
    coop.chain.advance(2 * 86_400 + 1)
    start = coop.chain.checkpoint()
    attacker.write("replace(bytes)", LOGS).send(MALLORY)
    wrong = {"proposed": NO_CODE, "found": _keccak(LOGS)}
    with refuses("TargetBinding_CodeChanged", proposalId=made.proposal_id, target=target, **wrong):
        meeting.governor.execute(*action).send(ALICE)
    coop.chain.restore(start)
    meeting.governor.execute(*action).send(ALICE)  # still without code: what was voted on
    assert meeting.governor.state(made.proposal_id) == ProposalState.EXECUTED


def test_only_the_governor_tells_a_guard(coop: Cooperative) -> None:
    meeting = house(coop, bound=True)
    guard = TargetBinding(coop.chain, meeting.governor.guards()[0])
    assert guard.governor() == meeting.governor.address
    with refuses("ServesGovernor_OnlyGovernor", caller=MALLORY):
        guard.on_propose(1, MALLORY, [MALLORY]).send(MALLORY)
    for told in ("on_queue", "on_execute", "on_cancel"):
        with pytest.raises(Exception, match="OnlyGovernor"):
            _tell(guard, told)


def test_a_cancelled_proposal_is_told_to_guards_too(coop: Cooperative) -> None:
    meeting = house(coop, bound=True)
    number = meeting.propose(ALICE, coop.vault.set_levy(1), text="Regretted")
    call = coop.vault.set_levy(1)
    meeting.governor.cancel([call.to], [0], [call.data], _hash("Regretted")).send(ALICE)
    assert meeting.governor.state(number) == ProposalState.CANCELED


def _tell(guard: TargetBinding, told: str) -> None:
    if told == "on_queue":
        guard.on_queue(1)
    elif told == "on_execute":
        guard.on_execute(1, [])
    else:
        guard.on_cancel(1, MALLORY)


def _shell_of(chain: Chain, attacker: Contract) -> Address:
    """Where the attacker's shells are: CREATE2 of their initcode with salt 0."""
    code = bytes.fromhex(_artifact("Shell").bytecode.hex())
    digest = _keccak(b"\xff" + bytes.fromhex(attacker.address[2:]) + bytes(32) + _keccak(code))
    found = Address(to_checksum_address(digest[12:]))
    assert chain.code(found)
    return found


def _artifact(name: str) -> Artifact:
    return mock_class(name).artifact()


def _keccak(data: bytes) -> bytes:
    return bytes(keccak(data))


def _hash(text: str) -> bytes:
    return _keccak(text.encode())
