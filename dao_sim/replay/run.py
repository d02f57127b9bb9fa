"""Recorded votes, cast again on the real contracts: every proposal lives its whole life."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing, nullcontext
from dataclasses import dataclass

from dao_sim.chain import Chain, connect
from dao_sim.coop import Charter, Cooperative, Proposal
from dao_sim.errors import DaoSimError
from dao_sim.metrics.concentration import majority_holders
from dao_sim.replay.electorate import Round
from dao_sim.units import Address, Bps, ProposalState, Support, Wei, format_amount

DEFAULT_QUORUM = Bps(400)


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """How a proposal ended. Amounts are read from the contracts, in units of 10^-18."""

    proposal: int
    """Its number in the file."""
    unit: str
    voters: int
    """Votes that the governor counted, those of weight 0 too."""
    for_: Wei
    against: Wei
    abstain: Wei
    supply: Wei
    """All that was held at the snapshot."""
    quorum: Wei
    """What for and abstain had to reach."""
    state: ProposalState
    majority_holders: int
    """The fewest voters that hold more than half of the weight cast."""
    largest: Wei
    """The weight of the heaviest vote."""

    @property
    def cast(self) -> Wei:
        """The weight of all votes."""
        return Wei(self.for_ + self.against + self.abstain)

    @property
    def executed(self) -> bool:
        """Whether its action was carried out."""
        return self.state is ProposalState.EXECUTED


def replay(
    rounds: Sequence[Round],
    *,
    quorum: Bps = DEFAULT_QUORUM,
    chain: Chain | str = "embedded",
    on_round: Callable[[Round], None] = lambda _: None,
) -> list[Result]:
    """Deploys a co-op and puts the rounds to the vote, one after the other.

    Mint cap and proposal threshold are off. A proposal's action sets the levy to what it is: what the
    recorded one did is not in the file, and this takes the same way through timelock and access manager.
    `on_round` is called after each round. A `Chain` stays open, and the co-op stays on it.

    Raises BadInput, before anything is sent, if a replay on the embedded engine would not fit in memory;
    Refused if the contracts refuse a mint, a burn or a vote; DaoSimError if they count otherwise than the
    file; ChainUnreachable.
    """
    results = []
    with closing(connect(chain)) if isinstance(chain, str) else nullcontext(chain) as on:
        if on.name == "embedded":
            _ensure_fits(rounds)
        coop = Cooperative.deploy(_charter(quorum), chain=on)
        for round_ in rounds:
            results.append(_play(coop, round_))
            on_round(round_)
    return results


def _ensure_fits(rounds: Sequence[Round]) -> None:
    from dao_sim.chain.memory import ensure_fits

    ensure_fits(sum(round_.transactions for round_ in rounds))


def _charter(quorum: Bps) -> Charter:
    """Nobody holds anything from the start, and the deployer mints."""
    return Charter(
        name="Replay",
        token={"mint_cap": "none"},
        governance={"proposal_threshold": "0", "quorum": f"{format_amount(quorum, 2)}%"},
        operators={"minter": ["account:0"]},
    )


def _play(coop: Cooperative, round_: Round) -> Result:
    coop.burn_many(list(round_.burns), list(round_.burns.values())).raise_if_refused()
    _mint(coop, round_.mints)
    action = coop.vault.set_levy(coop.vault.levy_bps())
    proposal = coop.propose(coop.chain.accounts()[0], [action], f"Recorded proposal {round_.proposal}")
    proposal.open()
    _mint(coop, round_.late_mints)
    votes = proposal.vote_many(
        [ballot.voter for ballot in round_.ballots], [int(ballot.support) for ballot in round_.ballots]
    ).raise_if_refused()
    proposal.close()
    if proposal.state is ProposalState.SUCCEEDED:
        proposal.queue()
        proposal.execute()
    return _result(coop, round_, proposal, votes.accepted)


def _mint(coop: Cooperative, amounts: Mapping[Address, Wei]) -> None:
    coop.mint_many(list(amounts), list(amounts.values())).raise_if_refused()


def _result(coop: Cooperative, round_: Round, proposal: Proposal, voters: int) -> Result:
    """What the contracts say now. Raises DaoSimError where that is not what the file says."""
    tally = proposal.tally
    supply = coop.token.get_past_total_supply(proposal.snapshot)
    counted = {"against": tally.against, "for": tally.for_, "abstain": tally.abstain, "supply": supply}
    expected = {
        **{support.name.lower(): round_.weight(support) for support in Support},
        "supply": round_.supply,
    }
    if counted != expected:
        reason = f"the contracts count otherwise than the file on proposal {round_.proposal}"
        raise DaoSimError("replay", reason, counted=counted, expected=expected)
    weights = [ballot.weight for ballot in round_.ballots]
    return Result(
        proposal=round_.proposal,
        unit=round_.unit,
        voters=voters,
        for_=Wei(tally.for_),
        against=Wei(tally.against),
        abstain=Wei(tally.abstain),
        supply=Wei(supply),
        quorum=Wei(proposal.quorum),
        state=proposal.state,
        majority_holders=majority_holders(weights),
        largest=max(weights),
    )
