"""`dao-sim data`: datasets registered, consented to, licensed, used with a countersignature, and paid for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dao_sim.cli.command import Data, group_app
from dao_sim.cli.data_access import buy, claim, close, levy, offer, refund, sign, use
from dao_sim.cli.data_show import show, trace
from dao_sim.cli.data_words import points_of, purpose_of
from dao_sim.cli.escrows import hash_of
from dao_sim.cli.output import Output
from dao_sim.cli.session import Member, acting, acting_governor
from dao_sim.cli.votes import account_of
from dao_sim.errors import BadInput

if TYPE_CHECKING:
    from dao_sim.bindings import Call

app = group_app("Register data, license it by purpose, count and time, and trace its use.")

Number = Annotated[int, typer.Argument(metavar="ID", min=1, help="The dataset's number.")]
Content = Annotated[Path, typer.Argument(metavar="FILE", help="The data; only its hash is sent.")]
Statement = Annotated[
    Path, typer.Option("--statement", metavar="FILE", help="Where the data comes from; its hash is sent.")
]
Permit = Annotated[
    str, typer.Option("--permit", metavar="PURPOSE,…", help="What it may be used for, such as research.")
]
Service = Annotated[
    str, typer.Option("--service", metavar="WHO", help="Who countersigns uses: a name or an address.")
]
Holders = Annotated[
    list[str] | None,
    typer.Option(
        "--holders", metavar="WHO=POINTS,…", help="Who has rights, by contribution.  [default: you]"
    ),
]
Uri = Annotated[str, typer.Option("--uri", metavar="URI", help="Where it is described.")]
WhoServes = Annotated[str, typer.Argument(metavar="WHO", help="A name or an address.")]
Purposes = Annotated[
    str, typer.Argument(metavar="PURPOSE,…", help="All that are barred from then on, or none.")
]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why.")]

app.command("show")(show)
app.command("trace")(trace)
app.command("offer")(offer)
app.command("close")(close)
app.command("buy")(buy)
app.command("sign")(sign)
app.command("use")(use)
app.command("refund")(refund)
app.command("claim")(claim)
app.command("levy")(levy)


@app.command()
@acting
def register(
    out: Output,
    member: Member,
    content: Content,
    *,
    statement: Statement,
    permit: Permit,
    service: Service,
    holders: Holders = None,
    uri: Uri = "",
) -> Data:
    """Register a dataset. Members may; each holder consents for itself.

    Example: dao-sim data register scans.tar --statement origin.txt --permit research --service archive
    """
    from dao_sim.bindings.generated.structs import DatasetTerms
    from dao_sim.coop.data_terms import mask_of
    from dao_sim.coop.datasets import data_of

    contract, purposes = data_of(member.coop), [purpose_of(word.strip()) for word in permit.split(",")]
    points = points_of(member, holders or ())
    terms = DatasetTerms(
        content_hash=hash_of(content),
        statement=hash_of(statement),
        permitted=mask_of(purpose.word for purpose in purposes),
        service=account_of(member, service),
        uri=uri,
        holders=tuple(points),
        points=tuple(points.values()),
    )
    sent = member.send(contract.register(terms), f"Registered 0x{terms.content_hash.hex()}.")
    number = None
    if member.receipt is not None:
        number = str(contract.decode(member.receipt, contract.DatasetRegistered)[0].dataset_id)
        out.line(f"It is dataset {number}. Nothing is sold before it is confirmed and all consent.")
    return {
        "dataset": number,
        "content_hash": f"0x{terms.content_hash.hex()}",
        "statement": f"0x{terms.statement.hex()}",
        "permitted": [purpose.word for purpose in purposes],
        "holders": [{"account": who, "points": each} for who, each in points.items()],
        **sent,
    }


@app.command()
@acting_governor
def confirm(out: Output, member: Member, number: Number) -> Data:
    """Confirm a dataset's source, as a confirmer; or propose that the co-op does.

    Example: dao-sim data confirm 1
    """
    from dao_sim.cli.propose import propose_calls
    from dao_sim.coop.datasets import data_of, dataset

    contract, found = data_of(member.coop), dataset(member.coop, number)
    call = contract.confirm(number)
    told = {"dataset": str(number), "content_hash": f"0x{found.content_hash.hex()}"}
    if not contract.is_confirmer(member.address) and contract.is_confirmer(member.coop.timelock.address):
        return {**told, **propose_calls(out, member, [call], f"Confirm the source of dataset {number}", "")}
    return {**told, **member.send(call, f"The source of dataset {number} is confirmed.")}


@app.command()
@acting
def consent(_out: Output, member: Member, number: Number) -> Data:
    """Consent to what a dataset permits, as one who has rights in it.

    Example: dao-sim data consent 1
    """
    from dao_sim.coop.datasets import data_of

    return _act(member, number, data_of(member.coop).consent(number), f"You consent to dataset {number}.")


@app.command()
@acting
def withdraw(_out: Output, member: Member, number: Number) -> Data:
    """Withdraw your consent: no sales and no uses from now on; what was stays on record.

    Example: dao-sim data withdraw 1
    """
    from dao_sim.coop.datasets import data_of

    call = data_of(member.coop).withdraw(number)
    return _act(member, number, call, f"Dataset {number} is not used any more.")


@app.command("service")
@acting
def service_(_out: Output, member: Member, number: Number, who: WhoServes) -> Data:
    """Replace who countersigns the uses of a dataset that you registered.

    Example: dao-sim data service 1 archive
    """
    from dao_sim.coop.datasets import data_of

    serves = account_of(member, who)
    call = data_of(member.coop).set_service(number, serves)
    say = f"{serves} countersigns uses of dataset {number}."
    return {"service": serves, **_act(member, number, call, say)}


@app.command()
@acting_governor
def suspend(out: Output, member: Member, number: Number, *, reason: Reason) -> Data:
    """Propose that sales and uses of a dataset stop.

    Example: dao-sim data suspend 1 --reason "names people who never agreed"
    """
    from eth_hash.auto import keccak

    from dao_sim.coop.datasets import data_of

    if not reason.strip():
        raise BadInput("reason", "is nothing", hint="say what is wrong with the data")
    hashed = bytes(keccak(reason.strip().encode()))
    call = data_of(member.coop).suspend(number, hashed)
    told = {"reason_hash": f"0x{hashed.hex()}"}
    return {**told, **_propose(out, member, number, call, title=f"Suspend dataset {number}", text=reason)}


@app.command()
@acting_governor
def resume(out: Output, member: Member, number: Number) -> Data:
    """Propose that a suspended dataset can be used again.

    Example: dao-sim data resume 1
    """
    from dao_sim.coop.datasets import data_of

    call = data_of(member.coop).resume(number)
    return _propose(out, member, number, call, title=f"Resume dataset {number}")


@app.command()
@acting_governor
def bar(out: Output, member: Member, purposes: Purposes) -> Data:
    """Propose which purposes nothing here is used for; "none" for none.

    Example: dao-sim data bar profiling,commercial
    """
    from dao_sim.cli.propose import propose_calls
    from dao_sim.coop.data_terms import mask_of
    from dao_sim.coop.datasets import data_of

    named = [] if purposes == "none" else [purpose_of(word.strip()).word for word in purposes.split(",")]
    call = data_of(member.coop).set_barred(mask_of(named))
    return {"barred": named, **propose_calls(out, member, [call], f"Bar {purposes} for all data", "")}


def _act(member: Member, number: int, call: Call, say: str) -> Data:
    return {"dataset": str(number), **member.send(call, say)}


def _propose(out: Output, member: Member, number: int, call: Call, *, title: str, text: str = "") -> Data:
    from dao_sim.cli.propose import propose_calls
    from dao_sim.coop.datasets import dataset

    dataset(member.coop, number)
    return {"dataset": str(number), **propose_calls(out, member, [call], title, text)}
