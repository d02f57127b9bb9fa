"""A co-op of arrays whose members register works, in as few words as a story needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dao_sim.coop import Charter
from dao_sim.ledger.amounts import Amounts
from dao_sim.ledger.array import ArrayLedger
from dao_sim.ledger.intents import (
    Admit,
    BuyLicence,
    Claim,
    Deposit,
    Derive,
    Endow,
    MoveUnits,
    Offer,
    Register,
)
from dao_sim.ledger.outcome import Outcome

if TYPE_CHECKING:
    from numpy.typing import NDArray

ACCOUNTS = 4
RICH = 10**24


def column(*values: int) -> NDArray[np.int64]:
    return np.array(values, dtype=np.int64)


def charter(levy: str = "5%", window: str = "0s", *, licences: bool = True) -> Charter:
    works = {"licences": licences, "dispute_window": window}
    operators = {"admitter": ["account:0"], "minter": ["account:0"]}
    return Charter(name="Ateliers", royalties={"levy": levy}, works=works, operators=operators)


def ledger(*charters: Charter) -> ArrayLedger:
    """Everybody is a member of every co-op, and rich."""
    made = ArrayLedger(charters or (charter(),), ACCOUNTS)
    everybody = np.arange(ACCOUNTS)
    for coop in range(len(made.coops)):
        made.apply([Admit(coop=coop, accounts=everybody, classes=np.ones(ACCOUNTS, dtype=np.int8))])
    made.apply([Endow(accounts=everybody, amounts=Amounts.full(ACCOUNTS, RICH))])
    return made


def register(
    units: dict[int, int], title: str = "first", *, coop: int = 0, foreign: tuple[int, int, int] | None = None
) -> Register:
    """One work of account 0's."""
    return Register(
        coop=coop,
        accounts=column(0),
        titles=[title],
        contributors=[column(*units)],
        units=[column(*units.values())],
        ai_share_bps=column(0),
        foreign=[[foreign]] if foreign else (),
    )


def derive(made: ArrayLedger, parents: dict[int, int], title: str) -> Outcome:
    """Account 0 derives from works of its own, by these shares (basis points), and holds all units."""
    works, shares = column(*parents), column(*parents.values())
    who = np.zeros(len(parents), dtype=np.int64)
    free = Amounts.zeros(len(parents))
    (offers,) = made.apply([Offer(accounts=who, works=works, share_bps=shares, prices=free)])
    assert offers.numbers is not None
    (bought,) = made.apply([BuyLicence(accounts=who, offers=offers.numbers)])
    assert bought.numbers is not None
    intent = Derive(
        accounts=column(0),
        titles=[title],
        contributors=[column(0)],
        units=[column(1_000_000)],
        ai_share_bps=column(0),
        licences=[bought.numbers],
    )
    return made.apply([intent])[0]


def deposit(works: list[int], amounts: list[int], account: int = 3, coop: int = 0) -> Deposit:
    who = np.full(len(works), account, dtype=np.int64)
    return Deposit(coop=coop, accounts=who, works=column(*works), amounts=Amounts.of(amounts))


def claim(work: int, *payees: int) -> Claim:
    return Claim(works=np.full(len(payees), work, dtype=np.int64), payees=column(*payees))


def move(work: int, sender: int, recipient: int, units: int) -> MoveUnits:
    return MoveUnits(
        works=column(work), senders=column(sender), recipients=column(recipient), units=column(units)
    )


def paid(outcome: Outcome) -> list[int]:
    assert outcome.amounts is not None
    return outcome.amounts.tolist()
