"""What people propose of their own accord, and who can propose."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np

from dao_sim.ledger.actions import Action, PayOut, SetLevy, SetQuorum
from dao_sim.ledger.amounts import Amounts
from dao_sim.ledger.intents import Propose
from dao_sim.sim.positions import LEVIES, QUORUMS, ideal
from dao_sim.sim.view import Ids, View
from dao_sim.units import BPS, Bps, Wei

About = Literal["levy", "quorum", "payment"]
"""The levy or the quorum that one would have; a payment of the treasury's to oneself."""


def able(view: View, accounts: Ids) -> Ids:
    """Those of them who have votes, and as many as it takes to propose."""
    votes = view.coop.votes[accounts]
    enough = Amounts.full(len(accounts), max(view.coop.parameters.threshold, 1))
    return accounts[~votes.less(enough)]


def motion(view: View, account: int, about: About, *, step: int, part: float) -> Action:
    """What one proposes: its ideal, or `step` basis points towards it; or a payment, a part of the treasury.

    Whoever is content proposes what is.
    """
    now = view.coop.parameters
    if about == "levy":
        return SetLevy(bps=Bps(_towards(view, account, LEVIES, now.levy, step)))
    if about == "quorum":
        return SetQuorum(bps=Bps(_towards(view, account, QUORUMS, now.quorum, step)))
    return payment(view, account, part)


def changes(view: View, action: Action) -> bool:
    """Whether it does anything."""
    now = view.coop.parameters
    nothing: tuple[Action, ...] = (SetLevy(bps=now.levy), SetQuorum(bps=now.quorum))
    return action not in nothing and getattr(action, "amount", 1) > 0


def payment(view: View, account: int, part: float) -> PayOut:
    """To that account, that part of what the treasury has, in basis points rounded down."""
    return PayOut(account=account, amount=Wei(view.coop.treasury_amount * int(part * BPS) // BPS))


def proposed(view: View, accounts: Ids, actions: Sequence[Action]) -> list[Propose]:
    """One proposal a row, each of one action; none where there are no rows."""
    if not len(accounts):
        return []
    return [Propose(coop=view.coop.place, accounts=accounts, actions=[(action,) for action in actions])]


def _towards(view: View, account: int, within: tuple[int, int], now: int, step: int) -> int:
    wanted = int(np.rint(ideal(view, within, account)))
    return now + max(-step, min(step, wanted - now))
