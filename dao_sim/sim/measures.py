"""One number about a replication each, by name: what experiments ask for."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from dao_sim.coop.submissions import SubmissionState
from dao_sim.errors import BadInput
from dao_sim.ledger.actions import PayOut
from dao_sim.ledger.content_facts import Submissions
from dao_sim.ledger.facts import Proposal, ProposalState
from dao_sim.ledger.intents import NOBODY
from dao_sim.ledger.protocol import CoopFacts
from dao_sim.sim import portable
from dao_sim.sim.benefits import BENEFITS, FAR
from dao_sim.sim.figures import gini, mean, spread, top_share
from dao_sim.sim.state import State
from dao_sim.sim.view import Floats, Ids, Mask
from dao_sim.units import BPS, Support

Measure = Callable[[State], float]
MEASURES: dict[str, Measure] = {}

PASSED = {ProposalState.SUCCEEDED, ProposalState.QUEUED, ProposalState.EXECUTED}
DECIDED = {*PASSED, ProposalState.DEFEATED}


def measure(function: Measure) -> Measure:
    """Registers a measure under its function's name. Its docstring says what it is, and its unit."""
    MEASURES[function.__name__] = function
    return function


def meaning(name: str) -> str:
    """What a measure is, in a sentence or two; "" for one that is not of this module."""
    told = MEASURES[name].__doc__ if name in MEASURES else None
    return " ".join((told or "").partition("\n\n")[0].split())


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


def _submitted(
    state: State, which: Callable[[Submissions], Mask], of_which: Callable[[Submissions], Mask]
) -> float:
    """A share of submissions, over all co-ops."""
    all_found = [facts.submissions() for facts in state.ledger.coops]
    whole = sum(int(of_which(found).sum()) for found in all_found)
    return sum(int(which(found).sum()) for found in all_found) / whole if whole else 0.0


def _rule(state: State) -> str:
    governance = state.scenario.charter.get("governance", {})
    return str(governance.get("rule", "token"))


def _flow(state: State, kind: str) -> float:
    """ETH of a kind over all epochs and co-ops."""
    return (
        sum(amount for (_, _, named), amount in sorted(state.record.flows.items()) if named == kind) / 10**18
    )


def _proposals(state: State) -> Iterator[tuple[CoopFacts, Proposal]]:
    """All that were made in this run, with the co-op's facts."""
    for place, facts in enumerate(state.ledger.coops):
        for number in state.proposals(place):
            yield facts, facts.proposal(number)


def _effective_number(kinds: Ids) -> float:
    """Of kinds (numbers from 0): the inverse of the chance that two are of one (Hill 1973); of none 0."""
    if not len(kinds):
        return 0.0
    shares = np.bincount(kinds) / len(kinds)
    return 1.0 / portable.total(shares * shares)


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
    return float(sum(len(state.proposals(place)) for place in range(len(state.ledger.coops))))


@measure
def adopted_share(state: State) -> float:
    """Proposals that passed, of those decided."""
    decided = [each.state for _, each in _proposals(state) if each.state in DECIDED]
    return sum(each in PASSED for each in decided) / len(decided) if decided else 0.0


@measure
def majority_overruled(state: State) -> float:
    """Votes that ended against the majority of their voters by heads, of those that had one.

    Where few came, also what most of them wanted fails for want of a quorum, and counts.
    """
    overruled = []
    for facts, proposal in _proposals(state):
        supports = facts.supports(proposal.number)
        lead = int((supports == Support.FOR).sum()) - int((supports == Support.AGAINST).sum())
        if proposal.state in DECIDED and lead:
            overruled.append((proposal.state in PASSED) != (lead > 0))
    return sum(overruled) / len(overruled) if overruled else 0.0


@measure
def proposers(state: State) -> float:
    """Accounts that proposed something, each counted once."""
    return float(len({each.proposer for _, each in _proposals(state)}))


@measure
def variety_of_proposers(state: State) -> float:
    """Effective number of proposers: the inverse of the chance that two proposals are of one (Hill 1973)."""
    proposers = np.array([each.proposer for _, each in _proposals(state)], dtype=np.int64)
    return _effective_number(proposers)


@measure
def levy_final(state: State) -> float:
    """The levy at the end, on average over co-ops: a part of what is sold, from 0 to 0.3."""
    return mean(np.array([facts.parameters().levy / BPS for facts in state.ledger.coops]))


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
    for _, proposal in _proposals(state):
        for action in proposal.actions if proposal.state == ProposalState.EXECUTED else ():
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
def top_tenth_income(state: State) -> float:
    """What the tenth of makers who earned most have of what all earned."""
    return top_share(_earned(state), 0.1)


@measure
def lower_half_income(state: State) -> float:
    """What the half of makers who earned least have of what all earned."""
    rising = np.sort(_earned(state))
    whole = portable.total(rising)
    return portable.total(rising[: len(rising) // 2]) / whole if whole else 0.0


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
def makers(state: State) -> float:
    """People who made a work."""
    return float(len(_earned(state)))


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
def profit(state: State) -> float:
    """ETH that a platform's firm paid itself."""
    return _flow(state, "profit")


@measure
def paid_to_large_holders(state: State) -> float:
    """What votes paid the tenth of people with the most tokens at the end, of all that they paid people."""
    paid, largest = 0, 0
    for facts, proposal in _proposals(state):
        tokens = facts.tokens().floats()[: state.people.size]
        first = np.argsort(-tokens, kind="stable")[: max(len(tokens) // 10, 1)]
        done = proposal.actions if proposal.state == ProposalState.EXECUTED else ()
        for action in done:
            if isinstance(action, PayOut) and action.account < state.people.size:
                paid += action.amount
                largest += action.amount if action.account in first else 0
    return largest / paid if paid else 0.0


@measure
def invested(state: State) -> float:
    """ETH of common money that went to makers: paid out, matched, granted."""
    return sum(_flow(state, kind) for kind in ("payments", "matching", "grants"))


@measure
def treasury_final(state: State) -> float:
    """ETH in treasuries at the end."""
    return sum(facts.treasury() for facts in state.ledger.coops) / 10**18


@measure
def works_seen(state: State) -> float:
    """Works that panels saw, of those submitted; 0 where none are submitted."""
    return _submitted(state, lambda found: found.case > 0, lambda found: found.case >= 0)


@measure
def works_refused(state: State) -> float:
    """Works that panels refused, of those that they saw and decided on."""
    decided = (SubmissionState.CLEARED, SubmissionState.REGISTERED, SubmissionState.REFUSED)
    return _submitted(
        state,
        lambda found: found.state == SubmissionState.REFUSED,
        lambda found: (found.case > 0) & np.isin(found.state, decided),
    )


@measure
def works(state: State) -> float:
    """Works made."""
    return float((state.catalogue.born >= 0).sum())


@measure
def co_made(state: State) -> float:
    """Works that two people made together, of all."""
    return mean((state.co_makers != NOBODY).astype(np.float64))


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
def ai_share(state: State) -> float:
    """AI's share of works, on average, from 0 to 1."""
    return mean(state.catalogue.ai_share)


@measure
def variety_of_works(state: State) -> float:
    """How far apart the tastes of two works are, squared, on average (Rao 1982)."""
    return spread(state.catalogue.taste)


@measure
def variety_of_combinations(state: State) -> float:
    """Effective number of pairs of cohorts whose people made works; who works alone is a pair with its own.

    What is new is mostly a new combination: M. L. Weitzman, Recombinant Growth (1998).
    """
    cohort, maker = state.people.cohort.astype(np.int64), state.catalogue.maker
    one = cohort[maker]
    other = cohort[np.where(state.co_makers == NOBODY, maker, state.co_makers)]
    return _effective_number(np.minimum(one, other) * len(state.people.cohort_names) + np.maximum(one, other))


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


for _benefit in BENEFITS:
    measure(_benefit)
