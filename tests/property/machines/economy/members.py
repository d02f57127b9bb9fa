"""Who belongs to the co-op, and its token: changing hands, being made and being burnt."""

from __future__ import annotations

from hypothesis import strategies as st

from dao_sim.bindings import CoopToken
from dao_sim.units import MAX_UINT208, MemberClass
from tests.property.machines.economy.act import (
    Sending,
    act,
    amounts,
    governance,
    mostly,
    payees,
    people,
    small,
)
from tests.property.machines.economy.district import District


class MembersDistrict(District):
    """Of the token, which holds nothing."""

    NAME = "token"

    @property
    def contract(self) -> CoopToken:
        return self.coop.token

    @act(by=people, to=payees, amount=amounts)
    def transfer(self, by: str, to: str, amount: int) -> Sending:
        """Between people: what is thrown at a contract is counted elsewhere."""
        return self.sent(self.contract.transfer(self.account(to), amount), by)

    @act(to=people, amount=amounts)
    def mint(self, by: str, to: str, amount: int) -> Sending:
        return self.sent(self.contract.mint(self.account(to), amount), by, self.account("keeper"))

    @act(weight=1, by=governance, cap=st.sampled_from((MAX_UINT208, MAX_UINT208, 0, 15_000)))
    def set_mint_cap(self, by: str, cap: int) -> Sending:
        return self.sent(self.contract.set_mint_cap(cap), by)

    @act(by=people, amount=mostly(small, st.just(MAX_UINT208)))
    def burn(self, by: str, amount: int) -> Sending:
        return self.sent(self.contract.burn(amount), by)

    @act(whom=people)
    def admit(self, by: str, whom: str) -> Sending:
        call = self.coop.membership.admit(self.account(whom), MemberClass.PATRON)
        return self.sent(call, by, self.account("keeper"))

    @act(weight=1, by=people)
    def resign(self, by: str) -> Sending:
        return self.sent(self.coop.membership.resign(), by)

    @act(weight=1, whom=people)
    def expel(self, by: str, whom: str) -> Sending:
        return self.sent(self.coop.membership.expel(self.account(whom)), by, self.stage.timelock)
