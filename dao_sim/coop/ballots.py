"""Ballots: votes that are signed off chain and cast by somebody else, who pays for the transaction.

What is signed is OpenZeppelin's EIP-712 `Ballot`, or `ExtendedBallot` where there is a reason, or more
than a number to say. A ballot's
nonce belongs to its proposal, so that ballots on several proposals are good in any order, and one that is
signed before voting opens is good once it does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal

from dao_sim.bindings import Call, CoopGovernor
from dao_sim.coop.ballot_paper import Choice
from dao_sim.coop.documents import Account, Document, Hexadecimal, Vote, Whole
from dao_sim.coop.standing import find_vote, params_of, standing_of
from dao_sim.errors import BadInput, Reverted
from dao_sim.units import Address, Support

if TYPE_CHECKING:
    from eth_account.signers.local import LocalAccount

    from dao_sim.coop.cooperative import Cooperative

_PLAIN = {"proposalId": "uint256", "support": "uint8", "voter": "address", "nonce": "uint256"}
_EXTENDED = {**_PLAIN, "reason": "string", "params": "bytes"}


class Ballot(Document):
    """A signed vote of `voter`. `signer` is whose key signed: the voter's, or that of a contract's owner."""

    KIND: ClassVar[str] = "ballot"

    kind: Literal["ballot"] = "ballot"
    schema_version: Literal[1] = 1
    chain_id: int
    governor: Account
    proposal: Whole
    support: Vote
    voter: Account
    nonce: Whole
    reason: str
    params: Hexadecimal = b""
    """What the vote says beside its support; see `dao_sim.coop.ballot_paper`."""
    signature: Hexadecimal
    signer: Account


def sign(
    governor: CoopGovernor,
    key: LocalAccount,
    proposal_id: int,
    vote: Support | Choice,
    *,
    voter: Address | None = None,
    reason: str = "",
) -> Ballot:
    """A ballot of `voter`, the key's own account unless you say otherwise. Nothing is sent."""
    choice = vote if isinstance(vote, Choice) else Choice(vote)
    voter = voter or Address(key.address)
    nonce = governor.nonces_with_key(voter, proposal_id)
    message: dict[str, Any] = {
        "proposalId": proposal_id,
        "support": int(choice.support),
        "voter": voter,
        "nonce": nonce,
    }
    extended = bool(reason or choice.params)
    if extended:
        message |= {"reason": reason, "params": choice.params}
    name, fields = ("ExtendedBallot", _EXTENDED) if extended else ("Ballot", _PLAIN)
    types = {name: [{"name": field, "type": solidity} for field, solidity in fields.items()]}
    return Ballot(
        chain_id=governor.chain.chain_id,
        governor=governor.address,
        proposal=proposal_id,
        support=choice.support,
        voter=voter,
        nonce=nonce,
        reason=reason,
        params=choice.params,
        signature=bytes(key.sign_typed_data(_domain(governor), types, message).signature),
        signer=Address(key.address),
    )


def check(coop: Cooperative, ballot: Ballot) -> str | None:
    """In a sentence, why the co-op would refuse the ballot now; None where it would count."""
    if ballot.chain_id != coop.chain.chain_id:
        return f"the ballot is for chain {ballot.chain_id}, and this is chain {coop.chain.chain_id}"
    if ballot.governor != coop.governor.address:
        return f"the ballot is for another governor, {ballot.governor}"
    try:
        standing = standing_of(coop, ballot.proposal, ballot.voter)
    except BadInput as error:  # there is no such proposal
        return error.reason
    return standing.why_not or check_signature(coop.governor, ballot)


def check_signature(governor: CoopGovernor, ballot: Ballot) -> str | None:
    """Why the governor would not take the signature for the voter's, whether voting is open or not."""
    nonces = {governor.nonces_with_key(ballot.voter, ballot.proposal), governor.nonces(ballot.voter)}
    if ballot.nonce not in nonces:
        return f"its nonce, {ballot.nonce}, is not the voter's next one: sign a new ballot"
    try:
        cast(governor, ballot).simulate(ballot.signer)
    except Reverted as refusal:
        # The signature is looked at first: any other refusal means that it is good.
        return _whose(governor, ballot) if refusal.name == "GovernorInvalidSignature" else None
    return None


def is_cast(coop: Cooperative, ballot: Ballot) -> bool:
    """Whether the vote that the ballot asks for is on this chain already, whoever sent it."""
    here = (coop.chain.chain_id, coop.governor.address) == (ballot.chain_id, ballot.governor)
    if not here or not coop.governor.has_voted(ballot.proposal, ballot.voter):
        return False
    found = find_vote(coop.governor, ballot.proposal, ballot.voter)
    wanted = (ballot.support, ballot.params, ballot.reason)
    return found is not None and (found.support, params_of(found), found.reason) == wanted


def cast(governor: CoopGovernor, ballot: Ballot) -> Call:
    """The call that casts the ballot; anybody may send it."""
    vote = (ballot.proposal, int(ballot.support), ballot.voter)
    if ballot.reason or ballot.params:
        return governor.cast_vote_with_reason_and_params_by_sig(
            *vote, ballot.reason, ballot.params, ballot.signature
        )
    return governor.cast_vote_by_sig(*vote, ballot.signature)


def _whose(governor: CoopGovernor, ballot: Ballot) -> str:
    if governor.chain.code(ballot.voter):
        return f"the voter is a contract, which does not take {ballot.signer}'s signature for its own"
    if ballot.signer != ballot.voter:
        return f"it is signed by {ballot.signer}, who cannot sign for {ballot.voter}"
    return "the signature does not fit what the ballot says: was it changed after signing?"


def _domain(governor: CoopGovernor) -> dict[str, Any]:
    domain = governor.eip712_domain()
    return {
        "name": domain.name,
        "version": domain.version,
        "chainId": domain.chain_id,
        "verifyingContract": domain.verifying_contract,
    }
