"""Views that stay as they are, and the same views with everybody under another number."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from dao_sim.ledger.amounts import Amounts
from dao_sim.ledger.content_facts import NO_PANELLISTS, ContentRule, Panellists
from dao_sim.ledger.facts import Grant, Parameters, Round
from dao_sim.ledger.intents import NOBODY
from dao_sim.ledger.protocol import CoopFacts
from dao_sim.sim.networks import Network
from dao_sim.sim.population import Population
from dao_sim.sim.view import Catalogue, CoopView, Draws, Floats, Open, Review, View, sealed
from dao_sim.units import Wei

Ids = NDArray[np.int64]

_OF_COOP = (
    *("open", "members", "classes", "tokens", "token_amounts", "token_shares", "votes", "delegates"),
    *("parameters", "treasury", "treasury_amount", "proposal_count", "rounds", "grants"),
    *("content_rules", "reviews", "panellists"),
)
_OF_VOTERS = ("attending", "promised", "weight_share", "supports")
ACCOUNTS = {"accounts", "senders", "recipients", "delegates", "payees", "co_makers"}
ACCOUNTS |= {"account", "grantee", "reviewers", "sellers", "buyers", "panel"}
"""Fields of acts and facts that name accounts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """What a view of a co-op reads of its facts, as it was at one moment."""

    members_: NDArray[np.bool_]
    classes_: NDArray[np.int8]
    tokens_: Amounts
    supply_: int
    votes_: Amounts
    delegates_: Ids
    parameters_: Parameters
    treasury_: Wei
    proposal_count_: int
    rounds_: Sequence[Round]
    grants_: Sequence[Grant]
    content_rules_: Mapping[str, ContentRule] = field(default_factory=dict)
    panellists_: Panellists = NO_PANELLISTS

    def __getattr__(self, name: str) -> Callable[[], Any]:
        """`facts.tokens()` gives `tokens_`."""
        if name.endswith("_"):
            raise AttributeError(name)
        value = getattr(self, f"{name}_")
        return lambda: value

    @classmethod
    def of(cls, facts: CoopFacts) -> Columns:
        """As they are now."""
        read: dict[str, Any] = {}
        for each in fields(cls):
            value = getattr(facts, each.name[:-1])()
            read[each.name] = value.copy() if hasattr(value, "copy") else value
        return cls(**read)


def still(view: View, facts: CoopFacts) -> View:
    """The view as it is now, which the co-op's further life does not change."""
    return seen(view, Columns.of(facts), [_copied(each) for each in view.coop.open])


def seen(
    view: View, columns: Columns, proposals: Sequence[Open], reviews: Sequence[Review] | None = None
) -> View:
    """The view, of a co-op with these facts, open proposals, and panels, which stay if none are given."""
    facts, panels = cast("CoopFacts", columns), view.coop.reviews if reviews is None else reviews
    return replace(view, coop=CoopView(view.coop.place, facts, lambda: proposals, lambda: panels))


def _copied(proposal: Open) -> Open:
    columns: dict[str, Any] = {name: sealed(getattr(proposal, name).copy()) for name in _OF_VOTERS}
    return replace(proposal, **columns)


def contents(view: View) -> Iterator[tuple[str, Any]]:
    """Everything in a view by its name: arrays, amounts, numbers and what they are put together to."""
    for each in fields(view):
        value = getattr(view, each.name)
        if isinstance(value, CoopView):
            yield from ((f"coop.{name}", getattr(value, name)) for name in _OF_COOP)
        else:
            yield each.name, value
    yield "money", view.money


def arrays(name: str, value: Any) -> Iterator[tuple[str, NDArray[Any]]]:
    """The arrays in a value, however deep, by their names."""
    if isinstance(value, np.ndarray):
        yield name, value
    elif isinstance(value, Amounts):
        yield f"{name}.limbs", value.limbs
    elif is_dataclass(value) and not isinstance(value, type):
        for each in fields(value):
            yield from arrays(f"{name}.{each.name}", getattr(value, each.name))
    elif isinstance(value, (list, tuple)):
        for place, inner in enumerate(value):
            yield from arrays(f"{name}[{place}]", inner)


def last_first(people: Population, accounts: int) -> Ids:
    """Who has which number when cohorts are listed the other way round: the old one of each new account."""
    spans = [people.accounts(name) for name in reversed(people.cohort_names)]
    others = np.arange(people.size, accounts)
    return np.concatenate([*(np.arange(span.start, span.stop) for span in spans), others])


class Relabelled:
    """A view whose cohorts are listed the other way round, and draws that stay with their accounts."""

    def __init__(self, view: View) -> None:
        accounts = len(view.cash)
        self.old = last_first(view.people, accounts)
        """The old number of each new account."""
        self.new = np.argsort(self.old)
        """The new number of each old account."""
        columns = cast("Columns", view.coop._facts)  # noqa: SLF001 (it was made here)
        moved = self._columns(columns)
        self.view = seen(
            replace(
                view,
                people=self._population(view.people),
                network=None if view.network is None else self._network(view.network),
                catalogue=self._catalogue(view.catalogue),
                memory=self._rows(view.memory),
                cash=view.cash[self.old],
            ),
            moved,
            [self._open(each) for each in view.coop.open],
            [renumbered(each, self.new) for each in view.coop.reviews],
        )

    def draws(self, draws: Draws) -> Draws:
        """The same for everybody under their new number."""
        return _Moved(draws, self.old)

    def _rows(self, record: Any) -> Any:
        moved = {each.name: sealed(getattr(record, each.name)[self.old]) for each in fields(record)}
        return replace(record, **moved)

    def _columns(self, columns: Columns) -> Columns:
        """Amounts and arrays are by account."""
        return replace(
            columns,
            members_=columns.members_[self.old],
            classes_=columns.classes_[self.old],
            tokens_=columns.tokens_[self.old],
            votes_=columns.votes_[self.old],
            delegates_=self.new[columns.delegates_[self.old]],
            rounds_=[self._round(each) for each in columns.rounds_],
            grants_=[renumbered(each, self.new) for each in columns.grants_],
            panellists_=renumbered(columns.panellists_, self.new),
        )

    def _round(self, found: Round) -> Round:
        payees = [
            (kind, int(self.new[number]) if kind == "account" else number) for kind, number in found.payees
        ]
        return replace(found, payees=payees)

    def _open(self, proposal: Open) -> Open:
        columns: dict[str, Any] = {name: sealed(getattr(proposal, name)[self.old]) for name in _OF_VOTERS}
        actions = [renumbered(action, self.new) for action in proposal.actions]
        return replace(proposal, proposer=int(self.new[proposal.proposer]), actions=actions, **columns)

    def _population(self, people: Population) -> Population:
        old, count = self.old[: people.size], len(people.cohort_names)
        moved: dict[str, Any] = {
            name: sealed(getattr(people, name)[old])
            for name in ("member_class", "region", "taste", "skill", "engagement", "ai_use", "member")
        }
        moved["cohort"] = sealed((count - 1 - people.cohort[old]).astype(np.int32))
        for name in ("tokens", "wealth"):
            moved[name] = tuple(getattr(people, name)[account] for account in old.tolist())
        return replace(people, cohort_names=people.cohort_names[::-1], **moved)

    def _network(self, network: Network) -> Network:
        """Everybody's neighbours in the order in which they were."""
        old = self.old[: network.size]
        places = np.concatenate(
            [np.arange(network.offsets[account], network.offsets[account + 1]) for account in old.tolist()]
        )
        return Network(
            offsets=np.concatenate([[0], np.add.accumulate(network.degrees[old])]),
            neighbours=sealed(self.new[network.neighbours[places]]),
            strong=sealed(network.strong[places]),
        )

    def _catalogue(self, catalogue: Catalogue) -> Catalogue:
        return replace(catalogue, maker=sealed(self.new[catalogue.maker]))


class _Moved(Draws):
    """Draws by account, under new numbers; what is of all stays what it is."""

    def __init__(self, draws: Draws, old: Ids) -> None:
        super().__init__(draws.streams, draws.name, draws.epoch, draws.accounts)
        object.__setattr__(self, "_old", old)

    def uniform(self, what: str = "", index: int = 0) -> Floats:
        moved: Floats = super().uniform(what, index)[self._old]
        return moved

    def lasting(self, what: str) -> Floats:
        moved: Floats = super().lasting(what)[self._old]
        return moved

    _old: Ids


def renumbered(record: Any, numbers: Ids) -> Any:
    """A dataclass whose accounts, wherever they stand in it, have other numbers."""
    changed: dict[str, Any] = {}
    for each in fields(record):
        value = getattr(record, each.name)
        if each.name in ACCOUNTS:
            changed[each.name] = _numbered(value, numbers)
        elif each.name == "actions":
            changed[each.name] = [tuple(renumbered(action, numbers) for action in row) for row in value]
    return replace(record, **changed)


def _numbered(value: Any, numbers: Ids) -> Any:
    if isinstance(value, np.ndarray):
        return np.where(value == NOBODY, NOBODY, numbers[value])
    if isinstance(value, (list, tuple)):
        return type(value)(_numbered(each, numbers) for each in value)
    return value if value == NOBODY else int(numbers[value])
