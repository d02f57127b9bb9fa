"""Votes and voters, as the commands about them read and show them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from dao_sim.cli.money import shortened
from dao_sim.cli.output import Output
from dao_sim.cli.session import Visit
from dao_sim.coop.rules import WHOLE_TOKEN
from dao_sim.units import Address

if TYPE_CHECKING:
    from dao_sim.coop.cooperative import Cooperative
    from dao_sim.coop.documents import Document


def account_of(visit: Visit, written: str) -> Address:
    """The account that is meant, by address or name. Raises BadInput as `people.person` does."""
    from dao_sim.chain.keystore import Keystore
    from dao_sim.cli.people import person
    from dao_sim.cli.settings import Settings

    return person(written, Keystore(Settings.load().keystore), visit.chain)


def votes_text(out: Output, visit: Visit, amount: int) -> str:
    """Votes as they are held and delegated: members', or tokens with their symbol, exact off a screen."""
    if visit.coop.terms.voting_rule.votes == "membership":
        return f"{amount:,} {'vote' if amount == 1 else 'votes'}"
    return tokens_text(out, visit, amount)


def votes_figure(out: Output, visit: Visit, amount: int) -> str:
    """`votes_text` without its unit, for a column that names it."""
    return shortened(out, amount, WHOLE_TOKEN if visit.coop.terms.voting_rule.votes == "token" else 0)


def votes_unit(visit: Visit) -> str:
    """What a column of votes counts in: the token's symbol, or members."""
    return visit.coop.charter.symbol if visit.coop.terms.voting_rule.votes == "token" else "members"


def weight_text(out: Output, visit: Visit, amount: int) -> str:
    """What votes weigh, in the rule's unit: as `votes_text`, or in roots of tokens."""
    decimals = visit.coop.terms.voting_rule.decimals
    if decimals in (0, WHOLE_TOKEN):
        return votes_text(out, visit, amount)
    return f"{shortened(out, amount, decimals)} {weight_unit(visit)}"


def weight_figure(out: Output, visit: Visit, amount: int) -> str:
    """`weight_text` without its unit, for a column that names it."""
    return shortened(out, amount, visit.coop.terms.voting_rule.decimals)


def weight_unit(visit: Visit) -> str:
    """What a column of weights counts in: the token's symbol, roots of it, or members."""
    decimals = visit.coop.terms.voting_rule.decimals
    return votes_unit(visit) if decimals in (0, WHOLE_TOKEN) else f"√{visit.coop.charter.symbol}"


def tokens_text(out: Output, visit: Visit, amount: int) -> str:
    """Tokens (smallest unit) with their symbol: short on a screen, exact elsewhere."""
    return f"{shortened(out, amount)} {visit.coop.charter.symbol}"


def file_name(visit: Visit, proposal: int, voter: Address) -> str:
    """What the file of one account's vote is called; proposals are numbered by governor."""
    return f"{visit.coop.branch.prefix}{proposal}-{voter}.json"


def on_governor(coop: Cooperative) -> str:
    """What a command that is suggested needs so as to be about the same governor."""
    return f" --governor {coop.branch.name}" if coop.branch.prefix else ""


def write_document(document: Document, path: Path) -> None:
    """Writes it, in a folder that is made if need be. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    document.save(path)
