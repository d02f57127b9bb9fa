"""Two ledgers that are told the same, and where they differ.

twins = Twins([charter], accounts=5)
twins.apply(Admit(accounts=…, classes=…))   # raises AssertionError where outcomes or facts differ
twins.advance(604_800)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any, cast

import numpy as np

from dao_sim.chain.protocol import Chain
from dao_sim.coop import Charter
from dao_sim.ledger.amounts import Amounts
from dao_sim.ledger.array import ArrayLedger
from dao_sim.ledger.evm import EvmLedger
from dao_sim.ledger.facts import ProposalState
from dao_sim.ledger.intents import NOBODY, Intent
from dao_sim.ledger.outcome import Outcome
from dao_sim.ledger.protocol import CoopFacts, Ledger
from dao_sim.units import Seconds

_WHOLE = (
    *("members", "classes", "tokens", "supply", "votes", "delegates", "parameters"),
    *("treasury", "vault", "levy_accrued", "works", "rounds", "grants", "escrowed"),
    *("content_rules", "submissions", "panellists", "rewards", "refunds", "holdings"),
)
"""Facts that are asked for without saying of what."""


class Twins:
    """The ledger of arrays and the contracts, made of the same charters, compared after every step."""

    def __init__(self, charters: Sequence[Charter], accounts: int, chain: Chain | str = "embedded") -> None:
        self.array = cast("Ledger", ArrayLedger(charters, accounts))
        self.evm = cast("Ledger", EvmLedger(charters, accounts, chain))

    def apply(self, *intents: Intent) -> list[Outcome]:
        """Carries them out on both. Raises AssertionError where outcomes or facts differ."""
        ours, theirs = self.array.apply(intents), self.evm.apply(intents)
        found = [
            f"{intent}: {difference}"
            for intent, mine, other in zip(intents, ours, theirs, strict=True)
            for difference in _differing("outcome", plain(mine), plain(other))
        ]
        self._compare(found)
        return ours

    def advance(self, seconds: int) -> None:
        """Lets time pass on both. Raises AssertionError where facts differ then."""
        for ledger in (self.array, self.evm):
            ledger.advance(Seconds(ledger.now() + seconds))
        self._compare([])

    def _compare(self, found: list[str]) -> None:
        found = [*found, *differences(self.array, self.evm)]
        if found:
            raise AssertionError("the ledgers differ (array ≠ evm):\n" + "\n".join(found))


def differences(array: Ledger, evm: Ledger) -> list[str]:
    """Every fact of which two ledgers know different things, a line each: `coops[0].supply: 3 ≠ 4`.

    A fact that neither ledger has yet is left out; one that only one of them has is a difference.
    """
    found = [
        *_differing("now", array.now(), evm.now()),
        *_differing("cash", plain(array.cash()), plain(evm.cash())),
    ]
    for place, (mine, other) in enumerate(zip(array.coops, evm.coops, strict=True)):
        ours, theirs = (dict(facts_of(coop, array.accounts)) for coop in (mine, other))
        for name in ours | theirs:
            fact = f"coops[{place}].{name}"
            found += _differing(fact, ours.get(name, "not known"), theirs.get(name, "not known"))
    return found


def facts_of(coop: CoopFacts, accounts: int) -> Iterator[tuple[str, Any]]:
    """Name and plain value of everything that is known of a co-op, whatever would have to be asked for."""
    for name in _WHOLE:
        if hasattr(coop, name):
            yield name, plain(getattr(coop, name)())
    if hasattr(coop, "proposal_count"):
        for number in range(1, coop.proposal_count() + 1):
            yield from _of_proposal(coop, number)
    if hasattr(coop, "case_count"):
        for number in range(1, coop.case_count() + 1):
            yield f"case({number})", plain(coop.case(number))
    if hasattr(coop, "units"):
        yield from _of_works(coop, accounts)
    if hasattr(coop, "owed"):
        yield "owed", [coop.owed(account) for account in range(NOBODY, accounts)]


def plain(value: Any) -> Any:
    """The same in lists, dictionaries and numbers of Python's, which compare as wholes."""
    if isinstance(value, Amounts | np.ndarray):
        return value.tolist()
    if is_dataclass(value) and not isinstance(value, type):
        named = {field.name: plain(getattr(value, field.name)) for field in fields(value)}
        return {"": type(value).__name__, **named}
    if isinstance(value, Mapping):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    return value


def _of_proposal(coop: CoopFacts, number: int) -> Iterator[tuple[str, Any]]:
    proposal = coop.proposal(number)
    yield f"proposal({number})", plain(proposal)
    yield f"supports({number})", plain(coop.supports(number))
    if proposal.state == ProposalState.ACTIVE:
        yield f"weights({number})", plain(coop.weights(number))


def _of_works(coop: CoopFacts, accounts: int) -> Iterator[tuple[str, Any]]:
    count = len(coop.works().registrant)
    for work in range(1, count + 1):
        yield f"units({work})", plain(coop.units(work))
    works, payees = np.divmod(np.arange(count * accounts, dtype=np.int64), accounts)
    yield "claimable", plain(coop.claimable(works + 1, payees))


def _differing(name: str, ours: Any, theirs: Any) -> list[str]:
    """Down to the parts that differ."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        keys = ours | theirs
        return [
            line
            for key in keys
            for line in _differing(f"{name}.{key}", ours.get(key, "not known"), theirs.get(key, "not known"))
        ]
    if isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        return [
            line
            for place, (mine, other) in enumerate(zip(ours, theirs, strict=True))
            for line in _differing(f"{name}[{place}]", mine, other)
        ]
    return [] if ours == theirs else [f"{name}: {ours} ≠ {theirs}"]
