"""A co-op that is governed: its periods are seconds, its powers are units, so that limits are met exactly."""

from __future__ import annotations

from dataclasses import dataclass

from dao_sim.bindings import Call
from dao_sim.chain import Chain, connect
from dao_sim.coop import Charter, Cooperative
from dao_sim.units import ETH, Address
from tests.contracts.kit import set_quorum
from tests.property.machines.proposals_model import Action, Guardian, ProposalsModel, Rules
from tests.property.machines.votes_model import NOBODY, VotesModel

CHARTER = """
name = "Proposals"
operators.minter = ["account:0"]
[governance]
voting_delay = "10s"
voting_period = "60s"
proposal_threshold = "0.000000000000000100"
quorum = "20%"
late_quorum_extension = "20s"
timelock_delay = "15s"
guardian = "account:5"
guardian_mandate = "300s"
"""
RULES = {"delay": 10, "period": 60, "threshold": 100, "extension": 20, "timelock": 15, "levy": 500}
QUORUM_BPS = 2_000
MANDATE = 300
POWER = {"ann": 450, "bob": 300, "cleo": 199, "dan": 51}
"""What people hold at first: few units, so that majorities, quorums and the threshold are met exactly."""
PEOPLE = (*POWER, "gus")
"""Gus is the guardian at first, and holds nothing."""


@dataclass(frozen=True, slots=True)
class ProposalsStage:
    """The co-op, and the addresses behind the names that the model uses."""

    coop: Cooperative
    accounts: dict[str, Address]
    began: int
    """When the deployment began, which the first guardian's mandate counts from (seconds)."""

    @property
    def chain(self) -> Chain:
        return self.coop.chain

    def model(self) -> ProposalsModel:
        """What is known at the start, one second after the deployment."""
        votes = VotesModel(self.chain.now())
        votes.units.update(POWER)
        self.chain.advance(1)
        votes.advance(1)
        guardian = Guardian("gus", self.began + MANDATE)
        return ProposalsModel(votes, Rules(**RULES, quorum=[(self.began, QUORUM_BPS)], guardian=guardian))

    def call(self, action: Action) -> Call:
        """The call that an action is."""
        governor, value = self.coop.governor, action.value
        if action.rule == "guardian":
            return governor.set_guardian(self.accounts[action.who], value)
        if action.rule == "quorum":
            return set_quorum(self.coop.rule, value)
        make = {
            "delay": governor.set_voting_delay,
            "period": governor.set_voting_period,
            "threshold": governor.set_proposal_threshold,
            "extension": governor.set_late_quorum_vote_extension,
            "timelock": self.coop.timelock.update_delay,
            "levy": self.coop.vault.set_levy,
        }
        return make[action.rule](value)


def build() -> ProposalsStage:
    """Deploys a co-op whose periods are seconds and whose powers are units."""
    chain = connect("embedded")
    began = chain.now()
    coop = Cooperative.deploy(Charter.parse(CHARTER), chain)
    accounts = dict(zip(("keeper", *PEOPLE), coop.chain.accounts(), strict=False))
    for name, units in POWER.items():
        coop.mint(accounts[name], units)
    return ProposalsStage(coop, {**accounts, NOBODY: ETH}, began)
