"""`@reading` and `@acting`: commands about a co-op that was deployed, on the chain where it stands.

The co-op is the one named by --coop, by DAO_SIM_COOP or in the settings, else the only deployment there is;
the network likewise, else the one that the deployment was made on.
"""

from __future__ import annotations

import contextlib
import functools
import inspect
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec

from dao_sim.cli.command import Data, standard
from dao_sim.cli.events import event_line, events_data, plain
from dao_sim.cli.output import Output
from dao_sim.cli.settings import LOCAL_NAME, Settings
from dao_sim.cli.where import AccountName, AsWhom, CoopName, DryRun, GovernorName, Network, PasswordFile
from dao_sim.errors import BadInput, ChainUnreachable, DaoSimError, Reverted
from dao_sim.units import Address

if TYPE_CHECKING:
    from eth_account.signers.local import LocalAccount

    from dao_sim.bindings import Call
    from dao_sim.chain.protocol import Receipt
    from dao_sim.chain.rpc import RpcChain
    from dao_sim.cli.accounts import Signer
    from dao_sim.coop.cooperative import Cooperative
    from dao_sim.coop.deployment import Deployment

P = ParamSpec("P")

_WHERE: dict[str, Any] = {"coop_name": CoopName, "network": Network}
_GOVERNED = {"governor": GovernorName}


class Visit:
    """A deployed co-op, opened to look at it."""

    def __init__(self, out: Output, deployment: Deployment, chain: RpcChain, address: Address | None) -> None:
        from dao_sim.coop.cooperative import Cooperative

        self.out = out
        self.deployment = deployment
        self.chain = chain
        self.coop: Cooperative = Cooperative(chain, deployment.charter, deployment.addresses)
        """With the governor in whose matters the command acts."""
        self._address = address

    def turn_to(self, governor: str | None) -> None:
        """To the proposals of that governor; None for the constitution's. Raises BadInput for no such one."""
        if governor is not None:
            self.coop = self.coop.under(governor)

    @property
    def address(self) -> Address | None:
        """As whom: the account that was named or is the default; None where there is none."""
        return self._address


class Member(Visit):
    """A deployed co-op, opened to act in it with one account's key."""

    def __init__(
        self, out: Output, deployment: Deployment, chain: RpcChain, signer: Signer, *, dry_run: bool
    ) -> None:
        super().__init__(out, deployment, chain, None)
        self._signer = signer
        self.dry_run = dry_run
        self.receipt: Receipt | None = None
        """Of what was sent last."""

    @functools.cached_property
    def address(self) -> Address:
        """The account that acts."""
        return self._signer.address

    def key(self) -> LocalAccount:
        """The account's key; the password is asked for once."""
        return self._signer.key()

    def send(self, call: Call, say: str) -> Data:
        """Simulates a call; then sends it, unless this is a dry run. `say` is printed once it is done.

        Returns what happened, as data. Raises Reverted, decoded, with nothing sent, if it would be refused;
        ChainUnreachable, with a hint, if the node went away before it said what became of it.
        """
        try:
            returns = call.simulate(self.address)
        except Reverted as error:
            from dao_sim.coop.plainly import plainly

            raise plainly(error) from error
        if self.dry_run:
            logs = self.chain.effects(self.address, call.to, call.data, call.value)
            effects = None if logs is None else events_data(self.coop, logs)
            self.out.line(f"Would call {call}")
            for effect in effects or ():
                self.out.line(f"  {event_line(effect)}")
            if effects is None:
                self.out.note("this node cannot say which events that would cause")
            self.out.line("Nothing was sent.")
            return {"dry_run": True, "call": str(call), "returns": plain(returns), "effects": effects}
        self.chain.add_signer(self.key())
        try:
            self.receipt = receipt = call.send(self.address)
        except ChainUnreachable as error:
            hint = "it may have been sent all the same, or not: see what the chain says before you repeat it"
            raise ChainUnreachable(error.component, error.reason, hint=hint, **error.operands) from error
        self.out.line(say)
        sent = receipt.transaction_hash or b""
        return {
            "transaction": f"0x{sent.hex()}",
            "block": receipt.block_number,
            "gas_used": receipt.gas_used,
            "events": events_data(self.coop, receipt.logs),
        }


def reading(run: Callable[Concatenate[Output, Visit, P], Data]) -> Callable[..., None]:
    """A command that looks at a deployed co-op: `run(out, visit, …)`."""
    return _reading(run, {})


def reading_governor(run: Callable[Concatenate[Output, Visit, P], Data]) -> Callable[..., None]:
    """The same of one governor's matters, which `--governor` names."""
    return _reading(run, _GOVERNED)


def acting(run: Callable[Concatenate[Output, Member, P], Data]) -> Callable[..., None]:
    """A command that changes something in a deployed co-op, with one account's key: `run(out, member, …)`."""
    return _acting(run, {})


def acting_governor(run: Callable[Concatenate[Output, Member, P], Data]) -> Callable[..., None]:
    """The same in one governor's matters, which `--governor` names."""
    return _acting(run, _GOVERNED)


def _reading(
    run: Callable[Concatenate[Output, Visit, P], Data], added: Mapping[str, Any]
) -> Callable[..., None]:
    def command(out: Output, **values: Any) -> Data:
        settings = Settings.load()
        named, governor = values.pop("as_whom"), values.pop("governor", None)
        with _opened(settings, values.pop("coop_name"), values.pop("network")) as (deployment, chain):
            address = _whose(settings, named, chain)
            visit = Visit(out, deployment, chain, address)
            visit.turn_to(governor)
            return run(out, visit, **values)  # type: ignore[call-arg]

    return _command(run, command, {**added, **_WHERE, "as_whom": AsWhom})


def _acting(
    run: Callable[Concatenate[Output, Member, P], Data], added: Mapping[str, Any]
) -> Callable[..., None]:
    def command(out: Output, **values: Any) -> Data:
        from dao_sim.cli.accounts import Signer, chosen, no_account

        settings = Settings.load()
        named, file = values.pop("account"), values.pop("password_file")
        dry_run, governor = values.pop("dry_run"), values.pop("governor", None)
        with _opened(settings, values.pop("coop_name"), values.pop("network")) as (deployment, chain):
            name = chosen(settings, named)
            if name is None:
                raise no_account(settings)
            signer = Signer(name, settings, out, file, chain.node_accounts())
            member = Member(out, deployment, chain, signer, dry_run=dry_run)
            member.turn_to(governor)
            return run(out, member, **values)  # type: ignore[call-arg]

    who = {"account": AccountName, "password_file": PasswordFile, "dry_run": DryRun}
    return _command(run, command, {**added, **_WHERE, **who})


@contextlib.contextmanager
def open_node(settings: Settings, network: str, **options: Any) -> Iterator[RpcChain]:
    """The node of that name or URL, left as it is, its views at the present time. Closed at the end."""
    from dao_sim.chain.rpc import RpcChain

    url = settings.url(network)
    if not url.lower().startswith(("http://", "https://")):
        raise BadInput("network", "is not a node's URL", hint="write http://… or https://…", network=network)
    with contextlib.closing(RpcChain(url, take_over=False, pending=True, **options)) as chain:
        yield chain


def only_url(settings: Settings) -> str:
    """The node of the only deployment there is, where its record says it; else the local one."""
    from dao_sim.coop.deployment import Deployment, find

    found = list(find(settings.deployments, settings.coop))
    return (Deployment.load(found[0]).url if len(found) == 1 else None) or LOCAL_NAME


@contextlib.contextmanager
def _opened(
    settings: Settings, coop_name: str | None, network: str | None
) -> Iterator[tuple[Deployment, RpcChain]]:
    wanted, at = coop_name or settings.coop, network or settings.network
    if at is None:
        deployment = _only(settings, wanted, None)
        if deployment.url is None:
            hint = "give --network; the deployment's record keeps no URL that holds a key"
            raise BadInput("network", "which node?", hint=hint, coop=deployment.name)
        with open_node(settings, deployment.url) as chain:
            yield _checked(deployment, chain), chain
        return
    with open_node(settings, at) as chain:
        yield _checked(_only(settings, wanted, chain.chain_id), chain), chain


def _only(settings: Settings, name: str | None, chain_id: int | None) -> Deployment:
    """The deployment that was meant. Raises BadInput where there is none, or more than one."""
    from dao_sim.coop.deployment import Deployment, find

    root = settings.deployments
    found = list(find(root, name, chain_id))
    if len(found) == 1:
        return Deployment.load(found[0])
    asked = {"coop": name, "chain_id": chain_id}
    where = {"folder": str(root), **{key: value for key, value in asked.items() if value is not None}}
    if found:
        places = ", ".join(f"{folder.name} on chain {folder.parent.name}" for folder in found)
        hint = f"give --coop NAME, and --network where it is on several chains; there are {places}"
        raise BadInput("coop", "which co-op?", hint=hint, **where)
    raise BadInput("coop", "there is no such deployment", hint=_what_there_is(root), **where)


def _what_there_is(root: Path) -> str:
    from dao_sim.coop.deployment import find, find_unfinished

    here = ", ".join(f"{folder.name} on chain {folder.parent.name}" for folder in find(root))
    begun = ", ".join(f"{folder.name} on chain {folder.parent.name}" for folder in find_unfinished(root))
    hints = [f"here is {here}"] if here else []
    if begun:
        hints.append(f"{begun} was broken off: `dao-sim deploy CHARTER.toml --resume` goes on")
    return "; ".join(hints) or "`dao-sim deploy` makes one; DAO_SIM_DEPLOYMENTS names its folder"


def _checked(deployment: Deployment, chain: RpcChain) -> Deployment:
    """The deployment, if this is the chain it was made on."""
    replaced = chain.genesis.hex() != deployment.genesis.removeprefix("0x")
    if chain.chain_id != deployment.chain_id or replaced:
        raise BadInput(
            "coop",
            "the node's chain is not the one that this co-op was deployed on",
            hint="was the local node started anew? `dao-sim node --state FILE` keeps its chain",
            coop=deployment.name,
            deployed_on=deployment.chain_id,
            chain_id=chain.chain_id,
            url=chain.name,
        )
    return deployment


def _whose(settings: Settings, named: str | None, chain: RpcChain) -> Address | None:
    from dao_sim.chain.keystore import Keystore
    from dao_sim.cli.accounts import chosen
    from dao_sim.cli.people import person

    name = chosen(settings, named)
    if name is None:
        return None
    try:
        return person(name, Keystore(settings.keystore), chain)
    except DaoSimError:
        if named:
            raise
        return None  # a default that is of no use here, such as a test account of another node


def _command(
    run: Callable[..., Data], command: Callable[..., Data], added: Mapping[str, Any]
) -> Callable[..., None]:
    """`command` with the options of `run` (its first two parameters aside) and those added, made standard."""
    own = list(inspect.signature(run).parameters.values())[2:]
    hints = inspect.get_annotations(run, eval_str=True)
    output = inspect.Parameter("out", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=Output)
    parameters = [
        output,
        *(each.replace(annotation=hints[each.name], kind=inspect.Parameter.KEYWORD_ONLY) for each in own),
        *(
            inspect.Parameter(
                name,
                inspect.Parameter.KEYWORD_ONLY,
                default=False if kind is DryRun else None,
                annotation=kind,
            )
            for name, kind in added.items()
        ),
    ]
    functools.update_wrapper(command, run)
    del command.__wrapped__  # type: ignore[attr-defined]
    command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    command.__annotations__ = {each.name: each.annotation for each in parameters}
    return standard(command)
