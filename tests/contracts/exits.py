"""Governors whose members may leave before a measure is executed."""

from __future__ import annotations

from dataclasses import dataclass

from dao_sim.bindings import Call, Contract, ExitWindow
from dao_sim.bindings.generated.structs import AssetAmount
from dao_sim.chain import Receipt
from dao_sim.coop import Cooperative
from dao_sim.coop.roles import Role
from dao_sim.units import ETH, Address, Support
from tests.contracts.kit import ALICE, BUYER, DAY, DEPLOYER, GUARDIAN, MALLORY, TOKEN, decree, mock
from tests.contracts.rules import Assembly, assemble
from tests.contracts.test_options import content
from tests.contracts.yesno import token_rule

LENGTH = 3 * DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """A governor with an exit window."""

    meeting: Assembly
    window: ExitWindow

    @property
    def coop(self) -> Cooperative:
        return self.meeting.coop

    def queue(self, *voters: Address, text: str = "A measure") -> int:
        """A measure that these voters adopted, queued: the window is open."""
        number = self.adopt(*voters, text=text)
        self.queued(text)
        return number

    def adopt(self, *voters: Address, text: str = "A measure") -> int:
        """A measure that these voters adopted."""
        number = self.meeting.propose(ALICE, self.measure, text=text)
        self.meeting.open(number)
        for voter in voters:
            self.meeting.governor.cast_vote(number, Support.FOR).send(voter)
        self.meeting.close(number)
        return number

    def queued(self, text: str = "A measure") -> Receipt:
        return self.meeting.governor.queue(*content([[self.measure]], text)).send(MALLORY)

    def execute(self, text: str = "A measure") -> Receipt:
        return self.meeting.governor.execute(*content([[self.measure]], text)).send(MALLORY)

    def cancel(self, by: Address, text: str = "A measure") -> None:
        self.meeting.governor.cancel(*content([[self.measure]], text)).send(by)

    @property
    def measure(self) -> Call:
        """What is voted on: a payment of one ether to Mallory."""
        return self.coop.treasury.pay(ETH, MALLORY, TOKEN)

    def exit(self, number: int, who: Address, amount: int) -> None:
        """Approves, and leaves with so many tokens."""
        self.coop.token.approve(self.window.address, amount).send(who)
        self.window.exit_over(number, amount).send(who)

    def close(self, number: int) -> None:
        """Waits until the window is closed."""
        left = self.window.window_of(number).closes_at - self.coop.chain.now()
        if left > 0:
            self.coop.chain.advance(left)


def leaving(
    coop: Cooperative,
    minimums: dict[Address, int] | None = None,
    *,
    rule: Contract | None = None,
    name: str = "ExitWindow",
) -> Leaving:
    """A governor of `rule`, tokens by default, with a window that shares out what is beyond the minimums."""
    listed = [AssetAmount(asset, least) for asset, least in (minimums or {ETH: 0}).items()]
    parties = coop.access.address, coop.token.address, coop.membership.address, coop.treasury.address
    if name == "ExitWindow":
        window = ExitWindow.create(coop.chain, DEPLOYER, *parties, LENGTH, listed)
    else:
        window = ExitWindow(coop.chain, mock(coop.chain, name, *parties, LENGTH, listed).address)
    decree(coop, coop.access.grant_role(int(Role.EARMARKER), window.address, 0))
    meeting = assemble(coop, rule or token_rule(coop), guards=(window.address,), guardian=GUARDIAN)
    decree(coop, coop.access.grant_role(int(Role.SPENDER), meeting.timelock.address, 0))
    decree(coop, coop.treasury.set_cap(meeting.timelock.address, ETH, 1_000_000 * TOKEN))
    return Leaving(meeting=meeting, window=window)


def endow(coop: Cooperative, amount: int) -> None:
    """Ether for the treasury."""
    coop.chain.send(BUYER, coop.treasury.address, b"", amount)
