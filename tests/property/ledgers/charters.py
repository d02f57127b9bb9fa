"""Random charters that both ledgers know."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from hypothesis import strategies as st

from dao_sim.coop import Charter

_PERIODS = (0, 1, 2, 60, 3_600)
_QUORUMS = ("0%", "4%", "33.33%", "50%", "100%")
_THRESHOLDS = {
    "token": ("0", "0.000000000000000001", "1", "100"),
    "member": ("0", "1", "2"),
    "quadratic": ("0", "0.000000001", "10"),
    "chambers": ("0", "1"),
}


@st.composite
def charters(draw: st.DrawFn, sections: Mapping[str, Any] = MappingProxyType({})) -> Charter:
    """A charter by any of the four rules, with short periods; `sections` are added as they are."""
    rule = draw(st.sampled_from(sorted(_THRESHOLDS)))
    governance: dict[str, Any] = {
        "rule": rule,
        "voting_delay": draw(st.sampled_from(_PERIODS)),
        "voting_period": (period := draw(st.sampled_from(_PERIODS[1:]))),
        "late_quorum_extension": min(period, draw(st.sampled_from(_PERIODS))),
        "timelock_delay": draw(st.sampled_from(_PERIODS)),
        "proposal_threshold": draw(st.sampled_from(_THRESHOLDS[rule])),
    }
    if rule == "chambers":
        governance |= _chambers(draw)
    else:
        governance["quorum"] = draw(st.sampled_from(_QUORUMS))
    return Charter(
        name="Twin",
        token={
            "epoch": draw(st.sampled_from((60, 3_600))),
            "mint_cap": draw(st.sampled_from(("none", "1000"))),
        },
        treasury={"epoch": 3_600, "caps": ({"asset": "ETH", "amount": "1"},)},
        governance=governance,
        operators={"admitter": ("account:0",), "minter": ("account:0",)},
        **sections,
    )


def _chambers(draw: st.DrawFn) -> dict[str, Any]:
    kinds = ("creator", "enterprise", "public_body", "patron")
    terms = {
        kind: {"quorum": draw(st.sampled_from(_QUORUMS)), "threshold": draw(st.sampled_from(("0%", "50%")))}
        for kind in kinds
    }
    needs = {
        "call": "vault.setLevy",
        "chambers": draw(st.sampled_from((("creator",), ("patron", "enterprise")))),
    }
    return {"chambers": terms, "needs": draw(st.sampled_from(((), (needs,))))}
