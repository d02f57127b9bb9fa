"""The order of an epoch, as data: what happens after what, each at its own moment."""

from __future__ import annotations

PHASES: dict[str, str] = {
    "join": "people become members, or stop being",
    "trade": "tokens change hands",
    "propose": "members propose",
    "delegate": "votes are given to delegates, or taken back",
    "bribe": "votes are bought",
    "attend": "who will come to the vote is settled",
    "vote": "those vote",
    "execute": "what was adopted is queued and executed",
    "create": "works are made and registered",
    "sell": "the audience buys; money flows through the vault",
    "claim": "payees claim, the levy goes to the treasury",
    "fund": "gifts to matching rounds, milestones and reviews of grants, panels on works",
}
"""Phase → what happens. A scenario can leave phases out, or order them otherwise."""
