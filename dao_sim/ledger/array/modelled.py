"""What of a charter the arrays do not model, by key."""

from __future__ import annotations

from collections.abc import Iterator

from dao_sim.coop.charter import Charter
from dao_sim.errors import BadInput
from dao_sim.units import ETH

_RULES = ("token", "member", "quadratic", "chambers")
_GOVERNANCE = (
    *("vote_change", "early_success", "rented_vote_defence", "vote_override", "exit_window"),
    *("swing_extensions", "proposal_bond", "bind_targets", "guardian"),
)


def check_modelled(charter: Charter) -> None:
    """Raises BadInput naming the first key that decides something which arrays do not follow."""
    for key in _unmodelled(charter):
        hint = "leave it out, or run this on evm"
        raise BadInput("ledger", f"{key}: is not modelled on arrays", hint=hint, charter=charter.name)


def _unmodelled(charter: Charter) -> Iterator[str]:
    if charter.governance.rule not in _RULES:
        yield f"governance.rule = {charter.governance.rule}"
    yield from (f"governance.{key}" for key in _GOVERNANCE if getattr(charter.governance, key))
    if charter.token.excluded:
        yield "token.excluded"
    if charter.content and charter.content.screeners:
        yield "content.screeners"
    if charter.review and charter.review.asset != ETH:
        yield "review.asset"
    if charter.royalties.assets:
        yield "royalties.assets"
    yield from (key for key in ("conviction", "governors", "founders") if getattr(charter, key))
