"""One co-op as arrays: its parts, each of which carries out intents and actions of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from dao_sim.coop.charter import Charter
from dao_sim.errors import Unsupported
from dao_sim.ledger.actions import Action
from dao_sim.ledger.amounts import Amounts
from dao_sim.ledger.array.beginning import Beginning
from dao_sim.ledger.array.curation import Curation
from dao_sim.ledger.array.governance import Governor
from dao_sim.ledger.array.grants import Grants
from dao_sim.ledger.array.levy import Levy
from dao_sim.ledger.array.licences import Licences
from dao_sim.ledger.array.matching import Matching
from dao_sim.ledger.array.membership import Membership
from dao_sim.ledger.array.modelled import check_modelled
from dao_sim.ledger.array.rules import rule_of
from dao_sim.ledger.array.token import Token
from dao_sim.ledger.array.treasury import Treasury
from dao_sim.ledger.array.vault import Openings, Vault
from dao_sim.ledger.array.votes import Votes
from dao_sim.ledger.array.works import Works
from dao_sim.ledger.array.world import Doer, Handler, Undo, World
from dao_sim.ledger.content_facts import Case, ContentRule, Panellists, Submissions
from dao_sim.ledger.facts import Grant, Parameters, Proposal, Round
from dao_sim.ledger.facts import Works as WorksFacts
from dao_sim.ledger.intents import Delegate, Propose
from dao_sim.ledger.outcome import Outcome, Refusal
from dao_sim.units import Address, Bps, Seconds, Wei

if TYPE_CHECKING:
    from numpy.typing import NDArray


class ArrayCoop:
    """`CoopFacts`, and who carries out what concerns this co-op. Raises BadInput for what is not modelled."""

    def __init__(self, world: World, charter: Charter, panels: Address | None = None) -> None:
        check_modelled(charter)
        self._treasury = Treasury(world, charter)
        self._levy = Levy(charter)
        self._membership = Membership(world, charter)
        self._token = Token(world, charter)
        self._rule = rule_of(charter, self._membership, self._token)
        self._governor = Governor(world, charter, self._rule, self.carry_out)
        self._vault = Vault(world, charter, self._treasury, self._levy)
        self._works = Works(world, charter, self._vault, self._membership)
        self._licences = Licences(world, self._vault, self._works) if charter.works.licences else None
        self._curation = Curation(
            world, charter, self._treasury, self._membership, self._works, panels=panels
        )
        self._matching = Matching(world, charter, self._treasury, self._membership, self._vault)
        self._grants = Grants(world, charter, self._treasury)
        self._counts_tokens = charter.governance.voting_rule.votes == "token"
        self._handlers: dict[type, Handler] = {
            **self._membership.handlers(),
            **self._token.handlers(),
            **self._governor.handlers(),
            **self._vault.handlers(),
            **self._works.handlers(),
            **(self._licences.handlers() if self._licences else {}),
            **self._curation.handlers(),
            **self._matching.handlers(),
            **self._grants.handlers(),
            Delegate: self._delegate,
            Propose: self._propose,
        }
        self._actions: dict[type, Doer] = {
            **self._treasury.actions(),
            **self._levy.actions(),
            **self._membership.actions(),
            **self._token.actions(),
            **self._governor.actions(),
            **self._curation.actions(),
            **self._matching.actions(),
            **self._grants.actions(),
        }

    def handlers(self) -> Mapping[type, Handler]:
        """Intent → who carries it out."""
        return self._handlers

    def begin(self, was: Beginning) -> None:
        """Takes over a co-op that was there before. To be called once, before anything else."""
        self._membership.begin(was.classes)
        self._token.begin(was.tokens, was.minted)
        moved = np.flatnonzero(was.delegates != np.arange(len(was.delegates)))
        self._delegate(Delegate(accounts=moved, delegates=was.delegates[moved]))
        self._governor.begin(was.proposals)
        self._treasury.begin(was.treasury, was.paid)
        self._vault.levy_accrued = was.levy
        self._works.enter(was.registrants, was.ai_shares, Openings.of(was.openings), was.incomes)
        if self._licences:
            self._licences.offer(was.offers)

    def advance(self, to: Seconds) -> None:
        """The present second is over: what is asked for as of then is kept."""
        self._governor.advance(to)
        self._matching.advance(to)
        self._membership.end_second()
        self._token.end_second()

    def carry_out(self, actions: Sequence[Action]) -> None:
        """What an adopted proposal does, or nothing of it. Raises Refusal with the first failure's reason."""
        undone: list[Undo] = []
        try:
            for action in actions:
                undone.append(self._actions[type(action)](action))  # noqa: PERF401 (what is done is undone)
        except Refusal:
            for undo in reversed(undone):
                undo()
            raise

    def members(self) -> NDArray[np.bool_]:
        return np.asarray(self._membership.classes != 0)

    def classes(self) -> NDArray[np.int8]:
        return self._membership.classes

    def tokens(self) -> Amounts:
        return self._token.balances()

    def supply(self) -> int:
        return self._token.votes.units

    def votes(self) -> Amounts:
        return self._rule.votes()

    def delegates(self) -> NDArray[np.int64]:
        return self._votes().delegates()

    def parameters(self) -> Parameters:
        return Parameters(
            levy=self._levy.bps,
            quorum=Bps(self._rule.quorum_bps),
            threshold=self._governor.threshold,
            mint_cap=self._token.mint_cap,
            mintable=self._token.mintable(),
        )

    def treasury(self) -> Wei:
        return self._treasury.held

    def vault(self) -> Wei:
        return self._vault.held()

    def holdings(self) -> Mapping[str, Wei]:
        parts = {"treasury": self.treasury(), "vault": self.vault(), "escrows": self.escrowed()}
        return {**parts, **self._curation.holdings()}

    def levy_accrued(self) -> Wei:
        return self._vault.levy_accrued

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
        return self._vault.holders(work)

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
        return Wei(self._grants.escrow.owed(account))

    def escrowed(self) -> Wei:
        return Wei(self._matching.held + self._grants.escrow.held)

    def _votes(self) -> Votes:
        return self._token.votes if self._counts_tokens else self._membership.votes

    def _propose(self, intent: Propose) -> Outcome:
        """Raises Unsupported for an action that this co-op has no part for."""
        for action in (action for actions in intent.actions for action in actions):
            if type(action) not in self._actions:
                raise Unsupported("ledger", f"{type(action).__name__} is not modelled for this charter")
        return self._governor.propose(intent)

    def _delegate(self, intent: Delegate) -> Outcome:
        units = self._token.balances() if self._counts_tokens else self._membership.units()
        self._votes().delegate(intent.accounts, intent.delegates, units)
        return Outcome(rows=len(intent.accounts))
