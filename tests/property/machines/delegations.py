"""No unit is counted twice, in any order of splitting, overriding, changing, excluding and voting."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from dao_sim.bindings import TokenRule
from dao_sim.bindings.generated.structs import Part, Switches
from dao_sim.chain.protocol import Chain
from dao_sim.coop import Charter, Cooperative
from dao_sim.units import Address
from tests.property.machines.base import CoopMachine, Stages
from tests.property.machines.delegations_model import BPS, DelegationsModel, Election, Split
from tests.property.machines.views import word, words

PEOPLE = ("ann", "bob", "cat", "dan")
HOLDINGS = {"ann": 1_000, "bob": 77, "cat": 5, "dan": 0}
ELECTIONS = 3
"""The latest so many are voted on and checked."""

people = st.sampled_from(PEOPLE)
amounts = st.one_of(st.integers(0, 9), st.integers(0, 1_200))
cuts = st.lists(st.integers(1, BPS - 1), min_size=1, max_size=3, unique=True)


@dataclass(frozen=True, slots=True)
class DelegationsStage:
    """A co-op's token, two rules that count it, and the people behind the names that the model uses."""

    coop: Cooperative
    rules: dict[bool, TokenRule]
    """By whether votes can be changed."""
    accounts: dict[str, Address]
    keeper: Address

    @property
    def chain(self) -> Chain:
        return self.coop.chain


def build() -> DelegationsStage:
    """The keeper is minter, and stands for the governor of both rules."""
    coop = Cooperative.deploy(Charter(name="Splits", operators={"minter": ["account:0"]}))
    keeper, *others = coop.chain.accounts()[: len(PEOPLE) + 1]
    accounts = dict(zip(PEOPLE, others, strict=True))
    for who, amount in HOLDINGS.items():
        coop.mint(accounts[who], amount)
    rules = {}
    for changeable in (False, True):
        switches = Switches(changeable, 0, False, True)
        parties = coop.access.address, 0, coop.token.address, switches
        rules[changeable] = TokenRule.deploy(coop.chain, keeper, *parties)
        rules[changeable].serve().send(keeper)
    return DelegationsStage(coop, rules, accounts, keeper)


class DelegationsMachine(CoopMachine):
    """Delegation whole and in shares, transfers, exclusions, snapshots, votes and votes changed."""

    NAME = "delegations"
    stages: ClassVar[Stages[DelegationsStage]] = Stages(build)

    def __init__(self) -> None:
        super().__init__()
        self.stage = self.stages.fresh()
        self.token = self.stage.coop.token
        self.model = DelegationsModel(HOLDINGS)

    @initialize(by=people, to=people, changeable=st.booleans())
    def begin(self, by: str, to: str, changeable: bool) -> None:
        """Somebody delegates to somebody, and something is voted on."""
        self.split(by, [by, to], [5_000] if by != to else [])
        self.open(changeable)

    @rule(by=people, to=people)
    def delegate(self, by: str, to: str) -> None:
        call = self.token.delegate(self.address(to))
        self.act(call, self.address(by), lambda: self.model.delegate(by, ((to, BPS),)))

    @rule(by=people, to=st.lists(people, min_size=2, max_size=4, unique=True), at=cuts)
    def split(self, by: str, to: list[str], at: list[int]) -> None:
        named = sorted({*to}, key=lambda who: int(self.address(who), 16))[: len(at) + 1]
        marks = sorted(at)[: len(named) - 1]
        bps = [high - low for low, high in zip((0, *marks), (*marks, BPS), strict=True)]
        split: Split = tuple(zip(named, bps, strict=True))
        parts = [Part(self.address(delegate), share) for delegate, share in split]
        call = self.token.delegate_split(parts)
        self.act(call, self.address(by), lambda: self.model.delegate(by, split))

    @rule(by=people, to=people, amount=amounts)
    def transfer(self, by: str, to: str, amount: int) -> None:
        call = self.token.transfer(self.address(to), amount)
        self.act(call, self.address(by), lambda: self.model.transfer(by, to, amount))

    @rule(account=people, excluded=st.booleans())
    def exclude(self, account: str, excluded: bool) -> None:
        call = self.token.set_excluded(self.address(account), excluded)
        self.act(call, self.stage.coop.timelock.address, lambda: self.model.exclude(account, excluded))

    @rule(changeable=st.booleans())
    def open(self, changeable: bool) -> None:
        """A new election, weighed at this second, which passes."""
        chain = self.stage.chain
        snapshot = chain.now()
        chain.advance(1)
        self.note("open")
        self.model.elections.append(
            Election(changeable, snapshot, self.model.shares(), frozenset(self.model.excluded))
        )

    @rule(
        place=st.integers(1, ELECTIONS),
        by=people,
        support=st.sampled_from((0, 0, 1, 1, 1, 2, 3)),
    )
    def vote(self, place: int, by: str, support: int) -> None:
        number = max(1, len(self.model.elections) + 1 - place)
        election = self.model.elections[number - 1]
        counting = self.stage.rules[election.changeable]
        call = counting.cast(number, election.snapshot, self.address(by), support, b"")
        self.act(call, self.stage.keeper, lambda: election.vote(by, support), name="vote")

    def address(self, name: str) -> Address:
        return self.stage.accounts[name]

    def verify(self) -> None:
        for who in PEOPLE:
            assert word(self.token, "getVotes(address)", self.address(who)) == self.model.votes(who)
        assert word(self.token, "votableSupply()") == self.model.votable()
        last = len(self.model.elections)
        for number in range(max(1, last + 1 - ELECTIONS), last + 1):
            election = self.model.elections[number - 1]
            counting = self.stage.rules[election.changeable]
            tally = election.tally()
            assert list(words(counting, "proposalVotes(uint256)", number)[:3]) == tally
            assert sum(tally) <= sum(sum(given.values()) for given in election.shares.values())
