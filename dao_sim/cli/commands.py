"""Which commands there are. Naming them here, with a summary, spares `dao-sim --help` their imports."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from importlib import import_module
from typing import Any, NamedTuple

import typer.main


class Entry(NamedTuple):
    """A command: the module whose `app` holds it, and its one-line summary."""

    module: str
    summary: str


COMMANDS: dict[str, Entry] = {
    "account": Entry("dao_sim.cli.account", "Make, import and list the keys that sign for you."),
    "advance": Entry("dao_sim.cli.advance", "Move a local node's time forward."),
    "bench": Entry("dao_sim.cli.bench", "Measure speed on this machine."),
    "bond": Entry("dao_sim.cli.bond", "See what proposing locked, and have it paid back."),
    "bundle": Entry("dao_sim.cli.bundle", "Combine works and license them as one."),
    "calibrate": Entry(
        "dao_sim.cli.calibrate",
        "Fit the simulator to recorded votes, and predict those that were held out.",
    ),
    "cancel": Entry("dao_sim.cli.cancel", "Cancel a proposal."),
    "charter": Entry("dao_sim.cli.charter", "Write and check a co-op's charter."),
    "commission": Entry("dao_sim.cli.commission", "Post what you need, bid, deliver, and be paid."),
    "compare": Entry(
        "dao_sim.cli.compare",
        "Let one electorate vote under many rules, on the contracts, and compare what comes of it.",
    ),
    "data": Entry(
        "dao_sim.cli.data", "Register data, license it by purpose, count and time, and trace its use."
    ),
    "delegate": Entry(
        "dao_sim.cli.delegate", "Give your votes to somebody, share them out over several, or take them back."
    ),
    "delegates": Entry("dao_sim.cli.delegates", "Show who holds whose votes."),
    "demo": Entry("dao_sim.cli.demo", "Run a small co-op's first season and prove that its books balance."),
    "deploy": Entry("dao_sim.cli.deploy", "Put a charter's co-op on a chain, with a journal to resume from."),
    "dispute": Entry("dao_sim.cli.dispute", "Claim shares in a work that are due to somebody else."),
    "execute": Entry("dao_sim.cli.execute", "Carry out an adopted proposal once its time has come."),
    "exit": Entry(
        "dao_sim.cli.exit", "Leave with your share before a measure that you did not vote for is executed."
    ),
    "fund": Entry("dao_sim.cli.fund", "Ask for money, and stand behind requests by conviction."),
    "grant": Entry("dao_sim.cli.grant", "Fund work by milestones, review them, and have them paid."),
    "licence": Entry("dao_sim.cli.licence", "Offer, buy and look up rights in works."),
    "loan": Entry("dao_sim.cli.loan", "Take an advance on what your share units will earn, or give one."),
    "match": Entry("dao_sim.cli.match", "Give to grants that a pool matches, and replay real rounds."),
    "member": Entry("dao_sim.cli.member", "List members, join, resign."),
    "metrics": Entry(
        "dao_sim.cli.metrics", "Measure how concentrated weights are, and with a quota, who has what power."
    ),
    "node": Entry("dao_sim.cli.node", "Start a local chain (anvil) to deploy to."),
    "presale": Entry("dao_sim.cli.presale", "Sell a work before it is there, back one, buy one."),
    "proposal": Entry("dao_sim.cli.proposal", "Look at one proposal."),
    "proposals": Entry("dao_sim.cli.proposals", "List proposals, and which of them need your vote."),
    "propose": Entry("dao_sim.cli.propose", "Propose that the co-op does something."),
    "queue": Entry("dao_sim.cli.queue", "Put an adopted proposal into the timelock."),
    "receipt": Entry("dao_sim.cli.receipt", "Write the receipt of a vote, or check one against the chain."),
    "rehearse": Entry(
        "dao_sim.cli.rehearse",
        "Run a scenario from the co-op as it is, with a proposal carried out and without, and compare.",
    ),
    "relay": Entry("dao_sim.cli.relay", "Send ballots that others signed."),
    "replay": Entry(
        "dao_sim.cli.replay",
        "Cast recorded votes again on the contracts, each proposal through its whole life.",
    ),
    "report": Entry(
        "dao_sim.cli.report",
        "Draw the charts and the report of a run or a sweep again, from its stored tables.",
    ),
    "review": Entry("dao_sim.cli.review", "Sit on panels that are drawn by lot, and have claims answered."),
    "reward": Entry(
        "dao_sim.cli.reward", "Submit what you did, have it accepted, and earn tokens that vest."
    ),
    "royalty": Entry("dao_sim.cli.royalty", "Pay for works, see what is due, claim it."),
    "run": Entry("dao_sim.cli.run", "Run a scenario and write tables, charts and a report."),
    "scenario": Entry("dao_sim.cli.scenario", "Write, check and look at scenarios."),
    "share": Entry("dao_sim.cli.share", "Sell share units in works of yours, and buy others'."),
    "status": Entry("dao_sim.cli.status", "Show the co-op at a glance, and what waits for you."),
    "sweep": Entry(
        "dao_sim.cli.sweep", "Run an experiment: every point of its design, many times, into tables."
    ),
    "tally": Entry("dao_sim.cli.tally", "Count ballots by any voting rule, without a chain."),
    "verify": Entry("dao_sim.cli.verify", "Compare what is on the chain with the artifacts and the charter."),
    "vote": Entry("dao_sim.cli.vote", "Vote on a proposal, or sign a ballot for others to send."),
    "work": Entry("dao_sim.cli.work", "Register works and look them up."),
}


class LazyCommands(MutableMapping[str, Any]):
    """The commands by name; each one's module is imported when it is asked for, not before."""

    def __init__(self) -> None:
        self._loaded: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._loaded:
            command = typer.main.get_command(import_module(COMMANDS[name].module).app)
            command.name = name
            self._loaded[name] = command
        return self._loaded[name]

    def __setitem__(self, name: str, command: Any) -> None:
        self._loaded[name] = command

    def __delitem__(self, name: str) -> None:
        del self._loaded[name]

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)

    def __contains__(self, name: object) -> bool:
        return name in COMMANDS
