"""Any sequence of acts that the machines can think of leaves contracts and models in agreement.

Derandomized, so that a red run is red again; `scripts/soak.py` is where new sequences are looked for.
"""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

pytest.importorskip("pyrevm", reason="only the embedded engine is fast enough for thousands of operations")

from tests.property.machines import MACHINES
from tests.property.machines.base import CoopMachine, Kind

EXAMPLES = {
    "vault": 60,
    "votes": 60,
    "delegations": 120,
    "proposals": 110,
    "spending": 55,
    "conviction": 70,
    "exits": 65,
    "chambers": 60,
    "optimistic": 70,
    "matching": 110,
    "grants": 60,
    "commissions": 60,
    "rewards": 60,
    "licences": 110,
    "financing": 110,
    "data": 60,
    "panels": 110,
    "submissions": 100,
    "disputes": 90,
}
"""About a minute together, on one busy core."""
NEVER_ACCEPTED = {"getPastVotes", "hand membership on"}
"""Looking at the present second, and handing a membership on, are refused always."""
OFTEN_REFUSED = {
    "vault": {"claim", "collect", "deposit", "depositETH", "openDerivative", "openWork", "transferFrom"},
    "votes": {"admit", "delegateBySig", "expel", "mint"},
    "proposals": {"cancel", "castVote", "execute", "propose", "queue"},
    "spending": {"mint", "pay", "setCap"},
    "delegations": {"delegate", "delegateSplit", "setExcluded", "transfer", "vote"},
    "exits": {"pay", "setEarmark", "exitOver", "claim"},
    "chambers": {"admit", "expel", "setKind", "vote"},
    "optimistic": {"propose", "object"},
    "matching": {"register", "fund", "contribute", "claim", "lapse", "refund", "settle", "giveBack"},
    "commissions": {
        *("post", "bid", "withdrawBid", "accept", "cancel", "deliver"),
        *("dispute", "rule", "settle", "abandon", "claim"),
    },
    "rewards": {"setReward", "submit", "accept", "decline", "lapse", "mint", "delegate award"},
    "licences": {
        *("offer", "withdrawOffer", "buy", "report", "revoke", "registerDerivative", "split", "merge"),
        *("propose", "join", "withdraw", "open", "give", "move", "voidRegistration", "depositETH", "claim"),
    },
    "financing": {
        *(
            "buy",
            "withdraw offer",
            "fund",
            "withdraw wish",
            "repay",
            "transferLoan",
            "pay custody",
            "collect",
        ),
        *("release", "open", "pledge", "prepay", "deliver", "dispute", "rule", "settle", "abandon"),
        *("payOut", "refund", "claim"),
    },
    "data": {
        *("register", "confirm", "consent", "withdraw", "suspend", "resume", "setService", "offer"),
        *("closeOffer", "buy", "use", "refund", "credit", "claim", "collectLevy"),
    },
    "panels": {
        *("enlist", "retire", "withdraw", "draw", "commit", "reveal", "close", "appeal", "decide"),
        *("claim", "recover"),
    },
    "submissions": {
        *("setScreener", "setPolicy", "submit", "screen", "requestReview", "conclude"),
        *("withdraw", "lapse", "register", "claim", "recover"),
    },
    "grants": {"open", "accept", "lapse", "submit", "review", "settle", "claim", "recover"},
    "disputes": {"open", "conclude", "transfer"},
    "conviction": {"request", "back", "withdraw", "cancel", "revoke", "execute"},
}


@pytest.fixture
def operations(monkeypatch: pytest.MonkeyPatch) -> Counter[Kind]:
    counted: Counter[Kind] = Counter()
    monkeypatch.setattr(CoopMachine, "operations", counted)
    return counted


def test_every_machine_runs() -> None:
    assert EXAMPLES.keys() | {"economy"} == MACHINES.keys()


@pytest.mark.parametrize("name", EXAMPLES)
def test_contracts_do_what_the_model_says(name: str, operations: Counter[Kind]) -> None:
    run_state_machine_as_test(
        MACHINES[name],
        settings=settings(
            max_examples=EXAMPLES[name],
            stateful_step_count=50,
            deadline=None,
            derandomize=True,
            database=None,
            report_multiple_bugs=False,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )
    kinds = {kind.name for kind in operations}
    accepted = {kind.name for kind in operations if kind.accepted}
    refused = {kind.name for kind in operations if not kind.accepted}
    assert kinds - accepted <= NEVER_ACCEPTED, "some acts were never accepted: nothing was learnt from them"
    assert refused >= OFTEN_REFUSED[name]
