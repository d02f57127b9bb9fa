"""What there must be: money, tokens and members, followed by what was told to the ledger and was done."""

from __future__ import annotations

from collections.abc import Sequence

from dao_sim.ledger.actions import Action, Expel
from dao_sim.ledger.intents import Admit, Burn, Endow, Intent, Mint, Resign, Spend
from dao_sim.ledger.outcome import Outcome
from dao_sim.ledger.protocol import Ledger


class Balance:
    """Intents that endow, mint and admit make something; spending, burning and leaving take it; no others."""

    def __init__(self, ledger: Ledger) -> None:
        """From what there is now."""
        self.money = money_of(ledger)
        self.tokens = [facts.supply() for facts in ledger.coops]
        self.members = [int(facts.members().sum()) for facts in ledger.coops]

    def note(self, intent: Intent, outcome: Outcome) -> None:
        """What was done of an intent."""
        if isinstance(intent, Endow | Spend):
            self.money += _sign(intent) * intent.amounts[outcome.done].total()
        elif isinstance(intent, Mint | Burn):
            self.tokens[intent.coop] += _sign(intent) * intent.amounts[outcome.done].total()
        elif isinstance(intent, Admit | Resign):
            self.members[intent.coop] += _sign(intent) * (outcome.rows - len(outcome.refused))

    def executed(self, coop: int, actions: Sequence[Action]) -> None:
        """What an executed proposal did."""
        self.members[coop] -= sum(isinstance(action, Expel) for action in actions)


def money_of(ledger: Ledger) -> int:
    """Wei of all accounts, and of all that holds money for somebody."""
    held = sum(sum(facts.holdings().values()) for facts in ledger.coops)
    return ledger.cash().total() + int(held)


def _sign(intent: Intent) -> int:
    return 1 if isinstance(intent, Endow | Mint | Admit) else -1
