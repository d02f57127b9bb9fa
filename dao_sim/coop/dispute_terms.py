"""What a charter says about disputes that panels decide, and the part of a deployment plan that it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dao_sim.bindings import Disputes, PanelArbiter
from dao_sim.coop.review_terms import PANELS, ReviewTerms
from dao_sim.coop.steps import Deploy, Ref
from dao_sim.units import Seconds, format_duration

if TYPE_CHECKING:
    from dao_sim.coop.charter import Charter

DISPUTES = "disputes"
"""The step that deploys the contract by which share units are disputed."""
ARBITER = "arbiter"
"""The step that deploys the arbiter that has panels decide."""
DRAW = 3_600
"""How long a draw may take: 255 blocks of 12 seconds are 51 minutes."""


def longest_case(terms: ReviewTerms) -> Seconds:
    """How long the panels can take for a case that is closed as soon as it can be.

    That is a first panel that falls silent, another in its place, an appeal whose panel falls silent, another
    in that one's place, and an appeal to the members' vote. A draw counts as an hour.
    """
    panel = DRAW + terms.commit_period + terms.reveal_period
    return Seconds(4 * panel + 2 * terms.appeal_period + terms.vote_period)


def check_disputes(charter: Charter) -> None:
    """Raises ValueError where keys about panels and disputes make no sense together."""
    review, works, commissions = charter.review, charter.works, charter.commissions
    by_panels = commissions is not None and commissions.by_panels
    if works.dispute_freeze is not None and not charter.has_disputes:
        missing = "the section [review], whose panels decide disputes" if works.dispute_window else None
        raise ValueError(
            f"works.dispute_freeze: needs {missing or 'a works.dispute_window, in which units are disputed'}"
        )
    if review is None:
        if by_panels:
            raise ValueError(
                "commissions.arbiter: needs the section [review], which says what panels are like"
            )
        return
    longest = longest_case(review)
    if charter.has_disputes and works.freeze < longest:
        raise ValueError(
            f"works.dispute_freeze: must be at least {format_duration(longest)}, which panels can take with "
            "appeals and the members' vote, or what is in dispute could be sold before it is decided; or "
            "shorten the periods in [review]"
        )
    if commissions is not None and by_panels and commissions.ruling_period < longest:
        raise ValueError(
            f"commissions.ruling_period: must be at least {format_duration(longest)}, which panels can take "
            "with appeals and the members' vote, or they would rule too late; or shorten the periods in "
            "[review]"
        )


def dispute_steps(charter: Charter) -> Iterator[Deploy]:
    """The contracts that ask panels: about deliveries, and where new works' units are locked, about those."""
    if charter.review is not None:
        yield Deploy(step=ARBITER, contract="PanelArbiter", arguments=(Ref(PANELS),))
    if charter.has_disputes:
        arguments = (Ref(PANELS), Ref("registry"), Ref("vault"), charter.works.freeze)
        yield Deploy(step=DISPUTES, contract="Disputes", arguments=arguments)


def dispute_facts(arbiter: PanelArbiter | None, disputes: Disputes | None) -> Iterator[tuple[str, object]]:
    """What the contracts are like."""
    if arbiter is not None:
        yield f"{ARBITER}.panels", arbiter.panels()
    if disputes is not None:
        yield f"{DISPUTES}.panels", disputes.panels()
        yield f"{DISPUTES}.registry", disputes.registry()
        yield f"{DISPUTES}.vault", disputes.vault()
        yield f"{DISPUTES}.freeze_period", disputes.freeze_period()


def decided_disputes(charter: Charter) -> Iterator[tuple[str, object]]:
    """What the charter says they must be like."""
    if charter.review is not None:
        yield f"{ARBITER}.panels", f"<{PANELS}>"
    if charter.has_disputes:
        for part in (PANELS, "registry", "vault"):
            yield f"{DISPUTES}.{part}", f"<{part}>"
        yield f"{DISPUTES}.freeze_period", charter.works.freeze
