"""A proposal's calls as the actions that arrays model."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dao_sim.bindings import DecodedCall
from dao_sim.coop.cooperative import Cooperative
from dao_sim.errors import BadInput
from dao_sim.experiments.rehearsal.proposed import Proposed
from dao_sim.ledger.actions import Action, Expel, PayOut, SetLevy, SetMintCap, SetQuorum, SetThreshold
from dao_sim.units import ETH, Address, Bps, Wei

Accounts = Mapping[Address, int]


def actions_of(proposed: Proposed, coop: Cooperative, accounts: Accounts) -> list[Action]:
    """The actions. Raises BadInput naming the first call that is none, and what to do instead."""
    found = []
    for place, call in enumerate(proposed.calls, 1):
        action = _action(call, coop, accounts)
        if action is None:
            hint = "run this on evm, which carries out whatever a proposal may do"
            raise BadInput("ledger", f"action {place} is not modelled on arrays: {call}", hint=hint)
        found.append(action)
    return found


def _action(call: DecodedCall, coop: Cooperative, accounts: Accounts) -> Action | None:
    known: dict[tuple[Address, str], Callable[[DecodedCall], Action | None]] = {
        (coop.vault.address, "setLevy"): lambda of: SetLevy(bps=Bps(_only(of))),
        (coop.rule.address, "setQuorum"): lambda of: SetQuorum(bps=Bps(_only(of))),
        (coop.governor.address, "setProposalThreshold"): lambda of: SetThreshold(votes=_only(of)),
        (coop.token.address, "setMintCap"): lambda of: SetMintCap(amount=_only(of)),
        (coop.treasury.address, "pay"): lambda of: _payment(of, accounts),
        (coop.membership.address, "expel"): lambda of: _expulsion(of, accounts),
    }
    read = known.get((call.to, call.function))
    return read(call) if read else None


def _only(call: DecodedCall) -> int:
    (value,) = call.arguments.values()
    return int(value)


def _payment(call: DecodedCall, accounts: Accounts) -> Action | None:
    """In ETH, to somebody who has to do with the co-op."""
    asset, to, amount = call.arguments.values()
    return PayOut(account=accounts[to], amount=Wei(amount)) if asset == ETH and to in accounts else None


def _expulsion(call: DecodedCall, accounts: Accounts) -> Action | None:
    (account,) = call.arguments.values()
    return Expel(account=accounts[account]) if account in accounts else None
