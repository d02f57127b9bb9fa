"""`dao-sim status`: the co-op at a glance, and what waits for you."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from dao_sim.cli.agenda import heading, item_data, one_line, percent, time_left
from dao_sim.cli.command import Data, command_app
from dao_sim.cli.money import figure, money
from dao_sim.cli.output import Output
from dao_sim.cli.session import Visit, reading
from dao_sim.cli.votes import on_governor, tokens_text
from dao_sim.units import BPS

if TYPE_CHECKING:
    from dao_sim.coop.agenda import AgendaItem
    from dao_sim.coop.overview import Allowance, Holding, Overview, Waiting

app = command_app()


@app.command()
@reading
def status(out: Output, visit: Visit) -> Data:
    """Show the co-op at a glance, and what waits for you.

    Example: dao-sim status --account ada
    """
    from dao_sim.coop.overview import overview, waiting_for

    found = overview(visit.coop)
    waiting = waiting_for(visit.coop, visit.address, found.open_items) if visit.address else None
    _print(out, visit, found)
    if waiting:
        _print_waiting(out, visit, waiting)
    else:
        out.note("give --account to see what waits for you")
    return {
        "coop": visit.coop.charter.name,
        "chain_id": visit.chain.chain_id,
        "time": visit.chain.now(),
        "members": {kind.name.lower(): count for kind, count in found.members.items()},
        "supply": str(found.supply),
        "levy_bps": found.levy,
        "treasury": [_holding_data(holding) for holding in found.treasury],
        "open_proposals": [item_data(item) for item in found.open_items],
        "waiting_for_you": None if waiting is None else _waiting_data(visit, waiting),
    }


def _print(out: Output, visit: Visit, found: Overview) -> None:
    from dao_sim.coop.standing import written_time

    charter = visit.coop.charter
    counts = {kind.name.lower().replace("_", " "): count for kind, count in found.members.items()}
    out.table(
        f"{one_line(charter.name)} on chain {visit.chain.chain_id}",
        ["", ""],
        [
            *((f"{kind} members", f"{count:,}") for kind, count in counts.items()),
            ("tokens in all", tokens_text(out, visit, found.supply)),
            ("levy on royalties", percent(found.levy, BPS)),
        ],
        text=f"at {written_time(visit.chain.now())}",
    )
    out.table(
        "Treasury",
        ["asset", "amount", "may still be paid", "per epoch", "levy to collect"],
        [_holding_row(out, holding) for holding in found.treasury],
    )
    if found.open_items:
        out.table(
            "Open proposals",
            ["governor", "id", "title", "stage", "time left"],
            [_open_row(item) for item in found.open_items],
        )
    else:
        out.line("No proposal is open.")


def _print_waiting(out: Output, visit: Visit, waiting: Waiting) -> None:
    from dao_sim.coop.assets import asset_at

    lines = [
        *(f"vote on {heading(each)}: {_typed('vote', each)} ({each.paper.form})" for each in waiting.votes),
        *(f"queue {heading(each)}: {_typed('queue', each)}" for each in waiting.to_queue),
        *(f"execute {heading(each)}: {_typed('execute', each)}" for each in waiting.to_execute),
    ]
    for earning in waiting.claimable:
        amount = money(out, asset_at(visit.coop, earning.asset), earning.claimable)
        lines.append(f"claim {amount} of work {earning.work_id}: dao-sim royalty claim {earning.work_id}")
    out.line("What waits for you" if lines else "Nothing waits for you.")
    for line in lines:
        out.line(f"  {line}")


def _typed(command: str, item: AgendaItem) -> str:
    """A command about a proposal, as one types it."""
    return f"dao-sim {command} {item.id}{on_governor(item.coop)}"


def _holding_row(out: Output, holding: Holding) -> tuple[str, ...]:
    allowance, *_ = holding.allowances  # the timelock's
    held = "unknown" if holding.amount is None else holding.amount
    amounts = (held, *_limits(allowance), holding.levy_accrued)
    return (
        holding.asset.symbol,
        *(amount if isinstance(amount, str) else figure(out, holding.asset, amount) for amount in amounts),
    )


def _limits(allowance: Allowance) -> tuple[int | str, int | str]:
    """What may still be paid, and what per epoch."""
    from dao_sim.coop.quantities import NO_CAP

    return ("no cap", "no cap") if allowance.cap == NO_CAP else (allowance.remaining, allowance.cap)


def _open_row(item: AgendaItem) -> tuple[str, ...]:
    left = "" if item.left is None else time_left(item.left)
    return item.coop.branch.name, str(item.id), one_line(item.title), item.stage.value, left


def _holding_data(holding: Holding) -> dict[str, Any]:
    return {
        "asset": holding.asset.address,
        "symbol": holding.asset.symbol,
        "decimals": holding.asset.decimals,
        "amount": None if holding.amount is None else str(holding.amount),
        "allowances": [
            {"spender": each.spender, "cap": str(each.cap), "remaining": str(each.remaining)}
            for each in holding.allowances
        ],
        "levy_accrued": str(holding.levy_accrued),
    }


def _waiting_data(visit: Visit, waiting: Waiting) -> dict[str, Any]:
    return {
        "account": visit.address,
        "votes": _numbers(waiting.votes),
        "to_queue": _numbers(waiting.to_queue),
        "to_execute": _numbers(waiting.to_execute),
        "of_further_governors": [
            {"governor": item.coop.branch.name, "proposal": str(item.id), "do": command}
            for command, items in (
                ("vote", waiting.votes),
                ("queue", waiting.to_queue),
                ("execute", waiting.to_execute),
            )
            for item in items
            if item.coop.branch.prefix
        ],
        "claimable": [
            {"work": each.work_id, "asset": each.asset, "amount": str(each.claimable)}
            for each in waiting.claimable
        ],
    }


def _numbers(items: Sequence[AgendaItem]) -> list[str]:
    """Of the constitution's proposals: those of further governors have numbers of their own."""
    return [str(item.id) for item in items if not item.coop.branch.prefix]
