"""One number about a replication each, by name: what experiments ask for."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence

import numpy as np

from dao_sim.errors import BadInput
from dao_sim.ledger.actions import PayOut
from dao_sim.ledger.facts import ProposalState
from dao_sim.sim import portable
from dao_sim.sim.figures import gini, mean, spread, top_share
from dao_sim.sim.state import State
from dao_sim.sim.view import Floats, Ids
from dao_sim.units import MemberClass

Measure = Callable[[State], float]
MEASURES: dict[str, Measure] = {}

FAR = 0.5
"""From this remoteness on a region is far off."""


def measure(function: Measure) -> Measure:
    """Registers a measure under its function's name. Its docstring says what it is, and its unit."""
    MEASURES[function.__name__] = function
    return function


def all_of(state: State) -> dict[str, float]:
    """Every measure of a replication that is over."""
    return {name: float(function(state)) for name, function in MEASURES.items()}


def asked(state: State, names: Sequence[str]) -> dict[str, float]:
    """Those measures. Raises BadInput, with the nearest, for one that there is not."""
    check(names)
    return {name: float(MEASURES[name](state)) for name in names}


def check(names: Sequence[str]) -> None:
    """Raises BadInput, with the nearest, for a measure that there is not."""
    for name in names:
        if name not in MEASURES:
            nearest = difflib.get_close_matches(name, MEASURES, 1)
            hint = f"did you mean {nearest[0]}?" if nearest else f"there are {', '.join(MEASURES)}"
            raise BadInput("measure", "there is no such measure", hint=hint, name=name)


def _earned(state: State) -> Floats:
    """ETH that each maker earned."""
    people = state.people.size
    return state.minds.earned[:people][state.minds.works[:people] > 0]


def _creators(state: State) -> Ids:
    """Accounts of all who are creators, whether they made or earned anything or not."""
    return np.flatnonzero(state.people.member_class == MemberClass.CREATOR)


def _gini_of_all(values: Floats) -> float:
    """As `gini`, those who have nothing counted too: of k of n who have something, 1 − k/n + k/n · gini."""
    part = np.count_nonzero(values) / len(values) if len(values) else 0.0
    return 1.0 - part + part * gini(values) if part else 0.0


def _share(part: float, whole: float) -> float:
    """0 of nothing."""
    return part / whole if whole else 0.0


def _rule(state: State) -> str:
    governance = state.scenario.charter.get("governance", {})
    return str(governance.get("rule", "token"))


def _flow(state: State, kind: str) -> float:
    """ETH of a kind over all epochs and co-ops."""
    return (
        sum(amount for (_, _, named), amount in sorted(state.record.flows.items()) if named == kind) / 10**18
    )


@measure
def members_final(state: State) -> float:
    """Members at the end, over all co-ops."""
    return float(sum(int(facts.members().sum()) for facts in state.ledger.coops))


@measure
def satisfaction(state: State) -> float:
    """How content members are at the end, from 0 to 1."""
    belongs = np.any([facts.members() for facts in state.ledger.coops], axis=0)
    return mean(state.minds.satisfaction[belongs])


@measure
def turnout(state: State) -> float:
    """Voters of those who had votes, on average over proposals."""
    rows = state.record.votes.values()
    return mean(np.array([row["voters"] / row["electorate"] for row in rows if row["electorate"]]))


@measure
def half_weight_voters(state: State) -> float:
    """The fewest voters who have half of the weight cast, on average over proposals with votes."""
    return mean(np.array([float(row["half"]) for row in state.record.votes.values() if row["voters"]]))


@measure
def proposals(state: State) -> float:
    """Proposals made, over all co-ops."""
    return float(sum(facts.proposal_count() for facts in state.ledger.coops))


@measure
def adopted_share(state: State) -> float:
    """Proposals that passed, of those decided."""
    passed = {ProposalState.SUCCEEDED, ProposalState.QUEUED, ProposalState.EXECUTED}
    states = [
        facts.proposal(number).state
        for facts in state.ledger.coops
        for number in range(1, facts.proposal_count() + 1)
    ]
    decided = [each for each in states if each in passed or each == ProposalState.DEFEATED]
    return sum(each in passed for each in decided) / len(decided) if decided else 0.0


@measure
def variety_of_proposers(state: State) -> float:
    """Effective number of proposers: the inverse of the chance that two proposals are of one (Hill 1973)."""
    proposers = np.array(
        [
            facts.proposal(number).proposer
            for facts in state.ledger.coops
            for number in range(1, facts.proposal_count() + 1)
        ],
        dtype=np.int64,
    )
    if not len(proposers):
        return 0.0
    shares = np.bincount(proposers) / len(proposers)
    return 1.0 / portable.total(shares * shares)


@measure
def top_ten_delegates(state: State) -> float:
    """What the ten largest delegates have of all that is delegated at the end: tokens, or heads by rule."""
    by_heads = state.firm is None and _rule(state) in ("member", "chambers")
    given = np.zeros(state.size * len(state.ledger.coops))
    for place, facts in enumerate(state.ledger.coops):
        delegates = facts.delegates()
        givers = np.flatnonzero(delegates != np.arange(state.size))
        weights = np.ones(len(givers)) if by_heads else facts.tokens().floats()[givers]
        given += portable.totals(weights, delegates[givers] + place * state.size, len(given))
    whole = portable.total(given)
    return portable.total(np.sort(given)[-10:]) / whole if whole else 0.0


@measure
def top_payee_share(state: State) -> float:
    """What the account that votes had treasuries pay most got, of all that they had them pay."""
    paid = np.zeros(state.size)
    for facts in state.ledger.coops:
        for number in range(1, facts.proposal_count() + 1):
            if (found := facts.proposal(number)).state == ProposalState.EXECUTED:
                for action in found.actions:
                    if isinstance(action, PayOut):
                        paid[action.account] += action.amount / 10**18
    whole = portable.total(paid)
    return float(paid.max()) / whole if whole else 0.0


@measure
def gini_tokens(state: State) -> float:
    """Of tokens, over who has some, at the end."""
    return mean(
        np.array([gini(facts.tokens().floats()[: state.people.size]) for facts in state.ledger.coops])
    )


@measure
def gini_income(state: State) -> float:
    """Of what makers earned."""
    return gini(_earned(state))


@measure
def gini_creators(state: State) -> float:
    """Of what creators earned or were paid, those with nothing counted too."""
    return _gini_of_all(state.minds.earned[_creators(state)])


@measure
def gini_between_coops(state: State) -> float:
    """Of what creators who live in each co-op earned on average, over co-ops; 0 of one co-op."""
    creators, coops = _creators(state), len(state.ledger.coops)
    home, earned = state.people.region[creators] % coops, state.minds.earned[creators]
    heads = np.bincount(home, minlength=coops)
    return _gini_of_all(portable.totals(earned, home, coops)[heads > 0] / heads[heads > 0])


@measure
def bottom_half_income(state: State) -> float:
    """What the half of creators who earned least have of what all creators earned."""
    rising = np.sort(state.minds.earned[_creators(state)])
    return _share(portable.total(rising[: len(rising) // 2]), portable.total(rising))


@measure
def top_tenth_income(state: State) -> float:
    """What the tenth of makers who earned most have of what all earned."""
    return top_share(_earned(state), 0.1)


@measure
def median_income(state: State) -> float:
    """ETH that the maker in the middle earned."""
    rising = np.sort(_earned(state))
    return float(rising[(len(rising) - 1) // 2]) if len(rising) else 0.0


@measure
def income(state: State) -> float:
    """ETH that makers earned on average."""
    return mean(_earned(state))


@measure
def creator_income(state: State) -> float:
    """ETH that creators earned or were paid on average, whether they made anything or not."""
    return mean(state.minds.earned[_creators(state)])


@measure
def market_income(state: State) -> float:
    """ETH that works and gifts brought creators on average: without what came of common money."""
    creators = _creators(state)
    return mean(state.minds.earned[creators] - state.minds.common[creators])


@measure
def creator_net_income(state: State) -> float:
    """ETH that creators earned or were paid on average, less what making cost them."""
    creators = _creators(state)
    return mean(state.minds.earned[creators] - state.minds.costs[creators])


@measure
def surplus(state: State) -> float:
    """ETH that the audience spent, less what making cost: what there is to share, economic benefit."""
    return _flow(state, "sales") - _flow(state, "costs")


@measure
def sales(state: State) -> float:
    """ETH that the audience spent."""
    return _flow(state, "sales")


@measure
def take_home(state: State) -> float:
    """What reached makers as claims, of what the audience spent."""
    spent = _flow(state, "sales")
    return _flow(state, "claims") / spent if spent else 0.0


@measure
def levied(state: State) -> float:
    """ETH that went to the treasury as levy."""
    return _flow(state, "levy")


@measure
def invested(state: State) -> float:
    """ETH of common money that went to makers: paid out, matched, granted."""
    return sum(_flow(state, kind) for kind in ("payments", "matching", "grants"))


@measure
def far_invested_share(state: State) -> float:
    """What people in far-off regions got, of the common money that went to people."""
    people, common = state.people, state.minds.common
    far = np.flatnonzero(people.remoteness[people.region] >= FAR)
    return _share(portable.total(common[far]), portable.total(common))


@measure
def small_invested_share(state: State) -> float:
    """What went to the half of creators whose works and gifts brought least, of common money for creators."""
    creators = _creators(state)
    common = state.minds.common[creators]
    order = np.argsort(state.minds.earned[creators] - common, kind="stable")
    return _share(portable.total(common[order[: len(order) // 2]]), portable.total(common))


@measure
def works_for_grants(state: State) -> float:
    """Works that common money was paid or promised for."""
    return float(state.works_for_grants)


@measure
def works_per_grant(state: State) -> float:
    """Works made for common money, per ETH of it that makers got."""
    return _share(float(state.works_for_grants), portable.total(state.minds.common))


@measure
def treasury_final(state: State) -> float:
    """ETH in treasuries at the end."""
    return sum(facts.treasury() for facts in state.ledger.coops) / 10**18


@measure
def works(state: State) -> float:
    """Works made."""
    return float(len(state.catalogue.number))


@measure
def quality(state: State) -> float:
    """Of works, on average, from 0 to 1."""
    return mean(state.catalogue.quality)


@measure
def quality_enjoyed(state: State) -> float:
    """Of copies bought, on average."""
    copies = int(state.catalogue.sold.sum())
    return portable.total(state.catalogue.quality * state.catalogue.sold) / copies if copies else 0.0


@measure
def access_far(state: State) -> float:
    """Copies that a person in the remotest region got in an epoch, on average: social benefit."""
    remotest = int(np.argmax(state.people.remoteness))
    groups = zip(state.market.regions.tolist(), state.scenario.economy.audience, strict=True)
    people = sum(group.size for region, group in groups if region == remotest)
    copies = sum(row["remote_copies"] for row in state.record.epochs)
    return _share(copies, float(people * state.scenario.horizon))


@measure
def derived_abroad(state: State) -> float:
    """Works that derive from a work of another co-op, of all works."""
    coop, parent = state.catalogue.coop, state.catalogue.parent
    known = np.flatnonzero(parent >= 0)
    return _share(float(np.count_nonzero(coop[known] != coop[parent[known]])), float(len(coop)))


@measure
def ai_share(state: State) -> float:
    """AI's share of works, on average, from 0 to 1."""
    return mean(state.catalogue.ai_share)


@measure
def variety_of_works(state: State) -> float:
    """How far apart the tastes of two works are, squared, on average (Rao 1982)."""
    return spread(state.catalogue.taste)


@measure
def variety_of_members(state: State) -> float:
    """How far apart the tastes of two members are, squared, on average."""
    belongs = np.any([facts.members() for facts in state.ledger.coops], axis=0)[: state.people.size]
    return spread(state.people.taste[belongs])


@measure
def far_income_share(state: State) -> float:
    """What makers in far-off regions earned, of what all earned."""
    people = state.people
    far = people.remoteness[people.region] >= FAR
    whole = portable.total(state.minds.earned[: people.size])
    return portable.total(state.minds.earned[: people.size][far]) / whole if whole else 0.0


@measure
def refused(state: State) -> float:
    """Acts that the ledger refused."""
    return float(sum(state.record.refused.values()))
