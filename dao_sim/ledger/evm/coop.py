"""One co-op as its contracts: its parts, each of which sends intents of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from dao_sim.bindings import Call
from dao_sim.coop import Cooperative
from dao_sim.errors import Unsupported
from dao_sim.ledger.actions import Action, PayOut
from dao_sim.ledger.amounts import Amounts
from dao_sim.ledger.content_facts import Case, ContentRule, Panellists, Submissions
from dao_sim.ledger.evm.curation import Curation
from dao_sim.ledger.evm.governance import Governor
from dao_sim.ledger.evm.grants import Grants
from dao_sim.ledger.evm.licences import Licences
from dao_sim.ledger.evm.matching import Matching
from dao_sim.ledger.evm.membership import Membership
from dao_sim.ledger.evm.token import Token
from dao_sim.ledger.evm.vault import Vault
from dao_sim.ledger.evm.works import Works
from dao_sim.ledger.evm.world import Handler, World
from dao_sim.ledger.facts import Grant, Parameters, Proposal, Round
from dao_sim.ledger.facts import Works as WorksFacts
from dao_sim.units import ETH, Address, Bps, Wei

if TYPE_CHECKING:
    from numpy.typing import NDArray


class EvmCoop:
    """`CoopFacts`, and who carries out what concerns this co-op."""

    def __init__(self, world: World, coop: Cooperative, panels: Address | None = None) -> None:
        self.world = world
        self.coop = coop
        self._membership = Membership(world, coop)
        self._token = Token(world, coop)
        self._governor = Governor(world, coop, self.calls)
        self._vault = Vault(world, coop.vault)
        self._works = Works(world, coop.registry, self._vault)
        self._licences = Licences(world, coop.licences, self._works) if coop.licences else None
        self._curation = Curation(world, coop, self._works, panels)
        self._matching = Matching(world, coop)
        self._grants = Grants(world, coop)
        self._handlers: dict[type, Handler] = {
            **self._membership.handlers(),
            **self._token.handlers(),
            **self._governor.handlers(),
            **self._matching.handlers(),
            **self._grants.handlers(),
            **self._vault.handlers(),
            **self._works.handlers(),
            **(self._licences.handlers() if self._licences else {}),
            **self._curation.handlers(),
        }
        self._calls: dict[type, Callable[[Any], Sequence[Call]]] = {
            PayOut: self._pay_out,
            **self._membership.calls(),
            **self._token.calls(),
            **self._governor.calls(),
            **self._curation.calls(),
            **self._matching.calls(),
            **self._grants.calls(),
        }

    def handlers(self) -> Mapping[type, Handler]:
        """Intent → who carries it out."""
        return self._handlers

    def calls(self, actions: Sequence[Action]) -> list[Call]:
        """What a proposal with these actions calls. Raises Unsupported for one that there is no part for."""
        for action in actions:
            if type(action) not in self._calls:
                raise Unsupported("ledger", f"{type(action).__name__} is not modelled for this charter")
        return [call for action in actions for call in self._calls[type(action)](action)]

    def members(self) -> NDArray[np.bool_]:
        return np.asarray(self.classes() != 0)

    def classes(self) -> NDArray[np.int8]:
        return self._membership.classes()

    def tokens(self) -> Amounts:
        return self._token.balances()

    def supply(self) -> int:
        return self.coop.token.total_supply()

    def votes(self) -> Amounts:
        return self._governor.votes()

    def delegates(self) -> NDArray[np.int64]:
        return self._governor.delegates()

    def parameters(self) -> Parameters:
        return Parameters(
            levy=Bps(self.coop.vault.levy_bps()),
            quorum=Bps(self.coop.rule.quorum_bps()),
            threshold=self.coop.governor.proposal_threshold(),
            mint_cap=self.coop.token.mint_cap(),
            mintable=self.coop.token.mintable(),
        )

    def treasury(self) -> Wei:
        return self.world.chain.balance(self.coop.treasury.address)

    def vault(self) -> Wei:
        return self.world.chain.balance(self.coop.vault.address)

    def holdings(self) -> Mapping[str, Wei]:
        parts = {"treasury": self.treasury(), "vault": self.vault(), "escrows": self.escrowed()}
        return {**parts, **self._curation.holdings()}

    def levy_accrued(self) -> Wei:
        return self._vault.levy_accrued()

    def proposal(self, number: int) -> Proposal:
        return self._governor.proposal(number)

    def proposal_count(self) -> int:
        return self._governor.proposal_count()

    def weights(self, proposal: int) -> Amounts:
        return self._governor.weights(proposal)

    def supports(self, proposal: int) -> NDArray[np.int8]:
        return self._governor.supports(proposal)

    def works(self) -> WorksFacts:
        return self._works.facts()

    def units(self, work: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        return self._vault.units(work)

    def claimable(self, works: NDArray[np.int64], payees: NDArray[np.int64]) -> Amounts:
        return self._vault.claimable(works, payees)

    def earning_bps(self, work: int, accounts: NDArray[np.int64]) -> NDArray[np.int64]:
        return self._vault.earning_bps(work, accounts)

    def content_rules(self) -> Mapping[str, ContentRule]:
        return self._curation.rules()

    def submissions(self, numbers: NDArray[np.int64] | None = None) -> Submissions:
        return self._curation.submissions(numbers)

    def case_count(self) -> int:
        return self._curation.case_count()

    def case(self, number: int) -> Case:
        return self._curation.case(number)

    def panellists(self) -> Panellists:
        return self._curation.panellists()

    def rewards(self) -> Mapping[int, Wei]:
        return self._curation.rewards()

    def refunds(self) -> Mapping[int, Wei]:
        return self._curation.refunds()

    def rounds(self) -> list[Round]:
        return self._matching.facts()

    def grants(self) -> list[Grant]:
        return self._grants.facts()

    def owed(self, account: int) -> Wei:
        return self._grants.owed(account)

    def escrowed(self) -> Wei:
        return Wei(self._matching.held() + self._grants.held())

    def _pay_out(self, action: PayOut) -> Sequence[Call]:
        return [self.coop.treasury.pay(ETH, self.world.addresses[action.account], action.amount)]
