"""Whatever members do, arrays and contracts agree, from admission to the execution of what they vote for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

pytest.importorskip("pyrevm", reason="only the embedded engine deploys a co-op for every example")

from dao_sim.ledger.actions import Action, Expel, PayOut, SetLevy, SetMintCap, SetQuorum, SetThreshold
from dao_sim.ledger.amounts import Amounts
from dao_sim.ledger.intents import (
    Admit,
    Burn,
    Cancel,
    Delegate,
    Endow,
    Execute,
    Intent,
    Mint,
    Pay,
    Propose,
    Queue,
    Resign,
    Transfer,
    Vote,
)
from dao_sim.testing.ledger import Twins
from tests.property.ledgers.charters import charters
from tests.property.ledgers.columns import ROWS, amounts, numbers

EXAMPLES = 60
STEPS = 24
SECONDS = (1, 2, 3, 59, 60, 61, 3_600, 3_601, 7_200)


def actions(accounts: int) -> st.SearchStrategy[Action]:
    """Any that governance carries out, some of them refused."""
    somebody = st.integers(0, accounts - 1)
    return st.one_of(
        st.builds(SetLevy, bps=st.sampled_from((0, 700, 3_000, 3_001))),
        st.builds(SetQuorum, bps=st.sampled_from((0, 1, 5_000, 10_000, 10_001))),
        st.builds(SetThreshold, votes=st.sampled_from((0, 1, 2, 10**18))),
        st.builds(SetMintCap, amount=st.sampled_from((0, 5, 10**21, 2**208 - 1, 2**208))),
        st.builds(Expel, account=somebody),
        st.builds(PayOut, account=somebody, amount=st.sampled_from((0, 1, 10**18, 10**19))),
    )


@st.composite
def intents(draw: st.DrawFn, accounts: int, proposals: int) -> Intent:
    """Anything, of up to `ROWS` rows."""
    rows = draw(st.integers(0, ROWS))

    def people() -> Any:
        return draw(numbers(rows, 0, accounts - 1))

    def measures() -> Any:
        return draw(numbers(rows, 0, proposals + 1))

    kinds: dict[type, Callable[[], Intent]] = {
        Admit: lambda: Admit(accounts=people(), classes=draw(numbers(rows, 0, 4, np.int8))),
        Resign: lambda: Resign(accounts=people()),
        Mint: lambda: Mint(accounts=people(), amounts=draw(amounts(rows))),
        Burn: lambda: Burn(accounts=people(), amounts=draw(amounts(rows))),
        Transfer: lambda: Transfer(senders=people(), recipients=people(), amounts=draw(amounts(rows))),
        Delegate: lambda: Delegate(accounts=people(), delegates=people()),
        Pay: lambda: Pay(senders=people(), recipients=people(), amounts=draw(amounts(rows))),
        Propose: lambda: Propose(
            accounts=people(),
            actions=[draw(st.lists(actions(accounts), max_size=3)) for _ in range(rows)],
        ),
        Queue: lambda: Queue(proposals=measures()),
        Execute: lambda: Execute(proposals=measures()),
        Cancel: lambda: Cancel(proposals=measures(), accounts=people()),
    }
    if draw(st.booleans()):
        # votes are what the rest is about
        proposal = draw(st.integers(0, proposals + 1))
        supports = draw(st.one_of(numbers(rows, 1, 1, np.int8), numbers(rows, 0, 3, np.int8)))
        return Vote(proposal=proposal, accounts=people(), supports=supports)
    return kinds[draw(st.sampled_from(list(kinds)))]()


@st.composite
def settled(draw: st.DrawFn, accounts: int) -> list[Intent]:
    """Who is there at first: most are members, and hold something."""
    everybody = np.arange(accounts, dtype=np.int64)
    return [
        Endow(accounts=everybody, amounts=Amounts.full(accounts, 10**18)),
        Admit(accounts=everybody, classes=draw(numbers(accounts, 0, 4, np.int8))),
        Mint(accounts=everybody, amounts=draw(amounts(accounts))),
        Delegate(accounts=everybody, delegates=draw(numbers(accounts, 0, accounts - 1))),
    ]


@given(data=st.data())
@settings(
    max_examples=EXAMPLES,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
def test_members_votes_and_proposals(data: st.DataObject) -> None:
    accounts = data.draw(st.integers(3, 12), label="accounts")
    twins = Twins([data.draw(charters(), label="charter")], accounts)
    twins.apply(*data.draw(settled(accounts)))
    for _ in range(STEPS):
        if data.draw(st.booleans()):
            twins.advance(data.draw(st.sampled_from(SECONDS), label="seconds"))
        else:
            count = twins.array.coops[0].proposal_count()
            twins.apply(data.draw(intents(accounts, count)))


@given(data=st.data())
@settings(max_examples=EXAMPLES // 2, derandomize=True, deadline=None)
def test_what_is_adopted_is_executed_or_refused(data: st.DataObject) -> None:
    """A proposal's whole life, so that executions with several actions are met often."""
    accounts = data.draw(st.integers(3, 6), label="accounts")
    charter = data.draw(charters(), label="charter")
    terms = charter.governance
    twins, everybody = Twins([charter], accounts), np.arange(accounts, dtype=np.int64)
    twins.apply(*data.draw(settled(accounts)))
    twins.advance(1)
    proposed = [data.draw(st.lists(actions(accounts), min_size=1, max_size=3)) for _ in everybody]
    twins.apply(Propose(accounts=everybody, actions=proposed))
    twins.advance(terms.voting_delay + 1)
    known = np.arange(1, twins.array.coops[0].proposal_count() + 1, dtype=np.int64)
    ballots = np.ones(accounts, dtype=np.int8)
    twins.apply(*(Vote(proposal=int(number), accounts=everybody, supports=ballots) for number in known))
    twins.advance(terms.voting_period + terms.late_quorum_extension)
    twins.apply(Queue(proposals=known), Execute(proposals=known))
    twins.advance(terms.timelock_delay + 1)
    twins.apply(Execute(proposals=known), Execute(proposals=known))
