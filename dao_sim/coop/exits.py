"""Exits as members see them: over which measure one may leave, with what, and what is still to be claimed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dao_sim.bindings import Call, ExitWindow
from dao_sim.coop.branch import MEASURE_RULES
from dao_sim.coop.standing import written_time
from dao_sim.errors import BadInput, Refused
from dao_sim.units import Address, MemberClass, ProposalState, Seconds

if TYPE_CHECKING:
    from dao_sim.coop.cooperative import Cooperative


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Over one proposal, until when members may leave, and what is shared out. Amounts in smallest units."""

    proposal: int
    state: ProposalState
    closes_at: Seconds
    """The first second in which nobody can leave any more; 0 where the proposal was never queued."""
    is_open: bool
    supply: int
    """The tokens that voted when it was queued."""
    burned: int
    """The tokens that left over it."""
    pots: Mapping[Address, int]
    """Asset → what is shared out over all of `supply`."""

    def shares(self, tokens: int) -> dict[Address, int]:
        """Asset → what so many tokens leave with: their part of the pot, rounded down."""
        return {asset: pot * tokens // self.supply for asset, pot in self.pots.items()} if self.supply else {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Leave:
    """What one account can do about a window."""

    window: Window
    burnable: int
    """How many tokens (smallest unit) it may burn; the reasons of `why_not` aside."""
    why_not: str | None
    """In a sentence, why it cannot leave now."""


def exit_of(coop: Cooperative) -> ExitWindow:
    """The contract. Raises Refused where the governor has none."""
    if coop.branch.exit is None:
        reason = f"the charter gives the governor {coop.branch.name} no exit_window"
        raise Refused("exit", reason, hint="one charter key switches it on, for one governor")
    return coop.branch.exit


def window_over(coop: Cooperative, proposal: int) -> Window:
    """The window of a proposal. Raises BadInput where there is no such proposal, Refused as `exit_of`."""
    contract = exit_of(coop)
    count = coop.governor.latest_proposal_id()
    if not 1 <= proposal <= count:
        hint = f"they are numbered from 1 to {count}" if count else "nothing has been proposed yet"
        raise BadInput("exit", "there is no such proposal", hint=hint, proposal=proposal)
    found = contract.window_of(proposal)
    return Window(
        proposal=proposal,
        state=ProposalState(coop.governor.state(proposal)),
        closes_at=Seconds(found.closes_at),
        is_open=coop.chain.now() < found.closes_at,
        supply=found.supply,
        burned=found.burned,
        pots=dict(contract.pots_of(proposal)),
    )


def windows(coop: Cooperative) -> list[Window]:
    """Every window there was, in the order in which they opened."""
    opened = exit_of(coop).events(ExitWindow.WindowOpened)
    return [window_over(coop, event.proposal_id) for event in opened]


def leave_of(coop: Cooperative, proposal: int, account: Address) -> Leave:
    """How `account` stands to a window. Raises as `window_over` does."""
    contract, window = exit_of(coop), window_over(coop, proposal)
    burnable = contract.burnable(proposal, account) if window.closes_at else 0
    return Leave(window=window, burnable=burnable, why_not=_why_not(coop, window, account, burnable))


def leave(coop: Cooperative, proposal: int, member: Address, tokens: int) -> Iterator[Call]:
    """The calls by which `member` leaves with so many tokens (smallest unit); an approval, if needed, first.

    Raises Refused as `exit_of`.
    """
    contract = exit_of(coop)
    if coop.token.allowance(member, contract.address) < tokens:
        yield coop.token.approve(contract.address, tokens)
    yield contract.exit_over(proposal, tokens)


def owed_to(coop: Cooperative, account: Address) -> dict[Address, int]:
    """Asset → what `account` left with and has not claimed yet (smallest unit)."""
    contract = exit_of(coop)
    assets = dict.fromkeys(event.asset for event in contract.events(ExitWindow.Owed, member=account))
    owed = {asset: contract.owed_to(account, asset) for asset in assets}
    return {asset: amount for asset, amount in owed.items() if amount}


def _why_not(coop: Cooperative, window: Window, account: Address, burnable: int) -> str | None:
    if not window.closes_at:
        return "the proposal is not queued: a window opens when an adopted one is"
    if not window.is_open:
        return f"the window closed at {written_time(window.closes_at)}"
    if coop.membership.class_of(account) == MemberClass.NONE:
        return "the account is no member"
    if isinstance(coop.rule, MEASURE_RULES) and coop.rule.voted_for(window.proposal, account):
        return "the account voted for it"
    if not burnable and coop.token.is_excluded(account):
        return "governance excluded the account, so that its tokens have no votes and no share"
    return None if burnable else "the account has no tokens that it held at the snapshot and at queueing"
