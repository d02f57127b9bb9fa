"""`dao-sim licence`: rights in works offered, bought, reported under, revoked; split off and merged again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dao_sim.cli.command import Data, group_app
from dao_sim.cli.money import exact, money
from dao_sim.cli.output import Output
from dao_sim.cli.registering import (
    AiShare,
    Contributors,
    Royalty,
    Uri,
    bps,
    done_before,
    in_two_steps,
    stated,
    told,
)
from dao_sim.cli.session import Member, Visit, acting, acting_governor, reading
from dao_sim.errors import BadInput, Refused
from dao_sim.units import ETH, format_amount, format_duration, parse_duration

if TYPE_CHECKING:
    from dao_sim.bindings import Call
    from dao_sim.bindings.generated.structs import Terms
    from dao_sim.coop.assets import Asset
    from dao_sim.coop.licences import Licence, Offer
    from dao_sim.coop.registration import Pending
    from dao_sim.coop.rights import Right

app = group_app("Offer, buy and look up rights in works.")

SCOPES = ("use", "commercial", "derivative", "ai-training")
"""By their numbers in `Scope`."""

WorkNumber = Annotated[int, typer.Argument(metavar="WORK", min=1, help="The number of a work of yours.")]
ScopeName = Annotated[str, typer.Argument(metavar="SCOPE", help=f"One of {', '.join(SCOPES)}.")]
OfferNumber = Annotated[int, typer.Argument(metavar="OFFER", min=1, help="The offer's number.")]
Number = Annotated[int, typer.Argument(metavar="LICENCE", min=1, help="The licence's number.")]
OneOrAll = Annotated[
    int | None, typer.Argument(metavar="LICENCE", min=1, help="The licence's number.  [default: all]")
]
Price = Annotated[str, typer.Option("--price", metavar="AMOUNT", help="In whole units; 0 for nothing.")]
AssetName = Annotated[
    str, typer.Option("--asset", metavar="ASSET", help="ETH, a token's address, or its symbol.")
]
Share = Annotated[
    str, typer.Option("--share", metavar="PERCENT", help="Yours of the licensee's own revenue.")
]
Term = Annotated[
    str | None, typer.Option("--term", metavar="DURATION", help="How long it lasts.  [default: for ever]")
]
Ceiling = Annotated[
    str | None,
    typer.Option("--ceiling", metavar="AMOUNT", help="Revenue with which it ends.  [default: none]"),
]
Attribution = Annotated[
    bool, typer.Option("--attribution/--no-attribution", help="Whether the makers must be named.")
]
Transferable = Annotated[bool, typer.Option("--transferable", help="Whether the licensee may pass it on.")]
Deed = Annotated[
    Path, typer.Argument(metavar="FILE", help="What says which right it is; only its hash is sent.")
]
WorkShare = Annotated[str, typer.Option("--share", metavar="PERCENT", help="The work's of what it earns.")]
RightNumber = Annotated[int, typer.Argument(metavar="RIGHT", min=1, help="The number of a right of yours.")]
Revenue = Annotated[str, typer.Argument(metavar="AMOUNT", help="Earned since the last report, such as 2.5.")]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help="How it was broken.")]


@app.command("offer")
@acting
def offer_(
    out: Output,
    member: Member,
    number: WorkNumber,
    scope: ScopeName,
    *,
    price: Price = "0",
    asset: AssetName = "ETH",
    share: Share = "0%",
    term: Term = None,
    ceiling: Ceiling = None,
    attribution: Attribution = True,
    transferable: Transferable = False,
) -> Data:
    """Offer licences in a work of yours. What they say can never change.

    Example: dao-sim licence offer 1 derivative --share 10%
    """
    from dao_sim.bindings.generated.structs import Terms
    from dao_sim.coop.assets import asset_named
    from dao_sim.coop.licences import licences_of
    from dao_sim.coop.works import work as work_of

    contract, paid_in = licences_of(member.coop), asset_named(member.coop, asset)
    work_of(member.coop, number)
    said = Terms(
        work_id=number,
        scope=_scope(scope),
        attribution=attribution,
        transferable=transferable,
        share_bps=bps("share", share),
        term=_seconds(term),
        asset=paid_in.address,
        price=paid_in.parse(price) if price != "0" else 0,
        ceiling=0 if ceiling is None else paid_in.parse(ceiling),
    )
    sent = member.send(contract.offer(said), f"Offered: {words(out, member, said)}.")
    made = None
    if member.receipt is not None:
        made = contract.decode(member.receipt, contract.LicenceOffered)[0].offer_id
        out.line(f"It is offer {made}.")
    return {"offer": made, **_terms(said), **sent}


@app.command()
@acting
def withdraw(_out: Output, member: Member, number: OfferNumber) -> Data:
    """Sell no more licences under an offer of yours. Those that were sold go on.

    Example: dao-sim licence withdraw 1
    """
    from dao_sim.coop.licences import licences_of, offer

    found = offer(member.coop, number)
    call = licences_of(member.coop).withdraw(found.number)
    return {"offer": number, **member.send(call, f"Offer {number} is withdrawn.")}


@app.command()
@acting
def buy(out: Output, member: Member, number: OfferNumber) -> Data:
    """Buy a licence. A token's price is approved first, for exactly that amount.

    Example: dao-sim licence buy 1
    """
    from dao_sim.coop.assets import asset_at
    from dao_sim.coop.licences import buying, licences_of, offer

    call, said = buying(member.coop, number), offer(member.coop, number).terms
    paid_in, contract = asset_at(member.coop, said.asset), licences_of(member.coop)
    told: dict[str, Any] = {"offer": number, "approval": _approve(member, paid_in, said.price)}
    if member.dry_run and told["approval"]:
        return {"licence": None, **told, "dry_run": True, "call": str(call)}
    sent = member.send(call, f"Bought: {words(out, member, said)}.")
    bought = None
    if member.receipt is not None:
        bought = contract.decode(member.receipt, contract.LicenceBought)[0].licence_id
        out.line(f"It is licence {bought}.")
    return {"licence": bought, **told, **sent}


@app.command()
@acting
def report(_out: Output, member: Member, number: Number, revenue: Revenue) -> Data:
    """Report what you earned by a licence of yours, and pay its owner's share.

    Example: dao-sim licence report 1 2.5
    """
    from dao_sim.coop.assets import asset_at
    from dao_sim.coop.licences import licence, reporting

    paid_in = asset_at(member.coop, licence(member.coop, number).terms.asset)
    call, share = reporting(member.coop, number, paid_in.parse(revenue))
    told: dict[str, Any] = {
        "licence": number,
        "share": str(share),
        "approval": _approve(member, paid_in, share),
    }
    if member.dry_run and told["approval"]:
        return {**told, "dry_run": True, "call": str(call)}
    return {**told, **member.send(call, f"Reported, and paid {exact(paid_in, share)}.")}


@app.command()
@reading
def show(out: Output, visit: Visit, number: OneOrAll = None) -> Data:
    """Show what is offered, and who holds which licence.

    Example: dao-sim licence show
    """
    from dao_sim.coop.licences import licence, licences, offers

    found = licences(visit.coop) if number is None else [licence(visit.coop, number)]
    made = offers(visit.coop) if number is None else []
    if number is None:
        rows = [
            (
                each.number,
                each.terms.work_id,
                words(out, visit, each.terms),
                "can be bought" if each.open else "closed",
            )
            for each in made
        ]
        out.table("Offers", ["offer", "work", "what", ""], rows)
    out.table(
        "Licences",
        ["licence", "work", "what", "held by", ""],
        [
            (each.number, each.terms.work_id, words(out, visit, each.terms), each.holder, state_of(each))
            for each in found
        ],
        text="" if found else "None was bought yet.",
    )
    return {"offers": [_offer(each) for each in made], "licences": [licence_data(each) for each in found]}


@app.command()
@acting
def split(
    out: Output,
    member: Member,
    number: WorkNumber,
    scope: ScopeName,
    file: Deed,
    *,
    share: WorkShare = "0%",
    contributors: Contributors = None,
    uri: Uri = "",
    ai_share: AiShare = "0%",
    royalty: Royalty = "0%",
) -> Data:
    """Split the right to a scope off a work of yours, to be sold apart.

    The right is registered as a work of its own, in two steps like any other. Whoever owns it offers licences
    in that scope, which you then cannot. Those that you sold before go on.

    Example: dao-sim licence split 1 derivative deed.txt --share 20%
    """
    from dao_sim.coop.licences import Scope
    from dao_sim.coop.rights import check_splitting, rights_of

    to, part = Scope(_scope(scope)), bps("share", share)
    registration = stated(
        member, file, contributors=contributors, uri=uri, ai_share=ai_share, royalty=royalty
    )
    said: dict[str, Any] = {"split_from": number, "scope": scope, "share_bps": part, **told(registration)}
    if (done := done_before(member, registration)) is not None:
        out.line(f"The right is registered already: it is work {done}.")
        return {"work": done, "transaction": None, **said}
    check_splitting(member.coop, number, to, member.address)

    def revealing(pending: Pending) -> Call:
        return rights_of(member.coop).split(number, to, part, registration, pending.salt)

    return {**said, **in_two_steps(out, member, registration, revealing, "right")}


@app.command()
@acting
def merge(_out: Output, member: Member, number: RightNumber) -> Data:
    """Give a right's scope back to its work, where you own both.

    Example: dao-sim licence merge 2
    """
    from dao_sim.coop.rights import merging, right

    call, found = merging(member.coop, number, member.address), right(member.coop, number)
    say = f"The {SCOPES[found.scope]} right is work {found.work}'s again."
    return {"work": number, "merged_into": found.work, **member.send(call, say)}


@app.command()
@acting_governor
def revoke(out: Output, member: Member, number: Number, *, reason: Reason) -> Data:
    """Propose that the co-op ends a licence that was broken.

    Example: dao-sim licence revoke 1 --reason "sold without naming its makers"
    """
    from eth_hash.auto import keccak

    from dao_sim.cli.propose import propose_calls
    from dao_sim.coop.licences import licence, licences_of

    if licence(member.coop, number).revoked:
        raise Refused("licence", "was revoked before", licence=number)
    if not reason.strip():
        raise BadInput("reason", "is nothing", hint="say how the licence was broken")
    hashed = bytes(keccak(reason.strip().encode()))
    call = licences_of(member.coop).revoke(number, hashed)
    title = f"Revoke licence {number}"
    return {
        "licence": number,
        "reason_hash": f"0x{hashed.hex()}",
        **propose_calls(out, member, [call], title, reason),
    }


def _approve(member: Member, asset: Asset, amount: int) -> Data | None:
    """Lets the licences' contract take the amount. None where it is ETH, nothing, or may already.

    Raises Refused where the account has less than that.
    """
    from dao_sim.coop.assets import allowance, approval, held
    from dao_sim.coop.licences import licences_of

    if (has := held(member.coop, asset, member.address)) < amount:
        reason = f"the account has less than that: {exact(asset, has)} of {exact(asset, amount)}"
        raise Refused("licence", reason, account=member.address, asset=asset.symbol)
    spender = licences_of(member.coop).address
    if asset.address == ETH or not amount:
        return None
    if allowance(member.coop, asset, member.address, spender) >= amount:
        return None
    return member.send(
        approval(member.coop, asset, spender, amount), f"Approved exactly {exact(asset, amount)}."
    )


def words(out: Output, visit: Visit, terms: Terms) -> str:
    """Terms in a line: `derivative, with attribution, 10 % of revenue, for nothing`."""
    from dao_sim.coop.assets import asset_at

    asset = asset_at(visit.coop, terms.asset)
    parts = [SCOPES[terms.scope], "with attribution" if terms.attribution else "without attribution"]
    parts += [f"{format_amount(terms.share_bps, 2)} % of revenue"] if terms.share_bps else []
    parts += [f"up to {money(out, asset, terms.ceiling)}"] if terms.ceiling else []
    parts += [f"for {format_duration(terms.term)}"] if terms.term else []
    parts += ["transferable"] if terms.transferable else []
    parts.append(money(out, asset, terms.price) if terms.price else "for nothing")
    return ", ".join(parts)


def state_of(licence: Licence) -> str:
    """Whether it is in force, in a word or two."""
    if licence.revoked:
        return "revoked"
    return "in force" if licence.in_force else "over"


def _scope(written: str) -> int:
    if written not in SCOPES:
        raise BadInput("scope", "there is no such scope", hint=f"one of {', '.join(SCOPES)}", value=written)
    return SCOPES.index(written)


def _seconds(written: str | None) -> int:
    if written is None:
        return 0
    try:
        term = parse_duration(written)
    except ValueError as error:
        raise BadInput("term", str(error), value=written) from error
    if not term:
        raise BadInput(
            "term", "is nothing", hint="leave it out for a licence that lasts for ever", value=written
        )
    return term


def _terms(terms: Terms) -> dict[str, Any]:
    return {
        "work": terms.work_id,
        "scope": SCOPES[terms.scope],
        "attribution": terms.attribution,
        "transferable": terms.transferable,
        "share_bps": terms.share_bps,
        "term": terms.term or None,
        "asset": terms.asset,
        "price": str(terms.price),
        "ceiling": str(terms.ceiling) if terms.ceiling else None,
    }


def right_data(right: Right) -> dict[str, Any]:
    """A right for `--json`."""
    return {
        "work": right.number,
        "split_from": right.work,
        "scope": SCOPES[right.scope],
        "share_bps": right.share_bps,
        "stands": right.stands,
    }


def _offer(offer: Offer) -> dict[str, Any]:
    return {"offer": offer.number, "licensor": offer.licensor, "open": offer.open, **_terms(offer.terms)}


def licence_data(licence: Licence) -> dict[str, Any]:
    """A licence for `--json`."""
    return {
        "licence": licence.number,
        "offer": licence.offer,
        "holder": licence.holder,
        "since": licence.since,
        "until": licence.until,
        "revoked": licence.revoked,
        "revenue": str(licence.revenue),
        "in_force": licence.in_force,
        **_terms(licence.terms),
    }
