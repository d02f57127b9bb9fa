"""`CoopToken`: who holds what, and what can still be minted in the token's epoch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import numpy as np

from dao_sim.coop.charter import Charter
from dao_sim.errors import BadInput
from dao_sim.ledger.actions import SetMintCap
from dao_sim.ledger.amounts import LARGEST, Amounts
from dao_sim.ledger.array.kept import Kept
from dao_sim.ledger.array.rows import all_refused
from dao_sim.ledger.array.votes import Votes
from dao_sim.ledger.array.world import UNAUTHORIZED, Doer, Handler, Undo, World
from dao_sim.ledger.intents import Burn, Mint, Transfer
from dao_sim.ledger.outcome import Outcome, Refusal
from dao_sim.units import MAX_UINT208

if TYPE_CHECKING:
    from numpy.typing import NDArray

TOO_FEW = "ERC20InsufficientBalance"


class Token:
    """Balances (smallest unit). A supply beyond `Amounts` raises BadInput, where the contract goes on."""

    def __init__(self, world: World, charter: Charter) -> None:
        self._world = world
        self._has_minter = bool(charter.operators.minter)
        self._epoch_length = charter.token.epoch
        self._minted = (0, 0)
        self._balances = Kept(world.accounts)
        self.mint_cap = charter.token.mint_cap
        self.votes = Votes(world.accounts)

    def handlers(self) -> Mapping[type, Handler]:
        """Intent → who carries it out."""
        return {Mint: self._mint, Burn: self._burn, Transfer: self._transfer}

    def actions(self) -> Mapping[type, Doer]:
        """Action → what carries it out, and raises Refusal where the contract would."""
        return {SetMintCap: self._set_mint_cap}

    def begin(self, balances: Amounts, minted: int) -> None:
        """What was held before, and how much of it was minted in the present epoch."""
        holders = np.flatnonzero(balances.positive())
        self._create(holders, balances[holders])
        self._minted = (self._epoch(), minted)

    def end_second(self) -> None:
        """What there is now was there a second ago."""
        self.votes.end_second()

    def balances(self) -> Amounts:
        return self._balances.read()

    def mintable(self) -> int:
        """What can still be minted in the present epoch (see `EpochAllowance`)."""
        epoch, used = self._minted
        return max(self.mint_cap - used, 0) if epoch == self._epoch() else self.mint_cap

    def _epoch(self) -> int:
        return self._world.now // self._epoch_length

    def _mint(self, intent: Mint) -> Outcome:
        rows = len(intent.accounts)
        if not self._has_minter:
            return all_refused(rows, UNAUTHORIZED)
        left, refused = self.mintable(), dict[int, str]()
        if intent.amounts.total() > left:
            for row, amount in enumerate(intent.amounts.tolist()):
                if amount > left:
                    refused[row] = "CoopToken_MintCapExceeded"
                else:
                    left -= amount
        outcome = Outcome(rows=rows, refused=refused)
        if refused:
            self._create(intent.accounts[outcome.done], intent.amounts[outcome.done])
        else:
            self._create(intent.accounts, intent.amounts)
        return outcome

    def _create(self, accounts: NDArray[np.int64], amounts: Amounts) -> None:
        minted = amounts.total()
        if self.votes.units + minted > LARGEST:
            reason = "a supply of more than 2^128 − 1 of the smallest unit is not modelled on arrays"
            raise BadInput("token", reason, supply=self.votes.units, minted=minted)
        used = self._minted[1] if self._minted[0] == self._epoch() else 0
        if len(accounts):
            self._minted = (self._epoch(), used + minted)
        self._balances.write().increase(accounts, amounts)
        self.votes.arrive(accounts, amounts)

    def _burn(self, intent: Burn) -> Outcome:
        outcome = self._spend(intent.accounts, intent.amounts, None)
        holders, amounts = intent.accounts[outcome.done], intent.amounts[outcome.done]
        self._balances.write().decrease(holders, amounts)
        self.votes.leave(holders, amounts)
        return outcome

    def _transfer(self, intent: Transfer) -> Outcome:
        outcome = self._spend(intent.senders, intent.amounts, intent.recipients)
        senders, recipients = intent.senders[outcome.done], intent.recipients[outcome.done]
        amounts = intent.amounts[outcome.done]
        self._balances.write().move(senders, recipients, amounts)
        self.votes.move(senders, recipients, amounts)
        return outcome

    def _spend(
        self, senders: NDArray[np.int64], amounts: Amounts, recipients: NDArray[np.int64] | None
    ) -> Outcome:
        """Which rows have too little: none of who has enough for all its rows without what it receives."""
        balances = self._balances.peek()
        named, places = np.unique(senders, return_inverse=True)
        short = named[balances[named].less(amounts.totals(places, len(named)))]
        if not len(short):
            return Outcome(rows=len(senders))
        concerned = np.isin(senders, short)
        if recipients is not None:
            concerned |= np.isin(recipients, short)
        left = dict(zip(short.tolist(), balances[short].tolist(), strict=True))
        moves = zip(
            np.flatnonzero(concerned).tolist(),
            senders[concerned].tolist(),
            [None] * int(concerned.sum()) if recipients is None else recipients[concerned].tolist(),
            amounts[concerned].tolist(),
            strict=True,
        )
        return Outcome(rows=len(senders), refused=_one_by_one(moves, left))

    def _set_mint_cap(self, action: SetMintCap) -> Undo:
        if action.amount > MAX_UINT208:
            raise Refusal("CoopToken_InvalidMintCap")
        before, self.mint_cap = self.mint_cap, action.amount

        def undo() -> None:
            self.mint_cap = before

        return undo


def _one_by_one(moves: Iterable[tuple[int, int, int | None, int]], left: dict[int, int]) -> dict[int, str]:
    """Rows that are refused. `left` is what accounts have that may be short; the others have enough."""
    refused: dict[int, str] = {}
    for row, sender, recipient, amount in moves:
        if amount > left.get(sender, amount):
            refused[row] = TOO_FEW
            continue
        if sender in left:
            left[sender] -= amount
        if recipient in left:
            left[recipient] += amount
    return refused
