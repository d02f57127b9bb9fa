"""`dao-sim review`, its part about rules: what holds for each domain of works, and who screens them."""

from __future__ import annotations

from typing import Annotated

import typer

from dao_sim.cli.command import Data
from dao_sim.cli.escrows import basis_points
from dao_sim.cli.money import money
from dao_sim.cli.output import Output
from dao_sim.cli.session import Member, Visit, acting_governor, reading
from dao_sim.errors import BadInput
from dao_sim.units import BPS, format_amount, parse_amount

DomainArgument = Annotated[str, typer.Argument(metavar="NAME", help="The domain, such as music.")]
Cap = Annotated[
    str, typer.Option("--cap", metavar="PERCENT", help="AI's share above which a panel must see a work.")
]
ReviewFrom = Annotated[
    str | None,
    typer.Option(
        "--review-from", metavar="PERCENT", help="From which a panel must see it even so.  [default: never]"
    ),
]
Deposit = Annotated[
    str, typer.Option("--deposit", metavar="AMOUNT", help="What a submission puts up, in whole units.")
]
Close = Annotated[bool, typer.Option("--close", help="Accept no works of it any more.")]
Who = Annotated[str, typer.Argument(metavar="WHO", help="An account or a contract: a name or an address.")]
Remove = Annotated[bool, typer.Option("--remove", help="End its appointment.")]


@reading
def domains(out: Output, visit: Visit) -> Data:
    """Show what holds for each domain of works, and who screens them.

    Example: dao-sim review domains
    """
    from dao_sim.coop.assets import asset_at
    from dao_sim.coop.content_terms import NO_REVIEW, policies, screeners
    from dao_sim.coop.submissions import submissions_of

    contract = submissions_of(visit.coop)
    asset, known, people = asset_at(visit.coop, contract.asset()), policies(contract), screeners(contract)
    rows = [
        (
            name,
            percent(policy.cap_bps),
            "never" if policy.review_from_bps >= NO_REVIEW else percent(policy.review_from_bps),
            money(out, asset, policy.deposit),
        )
        for name, policy in known.items()
    ]
    out.table("Domains", ["domain", "cap of AI's share", "reviewed from", "deposit"], rows)
    out.line(f"Screeners: {', '.join(people) or 'none'}.")
    return {
        "asset": asset.address,
        "domains": [
            {
                "domain": name,
                "cap_bps": policy.cap_bps,
                "review_from_bps": None if policy.review_from_bps >= NO_REVIEW else policy.review_from_bps,
                "deposit": str(policy.deposit),
            }
            for name, policy in known.items()
        ],
        "screeners": people,
    }


@acting_governor
def propose_domain(
    out: Output,
    member: Member,
    name: DomainArgument,
    *,
    cap: Cap = "50%",
    review_from: ReviewFrom = None,
    deposit: Deposit = "0",
    close: Close = False,
) -> Data:
    """Propose what holds for a domain of works, for those submitted later.

    Example: dao-sim review propose-domain film --cap 30% --deposit 0.5
    """
    from dao_sim.bindings.generated.structs import Policy
    from dao_sim.cli.propose import propose_calls
    from dao_sim.coop.assets import asset_at
    from dao_sim.coop.content_terms import NO_REVIEW, domain_id
    from dao_sim.coop.submissions import panel_cost, submissions_of

    contract = submissions_of(member.coop)
    asset, cost = asset_at(member.coop, contract.asset()), panel_cost(member.coop)
    policy = Policy(
        open_=not close,
        cap_bps=_share("cap", cap),
        review_from_bps=NO_REVIEW if review_from is None else _share("review-from", review_from),
        deposit=_amount(deposit, asset.decimals),
    )
    if policy.open_ and policy.deposit < cost:
        hint = f"a panel costs {format_amount(cost, asset.decimals)} {asset.symbol}"
        raise BadInput("deposit", "must pay for a panel", hint=hint, value=deposit)
    title = f"{'Close' if close else 'Set the rules of'} the domain {name}"
    return propose_calls(out, member, [contract.set_policy(domain_id(name), policy)], title, "")


@acting_governor
def propose_screener(out: Output, member: Member, who: Who, *, remove: Remove = False) -> Data:
    """Propose to appoint a screener, or to remove one.

    Example: dao-sim review propose-screener 0x14dC79964da2C08b23698B3D3cc7Ca32193d9955
    """
    from dao_sim.cli.propose import propose_calls
    from dao_sim.cli.votes import account_of
    from dao_sim.coop.submissions import submissions_of

    contract, screener = submissions_of(member.coop), account_of(member, who)
    if contract.is_screener(screener) != remove:
        reason = "is no screener" if remove else "is a screener already"
        raise BadInput("screener", reason, hint="`dao-sim review domains` names them", value=screener)
    title = f"{'Remove' if remove else 'Appoint'} the screener {screener}"
    return propose_calls(out, member, [contract.set_screener(screener, not remove)], title, "")


def percent(bps: int) -> str:
    """A share as people read it."""
    return f"{format_amount(bps, 2)} %"


def _share(option: str, written: str) -> int:
    bps = basis_points(option, written)
    if bps > BPS:
        raise BadInput(option, "must be at most 100%", value=written)
    return bps


def _amount(written: str, decimals: int) -> int:
    try:
        return parse_amount(written, decimals)
    except ValueError as error:
        raise BadInput("deposit", str(error), value=written) from error
