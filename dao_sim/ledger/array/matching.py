"""`MatchingRounds` in ETH: quadratic funding of what members give to accounts and works."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from dao_sim.coop.charter import Charter
from dao_sim.coop.matching import RoundState
from dao_sim.coop.matching_terms import MATCHING
from dao_sim.ledger.actions import OpenRound
from dao_sim.ledger.amounts import Amounts
from dao_sim.ledger.array.in_turn import in_turn, paid_in_turn
from dao_sim.ledger.array.membership import Membership
from dao_sim.ledger.array.round import MatchedGrant, Payee, Round
from dao_sim.ledger.array.treasury import Treasury
from dao_sim.ledger.array.vault import Vault
from dao_sim.ledger.array.world import TOO_LITTLE, Doer, Handler, Undo, World
from dao_sim.ledger.facts import Round as RoundFact
from dao_sim.ledger.intents import ClaimMatch, Give, SettleRound
from dao_sim.ledger.outcome import Outcome, Refusal
from dao_sim.units import Seconds, Wei

if TYPE_CHECKING:
    from numpy.typing import NDArray

MAX_GRANTS = 200
MAX_DURATION = 3_650 * 86_400
RECIPIENT_BPS = 100


class Matching:
    """The rounds of one co-op. Without the charter's section, none."""

    def __init__(
        self,
        world: World,
        charter: Charter,
        treasury: Treasury,
        membership: Membership,
        vault: Vault,
    ) -> None:
        self._world = world
        self._terms = charter.matching
        self._treasury = treasury
        self._vault = vault
        self._membership = membership
        self._rounds: list[Round] = []
        self.held = 0

    def handlers(self) -> Mapping[type, Handler]:
        """Intent → who carries it out."""
        if self._terms is None:
            return {}
        return {Give: self._give, ClaimMatch: self._claim, SettleRound: self._settle}

    def actions(self) -> Mapping[type, Doer]:
        """Action → what carries it out, and raises Refusal where the contracts would."""
        return {OpenRound: self._open} if self._terms else {}

    def facts(self) -> list[RoundFact]:
        """Every round, in the order in which they were made."""
        return [self._fact(number, round_) for number, round_ in enumerate(self._rounds, 1)]

    def advance(self, to: int) -> None:
        """The present second is over: keeps who is a member, for rounds that open after it, up to `to`."""
        for round_ in self._rounds:
            if round_.were_members is None and round_.opens_at <= to:
                round_.were_members = self._membership.classes != 0

    def _open(self, action: OpenRound) -> Undo:
        assert self._terms is not None
        if not 1 <= action.duration <= MAX_DURATION or action.delay > MAX_DURATION:
            raise Refusal("MatchingRounds_InvalidDuration")
        grants = self._registered(action)
        take_back = self._treasury.pay(action.pool, MATCHING) if action.pool else _nothing
        opens_at = self._world.now + action.delay
        closes_at = opens_at + action.duration
        made = Round(
            opens_at=opens_at,
            closes_at=closes_at,
            claims_at=closes_at + self._terms.review,
            pool=action.pool,
            cap=action.cap,
            grants=grants,
            were_members=None if action.delay else self._membership.classes_before != 0,
        )
        self._rounds.append(made)
        self.held += action.pool

        def undo() -> None:
            self._rounds.pop()
            self.held -= action.pool
            take_back()

        return undo

    def _registered(self, action: OpenRound) -> list[MatchedGrant]:
        """The grants of a round, accounts' first, checked one after the other. Raises Refusal."""
        payees: list[Payee] = [("account", account) for account in action.accounts]
        payees += [("work", work) for work in action.works]
        taken: set[Payee] = set()
        for kind, number in payees:
            if kind == "work" and not 1 <= number <= self._vault.count:
                raise Refusal("MatchingRounds_WorkNotOpen")
            if (kind, number) in taken:
                raise Refusal("MatchingRounds_AlreadyRegistered")
            if len(taken) == MAX_GRANTS:
                raise Refusal("MatchingRounds_TooManyGrants")
            taken.add((kind, number))
        return [MatchedGrant(payee) for payee in payees]

    def _give(self, intent: Give) -> Outcome:
        """Row by row: roots are of exact integers of 192 bits. Money is read and written once."""
        round_ = self._numbered(intent.round)
        is_open = round_ is not None and round_.state(self._world.now) == RoundState.OPEN
        givers, places = np.unique(intent.accounts, return_inverse=True)
        left = self._world.cash[givers].tolist()
        may = self._may_give(round_, givers).tolist() if round_ and is_open else []
        receives: dict[int, list[bool]] = {}
        numbers, of_giver, amounts = intent.grants.tolist(), places.tolist(), intent.amounts.tolist()
        named = givers.tolist()

        def give(row: int) -> None:
            number, place, amount = numbers[row], of_giver[row], amounts[row]
            if amount > left[place]:
                raise Refusal(TOO_LITTLE)
            if round_ is None or not is_open:
                raise Refusal("MatchingRounds_WrongState")
            grant = round_.live(number)
            if not may[place]:
                raise Refusal("MatchingRounds_NotMember")
            if number not in receives:
                receives[number] = self._receive(grant.payee, givers).tolist()
            grant.give(named[place], amount, is_matched=not receives[number][place])
            left[place] -= amount
            self.held += amount

        outcome = in_turn(len(numbers), give)
        self._world.cash.put(givers, Amounts.of(left))
        return outcome

    def _may_give(self, round_: Round, givers: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Which of these were members just before the round opened, and are now."""
        assert round_.were_members is not None
        may: NDArray[np.bool_] = round_.were_members[givers] & (self._membership.classes[givers] != 0)
        return may

    def _receive(self, payee: Payee, givers: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Whose gifts are not matched: the account's, or those of who earns 1 % of what the work does."""
        kind, number = payee
        received: NDArray[np.bool_] = (
            givers == number
            if kind == "account"
            else self._vault.earning_bps(number, givers) >= RECIPIENT_BPS
        )
        return received

    def _claim(self, intent: ClaimMatch) -> Outcome:
        round_ = self._numbered(intent.round)
        matches = round_.matches() if round_ else []

        def claim(row: int) -> int:
            claimed = self._in_claims(round_)
            number = int(intent.grants[row])
            grant = claimed.live(number)
            paid = grant.contributed + matches[number - 1]
            if paid == 0:
                raise Refusal("MatchingRounds_NothingToClaim")
            grant.claimed = True
            self.held -= paid
            self._pay(grant.payee, paid)
            return paid

        return paid_in_turn(len(intent.grants), claim)

    def _pay(self, payee: Payee, amount: int) -> None:
        """A work's receiver gets what is a work's, and the vault collects it there at once."""
        kind, number = payee
        if kind == "account":
            self._world.add(number, amount)
        else:
            self._vault.credit(np.array([number]), Amounts.of([amount]))

    def _settle(self, intent: SettleRound) -> Outcome:
        def settle(_row: int) -> int:
            round_ = self._in_claims(self._numbered(intent.round))
            if round_.settled:
                raise Refusal("MatchingRounds_NothingToSettle")
            round_.settled = True
            left = round_.pool - sum(round_.matches())
            self.held -= left
            self._treasury.receive(left)
            return left

        return paid_in_turn(1, settle)

    def _in_claims(self, round_: Round | None) -> Round:
        if round_ is None or round_.state(self._world.now) != RoundState.CLAIMS:
            raise Refusal("MatchingRounds_WrongState")
        return round_

    def _numbered(self, number: int) -> Round | None:
        return self._rounds[number - 1] if 1 <= number <= len(self._rounds) else None

    def _fact(self, number: int, round_: Round) -> RoundFact:
        return RoundFact(
            number=number,
            state=round_.state(self._world.now),
            opens_at=Seconds(round_.opens_at),
            closes_at=Seconds(round_.closes_at),
            pool=Wei(round_.pool),
            payees=[grant.payee for grant in round_.grants],
            contributed=[Wei(grant.contributed) for grant in round_.grants],
            contributors=[len(grant.counted_of) for grant in round_.grants],
            matched=[Wei(match) for match in round_.matches()],
            claimed=[grant.claimed for grant in round_.grants],
        )


def _nothing() -> None:
    """There is nothing to take back."""
