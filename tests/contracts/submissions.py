"""Submissions, deployed with a few words: submitted, screened, put to panels."""

from __future__ import annotations

from typing import Any

from eth_account import Account
from eth_account.signers.local import LocalAccount
from eth_utils.crypto import keccak

from dao_sim.bindings import ReviewPanels, Submissions
from dao_sim.bindings.generated.structs import Policy, Registration, Verdict
from dao_sim.coop import Cooperative
from dao_sim.coop.roles import OPTIONAL, Role
from dao_sim.units import ETH, SHARES_PER_WORK, Address, Flag, Wei
from tests.contracts.kit import ALICE, BOB, DAY, DEPLOYER, TOKEN, decree
from tests.contracts.panels import PRICE, enlisted, opened, panels, voted, wait

__all__ = ["PRICE", "opened", "panels"]

SCREENING, FLAGGED, IN_REVIEW, CLEARED, REGISTERED, REFUSED, FORFEITED, WITHDRAWN, LAPSED = range(1, 10)
SCREEN, ACT = 3 * DAY, 14 * DAY
DEPOSIT = TOKEN
MUSIC = b"music".ljust(32, b"\0")
SALT = b"\x05" * 32
REPORT = bytes(range(32))
CAP, REVIEW_FROM = 5_000, 2_000

SOFIA: LocalAccount = Account.from_key(keccak(text="sofia"))
OSCAR: LocalAccount = Account.from_key(keccak(text="oscar"))
SCREENER, OTHER_SCREENER = Address(SOFIA.address), Address(OSCAR.address)

_KINDS = {
    "submissionId": "uint256",
    "registrationHash": "bytes32",
    "similarTo": "uint256",
    "reportHash": "bytes32",
    "screener": "address",
    "flags": "uint8",
    "validUntil": "uint48",
}


def policy(**changes: Any) -> Policy:
    """A cap of 50 %, a review from 20 % on, a deposit of 1."""
    return Policy(open_=True, cap_bps=CAP, review_from_bps=REVIEW_FROM, deposit=DEPOSIT)._replace(**changes)


def submissions(
    coop: Cooperative, asset: Address = ETH, *, by: tuple[Address, ...] = (SCREENER,), **changes: Any
) -> Submissions:
    """The contract with its panels, as the registry's gate: one domain, one screener."""
    reviewing = panels(coop, asset)
    where = (coop.access.address, coop.registry.address, coop.membership.address, reviewing.address)
    made = Submissions.deploy(coop.chain, DEPLOYER, *where, coop.treasury.address, SCREEN, ACT)
    functions = made.artifact().abi.functions
    selectors = [functions[signature].selector for signature in OPTIONAL["Submissions"]]
    decree(coop, coop.access.set_target_function_role(made.address, selectors, int(Role.REVIEW_STEWARD)))
    decree(coop, made.set_policy(MUSIC, policy(**changes)))
    for screener in by:
        decree(coop, made.set_screener(screener, True))
    decree(coop, coop.registry.set_gate(made.address))
    return made


def panels_of(coop: Cooperative, made: Submissions) -> ReviewPanels:
    """Its panels."""
    return ReviewPanels(coop.chain, made.panels())


def registration(name: str = "song", *, ai: int = 0, by: Address = ALICE, **changes: Any) -> Registration:
    """A work of that name, all by one maker."""
    usual = Registration(keccak(text=name), f"ipfs://{name}", (by,), (SHARES_PER_WORK,), ai, 0)
    return usual._replace(**changes)


def announced(coop: Cooperative, said: Registration, by: Address = ALICE) -> None:
    """Commits to it, and lets the commitment grow old enough."""
    coop.registry.commit(coop.registry.commitment_for(by, said.content_hash, SALT)).send(by)
    coop.chain.advance(coop.registry.min_commit_age())


def submitted(
    coop: Cooperative, made: Submissions, said: Registration | None = None, *, by: Address = ALICE
) -> int:
    """A submission in music, its deposit put up in ETH. Returns its number."""
    said = said or registration(by=by)
    announced(coop, said, by)
    made.submit(said, MUSIC, "a voice model", SALT, value=Wei(DEPOSIT)).send(by)
    return made.submission_count()


def verdict(coop: Cooperative, made: Submissions, number: int, flags: int = 0, **changes: Any) -> Verdict:
    """What Sofia says about a submission, good for a day."""
    usual = Verdict(
        submission_id=number,
        registration_hash=made.submission_of(number).registration_hash,
        similar_to=0,
        report_hash=REPORT,
        screener=SCREENER,
        flags=int(flags),
        valid_until=coop.chain.now() + DAY,
    )
    return usual._replace(**changes)


def signed(made: Submissions, said: Verdict, by: LocalAccount = SOFIA, **domain: Any) -> bytes:
    """The verdict's signature, made from the types alone."""
    found = made.eip712_domain()
    usual = {
        "name": found.name,
        "version": found.version,
        "chainId": found.chain_id,
        "verifyingContract": found.verifying_contract,
    }
    kinds = {"Verdict": [{"name": name, "type": kind} for name, kind in _KINDS.items()]}
    message = dict(zip(_KINDS, said, strict=True))
    return bytes(by.sign_typed_data(usual | domain, kinds, message).signature)


def screened(
    coop: Cooperative,
    made: Submissions,
    number: int,
    flags: int = 0,
    *,
    by: LocalAccount = SOFIA,
    similar_to: int = 0,
) -> None:
    """A screener's verdict, sent by Bob."""
    said = verdict(coop, made, number, flags, screener=Address(by.address), similar_to=similar_to)
    made.screen(said, signed(made, said, by)).send(BOB)


def flagged(coop: Cooperative, made: Submissions, said: Registration | None = None) -> int:
    """A submission of Alice's that Sofia flagged."""
    number = submitted(coop, made, said)
    screened(coop, made, number, Flag.OTHER)
    return number


def asked(coop: Cooperative, made: Submissions, said: Registration | None = None) -> tuple[int, int]:
    """The same, before a panel of three out of nine. Returns its number, and the case's."""
    enlisted(coop, panels_of(coop, made), 9)
    said = said or registration()
    number = flagged(coop, made, said)
    made.request_review(number, said).send(ALICE)
    return number, made.submission_of(number).case_id


def answered(
    coop: Cooperative, made: Submissions, case: int, conflicts: tuple[Address, ...], *upheld: bool
) -> tuple[Address, ...]:
    """Has a case's panel drawn and vote, and waits until nobody can appeal any more. Returns the panel."""
    reviewing = panels_of(coop, made)
    wait(coop, 6)
    reviewing.draw(case, conflicts).send(DEPLOYER)
    panel = reviewing.panel_of(case, 1)
    voted(coop, reviewing, case, dict(zip(panel, upheld, strict=True)))
    reviewing.close(case).send(DEPLOYER)
    coop.chain.advance(reviewing.case_of(case).deadline - coop.chain.now())
    return panel


def hash_of(made: Submissions, said: Registration) -> bytes:
    """keccak256(abi.encode(registration)), from the arguments of a call that has it behind a number."""
    return keccak((32).to_bytes(32, "big") + made.request_review(0, said).data[4 + 64 :])


def registered(coop: Cooperative, said: Registration, by: Address = ALICE) -> int:
    """Registers a work; commits anew where the commitment is void. Returns its number."""
    registry = coop.registry
    commitment = registry.commitment_for(by, said.content_hash, SALT)
    made = registry.committed_at(by, commitment)
    if not made or coop.chain.now() > made + registry.max_commit_age():
        announced(coop, said, by)
    registry.register(said, SALT).send(by)
    return registry.work_count()
