"""Verdicts: what screeners found, signed off the chain (EIP-712) and sent by whoever likes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from dao_sim.bindings import Call
from dao_sim.bindings.generated import structs
from dao_sim.coop.documents import Account, Document, Hexadecimal, Whole
from dao_sim.coop.submissions import submission, submissions_of
from dao_sim.errors import BadInput
from dao_sim.screening import Finding, flags_of, report_hash, report_of, similar_work
from dao_sim.units import Address

if TYPE_CHECKING:
    from eth_account.signers.local import LocalAccount

    from dao_sim.coop.cooperative import Cooperative

_FIELDS = {
    "submissionId": "uint256",
    "registrationHash": "bytes32",
    "similarTo": "uint256",
    "reportHash": "bytes32",
    "screener": "address",
    "flags": "uint8",
    "validUntil": "uint48",
}


class Verdict(Document):
    """What `screener` found of a submission, with its report. `signer` is whose key signed for it."""

    KIND: ClassVar[str] = "verdict"

    kind: Literal["verdict"] = "verdict"
    schema_version: Literal[1] = 1
    chain_id: int
    contract: Account
    submission: Whole
    registration_hash: Hexadecimal
    similar_to: Whole
    flags: int
    screener: Account
    valid_until: int
    """The last second in which it can be sent."""
    report: list[dict[str, Any]]
    signature: Hexadecimal
    signer: Account


def sign(
    coop: Cooperative,
    key: LocalAccount,
    number: int,
    findings: Sequence[Finding],
    *,
    valid_until: int,
    screener: Address | None = None,
) -> Verdict:
    """The verdict on a submission that these findings are, of the key's own account unless you say otherwise.

    Nothing is sent. Raises BadInput where there is no such submission.
    """
    found, contract = submission(coop, number), submissions_of(coop)
    report = report_of(findings)
    said = structs.Verdict(
        submission_id=number,
        registration_hash=found.registration_hash,
        similar_to=similar_work(findings),
        report_hash=report_hash(report),
        screener=screener or Address(key.address),
        flags=int(flags_of(findings)),
        valid_until=valid_until,
    )
    domain = contract.eip712_domain()
    signed = key.sign_typed_data(
        {
            "name": domain.name,
            "version": domain.version,
            "chainId": domain.chain_id,
            "verifyingContract": domain.verifying_contract,
        },
        {"Verdict": [{"name": name, "type": solidity} for name, solidity in _FIELDS.items()]},
        dict(zip(_FIELDS, said, strict=True)),
    )
    return Verdict(
        chain_id=coop.chain.chain_id,
        contract=contract.address,
        submission=number,
        registration_hash=said.registration_hash,
        similar_to=said.similar_to,
        flags=said.flags,
        screener=said.screener,
        valid_until=valid_until,
        report=report,
        signature=bytes(signed.signature),
        signer=Address(key.address),
    )


def screen(coop: Cooperative, verdict: Verdict) -> Call:
    """The call that brings a verdict; anybody may send it. Raises BadInput for one of another co-op."""
    contract = submissions_of(coop)
    for name, theirs, ours in (
        ("chain_id", verdict.chain_id, coop.chain.chain_id),
        ("contract", verdict.contract, contract.address),
    ):
        if theirs != ours:
            hint = f"here it is {ours}"
            raise BadInput("verdict", "is for another co-op", hint=hint, **{name: theirs})
    said = structs.Verdict(
        submission_id=verdict.submission,
        registration_hash=verdict.registration_hash,
        similar_to=verdict.similar_to,
        report_hash=report_hash(verdict.report),
        screener=verdict.screener,
        flags=verdict.flags,
        valid_until=verdict.valid_until,
    )
    return contract.screen(said, verdict.signature)
