"""An electorate on a chain: a deployed co-op whose members and holders are its people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eth_utils.address import to_checksum_address

from dao_sim.bindings import Call, Contract, CoopGovernor, CoopTimelock, batch_of
from dao_sim.bindings.generated.structs import Settings
from dao_sim.chain import Chain
from dao_sim.coop import Charter, Cooperative, Outcomes
from dao_sim.experiments.electorate import Electorate
from dao_sim.experiments.terms import DAY
from dao_sim.units import ETH, Address, ProposalState

BUDGET = 100 * 10**18
"""What the treasury has, and may pay in an epoch, in wei."""
_DELAY, _PERIOD = DAY, 5 * DAY
_FIRST_ACCOUNT = int.from_bytes(b"dao-sim people", "big") << 48


class Stage:
    """A co-op without founders whose people hold and delegate as the electorate says.

    Raises Refused if the contracts refuse an admission, a mint or a delegation.
    """

    def __init__(self, electorate: Electorate, chain: Chain) -> None:
        self.electorate = electorate
        self.chain = chain
        self.coop = Cooperative.deploy(_CHARTER, chain)
        self.clerk = chain.accounts()[0]
        """Deploys and proposes, and has neither tokens nor, at first, a membership."""
        self.accounts = [_account(place) for place in range(len(electorate.people))]
        self._settle()

    def _settle(self) -> None:
        people = list(zip(self.accounts, self.electorate.people, strict=True))
        members = {account: int(person.member_class) for account, person in people if person.is_member}
        holders = {account: person.tokens for account, person in people if person.tokens}
        chosen = [
            (account, self.accounts[delegate], person.is_member)
            for (account, person), delegate in zip(people, self.electorate.delegates, strict=True)
            if self.accounts[delegate] != account
        ]
        if members:
            self.coop.admit_many(list(members), list(members.values())).raise_if_refused()
        if holders:
            self.coop.mint_many(list(holders), list(holders.values())).raise_if_refused()
        calls = [(account, self.coop.token.delegate(to)) for account, to, _member in chosen]
        calls += [(account, self.coop.membership.delegate(to)) for account, to, member in chosen if member]
        self.send(calls)
        self.chain.advance(1)

    def send(self, calls: Sequence[tuple[Address, Call]]) -> Sequence[int]:
        """Sends each call from its account; returns the gas of each. Raises Refused if one is refused."""
        if not calls:
            return []
        batch = batch_of([call for _account, call in calls], [account for account, _call in calls])
        return Outcomes(self.chain.send_batch(batch)).raise_if_refused().gas_used()

    def payment(self, option: int) -> Call:
        """What an option does if it wins: the treasury pays something, which differs by option."""
        return self.coop.treasury.pay(ETH, self.clerk, option)

    def meeting(self, rule: Contract) -> Meeting:
        """A governor for which `rule`, which serves none yet, counts. Anybody may propose."""
        timelock = CoopTimelock.create(self.chain, self.clerk, 2 * DAY, self.clerk)
        terms = (timelock.address, _DELAY, _PERIOD, 0, 0, ETH, 0, 0)
        settings = Settings("Comparison", self.coop.access.address, rule.address, (), *terms)
        return Meeting(stage=self, governor=CoopGovernor.create(self.chain, self.clerk, settings))


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """A governor on a stage. Nothing that it adopts is carried out: only what it decides is asked."""

    stage: Stage
    governor: CoopGovernor

    def propose(self, options: Sequence[int], *, text: str) -> int:
        """A measure for one option, or a choice among several; returns the proposal's number."""
        calls = [self.stage.payment(option) for option in options]
        to, values, data = [call.to for call in calls], [0] * len(calls), [call.data for call in calls]
        if len(calls) == 1:
            made = self.governor.propose(to, values, data, text)
        else:
            made = self.governor.propose_options([1] * len(calls), to, values, data, text)
        receipt = made.send(self.stage.clerk)
        return self.governor.decode(receipt, CoopGovernor.ProposalNumbered)[0].proposal_id

    def open(self, number: int) -> None:
        """Waits until the proposal, and every one made before it, can be voted on."""
        self._wait(self.governor.proposal_snapshot(number))

    def close(self, number: int) -> None:
        """Waits until votes on the proposal, and on every one made before it, are over."""
        self._wait(self.governor.proposal_deadline(number))

    def ballot(self, number: int, support: int, params: bytes) -> Call:
        """A vote, to be sent."""
        if params:
            return self.governor.cast_vote_with_reason_and_params(number, support, "", params)
        return self.governor.cast_vote(number, support)

    def adopted(self, number: int) -> bool:
        """Whether what was proposed, or one of the options, was adopted."""
        return self.governor.state(number) == ProposalState.SUCCEEDED

    def tally_gas(self, number: int) -> int:
        """The gas of a transaction that finds out what was decided, as queueing has to."""
        return self.governor.write("state(uint256)", number).send(self.stage.clerk).gas_used

    def _wait(self, until: int) -> None:
        if (seconds := until - self.stage.chain.now() + 1) > 0:
            self.stage.chain.advance(seconds)


_CHARTER = Charter(
    name="Comparison",
    token={"mint_cap": "none"},
    governance={"proposal_threshold": "0"},
    operators={"minter": ["account:0"], "admitter": ["account:0"]},
)


def _account(place: int) -> Address:
    return Address(to_checksum_address((_FIRST_ACCOUNT + place).to_bytes(20, "big")))
