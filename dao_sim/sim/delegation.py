"""Who gives votes away in an epoch, who is known well enough to get them, and who loses them again."""

from __future__ import annotations

import numpy as np

from dao_sim.ledger.intents import Delegate
from dao_sim.sim.view import Draws, Floats, Ids, View

_TIE = 1e-9
"""What chance adds to a name: less than any difference that counts."""


def reconsidering(view: View, members: Ids, draws: Draws, *, willing: float, rate: float) -> Ids:
    """Members who think about their delegate now: of a part who ever do, some in each epoch."""
    here = members[view.coop.members[members]]
    if willing <= 0.0 or rate <= 0.0 or not len(here):
        return here[:0]
    ever, now = draws.lasting("willing")[here] < willing, draws.uniform("now")[here] < rate
    return here[ever & now]


def names(view: View, draws: Draws, *, wealth: float) -> Floats:
    """How well everybody is known as a delegate, by reputation, and tokens beside the largest holder's.

    No two are the same, as chance decides between equals; but all who are no members have 0.
    """
    size = view.people.size
    tokens = view.coop.tokens[:size]
    most = float(tokens.max(initial=0.0))
    held = tokens / most if most else tokens
    name = (
        (1.0 - wealth) * view.memory.reputation[:size] + wealth * held + _TIE * draws.lasting("name")[:size]
    )
    return np.where(view.coop.members[:size], name, 0.0)


def best_known(view: View, draws: Draws, *, candidates: int, wealth: float) -> Ids:
    """The members with the best names, the best first; never more than a tenth of all, or one."""
    name = names(view, draws, wealth=wealth)
    candidates = min(candidates, max(int(np.count_nonzero(view.coop.members)) // 10, 1))
    kept = np.arange(len(name))
    if candidates < len(name):
        kept = np.sort(np.argpartition(-name, candidates - 1)[:candidates])
    kept = kept[name[kept] > 0.0]
    order = np.argsort(-name[kept], kind="stable")
    return np.asarray(kept[order], dtype=np.int64)


def abandoned(view: View, members: Ids, *, misses: int) -> Ids:
    """Those of them whose delegate let the last `misses` votes pass."""
    if not misses:
        return members[:0]
    delegates = view.coop.delegates[members]
    lost = delegates != members
    theirs = delegates[lost]
    window = np.uint64(2**misses - 1)
    idle = ((view.memory.recent[theirs] & window) == 0) & (view.memory.asked[theirs] >= misses)
    return np.asarray(members[lost][idle], dtype=np.int64)


def delegations(view: View, givers: Ids, delegates: Ids, leaving: Ids) -> list[Delegate]:
    """Givers name delegates, where these are new to them; who is leaving, and no giver, names itself."""
    leaving = np.setdiff1d(leaving, givers, assume_unique=True)
    accounts = np.concatenate([givers, leaving])
    named = np.concatenate([delegates, leaving])
    new = view.coop.delegates[accounts] != named
    if not new.any():
        return []
    return [Delegate(coop=view.coop.place, accounts=accounts[new], delegates=named[new])]
