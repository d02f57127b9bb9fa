"""`dao-sim delegates`: who holds whose votes, and what they did with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from dao_sim.cli.command import Data, command_app
from dao_sim.cli.output import Output
from dao_sim.cli.session import Visit, reading_governor
from dao_sim.cli.votes import votes_figure, votes_unit
from dao_sim.units import BPS, Address, Support, format_amount

if TYPE_CHECKING:
    from dao_sim.coop.delegation import Delegate, Record

app = command_app()

Limit = Annotated[int, typer.Option("--limit", metavar="N", min=1, help="Show so many, the largest first.")]


@app.command()
@reading_governor
def delegates(out: Output, visit: Visit, *, limit: Limit = 20) -> Data:
    """Show who holds whose votes.

    Example: dao-sim delegates --limit 5
    """
    from dao_sim.coop.delegation import Record, delegates_of, records_of

    rule = visit.coop.terms.voting_rule
    if not rule.delegable:
        out.note(f"delegation is ignored under the rule {rule.name}: each member has one vote")
    everybody, records = delegates_of(visit.coop), records_of(visit.coop)
    total = sum(delegate.votes for delegate in everybody)
    shown = [(delegate, records.get(delegate.address, Record())) for delegate in everybody[:limit]]
    out.table(
        "Delegates",
        [
            "delegate",
            f"votes, {votes_unit(visit)}",
            "share",
            "given by",
            "proposed",
            "for",
            "against",
            "abstained",
        ],
        [
            (
                _marked(delegate.address, visit),
                votes_figure(out, visit, delegate.votes),
                f"{format_amount(delegate.votes * BPS // total, 2)} %",
                len(delegate.delegators),
                len(record.proposed),
                *(record.count(support) for support in (Support.FOR, Support.AGAINST, Support.ABSTAIN)),
            )
            for delegate, record in shown
        ],
    )
    if len(everybody) > limit:
        out.note(f"and {len(everybody) - limit} more; --limit shows them")
    return {
        "total_votes": str(total),
        "delegate_count": len(everybody),
        "delegates": [_data(delegate, record) for delegate, record in shown],
    }


def _marked(address: Address, visit: Visit) -> str:
    """The address, with what is known of it: whether it is yours, or which contract of the co-op it is."""
    if address == visit.address:
        return f"{address} (you)"
    steps = [step for step, deployed in visit.coop.addresses.items() if deployed == address]
    return f"{address} (the contract {steps[0]}, which does not vote)" if steps else address


def _data(delegate: Delegate, record: Record) -> dict[str, Any]:
    return {
        "delegate": delegate.address,
        "votes": str(delegate.votes),
        "delegators": [{"account": who, "votes": str(held)} for who, held in delegate.delegators.items()],
        "record": {
            "proposed": [str(number) for number in record.proposed],
            "for": record.count(Support.FOR),
            "against": record.count(Support.AGAINST),
            "abstained": record.count(Support.ABSTAIN),
            "votes": [
                {
                    "proposal": str(vote.proposal),
                    "support": vote.said,
                    "weight": str(vote.weight),
                    "reason": vote.reason,
                }
                for vote in record.votes
            ],
        },
    }
