"""Whatever anybody does, every contract has what it owes of every asset; and in the end nothing is left."""

from __future__ import annotations

from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import rule

from dao_sim.bindings import decode_revert
from dao_sim.chain.protocol import Chain
from dao_sim.errors import OutOfGas, Refused, Reverted
from dao_sim.units import Address
from tests.property.machines.base import CoopMachine, Kind, Stages
from tests.property.machines.economy.act import Act, Sending
from tests.property.machines.economy.districts import districts_of
from tests.property.machines.economy.stage import ASSETS, SANE, EconomyStage, build
from tests.property.machines.economy.whims import DECADES, Whims, acts
from tests.property.machines.mocks import error_name

EVERYTHING_EVERY = 20
"""Acts after which every contract is looked at, not only the one that was acted upon."""
DIGEST_EVERY = 10


OUTSIDE = (Whims.acts()["wait"], *Whims.weighted())
"""Waiting comes first, so that examples shrink to it."""


@st.composite
def tries(draw: st.DrawFn) -> Act:
    """Mostly acts of districts; sometimes something from outside."""
    which = draw(st.integers(0, 5 * len(OUTSIDE) - 1))
    drawn: Act = draw(OUTSIDE[which] if which < len(OUTSIDE) else acts())
    return drawn


def build_begun() -> EconomyStage:
    """A stage on which something is going on in every district."""
    stage = build()
    for district in districts_of(stage).values():
        district.begin()
    return stage


class EconomyMachine(CoopMachine):
    """Anybody tries anything, in any district, in any asset. Nothing is foretold, as it is in other machines.

    What is refused must be refused with a reason, and change nothing.
    """

    NAME = "economy"
    stages: ClassVar[Stages[EconomyStage]] = Stages(build_begun)

    def __init__(self) -> None:
        super().__init__()
        self.stage = self.stages.fresh()
        self.districts = districts_of(self.stage)
        self.whims = Whims(self.stage, self.districts)
        self.steps = 0
        self.touched: set[str] = set()
        self.had: dict[str, dict[str, int]] = {}

    @rule(what=tries())
    def happens(self, what: Act) -> None:
        self._sound = False
        self.steps += 1
        name = f"{what.district}.{what.name}"
        district = self.districts.get(what.district)
        if district is None:
            getattr(self.whims, what.name)(**what.drawn)
            self.note(name)
            return
        sending = self.whims.sending(what)
        accepted = self.carried_out(name, sending)
        self.operations[Kind(self.NAME, name, accepted)] += 1
        if accepted:
            self.touched.add(what.district)

    def carried_out(self, name: str, sending: Sending) -> bool:
        """Whether it was accepted. Raises AssertionError where it was refused as nothing may be."""
        before = self.digest() if self.steps % DIGEST_EVERY == 0 else None
        refused = refusal(sending, self.stage.chain)
        if refused is None:
            return True
        assert sending.hostile or is_explained(refused), f"{name} was refused without a reason: {refused}"
        assert before is None or before == self.digest(), f"{name} was refused, and changed something"
        return False

    def digest(self) -> list[int]:
        """What everybody and every contract has."""
        stage = self.stage
        holders: set[Address] = {*stage.everyone, *(district.address for district in self.districts.values())}
        return [stage.balance(stage.assets[name], holder) for holder in sorted(holders) for name in ASSETS]

    def verify(self) -> None:
        """Of what was touched what moved, and an asset in turn; sometimes of all contracts all assets."""
        if self.steps % EVERYTHING_EVERY == 0:
            for district in self.districts.values():
                district.solvent()
        else:
            for name in self.touched:
                self.districts[name].solvent(self.moved(name))
        self.touched.clear()

    def moved(self, name: str) -> list[str]:
        """The assets of which a contract has more or less than when it was looked at last."""
        district, stage = self.districts[name], self.stage
        before = self.had.get(name, {})
        has = self.had[name] = {asset: district.holds(stage.assets[asset]) for asset in ASSETS}
        in_turn = ASSETS[self.steps % len(ASSETS)]
        return [asset for asset in ASSETS if asset == in_turn or has[asset] != before.get(asset)]

    def finish(self) -> None:
        """After all deadlines everybody is paid: in sane assets whatever hostile ones do; then in those."""
        self.whims.call_back()
        self.stage.chain.advance(DECADES)
        for district in self.districts.values():
            district.solvent()
        for district in self.districts.values():
            district.end()
        self.drain(SANE)
        self.whims.pacify()
        self.drain(tuple(name for name in ASSETS if name not in SANE))

    def drain(self, assets: tuple[str, ...]) -> None:
        for name in assets:
            asset = self.stage.assets[name]
            for district in self.districts.values():
                district.pay_out(asset)
            for district in self.districts.values():
                has, left = district.holds(asset), district.left(asset)
                assert has == left, f"{district.NAME} is left with {has} of {name} where {left} is nobody's"


def refusal(sending: Sending, chain: Chain) -> Refused | None:
    """What came of it: nothing where it was accepted."""
    try:
        sending.go(chain)
    except Refused as error:
        return error
    return None


def is_explained(error: Refused) -> bool:
    """Whether a refusal says why: an error of the co-op's, OpenZeppelin's or a token's, or no ETH."""
    if isinstance(error, OutOfGas):
        return False
    if not isinstance(error, Reverted):
        return True
    name = decode_revert(error.raw).name or error_name(error.raw)
    return name not in ("", "Panic") and not name.startswith("0x")
