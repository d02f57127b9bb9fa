"""`dao-sim deploy`: a charter's co-op on a node, with a journal to resume from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import urlsplit

import typer

from dao_sim.cli.accounts import Signer, chosen, no_account
from dao_sim.cli.command import Data, command_app, standard
from dao_sim.cli.output import Output
from dao_sim.cli.session import open_node
from dao_sim.cli.settings import LOCAL_NAME, Settings
from dao_sim.cli.steps import described
from dao_sim.cli.where import AccountName, DryRun, Network, PasswordFile
from dao_sim.errors import BadInput, ChainUnreachable
from dao_sim.units import format_amount

if TYPE_CHECKING:
    from dao_sim.coop.deployment import Deployment
    from dao_sim.coop.rehearsal import Planned
    from dao_sim.coop.steps import Step

app = command_app()

_GO_ON = "what was sent is in the journal: go on with --resume"

CharterFile = Annotated[Path, typer.Argument(metavar="CHARTER.toml", help="What to deploy.")]
Resume = Annotated[bool, typer.Option("--resume", help="Go on with a deployment that was broken off.")]
Reset = Annotated[bool, typer.Option("--reset", help="Set the old journal and record aside; begin anew.")]
AllowChain = Annotated[
    int | None,
    typer.Option("--allow-chain-id", metavar="N", help="Deploy on this chain though it is no local one."),
]


@app.command()
@standard
def deploy(
    out: Output,
    charter_file: CharterFile,
    *,
    network: Network = None,
    account: AccountName = None,
    password_file: PasswordFile = None,
    dry_run: DryRun = False,
    resume: Resume = False,
    reset: Reset = False,
    allow_chain_id: AllowChain = None,
) -> Data:
    """Put a charter's co-op on a chain, with a journal to resume from.

    Example: dao-sim deploy coop.toml --rpc http://127.0.0.1:8545 --account ada --dry-run
    """
    from dao_sim.coop import Charter
    from dao_sim.coop.deploy import check_chain, preview
    from dao_sim.coop.deploy import deploy as carry_out
    from dao_sim.coop.deployment import folder_of
    from dao_sim.coop.journal import JOURNAL
    from dao_sim.coop.plan import plan, resolved

    if resume and reset:
        raise BadInput("deploy", "--resume and --reset exclude each other", hint="give one of them")
    settings = Settings.load()
    charter = Charter.load(charter_file)
    url = settings.url(network or settings.network or LOCAL_NAME)
    with open_node(settings, url) as chain:
        check_chain(chain, allow_chain_id)
        name = chosen(settings, account)
        if name is None:
            raise no_account(settings)
        signer = Signer(name, settings, out, password_file, chain.node_accounts())
        if dry_run:
            planned = preview(
                charter, chain, signer.address, settings.deployments, resume=resume, reset=reset
            )
            fee, held = chain.outbox.fees()[0], chain.balance(signer.address)
            return _show_plan(out, planned, fee, signer.address, held)
        chain.add_signer(signer.key())
        steps = len(
            plan(resolved(charter, chain.node_accounts()), deployer=signer.address, accounts=(), now=0)
        )
        journal = folder_of(settings.deployments, chain.chain_id, charter.name) / JOURNAL
        with out.progress("Deploying", steps) as advance:

            def told(step: Step, what: str) -> None:
                out.note(f"{what}: {step.step}")
                advance(1)

            try:
                deployment = carry_out(
                    charter,
                    chain,
                    signer.address,
                    settings.deployments,
                    url=_public(url),
                    resume=resume,
                    reset=reset,
                    on_step=told,
                )
            except (KeyboardInterrupt, OSError):
                if journal.exists():
                    out.note(_GO_ON)
                raise
            except ChainUnreachable as error:
                hint = f"{error.hint}; {_GO_ON}" if journal.exists() else error.hint
                raise ChainUnreachable(
                    error.component, error.reason, hint=hint, **dict(error.operands)
                ) from error
    return _show(out, deployment)


def _public(url: str) -> str | None:
    """The URL, where it holds nothing that could be a key."""
    parts = urlsplit(url)
    bare = parts.username is None and parts.path in ("", "/") and not parts.query
    return url if bare else None


def _show_plan(out: Output, planned: list[Planned], fee: int, deployer: str, held: int) -> Data:
    steps: list[dict[str, Any]] = [
        {
            "step": each.step.step,
            "contract": each.step.contract,
            "creates": each.address,
            "gas": each.gas,
            "done": each.done,
            "does": described(each.step),
        }
        for each in planned
    ]
    to_send = [each for each in planned if not each.done]
    gas = sum(each.gas for each in to_send)
    rows = [[each["step"], each["creates"] or "", each["gas"]] for each in steps if not each["done"]]
    done = f", after {len(planned) - len(to_send)} that are done" if len(to_send) < len(planned) else ""
    title = f"{len(to_send)} transactions from {deployer}{done}"
    out.table(title, ["step", "expected address", "gas"], rows)
    out.line("With these arguments (<vault> is the address that the step of that name gets):")
    for each in steps:
        if each["done"]:
            continue
        out.line(f"  {each['step']} ({each['contract']})")
        for line in each["does"]:
            out.line(f"    {line}")
    out.line()
    cost = f"{format_amount(gas * fee)} ETH"
    out.line(f"Gas in all: {gas:,}; at present fees at most {cost}. Nothing was sent.")
    if held < gas * fee:
        out.warn(f"{deployer} holds {format_amount(held)} ETH, which is not enough")
    return {
        "dry_run": True,
        "deployer": deployer,
        "steps": steps,
        "gas": gas,
        "most_wei": str(gas * fee),
        "balance": str(held),
    }


def _show(out: Output, deployment: Deployment) -> Data:
    rows = [[step, each.address, each.gas_used] for step, each in deployment.contracts.items()]
    out.table(f"{deployment.name} on chain {deployment.chain_id}", ["contract", "address", "gas"], rows)
    out.line(
        f"The record is in {deployment.folder}. `dao-sim verify` checks it; `dao-sim status` looks at it."
    )
    return {
        "coop": deployment.name,
        "chain_id": deployment.chain_id,
        "folder": deployment.folder,
        "deployer": deployment.deployer,
        "addresses": deployment.addresses,
        "gas_used": sum(each.gas_used for each in deployment.contracts.values()),
        "charter_hash": deployment.charter_hash,
    }
