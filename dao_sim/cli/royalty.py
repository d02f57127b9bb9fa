"""`dao-sim royalty`: paying for works, seeing what is due, claiming it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from dao_sim.cli.command import Data, group_app
from dao_sim.cli.money import exact, figure
from dao_sim.cli.output import Output
from dao_sim.cli.session import Member, Visit, acting, reading
from dao_sim.cli.votes import account_of
from dao_sim.errors import BadInput, Refused
from dao_sim.units import CREDIT_PER_UNIT, ETH, Address, Wei

if TYPE_CHECKING:
    from dao_sim.coop.assets import Asset
    from dao_sim.coop.earnings import Earning

app = group_app("Pay for works, see what is due, claim it.")

Number = Annotated[int, typer.Argument(metavar="WORK", min=0, help="The work's number.")]
MaybeNumber = Annotated[int | None, typer.Argument(metavar="WORK", min=0, help="The work's number.")]
Amount = Annotated[str, typer.Argument(metavar="AMOUNT", help="In whole units, such as 1.5.")]
AssetName = Annotated[str, typer.Argument(metavar="ASSET", help="ETH, a token's address, or its symbol.")]
MaybeAsset = Annotated[
    str | None, typer.Argument(metavar="ASSET", help="ETH, a token's address, or its symbol; else all.")
]
Whose = Annotated[str | None, typer.Argument(metavar="ACCOUNT", help="Whose: a name or an address.")]
All = Annotated[bool, typer.Option("--all", help="Claim from every work, in every asset.")]
For = Annotated[
    str | None,
    typer.Option("--for", metavar="ACCOUNT", help="Who is paid, if not you: anybody may trigger it."),
]


@app.command()
@acting
def pay(out: Output, member: Member, number: Number, amount: Amount, asset: AssetName = "ETH") -> Data:
    """Pay for a work.

    Whoever holds shares in it can claim that at once, less the co-op's levy. A token is approved first, for
    exactly this amount.

    Example: dao-sim royalty pay 1 1.5
    """
    from dao_sim.bindings import RoyaltyVault
    from dao_sim.coop.assets import asset_named

    coop = member.coop
    paid_in = asset_named(coop, asset)
    gross = paid_in.parse(amount)
    _check_payable(member, number, paid_in, gross)
    told: dict[str, Any] = {"work": number, "asset": paid_in.address, "amount": str(gross)}
    if paid_in.address == ETH:
        call = coop.vault.deposit_eth(number, value=Wei(gross))
    else:
        call = coop.vault.deposit(number, paid_in.address, gross)
        told["approval"] = _approve(member, paid_in, gross)
        if member.dry_run and told["approval"]:  # it would be refused now: the approval was not sent
            out.line(f"Then it would call {call}")
            return {**told, "dry_run": True, "call": str(call), "returns": None, "effects": None}
    sent = member.send(call, f"Paid {exact(paid_in, gross)} for work {number}.")
    if member.receipt and not member.dry_run:
        (credited,) = coop.vault.decode(member.receipt, RoyaltyVault.Deposited)
        told |= {"received": str(credited.gross), "levy": str(credited.levy)}
        passed = sum(sum(each.amounts) for each in coop.vault.decode(member.receipt, RoyaltyVault.PassedOn))
        told["passed_on"] = str(passed)
        net = exact(paid_in, credited.gross - credited.levy - passed)
        out.line(f"Holders of its shares can claim {net}; {exact(paid_in, credited.levy)} is the levy.")
        if passed:
            out.line(f"{exact(paid_in, passed)} went to the works that it derives from.")
    return {**told, **sent}


@app.command()
@acting
def collect(out: Output, member: Member, number: Number, asset: AssetName = "ETH") -> Data:
    """Bring what was sent to a work's own address to the holders of its shares. Anybody may.

    Example: dao-sim royalty collect 1
    """
    from dao_sim.bindings import RoyaltyVault
    from dao_sim.coop.assets import asset_named

    vault, paid_in = member.coop.vault, asset_named(member.coop, asset)
    sent = member.send(vault.collect(number, paid_in.address), f"Collected for work {number}.")
    told: dict[str, Any] = {"work": number, "asset": paid_in.address, "received": None}
    if member.receipt is not None:
        received = sum(each.gross for each in vault.decode(member.receipt, RoyaltyVault.Deposited))
        told["received"] = str(received)
        out.line(f"{exact(paid_in, received)} came in.")
        for gone in vault.decode(member.receipt, RoyaltyVault.Redirected):
            out.line(f"{exact(paid_in, gone.amount)} went to the treasury: the work was voided.")
    return {**told, **sent}


@app.command()
@reading
def balance(out: Output, visit: Visit, account: Whose = None) -> Data:
    """Show what an account can claim.

    Example: dao-sim royalty balance ada
    """
    from dao_sim.coop.assets import asset_at
    from dao_sim.coop.earnings import earnings
    from dao_sim.coop.shares import percent_of

    who = visit.address if account is None else account_of(visit, account)
    if who is None:
        raise BadInput("royalty", "whose?", hint="give a name or an address, or --account")
    found = earnings(visit.coop, who)
    assets = {address: asset_at(visit.coop, address) for address in {each.asset for each in found}}
    out.table(
        f"Royalties of {who}",
        ["work", "share", "asset", "claimable", "claimed so far"],
        [
            (
                each.work_id,
                percent_of(each.units),
                assets[each.asset].symbol,
                figure(out, assets[each.asset], each.claimable),
                figure(out, assets[each.asset], each.claimed),
            )
            for each in found
        ],
        text="" if found else "The account has no share in any work.",
    )
    if any(each.fraction for each in found):
        out.note("Fractions of the smallest unit are kept until they are a whole one; --json shows them.")
    return {"account": who, "earnings": [_data(each) for each in found]}


@app.command()
@acting
def claim(
    out: Output,
    member: Member,
    number: MaybeNumber = None,
    asset: MaybeAsset = None,
    *,
    everything: All = False,
    payee: For = None,
) -> Data:
    """Have what is due paid out.

    One transaction for each work and asset, so that one that is refused does not stop the others.

    Example: dao-sim royalty claim --all
    """
    from dao_sim.cli.failure import CommandFailed, explain
    from dao_sim.coop.assets import asset_named

    if (number is None) != everything:
        raise BadInput("royalty", "claim what?", hint="give either a work's number or --all")
    who = member.address if payee is None else account_of(member, payee)
    only = None if asset is None else asset_named(member.coop, asset)
    tried = [_claim(out, member, who, due) for due in _due(member, who, number, only)]
    refusals = [outcome for outcome in tried if isinstance(outcome, Refused)]
    if refusals:
        failures = [failure for error in refusals for failure in explain(error, "royalty claim")[0]]
        raise CommandFailed(failures)
    return {"payee": who, "dry_run": member.dry_run, "claims": tried}


def _check_payable(member: Member, number: int, asset: Asset, gross: int) -> None:
    """Refuses before anything is approved what the vault would refuse afterwards."""
    from dao_sim.coop.assets import held

    vault = member.coop.vault
    if not vault.is_open(number):
        hint = "`dao-sim work list` shows the works; a voided one earns no more"
        raise Refused("royalty", "there is no such work, or it was voided", hint=hint, work=number)
    if not vault.is_listed(asset.address):
        hint = f"propose it: `dao-sim propose` with the action RoyaltyVault.listAsset({asset.address})"
        raise Refused("royalty", "the co-op does not accept this asset", hint=hint, asset=asset.symbol)
    if (has := held(member.coop, asset, member.address)) < gross:
        whose = {"account": member.address, "asset": asset.symbol}
        reason = f"the account has less than that: {exact(asset, has)} of {exact(asset, gross)}"
        raise Refused("royalty", reason, **whose)


def _approve(member: Member, asset: Asset, gross: int) -> Data | None:
    """Lets the vault take the amount. None where it may already."""
    from dao_sim.coop.assets import allowance, approval

    vault = member.coop.vault.address
    if allowance(member.coop, asset, member.address, vault) >= gross:
        return None
    say = f"Approved exactly {exact(asset, gross)} for the royalty vault."
    return member.send(approval(member.coop, asset, vault, gross), say)


def _due(member: Member, who: Address, number: int | None, only: Asset | None) -> list[Earning]:
    """What can be claimed of what was asked for. Raises Refused where that is nothing."""
    from dao_sim.coop.earnings import earnings

    found = [
        each
        for each in earnings(member.coop, who)
        if number in (None, each.work_id) and (only is None or each.asset == only.address)
    ]
    due = [each for each in found if each.claimable]
    if not due:
        hint = "`dao-sim royalty balance` shows the account's shares and what they earned"
        raise Refused("royalty", "there is nothing to claim", hint=hint, account=who)
    return due


def _claim(out: Output, member: Member, who: Address, due: Earning) -> Data | Refused:
    """What happened. Nothing is raised: a payee that one token blocks is still to be paid in the others."""
    from dao_sim.bindings import RoyaltyVault
    from dao_sim.coop.assets import asset_at

    vault, amount = member.coop.vault, due.claimable
    call = vault.claim(due.work_id, due.asset, who)
    try:
        sent = member.send(call, f"Claimed from work {due.work_id}.")
    except Refused as error:
        return error
    if member.receipt and not member.dry_run:
        (paid,) = vault.decode(member.receipt, RoyaltyVault.Claimed)
        amount = paid.amount  # more than before, where a deposit came between
        out.line(f"{exact(asset_at(member.coop, due.asset), amount)} went to {who}.")
    return {"work": due.work_id, "asset": due.asset, "amount": str(amount), **sent}


def _data(earning: Earning) -> dict[str, Any]:
    return {
        "work": earning.work_id,
        "asset": earning.asset,
        "units": earning.units,
        "claimable": str(earning.claimable),
        "fraction": f"{earning.fraction}/{CREDIT_PER_UNIT}",
        "claimed": str(earning.claimed),
    }
