"""What the ledger of arrays refuses to do at all, and that what it tells is nobody's to change."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from dao_sim.coop import Charter
from dao_sim.errors import BadInput, Unsupported
from dao_sim.ledger.actions import OpenGrant, PayOut, SetQuorum, Stage
from dao_sim.ledger.amounts import LARGEST, Amounts
from dao_sim.ledger.array import ArrayLedger
from dao_sim.ledger.intents import Admit, Delegate, Intent, Mint, Propose, Transfer, Vote
from dao_sim.units import Bps, Seconds, Wei

OPERATORS = {"admitter": ("account:0",), "minter": ("account:0",)}
PEOPLE = np.arange(3, dtype=np.int64)


def charter(**sections: Any) -> Charter:
    return Charter(**{"name": "Lumen", "operators": OPERATORS, **sections})


def ledger(**sections: Any) -> ArrayLedger:
    return ArrayLedger([charter(token={"mint_cap": "none"}, **sections)], 3)


@pytest.mark.parametrize(
    ("key", "sections"),
    [
        ("governance.vote_change", {"governance": {"vote_change": True}}),
        ("governance.early_success", {"governance": {"early_success": "60%"}}),
        ("governance.rented_vote_defence", {"governance": {"rented_vote_defence": True}}),
        ("governance.vote_override", {"governance": {"vote_override": True}}),
        ("governance.exit_window", {"governance": {"exit_window": "1d"}}),
        ("governance.swing_extensions", {"governance": {"swing_extensions": 1}}),
        ("governance.proposal_bond", {"governance": {"proposal_bond": "5"}}),
        ("governance.bind_targets", {"governance": {"bind_targets": True}}),
        ("governance.guardian", {"governance": {"guardian": "account:1"}}),
        ("governance.rule = ranked", {"governance": {"rule": "ranked"}}),
        ("token.excluded", {"token": {"excluded": ("account:2",)}}),
        ("governors", {"governors": ({"name": "spending"},)}),
        ("founders", {"founders": ({"account": "account:1", "class": "creator"},)}),
    ],
)
def test_a_charter_that_decides_something_else_is_refused_by_key(key: str, sections: dict[str, Any]) -> None:
    with pytest.raises(BadInput, match=f"{key}: is not modelled") as refused:
        ArrayLedger([charter(**sections)], 3)
    assert refused.value.hint == "leave it out, or run this on evm"


@pytest.mark.parametrize(
    ("reason", "intent"),
    [
        ("must be from 0 to 4", Admit(accounts=PEOPLE, classes=np.array([1, 5, 1], dtype=np.int8))),
        ("must be from 0 to 127", Vote(proposal=1, accounts=PEOPLE, supports=np.full(3, -1, dtype=np.int8))),
        ("numbered from 1", Vote(proposal=-1, accounts=PEOPLE, supports=np.ones(3, dtype=np.int8))),
        ("there are 3 accounts", Delegate(accounts=PEOPLE, delegates=PEOPLE + 1)),
        (
            "bps must not be negative",
            Propose(accounts=PEOPLE[:1], actions=[[SetQuorum(bps=Bps(-1))]]),
        ),
        (
            "there are 3 accounts",
            Propose(accounts=PEOPLE[:1], actions=[[PayOut(account=3, amount=Wei(1))]]),
        ),
    ],
)
def test_columns_that_do_not_fit_are_named(reason: str, intent: Intent) -> None:
    with pytest.raises(BadInput, match=reason):
        ledger().apply([intent])


def test_an_action_without_its_part_is_unsupported() -> None:
    stage = Stage(amount=Wei(1), due=Seconds(1))
    grant = OpenGrant(grantee=0, reviewers=(1,), stages=(stage,), review_period=Seconds(1))
    with pytest.raises(Unsupported, match="OpenGrant"):
        ledger().apply([Propose(accounts=PEOPLE[:1], actions=[[grant]])])


def test_a_supply_that_amounts_cannot_hold_is_refused_before_anything_is_minted() -> None:
    books = ledger()
    books.apply([Mint(accounts=PEOPLE[:1], amounts=Amounts.of([LARGEST]))])
    with pytest.raises(BadInput, match="2\\^128"):
        books.apply([Mint(accounts=PEOPLE[1:2], amounts=Amounts.of([1]))])
    assert books.coops[0].tokens().tolist() == [LARGEST, 0, 0]
    assert books.coops[0].supply() == LARGEST


def test_what_was_told_stays_and_cannot_be_written() -> None:
    books = ledger()
    books.apply([Mint(accounts=PEOPLE, amounts=Amounts.of([5, 6, 7]))])
    coop = books.coops[0]
    tokens, votes, classes = coop.tokens(), coop.votes(), coop.classes()
    books.apply(
        [
            Transfer(senders=PEOPLE[:1], recipients=PEOPLE[1:2], amounts=Amounts.of([5])),
            Admit(accounts=PEOPLE, classes=np.ones(3, dtype=np.int8)),
        ]
    )
    assert (tokens.tolist(), votes.tolist(), classes.tolist()) == ([5, 6, 7], [5, 6, 7], [0, 0, 0])
    assert coop.tokens().tolist() == [0, 11, 7]
    for column in (tokens.limbs, votes.limbs, classes, coop.classes()):
        with pytest.raises(ValueError, match="read-only"):
            column[...] = 1
