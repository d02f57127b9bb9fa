# Generated from artifacts/ReviewPanels.json by `python scripts/bindings.py`: change that, not this.
"""`ReviewPanels`, compiled from contracts/curation/ReviewPanels.sol."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple, cast

from dao_sim.bindings.call import Call
from dao_sim.bindings.codec import Structs
from dao_sim.bindings.contract import NO_ETH, Contract, Event
from dao_sim.bindings.generated.structs import (
    STRUCTS,
    PanelCase,
    Panellist,
    PanelRound,
    PanelSeat,
    PanelTerms,
    Question,
)
from dao_sim.chain.protocol import Chain
from dao_sim.units import Address, Wei


class DrawableInResult(NamedTuple):
    """What `ReviewPanels.drawable_in` returns."""

    first: int
    last: int


class ReviewPanels(Contract):
    """Claims, the panels that are drawn for them, and what they say.

    Loops are over a panel, of 43 seats at most, over those in conflict, and over the slots, of which there
    are at most `MAX_SLOTS`. A draw that goes on shuffles again what it shuffled before, in memory: that is
    cheaper than to store it.
    """

    __slots__ = ()

    CONTRACT: ClassVar[str] = "ReviewPanels"
    STRUCTS: ClassVar[Structs] = STRUCTS

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Appealed(Event):
        """`appellant` appeals against the last round for `cost` (smallest unit).

        Solidity: `Appealed(uint256 caseId, address appellant, uint256 cost)`.
        """

        SIGNATURE: ClassVar[str] = "Appealed(uint256,address,uint256)"
        case_id: int
        """Indexed."""
        appellant: Address
        """Indexed."""
        cost: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class AuthorityUpdated(Event):
        """Authority that manages this contract was updated.

        Solidity: `AuthorityUpdated(address authority)`.
        """

        SIGNATURE: ClassVar[str] = "AuthorityUpdated(address)"
        authority: Address

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Claimed(Event):
        """`account` had `amount` (smallest unit) of `asset` paid to `to`.

        Solidity: `Claimed(address account, address asset, address to, uint256 amount)`.
        """

        SIGNATURE: ClassVar[str] = "Claimed(address,address,address,uint256)"
        account: Address
        """Indexed."""
        asset: Address
        """Indexed."""
        to: Address
        """Indexed."""
        amount: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Committed(Event):
        """`panellist` committed to a vote.

        Solidity: `Committed(uint256 caseId, uint256 round, address panellist, bytes32 commitment)`.
        """

        SIGNATURE: ClassVar[str] = "Committed(uint256,uint256,address,bytes32)"
        case_id: int
        """Indexed."""
        round_: int
        """Indexed."""
        panellist: Address
        """Indexed."""
        commitment: bytes

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Concluded(Event):
        """The outcome is final.

        Solidity: `Concluded(uint256 caseId, IReviewPanels.Outcome outcome)`.
        """

        SIGNATURE: ClassVar[str] = "Concluded(uint256,uint8)"
        case_id: int
        """Indexed."""
        outcome: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class DrawExpired(Event):
        """A draw expired: `forfeited` (smallest unit) is the treasury's.

        Solidity: `DrawExpired(uint256 caseId, uint256 round, uint256 forfeited)`.
        """

        SIGNATURE: ClassVar[str] = "DrawExpired(uint256,uint256,uint256)"
        case_id: int
        """Indexed."""
        round_: int
        """Indexed."""
        forfeited: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Drawn(Event):
        """A panel was drawn.

        Solidity: `Drawn(uint256 caseId, uint256 round, address[] panel)`.
        """

        SIGNATURE: ClassVar[str] = "Drawn(uint256,uint256,address[])"
        case_id: int
        """Indexed."""
        round_: int
        """Indexed."""
        panel: tuple[Address, ...]

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Enlisted(Event):
        """`account` put up `amount` (smallest unit) and is enlisted with `stake` in all.

        Solidity: `Enlisted(address account, uint256 slot, uint256 amount, uint256 stake)`.
        """

        SIGNATURE: ClassVar[str] = "Enlisted(address,uint256,uint256,uint256)"
        account: Address
        """Indexed."""
        slot: int
        amount: int
        stake: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Opened(Event):
        """A case was opened by `asker`.

        Whoever draws passes `conflicts` on as they are here.

        Solidity: `Opened(uint256 caseId, address asker, bytes32 subject, address claimant, address
        respondent, address[] conflicts)`.
        """

        SIGNATURE: ClassVar[str] = "Opened(uint256,address,bytes32,address,address,address[])"
        case_id: int
        """Indexed."""
        asker: Address
        """Indexed."""
        subject: bytes
        """Indexed."""
        claimant: Address
        respondent: Address
        conflicts: tuple[Address, ...]

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Owed(Event):
        """`account` is owed `amount` (smallest unit) of `asset` more.

        Solidity: `Owed(address account, address asset, uint256 amount)`.
        """

        SIGNATURE: ClassVar[str] = "Owed(address,address,uint256)"
        account: Address
        """Indexed."""
        asset: Address
        """Indexed."""
        amount: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Recovered(Event):
        """`amount` (smallest unit) of `asset` went to the treasury.

        Solidity: `Recovered(address asset, uint256 amount)`.
        """

        SIGNATURE: ClassVar[str] = "Recovered(address,uint256)"
        asset: Address
        """Indexed."""
        amount: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Referred(Event):
        """The claim went to the members' vote, which can decide until `deadline` (seconds).

        Solidity: `Referred(uint256 caseId, uint256 deadline)`.
        """

        SIGNATURE: ClassVar[str] = "Referred(uint256,uint256)"
        case_id: int
        """Indexed."""
        deadline: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Requested(Event):
        """A panel of `seats` was requested in `requestBlock`.

        Solidity: `Requested(uint256 caseId, uint256 round, uint256 seats, uint256 requestBlock)`.
        """

        SIGNATURE: ClassVar[str] = "Requested(uint256,uint256,uint256,uint256)"
        case_id: int
        """Indexed."""
        round_: int
        """Indexed."""
        seats: int
        request_block: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Retired(Event):
        """`account` is not drawn for panels that are requested from the next block on.

        Solidity: `Retired(address account)`.
        """

        SIGNATURE: ClassVar[str] = "Retired(address)"
        account: Address
        """Indexed."""

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Revealed(Event):
        """`panellist` revealed its vote.

        Solidity: `Revealed(uint256 caseId, uint256 round, address panellist, bool upheld)`.
        """

        SIGNATURE: ClassVar[str] = "Revealed(uint256,uint256,address,bool)"
        case_id: int
        """Indexed."""
        round_: int
        """Indexed."""
        panellist: Address
        """Indexed."""
        upheld: bool

    @dataclass(frozen=True, slots=True, kw_only=True)
    class RoundDecided(Event):
        """A round decided: so many would uphold the claim, of those who revealed.

        Solidity: `RoundDecided(uint256 caseId, uint256 round, IReviewPanels.Outcome outcome, uint256
        upheld, uint256 revealed)`.
        """

        SIGNATURE: ClassVar[str] = "RoundDecided(uint256,uint256,uint8,uint256,uint256)"
        case_id: int
        """Indexed."""
        round_: int
        """Indexed."""
        outcome: int
        upheld: int
        revealed: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class RoundFailed(Event):
        """Of a round less than two thirds revealed.

        Solidity: `RoundFailed(uint256 caseId, uint256 round, uint256 revealed)`.
        """

        SIGNATURE: ClassVar[str] = "RoundFailed(uint256,uint256,uint256)"
        case_id: int
        """Indexed."""
        round_: int
        """Indexed."""
        revealed: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Silenced(Event):
        """`panellist` was silent and lost `amount` (smallest unit) of its stake.

        Solidity: `Silenced(uint256 caseId, uint256 round, address panellist, uint256 amount)`.
        """

        SIGNATURE: ClassVar[str] = "Silenced(uint256,uint256,address,uint256)"
        case_id: int
        """Indexed."""
        round_: int
        """Indexed."""
        panellist: Address
        """Indexed."""
        amount: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class TermsSet(Event):
        """Cases that are opened from here on have these terms.

        Solidity: `TermsSet(uint256 termsId, IReviewPanels.PanelTerms terms)`.
        """

        SIGNATURE: ClassVar[str] = (
            "TermsSet(uint256,(uint8,uint16,uint48,uint48,uint48,uint48,uint128,uint128,uint128))"
        )
        terms_id: int
        """Indexed."""
        terms: PanelTerms

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Withdrawn(Event):
        """`account`'s stake (smallest unit) is its own again.

        Solidity: `Withdrawn(address account, uint256 stake)`.
        """

        SIGNATURE: ClassVar[str] = "Withdrawn(address,uint256)"
        account: Address
        """Indexed."""
        stake: int

    @classmethod
    def creation(
        cls, authority: Address, membership: Address, treasury: Address, asset: Address, first: PanelTerms
    ) -> bytes:
        """Creation code with the constructor's arguments: what a deployment sends."""
        return cls.initcode(authority, membership, treasury, asset, first)

    @classmethod
    def deploy(
        cls,
        chain: Chain,
        sender: Address,
        authority: Address,
        membership: Address,
        treasury: Address,
        asset: Address,
        first: PanelTerms,
    ) -> ReviewPanels:
        """Deploys a `ReviewPanels` and returns it, at the address in the receipt."""
        return cls.create(chain, sender, authority, membership, treasury, asset, first)

    def appeal(self, case_id: int, *, value: Wei = NO_ETH) -> Call:
        """The party whom the last round decided against appeals: to the larger panel, or if that was it, to
        the members' vote.

        It takes `appealCost(caseId)`, with the call in ETH, else approved before.

        - `value`: ETH to send along, in wei

        Solidity: `appeal(uint256 caseId)`.
        """
        return self.write("appeal(uint256)", case_id, value=value)

    def appeal_cost(self, case_id: int) -> int:
        """What an appeal takes (smallest unit): fees and bonuses of the larger panel.

        Solidity: `appealCost(uint256 caseId)`.
        """
        return cast("int", self.read("appealCost(uint256)", case_id))

    def asset(self) -> Address:
        """In what stakes, fees and costs are; ETH is `address(0)`.

        Solidity: `asset()`.
        """
        return cast("Address", self.read("asset()"))

    def authority(self) -> Address:
        """Returns the current authority.

        Solidity: `authority()`.
        """
        return cast("Address", self.read("authority()"))

    def case_count(self) -> int:
        """How many cases were opened, which is the last one's number.

        Solidity: `caseCount()`.
        """
        return cast("int", self.read("caseCount()"))

    def case_of(self, case_id: int) -> PanelCase:
        """A case, of zeros if there is no such one.

        Solidity: `caseOf(uint256 caseId)`.
        """
        return cast("PanelCase", self.read("caseOf(uint256)", case_id))

    def claim(self, asset: Address, to: Address) -> Call:
        """Pays `to` all that the caller is owed of `asset`.

        Solidity: `claim(address asset, address to)`.
        """
        return self.write("claim(address,address)", asset, to)

    def close(self, case_id: int) -> Call:
        """Does what follows once a deadline has passed, or every panellist has revealed: ends a draw that
        expired, settles a round, or makes its outcome final.

        Anyone may.

        Solidity: `close(uint256 caseId)`.
        """
        return self.write("close(uint256)", case_id)

    def commit(self, case_id: int, commitment: bytes) -> Call:
        """A panellist commits to a vote, with what `commitmentOf` says.

        Until the reveals begin it may do so again.

        Solidity: `commit(uint256 caseId, bytes32 commitment)`.
        """
        return self.write("commit(uint256,bytes32)", case_id, commitment)

    def commitment_of(
        self, case_id: int, round_: int, panellist: Address, upheld: bool, salt: bytes
    ) -> bytes:
        """What a panellist commits to: its vote and a secret salt, bound to chain, contract, case, round and
        account.

        Solidity: `commitmentOf(uint256 caseId, uint256 round, address panellist, bool upheld, bytes32
          salt)`.
        """
        return cast(
            "bytes",
            self.read(
                "commitmentOf(uint256,uint256,address,bool,bytes32)", case_id, round_, panellist, upheld, salt
            ),
        )

    def cost(self) -> int:
        """What `open` takes (smallest unit): fees and bonuses of the first panel.

        Solidity: `cost()`.
        """
        return cast("int", self.read("cost()"))

    def decide(self, case_id: int, upheld: bool) -> Call:
        """The members' vote decides a claim that went to it.

        Restricted to the REVIEW_STEWARD role.

        Solidity: `decide(uint256 caseId, bool upheld)`.
        """
        return self.write("decide(uint256,bool)", case_id, upheld)

    def draw(self, case_id: int, conflicts: Sequence[Address]) -> Call:
        """Draws the panel, or goes on drawing: a call looks at no more than 64 slots.

        `simulate` returns `complete`: Whether that was all.

        Solidity: `draw(uint256 caseId, address[] conflicts)`.
        """
        return self.write("draw(uint256,address[])", case_id, conflicts)

    def drawable_in(self, case_id: int, round_: int) -> DrawableInResult:
        """In which blocks a round can be drawn, both included.

        Solidity: `drawableIn(uint256 caseId, uint256 round)`.
        """
        return DrawableInResult(*self.read("drawableIn(uint256,uint256)", case_id, round_))

    def drawn_by(
        self, case_id: int, round_: int, seed: bytes, conflicts: Sequence[Address]
    ) -> tuple[Address, ...]:
        """Whom a round's draw would seat if this were its seed; fewer than its seats if there are not enough.

        It is the draw itself, for whoever checks one: its result is the same before the draw and after it,
        as long as nobody leaves its slot.

        Solidity: `drawnBy(uint256 caseId, uint256 round, bytes32 seed, address[] conflicts)`.
        """
        return cast(
            "tuple[Address, ...]",
            self.read("drawnBy(uint256,uint256,bytes32,address[])", case_id, round_, seed, conflicts),
        )

    def enlist(self, amount: int, *, value: Wei = NO_ETH) -> Call:
        """Puts up `amount` (smallest unit), with the call in ETH, else approved before, and enlists the
        caller, who is drawn for panels that are requested from the next block on.

        More can be put up later, and who retired can come back.

        - `value`: ETH to send along, in wei

        Solidity: `enlist(uint208 amount)`.
        """
        return self.write("enlist(uint208)", amount, value=value)

    def enlisted_in(self, account: Address, block_number: int) -> int:
        """What an account is enlisted with as of the end of a block (smallest unit); 0 for who is not.

        Solidity: `enlistedIn(address account, uint256 blockNumber)`.
        """
        return cast("int", self.read("enlistedIn(address,uint256)", account, block_number))

    def held(self, asset: Address) -> int:
        """What of `asset` belongs to somebody (smallest unit): in escrow, or owed.

        The balance is at least that.

        Solidity: `held(address asset)`.
        """
        return cast("int", self.read("held(address)", asset))

    def is_consuming_scheduled_op(self) -> bytes:
        """Returns true only in the context of a delayed restricted call, at the moment that the scheduled
        operation is being consumed.

        Prevents denial of service for delayed restricted calls in the case that the contract performs
        attacker controlled calls.

        Solidity: `isConsumingScheduledOp()`.
        """
        return cast("bytes", self.read("isConsumingScheduledOp()"))

    def membership(self) -> Address:
        """Who can be drawn.

        Solidity: `membership()`.
        """
        return cast("Address", self.read("membership()"))

    def open_(self, question: Question, conflicts: Sequence[Address], *, value: Wei = NO_ETH) -> Call:
        """Opens a case and requests its first panel.

        It takes `cost()`, with the call in ETH, else approved before.

        - `question`: What is asked.
        - `conflicts`: Who else must not sit; claimant and respondent never do.
        - `value`: ETH to send along, in wei

        `simulate` returns `caseId`: Its number; the first is 1.

        Solidity: `open(IReviewPanels.Question question, address[] conflicts)`.
        """
        return self.write(
            "open((bytes32,address,address,address,uint48),address[])", question, conflicts, value=value
        )

    def outcome_of(self, case_id: int) -> int:
        """What became of a case; `Pending` until nothing can change it any more.

        It needs no `close`.

        Solidity: `outcomeOf(uint256 caseId)`.
        """
        return cast("int", self.read("outcomeOf(uint256)", case_id))

    def owed_to(self, account: Address, asset: Address) -> int:
        """What `account` is owed of `asset` and did not claim (smallest unit).

        Solidity: `owedTo(address account, address asset)`.
        """
        return cast("int", self.read("owedTo(address,address)", account, asset))

    def panel_of(self, case_id: int, round_: int) -> tuple[Address, ...]:
        """Who sits in a round, in the order in which they were drawn.

        Solidity: `panelOf(uint256 caseId, uint256 round)`.
        """
        return cast("tuple[Address, ...]", self.read("panelOf(uint256,uint256)", case_id, round_))

    def panellist_of(self, account: Address) -> Panellist:
        """A panellist, of zeros for who is none.

        Solidity: `panellistOf(address account)`.
        """
        return cast("Panellist", self.read("panellistOf(address)", account))

    def recover(self, lost: Address) -> Call:
        """Pays the treasury what it is owed of `asset`, and what of it is here and belongs to nobody.

        Anyone may.

        Solidity: `recover(address lost)`.
        """
        return self.write("recover(address)", lost)

    def retire(self) -> Call:
        """The caller is not drawn any more for panels that are requested from the next block on.

        Solidity: `retire()`.
        """
        return self.write("retire()")

    def reveal(self, case_id: int, upheld: bool, salt: bytes) -> Call:
        """A panellist reveals the vote that it committed to.

        Solidity: `reveal(uint256 caseId, bool upheld, bytes32 salt)`.
        """
        return self.write("reveal(uint256,bool,bytes32)", case_id, upheld, salt)

    def round_of(self, case_id: int, round_: int) -> PanelRound:
        """A panel of a case, the first being 1; of zeros if there is no such one.

        Solidity: `roundOf(uint256 caseId, uint256 round)`.
        """
        return cast("PanelRound", self.read("roundOf(uint256,uint256)", case_id, round_))

    def seat_of(self, case_id: int, account: Address) -> PanelSeat:
        """An account's seat in a case.

        Solidity: `seatOf(uint256 caseId, address account)`.
        """
        return cast("PanelSeat", self.read("seatOf(uint256,address)", case_id, account))

    def seed_of(self, case_id: int, round_: int, hash_: bytes) -> bytes:
        """The seed that `hash`, of the fifth block after the request, makes for a round.

        Solidity: `seedOf(uint256 caseId, uint256 round, bytes32 hash)`.
        """
        return cast("bytes", self.read("seedOf(uint256,uint256,bytes32)", case_id, round_, hash_))

    def set_authority(self, new_authority: Address) -> Call:
        """Transfers control to a new authority.

        The caller must be the current authority.

        Solidity: `setAuthority(address newAuthority)`.
        """
        return self.write("setAuthority(address)", new_authority)

    def set_terms(self, next_: PanelTerms) -> Call:
        """Sets the terms of cases that are opened later.

        Restricted to the REVIEW_STEWARD role.

        Solidity: `setTerms(IReviewPanels.PanelTerms next)`.
        """
        return self.write(
            "setTerms((uint8,uint16,uint48,uint48,uint48,uint48,uint128,uint128,uint128))", next_
        )

    def slot_count(self) -> int:
        """How many slots there are.

        None is ever taken away; those of who withdrew are given out again.

        Solidity: `slotCount()`.
        """
        return cast("int", self.read("slotCount()"))

    def slot_owner(self, slot: int) -> Address:
        """Whose slot that is, or the zero address while it is free; the first is 1.

        Solidity: `slotOwner(uint256 slot)`.
        """
        return cast("Address", self.read("slotOwner(uint256)", slot))

    def spare(self, lost: Address) -> int:
        """What of `asset` is here and belongs to nobody (smallest unit).

        Solidity: `spare(address lost)`.
        """
        return cast("int", self.read("spare(address)", lost))

    def terms(self) -> PanelTerms:
        """The terms of cases that are opened as of now.

        Solidity: `terms()`.
        """
        return cast("PanelTerms", self.read("terms()"))

    def terms_of(self, terms_id: int) -> PanelTerms:
        """The terms with a number; the first is 1.

        Solidity: `termsOf(uint256 termsId)`.
        """
        return cast("PanelTerms", self.read("termsOf(uint256)", terms_id))

    def treasury(self) -> Address:
        """Where lost stakes, forfeited fees and deposits go.

        Solidity: `treasury()`.
        """
        return cast("Address", self.read("treasury()"))

    def withdraw(self) -> Call:
        """The stake of who retired becomes what it can claim, once no seat can need it any more.

        A panel that was requested in the block of the retirement, or before, is drawn or has expired by
        then.

        Solidity: `withdraw()`.
        """
        return self.write("withdraw()")
