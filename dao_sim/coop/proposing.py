"""Proposing: what is said and asked for becomes a proposal on a governor, its bond put up first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from dao_sim.bindings import Call, CoopGovernor
from dao_sim.coop.bonds import bond_approval
from dao_sim.coop.proposal import Proposal
from dao_sim.errors import BadInput
from dao_sim.units import Address

if TYPE_CHECKING:
    from dao_sim.coop.cooperative import Cooperative


def calls_of(actions: Call | Sequence[Call]) -> list[Call]:
    """One call or many. Raises BadInput for none."""
    calls = [actions] if isinstance(actions, Call) else list(actions)
    if not calls:
        hint = "give at least one call, such as coop.vault.set_levy(750)"
        raise BadInput("proposal", "has no actions", hint=hint)
    return calls


def groups_of(options: Mapping[str, Call | Sequence[Call]]) -> list[list[Call]]:
    """Each option's calls. Raises BadInput for no options, and for one without calls."""
    groups = [[calls] if isinstance(calls, Call) else list(calls) for calls in options.values()]
    if not groups or not all(groups):
        hint = 'give at least one call for each, such as {"Raise it": coop.vault.set_levy(750)}'
        raise BadInput("proposal", "has an option without actions", hint=hint)
    return groups


def submit(
    coop: Cooperative,
    governor: CoopGovernor,
    proposer: Address,
    groups: Sequence[Sequence[Call]],
    description: str,
    *,
    has_options: bool,
) -> Proposal:
    """Sends a proposal of these calls, an option's after the other's, and before it its bond's approval."""
    calls = [call for group in groups for call in group]
    counts = [len(group) for group in groups] if has_options else []
    to, values, data = zip(*((call.to, call.value, call.data) for call in calls), strict=True)
    if has_options:
        proposing = governor.propose_options(counts, to, values, data, description)
    else:
        proposing = governor.propose(to, values, data, description)
    branch = coop.under_address(governor.address).branch
    for approval in bond_approval(branch, coop.token, proposer) if branch.governor == governor else ():
        approval.send(proposer)
    receipt = proposing.send(proposer)
    number = governor.decode(receipt, CoopGovernor.ProposalCreated)[0].proposal_id
    return Proposal(governor, number, calls, description, proposer, counts=counts)
