"""The charter that these tests deploy."""

from __future__ import annotations

from dao_sim.coop import Charter

CHARTER = Charter(
    name="Lumen",
    governance={"guardian": "account:9"},
    treasury={"caps": [{"asset": "ETH", "amount": "5"}]},
    operators={"admitter": ["account:7"], "minter": ["account:8"]},
    founders=[{"account": "account:1", "class": "creator", "tokens": "1000"}],
)
