"""The commands of `dao-sim data` about licences: offered, bought, countersigned, used, given back, paid."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dao_sim.cli.command import Data
from dao_sim.cli.data_words import purpose_of
from dao_sim.cli.escrows import To, claim_all, hash_of, seconds, send_all
from dao_sim.cli.money import exact
from dao_sim.cli.output import Output
from dao_sim.cli.session import Member, acting
from dao_sim.cli.votes import write_document
from dao_sim.errors import BadInput, Refused

Number = Annotated[int, typer.Argument(metavar="ID", min=1, help="The dataset's number.")]
OfferNumber = Annotated[int, typer.Argument(metavar="OFFER", min=1, help="The offer's number.")]
LicenceNumber = Annotated[int, typer.Argument(metavar="LICENCE", min=1, help="The licence's number.")]
Query = Annotated[Path, typer.Argument(metavar="FILE", help="What is asked for; only its hash is signed.")]
PurposeWord = Annotated[
    str,
    typer.Argument(
        metavar="PURPOSE", help="research, statistics, education, training, commercial or profiling."
    ),
]
Uses = Annotated[int, typer.Option("--uses", metavar="N", min=1, help="How many uses a licence has.")]
Term = Annotated[str, typer.Option("--term", metavar="DURATION", help="How long it lasts, such as 90d.")]
Price = Annotated[str, typer.Option("--price", metavar="AMOUNT", help="Of each use; 0 for nothing.")]
AssetName = Annotated[
    str, typer.Option("--asset", metavar="ASSET", help="ETH, a token's address, or its symbol.")
]
LevyAsset = Annotated[str, typer.Argument(metavar="ASSET", help="ETH, a token's address, or its symbol.")]
ForPurpose = Annotated[
    str | None, typer.Option("--purpose", metavar="PURPOSE", help="What for.  [default: the licence's]")
]
Valid = Annotated[
    str, typer.Option("--valid", metavar="DURATION", help="How long the countersignature is good.")
]
Out = Annotated[
    Path | None, typer.Option("--out", metavar="FILE", help="Where the countersignature is written.")
]
Signature = Annotated[
    Path, typer.Option("--signature", metavar="FILE", help="The service's countersignature.")
]


@acting
def offer(
    out: Output,
    member: Member,
    number: Number,
    purpose: PurposeWord,
    *,
    uses: Uses,
    term: Term,
    price: Price = "0",
    asset: AssetName = "ETH",
) -> Data:
    """Offer licences in a dataset that you registered, for one purpose.

    Example: dao-sim data offer 1 research --uses 10 --term 90d --price 0.1
    """
    from dao_sim.bindings.generated.structs import AccessTerms
    from dao_sim.coop.assets import asset_named
    from dao_sim.coop.datasets import data_of, dataset

    dataset(member.coop, number)
    contract, paid_in = data_of(member.coop), asset_named(member.coop, asset)
    terms = AccessTerms(
        dataset_id=number,
        term=seconds("term", term),
        asset=paid_in.address,
        purpose=purpose_of(purpose),
        uses=uses,
        price=0 if price == "0" else paid_in.parse(price),
    )
    say = f"Offered: {uses} uses for {purpose} within {term}, {exact(paid_in, terms.price)} each."
    sent = member.send(contract.offer(terms), say)
    made = None
    if member.receipt is not None:
        made = str(contract.decode(member.receipt, contract.AccessOffered)[0].offer_id)
        out.line(f"It is offer {made}.")
    return {
        "dataset": str(number),
        "offer": made,
        "asset": paid_in.address,
        "price": str(terms.price),
        **sent,
    }


@acting
def close(_out: Output, member: Member, number: OfferNumber) -> Data:
    """Sell no more under an offer of yours; licences that were sold go on.

    Example: dao-sim data close 1
    """
    from dao_sim.coop.datasets import data_of
    from dao_sim.coop.datasets import offer as offer_at

    offer_at(member.coop, number)
    call = data_of(member.coop).close_offer(number)
    return {"offer": str(number), **member.send(call, f"Offer {number} is closed.")}


@acting
def buy(out: Output, member: Member, number: OfferNumber) -> Data:
    """Buy a licence, and pay all its uses in advance; what you do not use comes back.

    Example: dao-sim data buy 1
    """
    from dao_sim.coop.assets import asset_at
    from dao_sim.coop.datasets import buy as calls
    from dao_sim.coop.datasets import data_of
    from dao_sim.coop.datasets import offer as offer_at

    found = offer_at(member.coop, number)
    paid = exact(asset_at(member.coop, found.terms.asset), found.amount)
    told = {"offer": str(number), "asset": found.terms.asset, "amount": str(found.amount)}
    say = f"Bought {found.terms.uses} uses; {paid} are held until they are used."
    sent = send_all(member, calls(member.coop, number, member.address), told, say)
    bought = None
    if member.receipt is not None and not member.dry_run:
        contract = data_of(member.coop)
        bought = str(contract.decode(member.receipt, contract.AccessBought)[0].licence_id)
        out.line(f"It is licence {bought}.")
    return {"licence": bought, **sent}


@acting
def sign(
    out: Output,
    member: Member,
    number: LicenceNumber,
    query: Query,
    *,
    purpose: ForPurpose = None,
    valid: Valid = "1h",
    file: Out = None,
) -> Data:
    """Countersign the next use of a licence, as the data service. Nothing is sent.

    Example: dao-sim data sign 1 query.txt --out use-1.json
    """
    from dao_sim.coop import countersignature
    from dao_sim.coop.datasets import data_of, dataset, licence

    if member.dry_run:
        raise BadInput("data", "sign sends nothing anyway", hint="leave out --dry-run")
    found = licence(member.coop, number)
    serves = dataset(member.coop, found.terms.dataset_id).service
    if member.address != serves and not member.chain.code(serves):
        hint = f"`dao-sim data service {found.terms.dataset_id} WHO` replaces it"
        raise Refused("data", "another service countersigns for this dataset", hint=hint, service=serves)
    wanted = purpose_of(purpose) if purpose else found.purpose
    if wanted != found.purpose:
        reason = f"the licence is for {found.purpose.word}, not for {wanted.word}"
        raise Refused("data", reason, licence=number)
    until = member.chain.now() + seconds("valid", valid)
    signed = countersignature.sign(
        data_of(member.coop), member.key(), number, wanted, hash_of(query), valid_until=until
    )
    name = f"{number}-{signed.use}.json"
    path = file or member.deployment.folder / "countersignatures" / name
    write_document(signed, path)
    out.line(f"Countersigned use {signed.use} of licence {number}, for {wanted.word}: {path}")
    out.note(f"Nothing was sent. The licensee logs it: dao-sim data use {number} --signature {path}")
    return {**signed.record(), "file": path}


@acting
def use(out: Output, member: Member, number: LicenceNumber, *, signature: Signature) -> Data:
    """Log a use of a licence of yours, which the service countersigned.

    Example: dao-sim data use 1 --signature use-1.json
    """
    from dao_sim.coop.assets import asset_at
    from dao_sim.coop.countersignature import Countersignature, logged
    from dao_sim.coop.datasets import data_of

    signed, contract = Countersignature.load(signature), data_of(member.coop)
    if signed.licence != number:
        raise BadInput("data", f"the countersignature is for licence {signed.licence}", licence=number)
    say = f"Use {signed.use} of licence {number}, for {signed.purpose.word}, is on record."
    sent = member.send(logged(contract, signed), say)
    told = {"licence": str(number), "use": str(signed.use), "purpose": signed.purpose.word}
    if member.receipt is None:
        return {**told, **sent}
    (done,) = contract.decode(member.receipt, contract.Used)
    asset = asset_at(member.coop, done.asset)
    out.line(f"{exact(asset, done.paid)} is the holders', {exact(asset, done.levy)} the treasury's.")
    return {**told, **sent, "paid": str(done.paid), "levy": str(done.levy)}


@acting
def refund(out: Output, member: Member, number: LicenceNumber) -> Data:
    """End a licence and give back what was paid for uses that did not happen.

    Its licensee may as soon as the data cannot be used any more, and anybody once its time is over.

    Example: dao-sim data refund 1
    """
    from dao_sim.coop.assets import asset_at
    from dao_sim.coop.datasets import data_of, licence

    found, contract = licence(member.coop, number), data_of(member.coop)
    sent = member.send(contract.refund(number), f"Licence {number} is over.")
    told = {"licence": str(number), "licensee": found.licensee}
    if member.receipt is None:
        return {**told, **sent}
    (back,) = contract.decode(member.receipt, contract.Refunded)
    amount = exact(asset_at(member.coop, found.terms.asset), back.amount)
    out.line(f"{amount} for {back.unused} unused is the licensee's, to claim.")
    return {**told, **sent, "unused": back.unused, "amount": str(back.amount)}


@acting
def claim(out: Output, member: Member, to: To = None) -> Data:
    """Have everything paid that data earned for you, and what came back of licences.

    Example: dao-sim data claim
    """
    from dao_sim.coop.datasets import credits_of, data_of

    credited = [
        member.send(call, f"Booked as yours: {call}.") for call in credits_of(member.coop, member.address)
    ]
    if member.dry_run and credited:
        out.note("the payment can be tried once that is booked")
        return {"payee": None, "claims": [], "credits": credited}
    return {**claim_all(member, "data", data_of(member.coop), to), "credits": credited}


@acting
def levy(_out: Output, member: Member, asset: LevyAsset = "ETH") -> Data:
    """Have the treasury's part of what data earned paid to it. Anybody may.

    Example: dao-sim data levy ETH
    """
    from dao_sim.coop.assets import asset_named
    from dao_sim.coop.datasets import data_of

    taken = asset_named(member.coop, asset)
    call = data_of(member.coop).collect_levy(taken.address)
    return {"asset": taken.address, **member.send(call, f"The treasury has its {taken.symbol}.")}
