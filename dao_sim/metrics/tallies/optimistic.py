"""A spending passes unless holders of a share of the votable supply veto it in time.

As Lido's Easy Track (2021), where motions pass unless holders of 0.5 % object. Silence is consent; there
is no other vote than a veto, and no quorum.
"""

from __future__ import annotations

from dao_sim.units import BPS, Bps


def vetoed(objections: int, votable_supply: int, share: Bps) -> bool:
    """Whether objections, in the token's smallest unit, reach the share of the supply at the snapshot.

    Exactly the share is a veto, and so is anything where nobody could object: in doubt there is no
    change.
    """
    return objections * BPS >= share * votable_supply
