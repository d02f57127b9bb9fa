"""Real votes: read from a file, given the electorate they imply, and cast again on the contracts."""

from __future__ import annotations

from dao_sim.replay.electorate import Ballot, LateVoter, Round, plan_rounds
from dao_sim.replay.run import DEFAULT_QUORUM, Result, replay
from dao_sim.replay.votes import Vote, VoteFile, load_votes, parse_number, parse_voter, read_votes

__all__ = [
    "DEFAULT_QUORUM",
    "Ballot",
    "LateVoter",
    "Result",
    "Round",
    "Vote",
    "VoteFile",
    "load_votes",
    "parse_number",
    "parse_voter",
    "plan_rounds",
    "read_votes",
    "replay",
]
