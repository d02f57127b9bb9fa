"""What a proposal would do, as the chain has it: its calls, and from which timelock."""

from __future__ import annotations

from dataclasses import dataclass

from dao_sim.bindings import DecodedCall, decode_revert
from dao_sim.coop.agenda import AgendaItem, agenda_item
from dao_sim.coop.call_tree import CallTree
from dao_sim.coop.contracts import contracts_of
from dao_sim.coop.cooperative import Cooperative
from dao_sim.errors import BadInput, Refused, Reverted

WOULD_FAIL = "executed now it would fail whole, so that there is nothing to rehearse"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """A proposal that is not decided yet, or not executed, and those of its actions that are rehearsed."""

    item: AgendaItem
    actions: tuple[CallTree, ...]

    @property
    def calls(self) -> list[DecodedCall]:
        """In the order in which the timelock makes them."""
        return [tree.call for tree in self.actions]


def proposed(coop: Cooperative, number: int, option: int | None = None) -> Proposed:
    """The proposal of that number; of one with options, what option `option` (from 1) would do.

    Raises BadInput where there is no such proposal or option, and where the proposal is at its end.
    """
    item = agenda_item(coop, number)
    if not item.stage.is_open:
        hint = "`dao-sim proposals --state open` lists those of which something can still become"
        raise BadInput("proposal", f"is {item.stage.value} already", hint=hint, proposal=number)
    if not item.options:
        if option is not None:
            raise BadInput("option", "the proposal has no options", proposal=number, option=option)
        return Proposed(item=item, actions=item.actions)
    chosen = next((each for each in item.options if each.number == option), None)
    if chosen is None:
        titles = ", ".join(f"{each.number} ({each.title})" for each in item.options)
        raise BadInput("option", "which option?", hint=f"there are {titles}", proposal=number, option=option)
    return Proposed(item=item, actions=chosen.actions)


def carry_out(coop: Cooperative, found: Proposed) -> None:
    """Has the timelock, whose key nobody has, make the calls on a chain where any address may send.

    Raises Refused, naming the action and the contract's reason, for the first that would be refused now.
    """
    timelock = found.item.coop.timelock.address
    place, call = 0, None
    try:
        for place, call in enumerate(found.calls, 1):  # noqa: B007 (the one that fails is told of)
            coop.chain.send(timelock, call.to, call.data, call.value)
    except Reverted as error:
        called = next((each for each in contracts_of(coop) if call and each.address == call.to), None)
        told = decode_revert(error.raw, None if called is None else called.artifact())
        reason = f"action {place} would be refused now: {told}"
        raise Refused("proposal", reason, hint=WOULD_FAIL, call=str(call)) from error
