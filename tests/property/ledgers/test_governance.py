"""Whatever members do, arrays and contracts agree, from admission to the execution of what they vote for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

pytest.importorskip("pyrevm", reason="only the embedded engine deploys a co-op for every example")

from dao_sim.coop import Charter
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
from dao_sim.ledger.protocol import Ledger
from dao_sim.testing.ledger import Twins
from tests.property.ledgers.charters import charters
from tests.property.ledgers.columns import ROWS, amounts, numbers

EXAMPLES = 60
STEPS = 20
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
    """Anything, of up to `ROWS` rows; half of it votes, which are what the rest is about."""
    if draw(st.booleans()):
        return draw(votes(accounts, proposals))
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
    return kinds[draw(st.sampled_from(list(kinds)))]()


@st.composite
def votes(draw: st.DrawFn, accounts: int, proposals: int) -> Vote:
    """By some of them, some twice, on one that mostly is there, mostly for what there is to choose."""
    rows = draw(st.integers(0, 2 * accounts))
    sides = draw(st.sampled_from(((1, 1), (1, 2), (0, 2), (2, 3))))
    return Vote(
        proposal=draw(st.one_of(st.integers(1, max(proposals, 1)), st.integers(0, proposals + 1))),
        accounts=draw(numbers(rows, 0, accounts - 1)),
        supports=draw(numbers(rows, *sides, np.int8)),
    )


@st.composite
def pauses(draw: st.DrawFn, ledger: Ledger) -> int:
    """Seconds that pass: some, or until just when something begins or ends, or just after."""
    coop, now = ledger.coops[0], ledger.now()
    known = [coop.proposal(number) for number in range(1, coop.proposal_count() + 1)]
    edges = {
        edge + after - now for each in known for edge in (each.snapshot, each.deadline) for after in (0, 1)
    }
    return draw(st.sampled_from((*SECONDS, *sorted(wait for wait in edges if wait > 0) * 3)))


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


@st.composite
def proposing(draw: st.DrawFn, accounts: int) -> Propose:
    """Everybody proposes something."""
    proposed = [draw(st.lists(actions(accounts), min_size=1, max_size=3)) for _ in range(accounts)]
    return Propose(accounts=np.arange(accounts, dtype=np.int64), actions=proposed)


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
    twins.advance(1)
    twins.apply(data.draw(proposing(accounts)))
    for _ in range(STEPS):
        if data.draw(st.integers(0, 2)) == 0:
            twins.advance(data.draw(pauses(twins.array), label="seconds"))
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
    twins.apply(data.draw(proposing(accounts)))
    twins.advance(terms.voting_delay + 1)
    known = np.arange(1, twins.array.coops[0].proposal_count() + 1, dtype=np.int64)
    ballots = np.ones(accounts, dtype=np.int8)
    twins.apply(*(Vote(proposal=int(number), accounts=everybody, supports=ballots) for number in known))
    twins.advance(terms.voting_period + terms.late_quorum_extension)
    twins.apply(Queue(proposals=known), Execute(proposals=known))
    twins.advance(terms.timelock_delay + 1)
    twins.apply(Execute(proposals=known), Execute(proposals=known))


def test_nobody_admits_or_mints_where_the_charter_names_nobody() -> None:
    twins = Twins([Charter(name="Closed", governance={"proposal_threshold": "0"})], 2)
    everybody = np.arange(2, dtype=np.int64)
    refused = twins.apply(
        Admit(accounts=everybody, classes=np.ones(2, dtype=np.int8)),
        Mint(accounts=everybody, amounts=Amounts.full(2, 1)),
    )
    assert {reason for each in refused for reason in each.refused.values()} == {"AccessManagedUnauthorized"}


def test_several_coops_share_the_money_and_nothing_else() -> None:
    charter = Charter(name="One of two", operators={"admitter": ("account:0",), "minter": ("account:0",)})
    twins, everybody = Twins([charter, charter], 2), np.arange(2, dtype=np.int64)
    twins.apply(
        Endow(accounts=everybody, amounts=Amounts.full(2, 5)),
        Admit(coop=1, accounts=everybody, classes=np.ones(2, dtype=np.int8)),
        Mint(coop=0, accounts=everybody, amounts=Amounts.of([3, 4])),
    )
    assert [coop.supply() for coop in twins.array.coops] == [7, 0]
    assert [coop.members().tolist() for coop in twins.array.coops] == [[False, False], [True, True]]
