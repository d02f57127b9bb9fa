"""The ballot papers of a co-op's proposals, found on the chain."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from dao_sim.bindings import CoopGovernor
from dao_sim.coop.ballot_paper import BallotPaper
from dao_sim.coop.options import NO_CHANGE, UNLISTED, split_text
from dao_sim.coop.proposal import title_and_text
from dao_sim.errors import BadInput

if TYPE_CHECKING:
    from dao_sim.coop.cooperative import Cooperative


def paper(coop: Cooperative, description: str = "", count: int = 0) -> BallotPaper:
    """The ballot paper of a proposal with that description, and `count` options beside no change."""
    rule = coop.terms.voting_rule
    if not rule.counting.has_options:
        return BallotPaper(counting=rule.counting, decimals=rule.decimals)
    titles = split_text(title_and_text(description)[1], count)[1]
    options = (NO_CHANGE, *titles) if count else UNLISTED
    return BallotPaper(counting=rule.counting, decimals=rule.decimals, options=options)


def paper_of(coop: Cooperative, proposal_id: int) -> BallotPaper:
    """The ballot paper of one proposal. Raises BadInput where there is no such proposal."""
    if not coop.terms.voting_rule.counting.has_options:
        return paper(coop)
    created, counts = made(coop.governor, proposal_id)
    return paper(coop, created.description, len(counts))


def papers_of(coop: Cooperative) -> Callable[[int], BallotPaper]:
    """The ballot paper of each proposal, by its number; all are read at once."""
    if not coop.terms.voting_rule.counting.has_options:
        same = paper(coop)
        return lambda _number: same
    counts = {event.proposal_id: event.counts for event in coop.governor.events(CoopGovernor.OptionsProposed)}
    found = {
        event.proposal_id: paper(coop, event.description, len(counts.get(event.proposal_id, ())))
        for event in coop.governor.events(CoopGovernor.ProposalCreated)
    }
    return found.__getitem__


def made(governor: CoopGovernor, proposal_id: int) -> tuple[CoopGovernor.ProposalCreated, tuple[int, ...]]:
    """How a proposal was made, and how many actions each of its options has; none for a plain measure.

    Raises BadInput where there is no such proposal.
    """
    for numbered in governor.events(CoopGovernor.ProposalNumbered, proposal_id=proposal_id):
        block = numbered.block_number
        listed = governor.events(CoopGovernor.OptionsProposed, block, block, proposal_id=proposal_id)
        for created in governor.events(CoopGovernor.ProposalCreated, block, block):
            if created.proposal_id == proposal_id:
                return created, tuple(listed[0].counts) if listed else ()
    latest = governor.latest_proposal_id()
    hint = f"they are numbered from 1 to {latest}" if latest else "nothing has been proposed yet"
    raise BadInput("proposal", "there is no such proposal", hint=hint, proposal=proposal_id)
