"""What a co-op's charter says about panels and submissions, as contracts: either may be left out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from dao_sim.bindings import Call
from dao_sim.coop import Cooperative
from dao_sim.ledger.content_facts import NO_PANELLISTS, NO_SUBMISSIONS, Case, ContentRule, Panellists
from dao_sim.ledger.content_facts import Submissions as SubmissionsFacts
from dao_sim.ledger.evm.escrow import dues
from dao_sim.ledger.evm.panels import Panels
from dao_sim.ledger.evm.submissions import Submissions
from dao_sim.ledger.evm.works import Works
from dao_sim.ledger.evm.world import Handler, World
from dao_sim.units import Address, Wei

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Curation:
    """`panels` is where arrays expect the contract to be."""

    def __init__(self, world: World, coop: Cooperative, works: Works, panels: Address | None) -> None:
        self._world = world
        self._coop = coop
        self._panels = Panels(world, coop.panels, panels) if coop.panels else None
        self._submissions: Submissions | None = None
        if coop.submissions and self._panels:
            self._submissions = Submissions(world, coop.submissions, works, self._panels)

    def handlers(self) -> Mapping[type, Handler]:
        """Intent → who carries it out."""
        return {
            **(self._panels.handlers() if self._panels else {}),
            **(self._submissions.handlers() if self._submissions else {}),
        }

    def calls(self) -> Mapping[type, Callable[[Any], Sequence[Call]]]:
        """Action → the calls that a proposal with it makes."""
        return self._submissions.calls() if self._submissions else {}

    def holdings(self) -> Mapping[str, Wei]:
        """ETH by what holds it."""
        named = {"panels": self._coop.panels, "submissions": self._coop.submissions}
        balance = self._world.chain.balance
        return {name: balance(contract.address) for name, contract in named.items() if contract}

    def rules(self) -> Mapping[str, ContentRule]:
        return self._submissions.rules() if self._submissions else {}

    def submissions(self, numbers: NDArray[np.int64] | None) -> SubmissionsFacts:
        return self._submissions.facts(numbers) if self._submissions else NO_SUBMISSIONS

    def case_count(self) -> int:
        return self._coop.panels.case_count() if self._coop.panels else 0

    def case(self, number: int) -> Case:
        assert self._panels is not None, "there is no case of any number"
        return self._panels.facts(number)

    def panellists(self) -> Panellists:
        return self._panels.panellists() if self._panels else NO_PANELLISTS

    def rewards(self) -> Mapping[int, Wei]:
        return dues(self._world, self._coop.panels) if self._coop.panels else {}

    def refunds(self) -> Mapping[int, Wei]:
        return dues(self._world, self._coop.submissions) if self._coop.submissions else {}
