"""What a charter says about the content of works, and the part of a deployment plan that it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, Field, model_validator

from dao_sim.bindings import Submissions
from dao_sim.bindings.generated.structs import Policy
from dao_sim.coop.quantities import Account, Tokens, duration, percent, written
from dao_sim.coop.review_terms import ReviewTerms
from dao_sim.coop.sections import Section, first_repeated
from dao_sim.coop.steps import Deploy, Invoke, Ref
from dao_sim.errors import BadInput
from dao_sim.units import BPS, Address, format_amount

SUBMISSIONS = "submissions"
"""The step that deploys the contract."""

MAX_SCREENERS = 8
MAX_DOMAINS = 20
"""Later ones are opened by vote, without limit."""

NO_REVIEW = BPS + 1
"""The share of AI that no work reaches: only what exceeds the cap is reviewed."""

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,30}")
_NAMED = "a domain's name has up to 31 small letters, digits, hyphens and underscores"


class Domain(Section):
    """What holds for works of one domain. AI's shares in basis points, the deposit in the smallest unit."""

    cap: Annotated[int, percent()] = written("50%")
    review_from: Annotated[int, percent()] | None = None
    """From which share on a work is reviewed even within the cap; None where none is."""
    deposit: Tokens

    @property
    def policy(self) -> Policy:
        """As the contract takes it."""
        return Policy(
            open_=True,
            cap_bps=self.cap,
            review_from_bps=NO_REVIEW if self.review_from is None else self.review_from,
            deposit=self.deposit,
        )


def _sorted(domains: Mapping[str, Domain]) -> dict[str, Domain]:
    """In an order of their own, so that a charter's hash does not depend on how it was written down."""
    if wrong := [name for name in domains if not _NAME.fullmatch(name)]:
        raise ValueError(f"{_NAMED}, and {wrong[0]!r} is none")
    return dict(sorted(domains.items()))


class ContentTerms(Section):
    """Who screens submissions and for how many seconds, how many there are for a step, and every domain."""

    screeners: Annotated[tuple[Account, ...], Field(max_length=MAX_SCREENERS)] = ()
    screen_period: Annotated[int, duration("1s", "365d")] = written("3d")
    act_period: Annotated[int, duration("1s", "365d")] = written("14d")
    domains: Annotated[
        dict[str, Domain], Field(min_length=1, max_length=MAX_DOMAINS), AfterValidator(_sorted)
    ]

    def check_panels(self, review: ReviewTerms | None) -> None:
        """Raises ValueError unless there are panels, and every deposit pays for one."""
        if review is None:
            raise ValueError(
                "content: needs a section [review], whose panels decide about what is flagged or above a cap"
            )
        cost = review.size * (review.fee + review.bonus)
        for name, domain in self.domains.items():
            if domain.deposit < cost:
                raise ValueError(
                    f"content.domains.{name}.deposit: must be at least {format_amount(cost)}, what a panel "
                    "costs: review.size times review.fee and review.bonus together"
                )

    @model_validator(mode="after")
    def _screeners_once(self) -> ContentTerms:
        if (twice := first_repeated(self.screeners)) is not None:
            raise ValueError(f"screeners: {twice} is named twice")
        return self


def domain_id(name: str) -> bytes:
    """A domain's name as the contract keeps it. Raises BadInput for what is none."""
    if not _NAME.fullmatch(name):
        raise BadInput("domain", "is no domain's name", hint=_NAMED, value=name)
    return name.encode("ascii").ljust(32, b"\0")


def domain_name(domain: bytes) -> str:
    """The name again; hexadecimal for what was not made of one."""
    name = domain.rstrip(b"\0").decode("ascii", "replace")
    return name if _NAME.fullmatch(name) else f"0x{domain.hex()}"


def submissions_step(terms: ContentTerms | None) -> Iterator[Deploy]:
    """The contract, which asks panels, and forfeits to the treasury."""
    if terms is not None:
        others = tuple(map(Ref, ("access", "registry", "membership", "panels", "treasury")))
        arguments = (*others, terms.screen_period, terms.act_period)
        yield Deploy(step=SUBMISSIONS, contract="Submissions", arguments=arguments)


def submissions_settings(terms: ContentTerms | None, resolve: Callable[[str], Address]) -> Iterator[Invoke]:
    """Screeners, domains, and the contract as the registry's gate; `resolve` says who an account is."""
    if terms is None:
        return
    for place, screener in enumerate(terms.screeners, 1):
        yield _setting(f"screener {place}", "setScreener(address,bool)", (resolve(screener), True))
    for name, domain in terms.domains.items():
        arguments = (domain_id(name), tuple(domain.policy))
        yield _setting(f"domain {name}", "setPolicy(bytes32,(bool,uint16,uint16,uint208))", arguments)
    gate = ("setGate(address)", (Ref(SUBMISSIONS),))
    yield Invoke(step="gate", contract="WorkRegistry", target=Ref("registry"), calls=(gate,))


def _setting(what: str, signature: str, arguments: tuple[Any, ...]) -> Invoke:
    call = (signature, arguments)
    step = f"{SUBMISSIONS} {what}"
    return Invoke(step=step, contract="Submissions", target=Ref(SUBMISSIONS), calls=(call,))


def policies(submissions: Submissions) -> dict[str, Policy]:
    """Name → what holds for it now, of every domain that is open."""
    named = dict.fromkeys(event.domain for event in submissions.events(Submissions.PolicySet))
    found = {domain_name(domain): submissions.policy_of(domain) for domain in named}
    return {name: policy for name, policy in sorted(found.items()) if policy.open_}


def screeners(submissions: Submissions) -> list[Address]:
    """Who may screen now, in the order in which they were first appointed."""
    named = dict.fromkeys(event.screener for event in submissions.events(Submissions.ScreenerSet))
    return [screener for screener in named if submissions.is_screener(screener)]


def submissions_facts(submissions: Submissions) -> Iterator[tuple[str, object]]:
    """What the contract is like."""
    yield f"{SUBMISSIONS}.registry", submissions.registry()
    yield f"{SUBMISSIONS}.membership", submissions.membership()
    yield f"{SUBMISSIONS}.panels", submissions.panels()
    yield f"{SUBMISSIONS}.treasury", submissions.treasury()
    yield f"{SUBMISSIONS}.screen_period", submissions.screen_period()
    yield f"{SUBMISSIONS}.act_period", submissions.act_period()
    yield f"{SUBMISSIONS}.screeners", screeners(submissions)
    for name, policy in policies(submissions).items():
        yield from _domain_facts(name, policy)


def decided_submissions(terms: ContentTerms | None) -> Iterator[tuple[str, object]]:
    """What the charter, its accounts given as addresses, says it must be like."""
    if terms is None:
        return
    for name in ("registry", "membership", "panels", "treasury"):
        yield f"{SUBMISSIONS}.{name}", f"<{name}>"
    yield f"{SUBMISSIONS}.screen_period", terms.screen_period
    yield f"{SUBMISSIONS}.act_period", terms.act_period
    yield f"{SUBMISSIONS}.screeners", terms.screeners
    for name, domain in terms.domains.items():
        yield from _domain_facts(name, domain.policy)


def _domain_facts(name: str, policy: Policy) -> Iterator[tuple[str, object]]:
    yield f"{SUBMISSIONS}.cap of {name}", policy.cap_bps
    yield f"{SUBMISSIONS}.review of {name}", f"from {policy.review_from_bps}"
    yield f"{SUBMISSIONS}.deposit of {name}", policy.deposit
