#!/usr/bin/env python3
"""Live through a proposal's whole life: under brownie, or as plain Python on anvil or the embedded engine.

    brownie run scripts/governance_cycle.py                          on brownie's network
    brownie run scripts/governance_cycle.py main coop.toml out.json  that charter; the result goes to a file
    brownie run scripts/governance_cycle.py --interactive            then a console with the contracts

    scripts/governance_cycle.py                                      on the embedded engine
    scripts/governance_cycle.py --rpc http://127.0.0.1:8545 --charter coop.toml
    scripts/governance_cycle.py --json                               one JSON object, as in out.json

A co-op is deployed (as by scripts/deploy.py); a founder registers a work, a buyer pays for it, the founders
vote on another levy, the vote takes effect, and everybody claims what the work earned. Days pass in between,
so the node must be one whose time can be moved.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # the scripts are not installed, and this one stands on the other

from dao_sim import Chain, Charter, Cooperative, DaoSimError, Proposal, Refused, Support  # noqa: E402
from dao_sim.errors import Unsupported  # noqa: E402
from dao_sim.units import SHARES_PER_WORK, Address, format_amount  # noqa: E402
from scripts import deploy  # noqa: E402

PRICE = 3 * 10**18
"""What a buyer pays for the work each time, in wei."""
STEP_BPS = 250
"""By how much the founders vote to change the levy."""


class Step(NamedTuple):
    """Something that happened: its name, the chain's time (seconds), a sentence, and the figures."""

    stage: str
    at: int
    text: str
    figures: dict[str, str]


def main(charter: str = "", out: str = "") -> None:
    """What brownie runs. The console then has each contract as brownie's own, and `coop` as the package's."""
    from brownie import web3  # there is a brownie only where brownie runs this

    node = deploy.open_node(web3.provider.endpoint_uri, take_over=True)
    try:
        coop = found(deploy.load(charter), node)
        result = live(coop, lambda happened: print(line(happened)))
    finally:
        node.close()  # from here on its clock is brownie's again
    deploy.keep(result, out)
    globals().update(deploy.as_brownie_has_them(coop))  # the console shows this module's names


def found(charter: Charter, chain: Chain) -> Cooperative:
    """Deploys. Raises Unsupported where days cannot be made to pass, before anything is sent."""
    if not chain.capabilities.time_control:
        hint = "use anvil, or leave --rpc out"
        raise Unsupported("chain", "a proposal takes days, and this node's time cannot be moved", hint=hint)
    return Cooperative.deploy(charter, chain)


def live(coop: Cooperative, tell: Callable[[Step], None]) -> dict[str, Any]:
    """The whole life, each step told as it happens; returns everything for JSON, amounts as strings.

    Raises Reverted where the rules refuse, as they do when the charter's founders cannot carry a vote.
    """
    before = coop.vault.levy_bps()
    steps = []
    for happened in life(coop):
        tell(happened)
        steps.append(happened._asdict())
    books = coop.books()
    return {
        "coop": coop.charter.name,
        "engine": coop.chain.name,
        "chain_id": coop.chain.chain_id,
        "addresses": coop.addresses,
        "steps": steps,
        "levy_bps": {"before": before, "after": coop.vault.levy_bps()},
        "books": {
            "deposits": str(books.deposits),
            "paid_out": str(books.paid_out),
            "claimable": str(books.claimable),
            "levy": str(books.levy),
            "balanced": books.balanced,
        },
    }


def life(coop: Cooperative) -> Iterator[Step]:
    """A work earns, the levy is changed by vote, the work earns again, and its contributors are paid."""
    author, buyer = able_to_propose(coop), coop.chain.accounts()[0]
    work = coop.register_work(author, b"the recording", equal_shares(coop.founders))
    yield step(coop, "registered", f"{author} registers work {work}", work=work, registrant=author)
    yield paid(coop, work, buyer)
    yield from vote(coop, author)
    yield paid(coop, work, buyer)
    for payee in coop.founders:
        amount = coop.claim(work, payee)
        text = f"{payee} claims {format_amount(amount)} ETH"
        yield step(coop, "claimed", text, work=work, payee=payee, amount=amount)


def vote(coop: Cooperative, proposer: Address) -> Iterator[Step]:
    """A proposal to change the levy, from its making to its effect."""
    levy, most = coop.vault.levy_bps(), coop.vault.max_levy_bps()
    wanted = levy + STEP_BPS if levy + STEP_BPS <= most else levy - STEP_BPS
    title = f"A levy of {format_amount(wanted, 2)} %"
    proposal = coop.propose(proposer, coop.vault.set_levy(wanted), title)
    text = f"{proposer} proposes: {title} instead of {format_amount(levy, 2)} %"
    yield step(coop, "proposed", text, proposal=proposal.id, action=proposal.actions[0])
    proposal.open()
    for voter in coop.founders:
        weight = coop.token.get_past_votes(voter, proposal.snapshot)
        if not weight:
            continue
        proposal.vote(voter, Support.FOR)
        text = f"{voter} votes for it with {format_amount(weight)} tokens"
        yield step(coop, "voted", text, voter=voter, weight=weight)
    yield closed(coop, proposal)
    proposal.queue()
    yield step(coop, "queued", f"It may be executed from {moment(proposal.eta)}", eta=proposal.eta)
    proposal.execute()
    text = f"It is executed: the levy is {format_amount(coop.vault.levy_bps(), 2)} %"
    yield step(coop, "executed", text, levy_bps=coop.vault.levy_bps())


def closed(coop: Cooperative, proposal: Proposal) -> Step:
    """The end of voting, and its result."""
    proposal.close()
    tally, quorum = proposal.tally, proposal.quorum
    text = (
        f"The vote has ended, {format_amount(tally.for_)} for and {format_amount(tally.against)} against, "
        f"with a quorum of {format_amount(quorum)}: {proposal.state.name.lower()}"
    )
    figures = {"for": tally.for_, "against": tally.against, "abstain": tally.abstain, "quorum": quorum}
    return step(coop, "closed", text, state=proposal.state.name.lower(), **figures)


def paid(coop: Cooperative, work: int, buyer: Address) -> Step:
    """One sale."""
    receipt = coop.deposit(work, PRICE, buyer)
    levy = coop.vault.decode(receipt, coop.vault.Deposited)[0].levy
    text = (
        f"A buyer pays {format_amount(PRICE)} ETH for work {work}, of which the co-op {format_amount(levy)}"
    )
    return step(coop, "paid", text, work=work, amount=PRICE, levy=levy)


def able_to_propose(coop: Cooperative) -> Address:
    """The first founder with tokens enough. Raises Refused if there is none."""
    threshold = coop.governor.proposal_threshold()
    for founder in coop.founders:
        if coop.token.get_votes(founder) >= threshold:
            return founder
    hint = "give one of the charter's founders as many tokens as its proposal_threshold"
    raise Refused("charter", "no founder has the tokens to propose", hint=hint, threshold=threshold)


def equal_shares(payees: tuple[Address, ...]) -> dict[Address, int]:
    """A whole work's units among them; what does not divide is the first one's."""
    each, rest = divmod(SHARES_PER_WORK, len(payees))
    return {payee: each + (rest if payee == payees[0] else 0) for payee in payees}


def step(coop: Cooperative, stage: str, text: str, **figures: object) -> Step:
    """A step that has just happened."""
    return Step(stage, coop.chain.now(), text, {name: str(value) for name, value in figures.items()})


def moment(seconds: int) -> str:
    """A time on the chain, in UTC."""
    return datetime.fromtimestamp(seconds, timezone.utc).strftime("%Y-%m-%d %H:%M:%S")


def line(happened: Step) -> str:
    """A step for a reader."""
    return f"{moment(happened.at)}  {happened.text}"


def command(given: list[str] | None = None) -> int:
    """What plain Python runs; returns the exit code."""
    asked = deploy.parser(__doc__).parse_args(given)
    tell = (lambda _happened: None) if asked.json else (lambda happened: print(line(happened)))
    try:
        charter = deploy.load(asked.charter)
        with closing(deploy.open_chain(asked, take_over=True)) as chain:
            result = live(found(charter, chain), tell)
    except DaoSimError as error:
        return deploy.failed("governance_cycle", error)
    deploy.keep(result, asked.out)
    if asked.json:
        print(json.dumps(result, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(command())
