"""What people sign: ballots, delegations and permits, as EIP-712 typed data."""

from __future__ import annotations

from typing import Any

from eth_account.signers.local import LocalAccount

from dao_sim.bindings import CoopGovernor, CoopToken, Membership
from dao_sim.units import Address

Vrs = tuple[int, bytes, bytes]


def permit(signer: LocalAccount, token: CoopToken, spender: Address, value: int, deadline: int) -> Vrs:
    """An approval of `spender`."""
    message = {
        "owner": signer.address,
        "spender": spender,
        "value": value,
        "nonce": token.nonces(Address(signer.address)),
        "deadline": deadline,
    }
    kinds = {"owner": "address", "spender": "address", "value": "uint256", "nonce": "uint256"}
    return _vrs(_signed(signer, token, "Permit", {**kinds, "deadline": "uint256"}, message))


def delegation(
    signer: LocalAccount, votes: CoopToken | Membership, delegatee: Address, nonce: int, expiry: int
) -> Vrs:
    """A delegation to `delegatee`."""
    message = {"delegatee": delegatee, "nonce": nonce, "expiry": expiry}
    kinds = {"delegatee": "address", "nonce": "uint256", "expiry": "uint256"}
    return _vrs(_signed(signer, votes, "Delegation", kinds, message))


def ballot(  # noqa: PLR0917 (what a ballot says, in its order)
    signer: LocalAccount, governor: CoopGovernor, proposal: int, support: int, voter: Address, nonce: int
) -> bytes:
    """A vote of `voter`."""
    message = {"proposalId": proposal, "support": support, "voter": voter, "nonce": nonce}
    kinds = {"proposalId": "uint256", "support": "uint8", "voter": "address", "nonce": "uint256"}
    return bytes(_signed(signer, governor, "Ballot", kinds, message).signature)


def ballot_with_reason(
    signer: LocalAccount,
    governor: CoopGovernor,
    proposal: int,
    support: int,
    *,
    nonce: int,
    reason: str,
    params: bytes,
) -> bytes:
    """A vote with a reason and parameters."""
    message = {
        "proposalId": proposal,
        "support": support,
        "voter": signer.address,
        "nonce": nonce,
        "reason": reason,
        "params": params,
    }
    kinds = {"proposalId": "uint256", "support": "uint8", "voter": "address", "nonce": "uint256"}
    signed = _signed(
        signer, governor, "ExtendedBallot", {**kinds, "reason": "string", "params": "bytes"}, message
    )
    return bytes(signed.signature)


def _signed(
    signer: LocalAccount,
    contract: CoopGovernor | CoopToken | Membership,
    kind: str,
    fields: dict[str, str],
    message: dict[str, Any],
) -> Any:
    domain = contract.eip712_domain()
    return signer.sign_typed_data(
        {
            "name": domain.name,
            "version": domain.version,
            "chainId": domain.chain_id,
            "verifyingContract": domain.verifying_contract,
        },
        {kind: [{"name": name, "type": solidity} for name, solidity in fields.items()]},
        message,
    )


def _vrs(signed: Any) -> Vrs:
    return signed.v, signed.r.to_bytes(32, "big"), signed.s.to_bytes(32, "big")
