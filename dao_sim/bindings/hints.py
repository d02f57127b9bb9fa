"""What would be right, for refusals by OpenZeppelin's contracts. The co-op's own say it in their NatSpec."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dao_sim.units import ProposalState

_HINTS = {
    "AccessManagedUnauthorized": "the caller lacks the role for this: propose it, or call from a holder",
    "AccessManagerUnauthorizedAccount": "only the timelock administers roles: propose it",
    "ERC20InsufficientAllowance": "approve the spender for this amount first",
    "ERC20InsufficientBalance": "the sender holds less than that",
    "ERC5805FutureLookup": "this is known once the moment is past: let time pass first",
    "ERC6909InsufficientBalance": "the sender holds fewer units of this work",
    "GovernorAlreadyCastVote": "a vote counts once, and cannot be changed",
    "GovernorInsufficientProposerVotes": "hold, or be delegated, the threshold a second before proposing",
    "GovernorInvalidSignature": "sign this ballot for this governor, with the voter's next nonce",
    "GovernorInvalidVoteType": "vote against (0), for (1) or abstain (2)",
    "GovernorNonexistentProposal": "check the proposal's number, and that this is its governor",
    "GovernorOnlyExecutor": "only an adopted proposal can do this",
    "GovernorRestrictedProposer": "its description names another proposer",
    "GovernorUnableToCancel": "its proposer may cancel before voting starts, a guardian until it is executed",
    "InsufficientBalance": "the contract that is to pay holds less than that",
    "TimelockUnexpectedOperationState": "the delay has not passed, or it was executed or cancelled before",
}


def hint_for(error: str, operands: Mapping[str, Any]) -> str | None:
    """A sentence for that error, or None where nothing is known that the error does not say."""
    if error == "GovernorUnexpectedProposalState":
        return _state_hint(operands)
    return _HINTS.get(error)


def _state_hint(operands: Mapping[str, Any]) -> str:
    """Reads OpenZeppelin's bitmap of states: bit n stands for state number n."""
    bitmap = int.from_bytes(operands["expectedStates"], "big")
    allowed = [state.name.lower() for state in ProposalState if bitmap >> state & 1]
    present = ProposalState(operands["current"]).name.lower()
    wanted = f"; this needs it to be {' or '.join(allowed)}" if allowed else ", and cannot be made twice"
    return f"the proposal is {present}{wanted}"
