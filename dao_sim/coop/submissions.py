"""Submissions as members see them: what is disclosed of works, and screened, before they are registered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from eth_utils.crypto import keccak

from dao_sim.bindings import Call, Submissions
from dao_sim.bindings.generated.structs import Registration
from dao_sim.coop.content_terms import domain_id, domain_name, policies
from dao_sim.coop.escrow import approvals
from dao_sim.coop.registration import check_work, commit_and_wait
from dao_sim.errors import BadInput, Refused
from dao_sim.units import ETH, Address, Bps, Flag, Seconds, Wei

if TYPE_CHECKING:
    from dao_sim.coop.cooperative import Cooperative


class SubmissionState(IntEnum):
    """`ISubmissions.State`."""

    NONE = 0
    SCREENING = 1
    FLAGGED = 2
    IN_REVIEW = 3
    CLEARED = 4
    REGISTERED = 5
    REFUSED = 6
    FORFEITED = 7
    WITHDRAWN = 8
    LAPSED = 9


LIVE = (
    SubmissionState.SCREENING,
    SubmissionState.FLAGGED,
    SubmissionState.IN_REVIEW,
    SubmissionState.CLEARED,
)
"""What a submission can still be registered from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """A registration that somebody wants to make."""

    number: int
    state: SubmissionState
    submitter: Address
    domain: str
    ai_share_bps: Bps
    """As disclosed."""
    tools: str
    """What AI's share was made with."""
    registration: Registration
    registration_hash: bytes
    needs_review: bool
    """Whether a panel must see it even if nobody flags it."""
    flags: Flag
    flagged_by: tuple[Address, ...]
    similar_to: int | None
    """The work that it nearly duplicates, as a screener said."""
    deposit: int
    """What is held of it (smallest unit)."""
    case: int | None
    """The panel's."""
    submitted_at: Seconds
    deadline: Seconds | None
    """When its state's time is over; None for a state that has none."""

    @property
    def content_hash(self) -> bytes:
        """Keccak-256 of the work."""
        return self.registration.content_hash


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure:
    """What a work's registrant disclosed when it was submitted."""

    submission: int
    domain: str
    ai_share_bps: Bps
    tools: str


def submissions_of(coop: Cooperative) -> Submissions:
    """The contract. Raises Refused where the charter has none."""
    if coop.submissions is None:
        reason = "this co-op's charter has no section [content]"
        raise Refused("review", reason, hint="register works directly: `dao-sim work register`")
    return coop.submissions


def submissions(coop: Cooperative) -> list[Submission]:
    """Every submission, in the order in which they were made."""
    return [_read(coop, event) for event in submissions_of(coop).events(Submissions.Submitted)]


def submission(coop: Cooperative, number: int) -> Submission:
    """One submission. Raises BadInput where there is no such one."""
    contract = submissions_of(coop)
    for event in contract.events(Submissions.Submitted, submission_id=number):
        return _read(coop, event)
    count = contract.submission_count()
    hint = f"they are numbered from 1 to {count}" if count else "nothing has been submitted yet"
    raise BadInput("review", "there is no such submission", hint=hint, submission=number)


def live_submission(coop: Cooperative, content_hash: bytes) -> Submission | None:
    """The submission of a content that is under way. Compared here: to ask for one hash would show it."""
    events = submissions_of(coop).events(Submissions.Submitted)
    for event in reversed(events):
        if event.registration.content_hash == content_hash:
            found = _read(coop, event)
            return found if found.state in LIVE else None
    return None


def submit_work(
    coop: Cooperative,
    submitter: Address,
    content: bytes,
    shares: Mapping[Address, int],
    *,
    domain: str,
    tools: str = "",
    uri: str = "",
    ai_share_bps: int = 0,
    royalty_bps: int = 0,
    salt: bytes = b"",
) -> int:
    """Submits what `Cooperative.register_work` is to register: commits, waits as long as it must, submits.

    Returns the submission's number. Raises BadInput and Reverted as `register_work` does.
    """
    check_work(content, salt, shares)
    registration = Registration(
        content_hash=keccak(content),
        uri=uri,
        contributors=tuple(shares),
        units=tuple(shares.values()),
        ai_share_bps=ai_share_bps,
        royalty_bps=royalty_bps,
    )
    pending = commit_and_wait(coop.registry, submitter, registration.content_hash, salt)
    *first, last = submit(coop, submitter, registration, domain=domain, tools=tools, salt=pending.salt)
    for call in first:
        call.send(submitter)
    contract = submissions_of(coop)
    return contract.decode(last.send(submitter), Submissions.Submitted)[0].submission_id


def submit(
    coop: Cooperative, submitter: Address, registration: Registration, *, domain: str, tools: str, salt: bytes
) -> Iterator[Call]:
    """The calls by which a registration is submitted; an approval of the deposit, if needed, first.

    `salt` went into the commitment. Raises BadInput, naming those there are, where the domain is not open.
    """
    contract = submissions_of(coop)
    known = policies(contract)
    if domain not in known:
        hint = f"there is {', '.join(known)}" if known else "none is open; members open domains by vote"
        raise BadInput("domain", "works of this domain are not accepted", hint=hint, value=domain)
    asset, deposit = contract.asset(), known[domain].deposit
    yield from approvals(coop, contract, asset, submitter, deposit)
    value = Wei(deposit if asset == ETH else 0)
    yield contract.submit(registration, domain_id(domain), tools, salt, value=value)


def request_review(coop: Cooperative, number: int) -> Iterator[Call]:
    """The calls by which a submitter asks for a panel; first, if needed, an approval of what is lacking."""
    found, contract = submission(coop, number), submissions_of(coop)
    asset, lacking = contract.asset(), max(0, panel_cost(coop) - found.deposit)
    yield from approvals(coop, contract, asset, found.submitter, lacking)
    value = Wei(lacking if asset == ETH else 0)
    yield contract.request_review(number, found.registration, value=value)


def panel_cost(coop: Cooperative) -> int:
    """What a panel takes out of a deposit as of now (smallest unit)."""
    assert coop.panels is not None, "a charter with [content] has panels"
    return coop.panels.cost()


def registered_works(coop: Cooperative) -> dict[bytes, int]:
    """Content hash → number, of every work that stands."""
    from dao_sim.coop.works import works

    return {work.content_hash: work.id for work in works(coop) if not work.voided}


def disclosure(coop: Cooperative, work: int) -> Disclosure | None:
    """What was disclosed of a work; None where it was registered without being submitted."""
    if coop.submissions is None:
        return None
    kept = coop.submissions.disclosure_of(work)
    if not kept.submission_id:
        return None
    (made,) = coop.submissions.events(Submissions.Submitted, submission_id=kept.submission_id)
    return Disclosure(
        submission=kept.submission_id,
        domain=domain_name(kept.domain),
        ai_share_bps=Bps(kept.ai_share_bps),
        tools=made.tools,
    )


def check_cleared(coop: Cooperative, registrant: Address, registration: Registration) -> None:
    """Raises Refused, saying what to do first, where the gate would not let the registration pass."""
    if coop.submissions is None or coop.registry.gate() != coop.submissions.address:
        return
    found = live_submission(coop, registration.content_hash)
    if found is None:
        reason = "works are submitted before they are registered here, and this one is not"
        raise Refused("work", reason, hint="`dao-sim review submit FILE --domain DOMAIN` submits it")
    number = found.number
    if found.submitter != registrant:
        reason = "somebody else has submitted this content"
        hint = "if it is yours, say so: `dao-sim review ask` puts a claim before a panel"
        raise Refused("work", reason, hint=hint, submission=number, submitter=found.submitter)
    if found.registration != registration:
        hint = f"`dao-sim review submissions {number}` shows it; to change it, withdraw it and submit again"
        raise Refused("work", "it was submitted with something else stated", hint=hint, submission=number)
    if found.state != SubmissionState.CLEARED:
        reason, hint = _next_step(found)
        raise Refused("work", reason, hint=hint, submission=number)
    if found.deadline is not None and coop.chain.now() >= found.deadline:
        hint = f"`dao-sim review lapse-submission {number}` gives the deposit back; then submit it again"
        raise Refused("work", "the time to register it is over", hint=hint, submission=number)


def _next_step(found: Submission) -> tuple[str, str]:
    """Why a submission of one's own cannot be registered yet, and what to do."""
    number = found.number
    return {
        SubmissionState.SCREENING: (
            "it is still being screened",
            f"`dao-sim review submissions {number}` shows until when",
        ),
        SubmissionState.FLAGGED: (
            "a panel must see it first",
            f"`dao-sim review request {number}` asks for one",
        ),
        SubmissionState.IN_REVIEW: (
            f"case {found.case} is about it",
            f"once that is final, `dao-sim review conclude {number}` does what the panel says",
        ),
    }[found.state]


def _read(coop: Cooperative, event: Submissions.Submitted) -> Submission:
    contract, number = submissions_of(coop), event.submission_id
    found = contract.submission_of(number)
    return Submission(
        number=number,
        state=SubmissionState(found.state),
        submitter=found.submitter,
        domain=domain_name(found.domain),
        ai_share_bps=Bps(found.ai_share_bps),
        tools=event.tools,
        registration=event.registration,
        registration_hash=found.registration_hash,
        needs_review=found.needs_review,
        flags=Flag(found.flags),
        flagged_by=contract.flagged_by(number) if found.flags else (),
        similar_to=found.similar_to or None,
        deposit=found.deposit,
        case=found.case_id or None,
        submitted_at=Seconds(found.submitted_at),
        deadline=Seconds(found.deadline) if found.deadline else None,
    )
