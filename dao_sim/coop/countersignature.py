"""Countersignatures: what a data service signs off chain for a use that the licensee then logs.

What is signed is the EIP-712 `Use` of `DataCommons`. It names the licence and which use of it this is, so
that it is good once, for one query, until it expires.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, PlainSerializer

from dao_sim.bindings import Call, DataCommons
from dao_sim.coop.data_terms import PURPOSES, Purpose
from dao_sim.coop.documents import Account, Document, Hexadecimal, Whole
from dao_sim.errors import BadInput
from dao_sim.units import Address

if TYPE_CHECKING:
    from eth_account.signers.local import LocalAccount

_FIELDS = {
    "datasetId": "uint256",
    "licenceId": "uint256",
    "useNumber": "uint256",
    "purpose": "uint8",
    "queryHash": "bytes32",
    "validUntil": "uint256",
}


def _purpose(value: Any) -> Purpose:
    if isinstance(value, Purpose):
        return value
    if value not in PURPOSES:
        raise ValueError(f"must be one of {', '.join(PURPOSES)}")
    return Purpose[value.upper()]


class Countersignature(Document):
    """A service's consent to one use of a licence."""

    KIND: ClassVar[str] = "countersignature"

    kind: Literal["countersignature"] = "countersignature"
    schema_version: Literal[1] = 1
    chain_id: int
    commons: Account
    dataset: Whole
    licence: Whole
    use: Whole
    """Which use of the licence, from 1."""
    purpose: Annotated[Purpose, BeforeValidator(_purpose), PlainSerializer(lambda purpose: purpose.word)]
    query: Hexadecimal
    """The hash of what is asked for."""
    valid_until: Whole
    """The last second in which it is good."""
    signature: Hexadecimal
    signer: Account


def sign(
    commons: DataCommons,
    key: LocalAccount,
    licence: int,
    purpose: Purpose,
    query: bytes,
    *,
    valid_until: int,
) -> Countersignature:
    """Countersigns the next use of a licence. Nothing is sent."""
    found = commons.licence_of(licence)
    use, dataset = found.used + 1, commons.offer_of(found.offer_id).terms.dataset_id
    message = {
        "datasetId": dataset,
        "licenceId": licence,
        "useNumber": use,
        "purpose": int(purpose),
        "queryHash": query,
        "validUntil": valid_until,
    }
    types = {"Use": [{"name": field, "type": solidity} for field, solidity in _FIELDS.items()]}
    return Countersignature(
        chain_id=commons.chain.chain_id,
        commons=commons.address,
        dataset=dataset,
        licence=licence,
        use=use,
        purpose=purpose,
        query=query,
        valid_until=valid_until,
        signature=bytes(key.sign_typed_data(_domain(commons), types, message).signature),
        signer=Address(key.address),
    )


def logged(commons: DataCommons, signed: Countersignature) -> Call:
    """The call by which the licensee logs the use. Raises BadInput for one that is of no use there."""
    here, there = (commons.chain.chain_id, commons.address), (signed.chain_id, signed.commons)
    if here != there:
        raise BadInput("countersignature", "is for another data commons", chain_id=there[0], commons=there[1])
    due = commons.licence_of(signed.licence).used + 1
    if signed.use != due:
        hint = "have the service sign that one"
        reason = f"is for use {signed.use} of the licence, and the next one is use {due}"
        raise BadInput("countersignature", reason, hint=hint, licence=signed.licence)
    return commons.use(
        signed.licence, int(signed.purpose), signed.query, signed.valid_until, signed.signature
    )


def _domain(commons: DataCommons) -> dict[str, Any]:
    domain = commons.eip712_domain()
    return {
        "name": domain.name,
        "version": domain.version,
        "chainId": domain.chain_id,
        "verifyingContract": domain.verifying_contract,
    }
