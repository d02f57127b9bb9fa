"""`dao-sim propose`: from a file, or in one line for what is proposed most often."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dao_sim.cli.agenda import action_data, action_lines, time_left
from dao_sim.cli.command import Data
from dao_sim.cli.complete import member_classes
from dao_sim.cli.groups import Group
from dao_sim.cli.money import exact
from dao_sim.cli.output import Output
from dao_sim.cli.session import Member, acting_governor
from dao_sim.cli.votes import account_of, weight_unit
from dao_sim.errors import BadInput, Refused
from dao_sim.units import MemberClass, format_amount

if TYPE_CHECKING:
    from dao_sim.bindings import Call


class _FileOrCommand(Group):
    """`propose draft.toml` is `propose file draft.toml`, as long as the words name no command."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        named = any(word in self.commands for word in args)
        helped = any(word in ctx.help_option_names for word in args)
        if args and not named and not helped and (args[0].startswith("-") or _is_file(args[0])):
            args = ["file", *args]
        return super().parse_args(ctx, args)


def _is_file(word: str) -> bool:
    """Whether a word looks like a file rather than like a mistyped command."""
    path = Path(word)
    return bool(path.suffix) or len(path.parts) > 1 or path.exists()


app = typer.Typer(cls=_FileOrCommand, add_completion=False, rich_markup_mode=None)

FilePath = Annotated[Path, typer.Argument(metavar="FILE", help="A TOML file with title, text and actions.")]
Percentage = Annotated[str, typer.Argument(metavar="PERCENT", help="Of every deposit, such as 7.5%.")]
Payee = Annotated[str, typer.Argument(metavar="ADDRESS", help="Who is paid: an address or a name.")]
Amount = Annotated[str, typer.Argument(metavar="AMOUNT", help="In whole units, such as 1.5.")]
AssetName = Annotated[str, typer.Argument(metavar="ASSET", help="ETH, a token's address, or its symbol.")]
Newcomer = Annotated[str, typer.Argument(metavar="ADDRESS", help="Who is admitted: an address or a name.")]
ClassName = Annotated[
    str,
    typer.Option(
        "--class",
        metavar="CLASS",
        help="creator, enterprise, public-body or patron.",
        autocompletion=member_classes,
    ),
]
Title = Annotated[str | None, typer.Option("--title", metavar="TEXT", help="Instead of the usual title.")]
Text = Annotated[str, typer.Option("--text", metavar="TEXT", help="Why.")]


@app.callback()
def _group() -> None:
    """Propose that the co-op does something.

    `dao-sim propose FILE` proposes what a file says, `dao-sim propose file --help` says how it is written.
    """


@app.command("file")
@acting_governor
def file_(out: Output, member: Member, file: FilePath) -> Data:
    """Propose what a file says; the word `file` may be left out.

    The file holds title, text, and a list of actions, each written as contract.function(arguments), such as
    "vault.setLevy('7.5%')" or "treasury.pay(ETH, 0x…, '1.5 ETH')". Instead of actions it may hold several
    [[options]], each with a title and actions, where the governor's rule decides on options.

    Example: dao-sim propose draft.toml
    """
    from dao_sim.coop.draft import Draft

    draft = Draft.load(file)
    options = [(option.title, len(option.actions)) for option in draft.options]
    return put_forward(out, member, draft.calls(member.coop), draft.title, draft.text, options=options)


@app.command()
@acting_governor
def levy(
    out: Output, member: Member, percentage: Percentage, *, title: Title = None, text: Text = ""
) -> Data:
    """Propose another levy on what is paid for works.

    Example: dao-sim propose levy 7.5%
    """
    from dao_sim.units import parse_percent

    try:
        bps = parse_percent(percentage)
    except ValueError as error:
        raise BadInput("levy", str(error), value=percentage) from error
    vault = member.coop.vault
    if bps > (most := vault.max_levy_bps()):
        raise BadInput("levy", f"must be at most {format_amount(most, 2)}%", value=percentage)
    call = vault.set_levy(bps)
    return put_forward(out, member, [call], title or f"Set the levy to {format_amount(bps, 2)}%", text)


@app.command()
@acting_governor
def pay(
    out: Output,
    member: Member,
    payee: Payee,
    amount: Amount,
    asset: AssetName = "ETH",
    *,
    title: Title = None,
    text: Text = "",
) -> Data:
    """Propose a payment from the treasury.

    Example: dao-sim propose pay 0x70997970C51812dc3A010C7d01b50e0d17dc79C8 1.5 ETH
    """
    from dao_sim.coop.assets import asset_named

    coop = member.coop
    address = account_of(member, payee)
    paid_in = asset_named(coop, asset)
    units = paid_in.parse(amount)
    call = coop.treasury.pay(paid_in.address, address, units)
    return put_forward(out, member, [call], title or f"Pay {exact(paid_in, units)} to {address}", text)


@app.command()
@acting_governor
def admit(
    out: Output,
    member: Member,
    newcomer: Newcomer,
    *,
    class_name: ClassName,
    title: Title = None,
    text: Text = "",
) -> Data:
    """Propose that somebody becomes a member.

    Example: dao-sim propose admit 0x70997970C51812dc3A010C7d01b50e0d17dc79C8 --class creator
    """
    from dao_sim.coop.quantities import parse_class

    address = account_of(member, newcomer)
    try:
        kind = parse_class(class_name)
    except ValueError as error:
        raise BadInput("class", str(error), value=class_name) from error
    call = member.coop.membership.admit(address, kind)
    return put_forward(out, member, [call], title or f"Admit {address} as {_word(kind)}", text)


def put_forward(
    out: Output,
    member: Member,
    calls: list[Call],
    title: str,
    text: str,
    *,
    options: Sequence[tuple[str, int]] = (),
) -> Data:
    """Proposes calls; with `options`, titles and numbers of calls, they are those of one after the other."""
    from dao_sim.coop.agenda import agenda_item
    from dao_sim.coop.call_tree import call_trees
    from dao_sim.coop.draft import checked_title
    from dao_sim.coop.proposal import described

    title, text = checked_title(title), text.strip()
    coop = member.coop
    if options:
        _check_options(member, len(options))
    to, values, data = zip(*((call.to, call.value, call.data) for call in calls), strict=True)
    trees = call_trees(coop, to, values, data)
    _tell_actions(out, member, calls, action_lines(trees))
    threshold = _check_threshold(out, member)
    names, counts = [name for name, _count in options], [count for _name, count in options]
    description = described(title, text, member.address, names)
    if options:
        call = coop.governor.propose_options(counts, to, values, data, description)
    else:
        call = coop.governor.propose(to, values, data, description)
    told = {
        "title": title,
        "text": text,
        "options": [{"title": name, "actions": count} for name, count in options],
        "actions": [action_data(tree) for tree in trees],
        "threshold": threshold,
        "bond": _put_up_bond(out, member),
    }
    if member.dry_run and told["bond"]:
        out.note("the proposal itself can be tried once the bond is approved")
        return {
            "proposal": None,
            **told,
            "dry_run": True,
            "call": str(call),
            "returns": None,
            "effects": None,
        }
    sent = member.send(call, f'Proposed "{title}".')
    if member.receipt is None:  # a dry run
        return {"proposal": None, **told, **sent}
    created = coop.governor.decode(member.receipt, coop.governor.ProposalCreated)[0]
    item = agenda_item(coop, created.proposal_id)
    _tell_dates(out, item.id, item.dates.opens, item.dates.deadline, item.left or 0)
    return {
        "proposal": str(item.id),
        "opens": item.dates.opens,
        "deadline": item.dates.deadline,
        **told,
        **sent,
    }


def _check_options(member: Member, count: int) -> None:
    """Raises Refused where the rule does not decide on so many options."""
    rule = member.coop.terms.voting_rule
    most = {"approval": 7, "ranked": 4}.get(rule.name, 0)
    if count > most:
        says = f"at most {most} options beside no change" if most else "measures, and not on options"
        raise Refused("propose", f"the rule {rule.name} decides on {says}", options=count)


def _put_up_bond(out: Output, member: Member) -> str | None:
    """Approves the bond that proposing takes. Returns its amount where there was something to approve."""
    from dao_sim.coop.bonds import bond_approval

    coop = member.coop
    for approval in bond_approval(coop.branch, coop.token, member.address):
        amount = coop.branch.bond.amount() if coop.branch.bond else 0
        bond = f"{format_amount(amount)} {coop.charter.symbol}"
        if coop.token.balance_of(member.address) < amount:
            reason = f"proposing takes a bond of {bond}, and you hold less"
            raise Refused("propose", reason, bond=str(amount))
        member.send(approval, f"Approved the bond of {bond}.")
        out.note("it comes back once the proposal is over, unless it fails its quorum or is struck out")
        return str(amount)
    return None


def _tell_actions(out: Output, member: Member, calls: list[Call], lines: list[str]) -> None:
    """What is proposed, as the contracts will be told, and what of it would be refused now."""
    from dao_sim.coop.call_tree import why_refused

    for line in lines:
        out.note(line)
    for place, call in enumerate(calls, 1):
        if refusal := why_refused(member.coop, call):
            out.warn(f"action {place}, taken alone, would be refused now: {refusal}")


def _check_threshold(out: Output, member: Member) -> dict[str, str]:
    """What it takes to propose, and what this account has. Raises Refused where that is not enough."""
    from dao_sim.coop.power import power_of

    coop = member.coop
    threshold = coop.governor.proposal_threshold()
    # as Governor.propose asks: so that nobody proposes with what it borrows for one transaction
    votes = coop.governor.get_votes(member.address, coop.chain.now() - 1)
    decimals = coop.terms.voting_rule.decimals
    unit = weight_unit(member) if decimals else "of the members' votes"
    # exact on a screen too, where a little may be missing
    needed, have = (f"{format_amount(amount, decimals)} {unit}" for amount in (threshold, votes))
    if votes < threshold:
        power = power_of(coop, member.address)
        hint = power.why or "`dao-sim delegates` shows who has enough; votes can be delegated to you"
        if power.now >= threshold:
            hint = "votes that have just arrived count from the next second on: try again"
        reason = f"you have {have}, and proposing takes {needed}"
        raise Refused("propose", reason, hint=hint, votes=str(votes), threshold=str(threshold))
    out.note(f"you have {have}; proposing takes {needed}")
    return {"needed": str(threshold), "votes": str(votes)}


def _tell_dates(out: Output, number: int, opens: int, deadline: int, left: int) -> None:
    from dao_sim.coop.standing import written_time

    out.line(f"It is proposal {number}.")
    out.line(f"Voting opens at {written_time(opens)}, in {time_left(left)}.")
    out.line(f"It ends at {written_time(deadline)}.")


def _word(kind: MemberClass) -> str:
    return kind.name.lower().replace("_", " ")
