"""`dao-sim commission ask` and `conclude`: panels decide about a delivery that is disputed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from dao_sim.cli.command import Data
from dao_sim.cli.escrows import basis_points, send_all
from dao_sim.cli.money import exact
from dao_sim.cli.output import Output
from dao_sim.cli.session import Member, acting
from dao_sim.units import format_amount

if TYPE_CHECKING:
    from dao_sim.coop.commissions import Question

Number = Annotated[int, typer.Argument(metavar="ID", min=1, help="The commission's number.")]
Part = Annotated[str, typer.Argument(metavar="PERCENT", help="What the provider should get, less than 100%.")]


@acting
def ask(out: Output, member: Member, number: Number, part: Part) -> Data:
    """Have a panel decide whether the provider gets only so much, and pay for it.

    Whoever disputes a delivery may, once, where the charter has panels decide. If the panel does not agree,
    or nobody draws it, the provider gets everything.

    Example: dao-sim commission ask 1 40%
    """
    from dao_sim.coop.assets import asset_at
    from dao_sim.coop.commissions import arbiter_of
    from dao_sim.coop.commissions import ask as calls_of
    from dao_sim.coop.panels import panels_of

    arbiter, bps = arbiter_of(member.coop), basis_points("part", part)
    panels = panels_of(member.coop)
    asset, cost = asset_at(member.coop, panels.asset()), panels.cost()
    told = {"commission": str(number), "bps": bps, "asset": asset.address, "cost": str(cost)}
    calls = calls_of(member.coop, number, member.address, bps=bps)
    sent = send_all(member, calls, told, f"Asked; {exact(asset, cost)} are there for the panel.")
    case = None
    if member.receipt is not None and (found := arbiter.decode(member.receipt, arbiter.Asked)):
        case = str(found[0].case_id)
        out.line(f"It is case {case} of the panels. Draw its panel within 255 blocks:")
        out.line(f"`dao-sim review draw {case}`, or the provider gets everything.")
    return {"case": case, **sent}


@acting
def conclude(out: Output, member: Member, number: Number) -> Data:
    """Hand on what the panels decided, once that is final. Anybody may.

    Example: dao-sim commission conclude 1
    """
    from dao_sim.coop.commissions import arbiter_of
    from dao_sim.coop.commissions import conclude as call_of

    arbiter = arbiter_of(member.coop)
    sent = member.send(call_of(member.coop, number), f"Commission {number} is judged.")
    bps = None
    if member.receipt is not None and (found := arbiter.decode(member.receipt, arbiter.RulingHandedOn)):
        bps = found[0].bps
        out.line(f"{format_amount(bps, 2)}% of price and bond, less what delay cost, is the provider's.")
    return {"commission": str(number), "bps": bps, **sent}


def question_line(question: Question) -> str:
    """What panels were asked about a dispute, in a sentence."""
    part = f"{format_amount(question.bps, 2)}%"
    said = "handed on" if question.concluded else question.outcome.name.lower()
    return f"Panels were asked whether the provider gets only {part}, as their case {question.case}: {said}."


def question_data(question: Question | None) -> dict[str, Any] | None:
    """The same as JSON has it."""
    if question is None:
        return None
    return {
        "case": str(question.case),
        "bps": question.bps,
        "outcome": question.outcome.name.lower(),
        "concluded": question.concluded,
    }
