"""What every generated class stands on: a contract at an address on a chain."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, make_dataclass
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, overload

from dao_sim.bindings import artifact as artifacts
from dao_sim.bindings import codec
from dao_sim.bindings.abi import EVENT_FIELDS, EventAbi, Function
from dao_sim.bindings.artifact import Artifact
from dao_sim.bindings.call import Call, DecodedCall, make_call
from dao_sim.bindings.codec import Structs
from dao_sim.bindings.reverts import explained
from dao_sim.chain import checks
from dao_sim.chain.protocol import Batch, Chain, Log, Receipt
from dao_sim.errors import BadInput, DaoSimError
from dao_sim.units import Address, Wei

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

NO_ETH = Wei(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something a contract announced. Subclasses add the event's arguments as fields."""

    SIGNATURE: ClassVar[str] = ""

    address: Address
    """Who announced it."""
    block_number: int

    @property
    def arguments(self) -> dict[str, Any]:
        """The event's own fields, without where and when: what two chains must agree on."""
        return {
            field.name: getattr(self, field.name) for field in fields(self) if field.name not in EVENT_FIELDS
        }


C = TypeVar("C", bound="Contract")
E = TypeVar("E", bound=Event)


class Contract:
    """A contract at an address. Views run at once; functions that change state return a `Call`."""

    CONTRACT: ClassVar[str] = ""
    """Name of the compiled contract."""
    STRUCTS: ClassVar[Structs] = {}

    __slots__ = ("address", "chain")

    def __init__(self, chain: Chain, address: Address) -> None:
        """Raises BadInput where `address` is not an address."""
        self.chain = chain
        self.address = codec.checksum(checks.address("address", address))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.address})"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Contract):
            return NotImplemented
        return (type(self), self.chain, self.address) == (type(other), other.chain, other.address)

    def __hash__(self) -> int:
        return hash((type(self), self.address))

    @classmethod
    def artifact(cls) -> Artifact:
        """The compiled contract. A class for a contract of your own overrides this."""
        return artifacts.load(cls.CONTRACT)

    @overload
    def decode(self, source: Receipt | Iterable[Log]) -> list[Event]: ...
    @overload
    def decode(self, source: Receipt | Iterable[Log], kind: type[E]) -> list[E]: ...
    def decode(self, source: Receipt | Iterable[Log], kind: type[Event] | None = None) -> list[Any]:
        """Events of this contract among the logs, in order; only those of `kind` if it is given.

        Other contracts' logs, and events that this contract's ABI does not have, are left out.
        """
        logs = source.logs if isinstance(source, Receipt) else source
        known = _events_by_topic(type(self))
        decoded: list[Event] = []
        for log in logs:
            if log.address != self.address or not log.topics:
                continue
            event, abi = known.get(log.topics[0], (None, None))
            if event and abi and abi.matches(log) and (kind is None or event is kind):
                decoded.append(_build(event, abi, log, self.STRUCTS))
        return decoded

    def events(
        self, kind: type[E], from_block: int = 0, to_block: int | None = None, **filters: Any
    ) -> list[E]:
        """Past events of that kind, oldest first, with these values in their indexed fields.

        `vault.events(RoyaltyVault.Deposited, work_id=3)`. Both blocks are included; no `to_block` means up
        to now. Raises BadInput for an event that is not this contract's, or a field that is not indexed.
        """
        abi = self.artifact().abi.events.get(kind.SIGNATURE)
        if abi is None:
            raise BadInput(self.artifact().contract, f"has no event {kind.__name__}")
        topics = abi.topics(self.artifact().contract, filters)
        logs = self.chain.logs(address=self.address, topics=topics, from_block=from_block, to_block=to_block)
        return [_build(kind, abi, log, self.STRUCTS) for log in logs if abi.matches(log)]

    def batch(
        self,
        function: str,
        senders: Sequence[Address] | npt.NDArray[np.uint8],
        /,
        *,
        values: Sequence[int] | npt.NDArray[np.integer[Any]] | None = None,
        **columns: Any,
    ) -> Batch:
        """Many calls of one function, row i from `senders[i]`: `Chain.send_batch` takes the result.

        `governor.batch("castVote", voters, proposal_id=7, support=votes)`. `function` is Solidity's name;
        among overloads the argument names decide. Each column is one value for all rows, or one per row
        (`calldata_columns` says which shapes). `senders` is any sequence of addresses, or a uint8 array of
        shape (rows, 20). `values` is ETH per row, in wei.
        Raises BadInput where names, lengths or values do not fit.
        """
        from dao_sim.bindings.columns import calldata_columns

        abi = _function_for(self.artifact(), function, columns)
        names = abi.arguments
        contract = self.artifact().contract
        component = f"{contract}.{abi.name}"
        senders = checks.addresses("senders", senders, component=component)
        if values is not None:
            values = checks.amounts("values", values, component=component)
            if len(values) != len(senders):
                reason = "values and senders differ in length"
                raise BadInput(component, reason, senders=len(senders), values=len(values))
        data = calldata_columns(abi, [columns[name] for name in names], rows=len(senders), component=contract)
        return Batch(senders=senders, to=self.address, data=data, values=values)

    def read(self, signature: str, *values: Any) -> Any:
        """Runs a view by its signature: None, the value, or a tuple of values.

        Raises Reverted, decoded, if the contract refuses; BadInput where an argument does not fit, or where
        there is no contract at the address.
        """
        artifact = self.artifact()
        function = _by_signature(artifact, signature)
        data = function.calldata(artifact.contract, values)
        with explained(artifact):
            output = self.chain.call(self.address, data)
        if not output and not self.chain.code(self.address):
            hint = "check the address, and that it is on this chain"
            reason = "there is no contract at this address"
            raise BadInput(artifact.contract, reason, hint=hint, address=self.address)
        return function.decode_output(output, self.STRUCTS)

    def write(self, signature: str, *values: Any, value: Wei = NO_ETH) -> Call:
        """A call of a function by its signature, encoded and not sent. Raises BadInput as `read` does."""
        artifact = self.artifact()
        function = _by_signature(artifact, signature)
        return make_call(
            self.chain, self.address, artifact, function, values, value=value, structs=self.STRUCTS
        )

    @classmethod
    def initcode(cls, *values: Any) -> bytes:
        """Creation code with the constructor's arguments. Raises BadInput where one does not fit."""
        artifact = cls.artifact()
        encoded = codec.encode(f"{artifact.contract} constructor", artifact.abi.constructor.inputs, values)
        return artifact.bytecode + encoded

    @classmethod
    def create(cls: type[C], chain: Chain, sender: Address, *values: Any, value: Wei = NO_ETH) -> C:
        """Deploys it. Raises Reverted, decoded, if the constructor refuses."""
        initcode = cls.initcode(*values)
        with explained(cls.artifact()):
            receipt = chain.deploy(sender, initcode, value)
        if receipt.contract_address is None:
            raise DaoSimError("chain", "a deployment's receipt has no address", chain=chain.name)
        return cls(chain, receipt.contract_address)


def contract_class(artifact: Artifact) -> type[Contract]:
    """A class for a contract of your own, without typed methods: `read`, `write`, `create`, and its events.

    `Token = contract_class(Artifact.from_json(path.read_text())); token = Token.create(chain, alice)`.
    """
    body: dict[str, Any] = {
        "__slots__": (),
        "__doc__": f"`{artifact.contract}`, from {artifact.source}.",
        "CONTRACT": artifact.contract,
        "artifact": classmethod(lambda _: artifact),
    }
    for event in artifact.abi.events.values():
        body.setdefault(
            event.name,
            make_dataclass(
                event.name,
                [(name, Any) for name in event.fields],
                bases=(Event,),
                namespace={"SIGNATURE": event.signature},
                frozen=True,
                slots=True,
                kw_only=True,
            ),
        )
    return type(artifact.contract, (Contract,), body)


def decode_call(to: Address, data: bytes, contracts: Iterable[Contract], value: Wei = NO_ETH) -> DecodedCall:
    """What a call means, told from the contracts one knows: for showing a proposal's actions.

    An address that is not among them, a function that its contract does not have, or data that are not
    exactly the encoding of its arguments, are shown raw, not guessed at.
    """
    known = {contract.address: contract for contract in contracts}.get(codec.checksum(to))
    name = known.artifact().contract if known else to
    function, arguments = f"0x{data[:4].hex()}" if data else "", dict[str, Any]()
    abi = known.artifact().abi.by_selector.get(data[:4]) if known else None
    if known and abi:
        try:
            arguments = abi.decode_inputs(data, known.STRUCTS)
            if abi.calldata(name, list(arguments.values())) == data:
                function = abi.name
            else:
                arguments = {}
        except DaoSimError:
            arguments = {}
    return DecodedCall(to=to, data=data, value=value, contract=name, function=function, arguments=arguments)


def _by_signature(artifact: Artifact, signature: str) -> Function:
    try:
        return artifact.abi.functions[signature]
    except KeyError:
        hint = "write it like setLevy(uint256)"
        raise BadInput(artifact.contract, "has no such function", hint=hint, signature=signature) from None


def _function_for(artifact: Artifact, name: str, columns: Mapping[str, Any]) -> Function:
    """The function of that name whose arguments are called like the columns."""
    overloads = [function for function in artifact.abi.functions.values() if function.name == name]
    if not overloads:
        raise BadInput(artifact.contract, "has no such function", function=name)
    for function in overloads:
        if set(function.arguments) == set(columns):
            return function
    choices = " or ".join(f"({', '.join(function.arguments)})" for function in overloads)
    raise BadInput(
        f"{artifact.contract}.{name}", "takes other arguments", expected=choices, given=", ".join(columns)
    )


def _build(kind: type[E], abi: EventAbi, log: Log, structs: Structs) -> E:
    return kind(address=log.address, block_number=log.block_number, **abi.decode(log, structs))


_EVENTS: dict[type[Contract], Mapping[bytes, tuple[type[Event], EventAbi]]] = {}


def _events_by_topic(contract: type[Contract]) -> Mapping[bytes, tuple[type[Event], EventAbi]]:
    known = _EVENTS.get(contract)
    if known is None:
        abis = contract.artifact().abi.events
        members = [member for ancestor in contract.__mro__ for member in vars(ancestor).values()]
        kinds = [kind for kind in members if isinstance(kind, type) and issubclass(kind, Event)]
        known = {abis[kind.SIGNATURE].topic: (kind, abis[kind.SIGNATURE]) for kind in kinds}
        _EVENTS[contract] = known
    return known
