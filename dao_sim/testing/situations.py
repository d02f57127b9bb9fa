"""What behaviours are tried on: a small co-op, really simulated, as it is and with all that can be there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from functools import cache
from typing import Any, cast

import numpy as np

from dao_sim.coop.review_terms import ReviewTerms
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
    Stage,
)
from dao_sim.ledger.amounts import Amounts
from dao_sim.ledger.array import ArrayLedger
from dao_sim.ledger.content_facts import ContentRule, Panellists
from dao_sim.ledger.facts import Grant, Milestone, MilestoneState, Round
from dao_sim.ledger.protocol import Ledger
from dao_sim.sim.plans import Act
from dao_sim.sim.scenario import read
from dao_sim.sim.simulation import Simulation
from dao_sim.sim.streams import Streams
from dao_sim.sim.view import Catalogue, Draws, Open, Review, View, sealed
from dao_sim.testing.views import Columns, seen, still
from dao_sim.units import Bps, Seconds, Wei

EPOCHS = 4
_ETHER = 10**18
_HELD = {"kind": "lognormal", "mean": "100", "sigma": 1}
_WORKS = 12

SCENARIO: dict[str, Any] = {
    "title": "A small co-op",
    "horizon": EPOCHS,
    "population": {
        "dimensions": 2,
        "regions": [{"name": "home"}, {"name": "far", "remoteness": 0.6}],
        "cohorts": [
            {
                "name": name,
                "class": kind,
                "size": size,
                "tokens": _HELD,
                "wealth": {"kind": "lognormal", "mean": "3", "sigma": 1},
                "region": {"home": 0.7, "far": 0.3},
                "engagement": {"kind": "uniform", "low": 0.3, "high": 1},
                "skill": {"kind": "uniform"},
                "ai_use": {"kind": "uniform"},
                "member": member,
            }
            for name, kind, size, member in (
                ("creators", "creator", 24, True),
                ("studios", "enterprise", 5, True),
                ("towns", "public body", 3, True),
                ("patrons", "patron", 8, True),
                ("neighbours", "creator", 10, False),
            )
        ],
    },
    "network": {"kind": "small-world", "degree": 6, "rewire": 0.2},
    "charter": {"name": "Co-op", "token": {"mint_cap": "none"}, "governance": {"proposal_threshold": "50"}},
    "behaviours": {
        "propose_regularly": {"each_week": 3, "about": ["levy", "quorum", "payment"]},
        "turnout": {"base": 0.5},
        "vote_by_taste": {},
        "delegate_to_reputation": {"candidates": 5, "rate": 0.3},
    },
    "phases": ["join", "trade", "propose", "delegate", "bribe", "attend", "vote", "execute"],
}


@cache
def situations() -> tuple[View, ...]:
    """Views of that co-op in each phase of its epochs, and furnished, as it proposes and votes."""
    simulation = _Watched(read(SCENARIO, None), Streams(3), _ledger)
    simulation.run()
    phases: list[str] = SCENARIO["phases"]
    proposing, voting = (
        simulation.views[phases.index(phase) :: len(phases)] for phase in ("propose", "vote")
    )
    busy = [furnished(view, _actions(view)) for view in voting]
    rich = [furnished(view, ()) for view in proposing]
    return (*simulation.views, *busy, *rich, *map(owned, rich), *map(owned, busy))


def draws_of(view: View) -> Draws:
    """What a behaviour draws in a view."""
    return Draws(Streams(5), "tried, co-op 0", view.epoch, len(view.cash))


def furnished(view: View, actions: Sequence[Action]) -> View:
    """With works on sale, a treasury, a matching round, a grant, people of all moods, votes on actions."""
    columns = replace(
        Columns.of(view.coop._facts),  # noqa: SLF001
        treasury_=Wei(20 * _ETHER),
        rounds_=[_round(view)],
        grants_=[_grant(view)],
        content_rules_=dict.fromkeys(
            view.domains, ContentRule(cap=Bps(5_000), review_from=Bps(10_001), deposit=Wei(_ETHER))
        ),
        panellists_=_panellists(),
    )
    draws = Draws(Streams(9), "furnished", view.epoch, len(view.cash))
    proposals = [_open(view, draws, 900 + place, action) for place, action in enumerate(actions)]
    memory = replace(
        view.memory,
        income=sealed(draws.lasting("income") * 0.2),
        satisfaction=sealed(draws.lasting("satisfaction")),
        works=sealed((draws.lasting("works") * 4.0).astype(np.int64)),
    )
    works = replace(view, catalogue=_catalogue(draws), memory=memory, review=ReviewTerms(size=3))
    return seen(works, columns, proposals, list(_reviews()))


def owned(view: View) -> View:
    """With a firm, which is nobody of the people, has every vote, and proposed everything."""
    firm = view.people.size
    shares = np.zeros(len(view.cash))
    shares[firm] = 1.0
    columns = cast("Columns", view.coop._facts)  # noqa: SLF001
    proposals = [replace(each, proposer=firm, weight_share=sealed(shares)) for each in view.coop.open]
    return seen(replace(view, firm=firm), columns, proposals)


class _Watched(Simulation):
    """Keeps what is seen in each phase."""

    views: list[View]

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.views = []

    def _acts(self, phase: str) -> list[tuple[str, Act]]:
        view = self.state.view(0)
        self.views.append(still(view, self.state.ledger.coops[0]))
        return super()._acts(phase)


def _ledger(charters: Any, accounts: int) -> Ledger:
    return cast("Ledger", ArrayLedger(charters, accounts))


def _actions(view: View) -> Sequence[Action]:
    now = view.coop.parameters
    return (
        SetLevy(bps=Bps(now.levy + 300)),
        SetQuorum(bps=Bps(now.quorum // 2)),
        SetThreshold(votes=2 * now.threshold + 1),
        SetMintCap(amount=now.mint_cap // 2),
        PayOut(account=2, amount=Wei(_ETHER)),
        OpenRound(
            pool=Wei(_ETHER), cap=Wei(_ETHER), delay=Seconds(0), duration=Seconds(604_800), works=(1, 2)
        ),
        OpenGrant(
            grantee=3,
            reviewers=(4, 5, 6),
            stages=(Stage(amount=Wei(_ETHER), due=Seconds(604_800)),),
            review_period=Seconds(86_400),
        ),
        Expel(account=7),
        SetContentRule(domain="music", cap=Bps(3_000), review_from=Bps(2_000), deposit=Wei(0)),
    )


def _open(view: View, draws: Draws, number: int, action: Action) -> Open:
    """A tenth of all have voted, a fifth is bound, three quarters mean to come."""
    chance = draws.lasting(f"proposal {number}")
    shares = view.coop.tokens / max(float(view.coop.tokens.max()), 1.0)
    voted = np.where(chance < 0.1, np.int8(1), np.int8(-1))
    bound = number % 2 == 0
    return Open(
        number=number,
        proposer=0,
        actions=[action],
        for_share=0.05,
        against_share=0.0,
        quorum_share=0.04,
        epochs_left=0.5,
        attending=sealed(chance < 0.75),
        promised=sealed(np.where((chance > 0.8) & bound, np.int8(0), np.int8(-1))),
        weight_share=sealed(shares / max(float(shares.sum()), 1.0)),
        supports=sealed(voted),
    )


def _catalogue(draws: Draws) -> Catalogue:
    rows = np.arange(_WORKS)
    chance = draws.lasting("works on sale")[:_WORKS]
    columns: dict[str, Any] = {
        "coop": rows * 0,
        "number": rows + 1,
        "maker": rows % 5,
        "domain": rows % 4,
        "region": rows % 2,
        "born": rows // 4,
        "parent": np.where(rows % 4 == 3, rows - 3, -1),
        "quality": chance,
        "ai_share": chance * 0.5,
        "taste": np.stack([chance * 2.0 - 1.0, 1.0 - chance * 2.0], axis=1),
        "price": 0.01 + chance * 0.01,
        "sold": rows * 3,
        "sold_last": rows,
    }
    return Catalogue(**{each.name: sealed(columns[each.name]) for each in fields(Catalogue)})


def _panellists() -> Panellists:
    """Three who can be drawn, one who lost its stake, one who retired."""
    return Panellists(
        accounts=np.arange(2, 7),
        stakes=Amounts.of([_ETHER, _ETHER, _ETHER, 0, _ETHER]),
        seats=np.array([2, 1, 1, 0, 0]),
        retired=np.array([False, False, False, False, True]),
    )


def _reviews() -> Iterator[Review]:
    """A good work, and a poor one of AI's; of the second panel, one has spoken."""
    for case, (panel, quality) in enumerate((((2, 3, 8), 0.9), ((2, 4, 9), 0.1)), 1):
        sealed = np.array([False, False, case == 2])
        yield Review(case=case, panel=np.array(panel), sealed=sealed, quality=quality, ai_share=1.0 - quality)


def _round(view: View) -> Round:
    """Open, with two grants of accounts and one of a work."""
    from dao_sim.ledger.protocol import START

    opened = Seconds(START + view.epoch * view.seconds)
    return Round(
        number=1,
        state=2,
        opens_at=opened,
        closes_at=Seconds(opened + 4 * view.seconds),
        pool=Wei(_ETHER),
        payees=[("account", 1), ("account", 2), ("work", 3)],
        contributed=[Wei(0)] * 3,
        contributors=[0] * 3,
        matched=[Wei(0)] * 3,
        claimed=[False] * 3,
    )


def _grant(view: View) -> Grant:
    """Accepted, its first milestone submitted, its second open."""
    from dao_sim.ledger.protocol import START

    since = Seconds(START + view.epoch * view.seconds - 86_400)
    return Grant(
        number=1,
        grantee=3,
        reviewers=[4, 5, 6],
        state=2,
        bond=Wei(0),
        accept_by=since,
        accepted_at=since,
        milestones=[
            Milestone(
                amount=Wei(_ETHER // 2),
                state=state,
                accepted=Bps(0),
                settles_at=Seconds(since + 2 * view.seconds),
            )
            for state in (MilestoneState.SUBMITTED, MilestoneState.OPEN)
        ],
    )
