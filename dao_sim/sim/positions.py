"""Where people stand on what is proposed: what it is worth to their taste, and to their purse.

Both give every person a number from −1 (worst) to 1 (best), the mean over a proposal's actions.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

import numpy as np

from dao_sim.ledger.actions import (
    Action,
    Expel,
    OpenGrant,
    OpenRound,
    PayOut,
    SetContentRule,
    SetLevy,
    SetMintCap,
    SetQuorum,
    SetThreshold,
)
from dao_sim.sim import portable
from dao_sim.sim.view import Floats, Ids, View
from dao_sim.units import BPS, MemberClass

LEVIES = (0, 3_000)
"""Basis points that the first dimension of taste is mapped onto: from nothing to the vault's cap."""
QUORUMS = (0, 2_000)
"""So for the quorum: beyond a fifth of all votes few large co-ops ever decide anything."""
AHEAD = 13.0
"""For how many epochs people reckon what a change brings."""
_TINY = 1e-18
"""ETH: a wei."""


def taste_gain(view: View, actions: Sequence[Action]) -> Floats:
    """How much everybody likes what actions do, (n,) for the n people there are, from −1 to 1.

    Levy and quorum: everybody has an ideal, their first dimension of taste mapped onto `LEVIES` or `QUORUMS`;
    a change gains what it comes closer to it, over how far it goes (spatial voting: A. Downs, An Economic
    Theory of Democracy, 1957). What the treasury spends: public spirit, the second dimension (the first where
    there is one), less the part of the treasury that it costs; where one person gets it, the mean of public
    spirit and nearness to that person, less the same. To propose more easily, to mint more: public spirit. A
    member who is put out: how far off it is. A cap on AI: how near it is to one's own use of it.
    """
    return _mean(view, actions, _TASTE)


def interest_gain(view: View, actions: Sequence[Action]) -> Floats:
    """What everybody expects to get in money from actions, (n,), from −1 to 1: x / (|x| + what a vote costs).

    x is in ETH, over `AHEAD` epochs. What the treasury gets and pays is everybody's in parts: half of it
    comes back to creators by heads, half is the tokens'. So a levy takes from makers by income and gives to
    all by their part: who earns less than the mean gains by it (A. H. Meltzer and S. F. Richard, A Rational
    Theory of the Size of Government, Journal of Political Economy 89, 1981). A payment is its payee's gain; a
    round's pool is its grants' in equal parts; minting dilutes. Below a cap on AI, makers share what those
    above it earned. Quorum and threshold move no money.
    """
    return _mean(view, actions, _INTEREST)


def money_gain(view: View, actions: Sequence[Action]) -> Floats:
    """The x of `interest_gain`, in ETH over `AHEAD` epochs, (n,): what can be added up over people."""
    return _mean(view, actions, _INTEREST, _InMoney)


def ideal(view: View, within: tuple[int, int], accounts: Any = slice(None)) -> Floats:
    """What people would have a parameter be, by their first dimension of taste, in basis points."""
    low, high = within
    return np.asarray(low + (view.people.taste[accounts, 0] + 1.0) * (0.5 * (high - low)))


def _mean(
    view: View,
    actions: Sequence[Action],
    terms: dict[type, Callable[[Any, Any], Floats]],
    kind: type[_About] | None = None,
) -> Floats:
    about = (kind or _About)(view)
    gain = np.zeros(view.people.size)
    for action in actions:
        gain = gain + terms[type(action)](about, action)
    return gain / len(actions) if len(actions) > 1 else gain


class _About:
    """What the terms are made of."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.size = view.people.size

    @cached_property
    def spirit(self) -> Floats:
        taste = self.view.people.taste
        return taste[:, min(1, taste.shape[1] - 1)]

    @cached_property
    def creators(self) -> Floats:
        """1 for members who are creators."""
        return np.asarray(self.view.coop.classes[: self.size] == MemberClass.CREATOR, dtype=np.float64)

    @cached_property
    def parts(self) -> Floats:
        """Everybody's part of what the treasury has."""
        heads = portable.total(self.creators)
        return 0.5 * self.creators / max(heads, 1.0) + 0.5 * self.view.coop.token_shares[: self.size]

    @cached_property
    def income(self) -> Floats:
        """ETH an epoch of who is a member, after the levy, without what votes had the treasury pay."""
        memory, members = self.view.memory, self.view.coop.members[: self.size]
        return np.maximum(memory.income[: self.size] - memory.paid[: self.size], 0.0) * members

    def felt(self, money: Floats) -> Floats:
        return np.asarray(money / (np.abs(money) + (self.view.vote_cost + _TINY)))

    def towards(self, within: tuple[int, int], now: int, then: int) -> Floats:
        if now == then:
            return np.zeros(self.size)
        wanted = ideal(self.view, within)
        gain = (np.abs(wanted - now) - np.abs(wanted - then)) / abs(then - now)
        return np.clip(gain, -1.0, 1.0)  # rounding may pass them

    def opens(self, more: float, less: float) -> Floats:
        """By public spirit: where something goes up from `less` to `more`."""
        most = max(more, less)
        return self.spirit * ((more - less) / most) if most else np.zeros(self.size)

    def nearness(self, account: int) -> Floats:
        """From −1, as far in every dimension as can be, to 1."""
        taste = self.view.people.taste
        apart = np.zeros(self.size)
        for dimension in range(taste.shape[1]):
            apart = apart + np.abs(taste[:, dimension] - taste[account, dimension])
        return np.asarray(1.0 - apart / taste.shape[1])

    def spends(self, amount: int, payee: int | None = None) -> Floats:
        treasury = self.view.coop.treasury_amount
        cost = min(amount / treasury, 1.0) if treasury else 1.0
        liking = self.spirit
        if payee is not None and payee < self.size:
            liking = (liking + self.nearness(payee)) * 0.5
        return np.maximum(liking - cost, -1.0)

    def pays(self, amount: int, payees: Ids) -> Floats:
        """Everybody pays by their part, and payees, each named once or more, get it in equal parts."""
        money = amount / 10**18
        payees = payees[payees < self.size]
        got = np.bincount(payees, minlength=self.size) * (money / max(len(payees), 1))
        return self.felt(got - self.parts * money)

    def levied(self, levy: int) -> Floats:
        now = self.view.coop.parameters.levy
        gross = self.income / (1.0 - now / BPS)
        back = self.parts * portable.total(gross)
        return self.felt((back - gross) * (AHEAD * (levy - now) / BPS))

    def minted(self, cap: int) -> Floats:
        """In an epoch in which all is minted that may be, and nothing is paid for it."""
        supply = portable.total(self.view.coop.tokens)
        more = (cap - self.view.coop.parameters.mint_cap) / 10**18
        lost = more / (supply + abs(more)) if more else 0.0
        return self.felt(self.view.coop.token_shares[: self.size] * (-lost * self.view.coop.treasury))

    def makers_of(self, works: Sequence[int]) -> Ids:
        catalogue = self.view.catalogue
        here = (catalogue.coop == self.view.coop.place) & np.isin(catalogue.number, np.array(works))
        return np.asarray(catalogue.maker[here], dtype=np.int64)

    def capped(self, cap: int) -> Floats:
        above = self.view.people.ai_use * BPS > cap
        lost = np.where(above, self.income, 0.0)
        below = self.creators * ~above
        won = below * (portable.total(lost) / max(portable.total(below), 1.0))
        return self.felt((won - lost) * AHEAD)

    def nothing(self, _action: Action) -> Floats:
        return np.zeros(self.size)

    def put_out(self, account: int) -> Floats:
        """Only its own loss is money."""
        lost = np.zeros(self.size)
        lost[account : account + 1] = -self.income[account : account + 1] * AHEAD
        return self.felt(lost)

    @staticmethod
    def listed(action: OpenRound, makers: Ids) -> Ids:
        return np.concatenate([np.array(action.accounts, dtype=np.int64), makers])


class _InMoney(_About):
    """The same in ETH, as it is before it is felt."""

    def felt(self, money: Floats) -> Floats:
        return money


_TASTE: dict[type, Callable[[_About, Any], Floats]] = {
    SetLevy: lambda of, act: of.towards(LEVIES, of.view.coop.parameters.levy, act.bps),
    SetQuorum: lambda of, act: of.towards(QUORUMS, of.view.coop.parameters.quorum, act.bps),
    SetThreshold: lambda of, act: of.opens(of.view.coop.parameters.threshold, act.votes),
    SetMintCap: lambda of, act: of.opens(act.amount, of.view.coop.parameters.mint_cap),
    PayOut: lambda of, act: of.spends(act.amount, act.account),
    OpenGrant: lambda of, act: of.spends(sum(stage.amount for stage in act.stages), act.grantee),
    OpenRound: lambda of, act: of.spends(act.pool),
    Expel: lambda of, act: -of.nearness(act.account) if act.account < of.size else np.zeros(of.size),
    SetContentRule: lambda of, act: 1.0 - 2.0 * np.abs(of.view.people.ai_use - act.cap / BPS),
}
_INTEREST: dict[type, Callable[[_About, Any], Floats]] = {
    SetLevy: lambda of, act: of.levied(act.bps),
    SetQuorum: _About.nothing,
    SetThreshold: _About.nothing,
    SetMintCap: lambda of, act: of.minted(act.amount),
    PayOut: lambda of, act: of.pays(act.amount, np.array([act.account])),
    OpenGrant: lambda of, act: of.pays(sum(stage.amount for stage in act.stages), np.array([act.grantee])),
    OpenRound: lambda of, act: of.pays(act.pool, of.listed(act, of.makers_of(act.works))),
    Expel: lambda of, act: of.put_out(act.account),
    SetContentRule: lambda of, act: of.capped(act.cap),
}
