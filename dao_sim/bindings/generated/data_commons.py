# Generated from artifacts/DataCommons.json by `python scripts/bindings.py`: change that, not this.
"""`DataCommons`, compiled from contracts/data/DataCommons.sol."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple, cast

from dao_sim.bindings.call import Call
from dao_sim.bindings.codec import Structs
from dao_sim.bindings.contract import NO_ETH, Contract, Event
from dao_sim.bindings.generated.structs import STRUCTS, Access, AccessTerms, Dataset, DatasetTerms
from dao_sim.chain.protocol import Chain
from dao_sim.units import Address, Wei


class Eip712DomainResult(NamedTuple):
    """What `DataCommons.eip712_domain` returns."""

    fields: bytes
    name: str
    version: str
    chain_id: int
    verifying_contract: Address
    salt: bytes
    extensions: tuple[int, ...]


class OfferOfResult(NamedTuple):
    """What `DataCommons.offer_of` returns."""

    terms: AccessTerms
    closed: bool


class ShareOfResult(NamedTuple):
    """What `DataCommons.share_of` returns."""

    points: int
    consents: bool


class DataCommons(Contract):
    """Datasets that are used by licence, each use countersigned, and what they earn shared out by
    contribution.
    """

    __slots__ = ()

    CONTRACT: ClassVar[str] = "DataCommons"
    STRUCTS: ClassVar[Structs] = STRUCTS

    @dataclass(frozen=True, slots=True, kw_only=True)
    class AccessBought(Event):
        """`licensee` has a licence until then (seconds), and paid `amount` (smallest unit) for its uses in
        advance.

        Solidity: `AccessBought(uint256 licenceId, uint256 datasetId, address licensee, uint256 offerId,
        uint256 until, uint256 amount)`.
        """

        SIGNATURE: ClassVar[str] = "AccessBought(uint256,uint256,address,uint256,uint256,uint256)"
        licence_id: int
        """Indexed."""
        dataset_id: int
        """Indexed."""
        licensee: Address
        """Indexed."""
        offer_id: int
        until: int
        amount: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class AccessOffered(Event):
        """Licences of these terms can be bought.

        Solidity: `AccessOffered(uint256 offerId, uint256 datasetId, IDataCommons.AccessTerms terms)`.
        """

        SIGNATURE: ClassVar[str] = (
            "AccessOffered(uint256,uint256,(uint48,uint48,address,uint8,uint32,uint128))"
        )
        offer_id: int
        """Indexed."""
        dataset_id: int
        """Indexed."""
        terms: AccessTerms

    @dataclass(frozen=True, slots=True, kw_only=True)
    class AuthorityUpdated(Event):
        """Authority that manages this contract was updated.

        Solidity: `AuthorityUpdated(address authority)`.
        """

        SIGNATURE: ClassVar[str] = "AuthorityUpdated(address)"
        authority: Address

    @dataclass(frozen=True, slots=True, kw_only=True)
    class BarredSet(Event):
        """The purposes that nothing here is used for (a mask) changed.

        Solidity: `BarredSet(uint256 oldBarred, uint256 newBarred)`.
        """

        SIGNATURE: ClassVar[str] = "BarredSet(uint256,uint256)"
        old_barred: int
        new_barred: int

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
    class ConfirmerSet(Event):
        """`account` confirms sources, or does so no more.

        Solidity: `ConfirmerSet(address account, bool isConfirmer)`.
        """

        SIGNATURE: ClassVar[str] = "ConfirmerSet(address,bool)"
        account: Address
        """Indexed."""
        is_confirmer: bool

    @dataclass(frozen=True, slots=True, kw_only=True)
    class ConsentGiven(Event):
        """A holder consents to the uses that the dataset permits.

        Solidity: `ConsentGiven(uint256 datasetId, address holder)`.
        """

        SIGNATURE: ClassVar[str] = "ConsentGiven(uint256,address)"
        dataset_id: int
        """Indexed."""
        holder: Address
        """Indexed."""

    @dataclass(frozen=True, slots=True, kw_only=True)
    class ConsentWithdrawn(Event):
        """A holder consents no more.

        Solidity: `ConsentWithdrawn(uint256 datasetId, address holder)`.
        """

        SIGNATURE: ClassVar[str] = "ConsentWithdrawn(uint256,address)"
        dataset_id: int
        """Indexed."""
        holder: Address
        """Indexed."""

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Credited(Event):
        """`amount` (smallest unit) of a dataset's income is booked as the holder's, to claim.

        Solidity: `Credited(uint256 datasetId, address holder, address asset, uint256 amount)`.
        """

        SIGNATURE: ClassVar[str] = "Credited(uint256,address,address,uint256)"
        dataset_id: int
        """Indexed."""
        holder: Address
        """Indexed."""
        asset: Address
        """Indexed."""
        amount: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class DatasetRegistered(Event):
        """A dataset was registered.

        Solidity: `DatasetRegistered(uint256 datasetId, address registrant, bytes32 contentHash, bytes32
        statement, uint256 permitted, string uri, address[] holders, uint32[] points)`.
        """

        SIGNATURE: ClassVar[str] = (
            "DatasetRegistered(uint256,address,bytes32,bytes32,uint256,string,address[],uint32[])"
        )
        dataset_id: int
        """Indexed."""
        registrant: Address
        """Indexed."""
        content_hash: bytes
        """Indexed."""
        statement: bytes
        permitted: int
        uri: str
        holders: tuple[Address, ...]
        points: tuple[int, ...]

    @dataclass(frozen=True, slots=True, kw_only=True)
    class DatasetResumed(Event):
        """The dataset is suspended no more.

        Solidity: `DatasetResumed(uint256 datasetId)`.
        """

        SIGNATURE: ClassVar[str] = "DatasetResumed(uint256)"
        dataset_id: int
        """Indexed."""

    @dataclass(frozen=True, slots=True, kw_only=True)
    class DatasetSuspended(Event):
        """The co-op suspended the dataset; `reason` is the hash of why.

        Solidity: `DatasetSuspended(uint256 datasetId, bytes32 reason)`.
        """

        SIGNATURE: ClassVar[str] = "DatasetSuspended(uint256,bytes32)"
        dataset_id: int
        """Indexed."""
        reason: bytes

    @dataclass(frozen=True, slots=True, kw_only=True)
    class EIP712DomainChanged(Event):
        """MAY be emitted to signal that the domain could have changed.

        Solidity: `EIP712DomainChanged()`.
        """

        SIGNATURE: ClassVar[str] = "EIP712DomainChanged()"

    @dataclass(frozen=True, slots=True, kw_only=True)
    class LevyCollected(Event):
        """`amount` (smallest unit) of levy went to the treasury.

        Solidity: `LevyCollected(address asset, uint256 amount)`.
        """

        SIGNATURE: ClassVar[str] = "LevyCollected(address,uint256)"
        asset: Address
        """Indexed."""
        amount: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class OfferClosed(Event):
        """No more licences are sold under this offer; those that were sold go on.

        Solidity: `OfferClosed(uint256 offerId)`.
        """

        SIGNATURE: ClassVar[str] = "OfferClosed(uint256)"
        offer_id: int
        """Indexed."""

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
    class Refunded(Event):
        """The licence is over; `amount` (smallest unit), for the uses that did not happen, is the licensee's
        again.

        Solidity: `Refunded(uint256 licenceId, uint256 unused, uint256 amount)`.
        """

        SIGNATURE: ClassVar[str] = "Refunded(uint256,uint256,uint256)"
        licence_id: int
        """Indexed."""
        unused: int
        amount: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class ServiceSet(Event):
        """Countersignatures of `service` count from now on.

        Solidity: `ServiceSet(uint256 datasetId, address service)`.
        """

        SIGNATURE: ClassVar[str] = "ServiceSet(uint256,address)"
        dataset_id: int
        """Indexed."""
        service: Address
        """Indexed."""

    @dataclass(frozen=True, slots=True, kw_only=True)
    class SourceConfirmed(Event):
        """The dataset's source is confirmed.

        Solidity: `SourceConfirmed(uint256 datasetId, address confirmer)`.
        """

        SIGNATURE: ClassVar[str] = "SourceConfirmed(uint256,address)"
        dataset_id: int
        """Indexed."""
        confirmer: Address
        """Indexed."""

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Used(Event):
        """A use, which the service countersigned.

        Of its price the holders have `paid`, the treasury `levy`.

        Solidity: `Used(uint256 datasetId, uint256 licenceId, address licensee, uint256 useNumber,
        IDataCommons.Purpose purpose, bytes32 queryHash, address service, address asset, uint256 paid,
        uint256 levy)`.
        """

        SIGNATURE: ClassVar[str] = (
            "Used(uint256,uint256,address,uint256,uint8,bytes32,address,address,uint256,uint256)"
        )
        dataset_id: int
        """Indexed."""
        licence_id: int
        """Indexed."""
        licensee: Address
        """Indexed."""
        use_number: int
        purpose: int
        query_hash: bytes
        service: Address
        asset: Address
        paid: int
        levy: int

    @classmethod
    def creation(
        cls,
        authority: Address,
        membership: Address,
        vault: Address,
        confirmers: Sequence[Address],
        barred: int,
        suspension_period: int,
    ) -> bytes:
        """Creation code with the constructor's arguments: what a deployment sends.

        - `authority`: The access manager.
        - `membership`: Whose members register.
        - `vault`: Which assets are accepted, what the levy is, and whose it is.
        - `confirmers`: Who confirms sources.
        - `barred`: The purposes that nothing is used for: a mask.
        - `suspension_period`: For how long a suspension holds a licensee's money (seconds).
        """
        return cls.initcode(authority, membership, vault, confirmers, barred, suspension_period)

    @classmethod
    def deploy(
        cls,
        chain: Chain,
        sender: Address,
        authority: Address,
        membership: Address,
        vault: Address,
        confirmers: Sequence[Address],
        barred: int,
        suspension_period: int,
    ) -> DataCommons:
        """Deploys a `DataCommons` and returns it, at the address in the receipt.

        - `authority`: The access manager.
        - `membership`: Whose members register.
        - `vault`: Which assets are accepted, what the levy is, and whose it is.
        - `confirmers`: Who confirms sources.
        - `barred`: The purposes that nothing is used for: a mask.
        - `suspension_period`: For how long a suspension holds a licensee's money (seconds).
        """
        return cls.create(chain, sender, authority, membership, vault, confirmers, barred, suspension_period)

    def authority(self) -> Address:
        """Returns the current authority.

        Solidity: `authority()`.
        """
        return cast("Address", self.read("authority()"))

    def barred(self) -> int:
        """The purposes that nothing here is used for: a mask.

        Solidity: `barred()`.
        """
        return cast("int", self.read("barred()"))

    def buy(self, offer_id: int, *, value: Wei = NO_ETH) -> Call:
        """Buys a licence, for the caller.

        All its uses are paid for in advance: in ETH with the call, else approved before.

        - `value`: ETH to send along, in wei

        `simulate` returns `licenceId`: Its number; the first is 1.

        Solidity: `buy(uint256 offerId)`.
        """
        return self.write("buy(uint256)", offer_id, value=value)

    def claim(self, asset: Address, to: Address) -> Call:
        """Pays `to` all that the caller is owed of `asset`.

        Solidity: `claim(address asset, address to)`.
        """
        return self.write("claim(address,address)", asset, to)

    def close_offer(self, offer_id: int) -> Call:
        """Sells no more under an offer.

        Only the dataset's registrant may.

        Solidity: `closeOffer(uint256 offerId)`.
        """
        return self.write("closeOffer(uint256)", offer_id)

    def collect_levy(self, asset: Address) -> Call:
        """Pays the levy that accrued in `asset` to the treasury.

        Anyone may.

        Solidity: `collectLevy(address asset)`.
        """
        return self.write("collectLevy(address)", asset)

    def confirm(self, dataset_id: int) -> Call:
        """Confirms a dataset's source.

        Confirmers may, who have no part in it.

        Solidity: `confirm(uint256 datasetId)`.
        """
        return self.write("confirm(uint256)", dataset_id)

    def confirmed_of(self, content_hash: bytes) -> int:
        """The confirmed registration of this content, or 0.

        Solidity: `confirmedOf(bytes32 contentHash)`.
        """
        return cast("int", self.read("confirmedOf(bytes32)", content_hash))

    def consent(self, dataset_id: int) -> Call:
        """A holder consents to what the dataset permits; again, if it withdrew that.

        Solidity: `consent(uint256 datasetId)`.
        """
        return self.write("consent(uint256)", dataset_id)

    def credit(self, dataset_id: int, asset: Address, holder: Address) -> Call:
        """Books what a dataset earned for `holder` since the last time, rounded down, as the holder's, to
        `claim`.

        The fraction stays its own. Anyone may.

        `simulate` returns `uint256 amount`.

        Solidity: `credit(uint256 datasetId, address asset, address holder)`.
        """
        return self.write("credit(uint256,address,address)", dataset_id, asset, holder)

    def creditable(self, dataset_id: int, asset: Address, holder: Address) -> int:
        """What `credit` would book (smallest unit).

        Solidity: `creditable(uint256 datasetId, address asset, address holder)`.
        """
        return cast("int", self.read("creditable(uint256,address,address)", dataset_id, asset, holder))

    def dataset_count(self) -> int:
        """How many datasets were ever registered.

        Solidity: `datasetCount()`.
        """
        return cast("int", self.read("datasetCount()"))

    def dataset_of(self, dataset_id: int) -> Dataset:
        """A dataset, of zeros if there is no such one.

        Solidity: `datasetOf(uint256 datasetId)`.
        """
        return cast("Dataset", self.read("datasetOf(uint256)", dataset_id))

    def eip712_domain(self) -> Eip712DomainResult:
        """returns the fields and values that describe the domain separator used by this contract for EIP-712
        signature.

        Solidity: `eip712Domain()`.
        """
        return Eip712DomainResult(*self.read("eip712Domain()"))

    def held(self, asset: Address) -> int:
        """What of `asset` belongs to somebody (smallest unit): in escrow, or owed.

        The balance is at least that.

        Solidity: `held(address asset)`.
        """
        return cast("int", self.read("held(address)", asset))

    def income(self, dataset_id: int, asset: Address) -> int:
        """What a dataset ever earned in `asset` for its holders (smallest unit).

        Solidity: `income(uint256 datasetId, address asset)`.
        """
        return cast("int", self.read("income(uint256,address)", dataset_id, asset))

    def is_confirmer(self, account: Address) -> bool:
        """Whether an account confirms sources.

        Solidity: `isConfirmer(address account)`.
        """
        return cast("bool", self.read("isConfirmer(address)", account))

    def is_consuming_scheduled_op(self) -> bytes:
        """Returns true only in the context of a delayed restricted call, at the moment that the scheduled
        operation is being consumed.

        Prevents denial of service for delayed restricted calls in the case that the contract performs
        attacker controlled calls.

        Solidity: `isConsumingScheduledOp()`.
        """
        return cast("bytes", self.read("isConsumingScheduledOp()"))

    def is_open(self, dataset_id: int) -> bool:
        """Whether licences are sold and used now: the source is confirmed, all consent, and it is not
        suspended.

        Solidity: `isOpen(uint256 datasetId)`.
        """
        return cast("bool", self.read("isOpen(uint256)", dataset_id))

    def licence_count(self) -> int:
        """How many licences were ever bought.

        Solidity: `licenceCount()`.
        """
        return cast("int", self.read("licenceCount()"))

    def licence_of(self, licence_id: int) -> Access:
        """A licence, of zeros if there is no such one.

        Solidity: `licenceOf(uint256 licenceId)`.
        """
        return cast("Access", self.read("licenceOf(uint256)", licence_id))

    def membership(self) -> Address:
        """Whose members register.

        Solidity: `membership()`.
        """
        return cast("Address", self.read("membership()"))

    def offer(self, terms: AccessTerms) -> Call:
        """Offers licences, whose terms never change.

        Only the dataset's registrant may.

        `simulate` returns `offerId`: Its number; the first is 1.

        Solidity: `offer(IDataCommons.AccessTerms terms)`.
        """
        return self.write("offer((uint48,uint48,address,uint8,uint32,uint128))", terms)

    def offer_count(self) -> int:
        """How many offers were ever made.

        Solidity: `offerCount()`.
        """
        return cast("int", self.read("offerCount()"))

    def offer_of(self, offer_id: int) -> OfferOfResult:
        """An offer's terms, and whether it was closed.

        Reverts where there is none of that number.

        Solidity: `offerOf(uint256 offerId)`.
        """
        return OfferOfResult(*self.read("offerOf(uint256)", offer_id))

    def owed_to(self, account: Address, asset: Address) -> int:
        """What `account` is owed of `asset` and did not claim (smallest unit).

        Solidity: `owedTo(address account, address asset)`.
        """
        return cast("int", self.read("owedTo(address,address)", account, asset))

    def refund(self, licence_id: int) -> Call:
        """Ends a licence and books what was paid for uses that did not happen as the licensee's again.

        Solidity: `refund(uint256 licenceId)`.
        """
        return self.write("refund(uint256)", licence_id)

    def register(self, terms: DatasetTerms) -> Call:
        """Registers a dataset.

        Members may.

        `simulate` returns `datasetId`: Its number; the first is 1.

        Solidity: `register(IDataCommons.DatasetTerms terms)`.
        """
        return self.write("register((bytes32,bytes32,uint8,address,string,address[],uint32[]))", terms)

    def resume(self, dataset_id: int) -> Call:
        """Lets a suspended dataset be used again.

        Restricted to the DATA_STEWARD role.

        Solidity: `resume(uint256 datasetId)`.
        """
        return self.write("resume(uint256)", dataset_id)

    def set_authority(self, new_authority: Address) -> Call:
        """Transfers control to a new authority.

        The caller must be the current authority.

        Solidity: `setAuthority(address newAuthority)`.
        """
        return self.write("setAuthority(address)", new_authority)

    def set_barred(self, purposes: int) -> Call:
        """Says which purposes nothing here is used for: a mask.

        Restricted to the DATA_STEWARD role.

        Solidity: `setBarred(uint256 purposes)`.
        """
        return self.write("setBarred(uint256)", purposes)

    def set_confirmer(self, account: Address, is_confirmer: bool) -> Call:
        """Says whether `account` confirms sources.

        Restricted to the DATA_STEWARD role.

        Solidity: `setConfirmer(address account, bool isConfirmer_)`.
        """
        return self.write("setConfirmer(address,bool)", account, is_confirmer)

    def set_service(self, dataset_id: int, service: Address) -> Call:
        """Replaces who countersigns, for uses from now on.

        Only the registrant may.

        Solidity: `setService(uint256 datasetId, address service)`.
        """
        return self.write("setService(uint256,address)", dataset_id, service)

    def share_of(self, dataset_id: int, holder: Address) -> ShareOfResult:
        """A holder's contribution points, and whether it consents.

        Solidity: `shareOf(uint256 datasetId, address holder)`.
        """
        return ShareOfResult(*self.read("shareOf(uint256,address)", dataset_id, holder))

    def suspend(self, dataset_id: int, reason: bytes) -> Call:
        """Stops sales and uses of a dataset.

        Restricted to the DATA_STEWARD role. `reason` is a hash.

        Solidity: `suspend(uint256 datasetId, bytes32 reason)`.
        """
        return self.write("suspend(uint256,bytes32)", dataset_id, reason)

    def suspension_period(self) -> int:
        """For how long a suspension holds a licensee's money (seconds).

        Solidity: `suspensionPeriod()`.
        """
        return cast("int", self.read("suspensionPeriod()"))

    def use(
        self, licence_id: int, purpose: int, query_hash: bytes, valid_until: int, countersignature: bytes
    ) -> Call:
        """The licensee logs a use of its licence, which the service countersigned.

        - `purpose`: What for.
        - `query_hash`: The hash of what is asked for.
        - `valid_until`: The last second (seconds) in which the countersignature is good.
        - `countersignature`: The service's, of `useHash`.

        `simulate` returns `useNumber`: Which use of the licence it is; the first is 1.

        Solidity: `use(uint256 licenceId, IDataCommons.Purpose purpose, bytes32 queryHash, uint256
          validUntil, bytes countersignature)`.
        """
        return self.write(
            "use(uint256,uint8,bytes32,uint256,bytes)",
            licence_id,
            purpose,
            query_hash,
            valid_until,
            countersignature,
        )

    def use_hash(self, licence_id: int, purpose: int, query_hash: bytes, valid_until: int) -> bytes:
        """What the service signs (EIP-712): the next use of a licence.

        Solidity: `useHash(uint256 licenceId, IDataCommons.Purpose purpose, bytes32 queryHash, uint256
          validUntil)`.
        """
        return cast(
            "bytes",
            self.read("useHash(uint256,uint8,bytes32,uint256)", licence_id, purpose, query_hash, valid_until),
        )

    def vault(self) -> Address:
        """Which assets are accepted, what the levy is, and whose it is.

        Solidity: `vault()`.
        """
        return cast("Address", self.read("vault()"))

    def withdraw(self, dataset_id: int) -> Call:
        """A holder withdraws its consent: nothing is sold, and no use logged, from now on.

        Solidity: `withdraw(uint256 datasetId)`.
        """
        return self.write("withdraw(uint256)", dataset_id)
