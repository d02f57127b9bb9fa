"""Gas of a proposal's life, and of changing who may do what."""

from __future__ import annotations

from eth_account.signers.local import LocalAccount
from eth_utils.crypto import keccak

from dao_sim.bindings import Call
from dao_sim.coop import Proposal
from dao_sim.coop.roles import Role
from dao_sim.units import ETH, Address, Support
from tests.contracts import signing
from tests.gas.stage import Stage, keyholder, stranger

TOKEN = 10**18


def proposals(stage: Stage) -> None:
    """Proposing, voting, queueing, executing, cancelling."""
    coop = stage.coop
    signer = keyholder("voter")
    for voter in (*(stranger(number) for number in range(3)), Address(signer.address)):
        coop.mint(voter, TOKEN)
    proposal = _propose(stage, "one action", [coop.vault.set_levy(750)])
    proposal.open()
    vote = coop.governor.cast_vote(proposal.id, Support.FOR)
    stage.act("first on a proposal", vote, stranger(0))
    stage.act("later", vote, stranger(1))
    reasoned = coop.governor.cast_vote_with_reason(proposal.id, Support.FOR, "Because it pays.")
    stage.act("later, 16 letters", reasoned, stranger(2))
    _vote_by_signature(stage, proposal, signer)
    stage.act("later, reaching the quorum", vote, stage.alice)
    against = coop.governor.cast_vote(proposal.id, Support.AGAINST)
    stage.act("later, first of the other side", against, stage.bob)
    proposal.close()
    stage.note("CoopGovernor.queue: one action", proposal.queue())
    stage.note("CoopGovernor.execute: one action, the levy", proposal.execute())


def cancellations(stage: Stage) -> None:
    """By the proposer before the vote, by the guardian after it."""
    coop = stage.coop
    actions = [coop.vault.set_levy(750), coop.token.set_mint_cap(TOKEN), coop.vault.unlist_asset(ETH)]
    proposal = _propose(stage, "three actions", actions)
    stage.note("CoopGovernor.cancel: by the proposer, before the vote", proposal.cancel())
    proposal = coop.propose(stage.alice, actions[:1], "Once more").open()
    proposal.vote(stage.alice, Support.FOR)
    proposal.close()
    proposal.queue()
    stage.note("CoopGovernor.cancel: by the guardian, in the timelock", proposal.cancel(stage.guardian))


def permissions(stage: Stage) -> None:
    """The access manager, as governance uses it."""
    access = stage.coop.access
    stage.decree("", access.grant_role(int(Role.ADMITTER), stage.carol, 0))
    stage.decree("", access.revoke_role(int(Role.ADMITTER), stage.carol))
    selector = keccak(text="setLevy(uint256)")[:4]
    vault = stage.coop.vault.address
    stage.decree("one function", access.set_target_function_role(vault, [selector], int(Role.MINTER)))


def _propose(stage: Stage, case: str, actions: list[Call]) -> Proposal:
    stage.chain.receipts.clear()
    proposal = stage.coop.propose(stage.alice, actions, "A proposal")
    (receipt,) = stage.chain.receipts
    stage.note(f"CoopGovernor.propose: {case}", receipt)
    return proposal


def _vote_by_signature(stage: Stage, proposal: Proposal, signer: LocalAccount) -> None:
    governor, voter = stage.coop.governor, Address(signer.address)
    nonce = governor.nonces_with_key(voter, proposal.id)
    signature = signing.ballot(signer, governor, proposal.id, Support.FOR, voter, nonce)
    stage.act("later", governor.cast_vote_by_sig(proposal.id, Support.FOR, voter, signature), stage.carol)
