"""Random charters that both ledgers know, as a scenario says them."""

from __future__ import annotations

from random import Random
from typing import Any

from dao_sim.sim.phases import PHASES
from tests.property.scenarios.sections import sometimes

DOMAINS = ("music", "film")
"""Of works; where they are reviewed, a charter names them all."""
RULES = ("token", "member", "quadratic", "chambers")
_CLASSES = ("creator", "enterprise", "public_body", "patron")
_DELAYS = ("0s", "1s", "12h", "2d", "9d")
_PERIODS = ("1s", "2d", "6d", "15d")
_THRESHOLDS = {
    "token": ("0", "0", "0.000000000000000001", "1", "1000000"),
    "member": ("0", "0", "1", "2"),
    "quadratic": ("0", "0", "0.000000001", "10"),
    "chambers": ("0", "0", "1"),
}
_CALLS = ("vault.setLevy", "treasury.pay", "token.setMintCap")
_SHORT = ("1s", "1h", "1d", "9d")
_AMOUNTS = ("none", "none", "100", "0.5", "0.000001", "0")


def charter(random: Random, tokens: str, epoch: int, *, lively: bool) -> dict[str, Any]:
    """Without founders and operators. So many tokens must be mintable at once; an epoch is so many days.

    Where it is lively, what is proposed is voted on in its epoch, and passes if anybody is for it; the
    treasury gets something, and may spend it.
    """
    rule = random.choice(RULES)
    content = _content(random) if random.random() < 0.35 else {}
    freeze = {"dispute_freeze": "365d"} if content else {}
    return {
        "name": "Twin",
        "token": {
            "mint_cap": random.choice(("none", tokens)),
            **sometimes(random, 0.5, epoch=random.choice(("1h", "7d", "30d"))),
        },
        "governance": _quick(random, rule, epoch) if lively else _governance(random, rule),
        "treasury": {"epoch": random.choice(("1d", "7d", "30d")), "caps": _caps(random, lively=lively)},
        "royalties": {"levy": f"{random.choice((30 if lively else 0, 5, random.randint(0, 3_000) / 100))}%"},
        "works": {
            "licences": random.random() < 0.6,
            **sometimes(random, 0.2, dispute_window=random.choice(("1s", "7d", "365d")), **freeze),
            **sometimes(random, 0.3, min_commit_age=random.choice(("1s", "2m", "10m"))),
            "max_commit_age": "30d",
        },
        **sometimes(random, 0.8, matching=_matching(random, lively=lively)),
        **sometimes(random, 0.8, grants={"accept_within": random.choice(("1s", *("14d", "60d") * 4))}),
        **content,
    }


def _quick(random: Random, rule: str, epoch: int) -> dict[str, Any]:
    phase = epoch * 86_400 // (len(PHASES) + 1)
    delay = random.choice((1, 3_600, phase * 3 // 2))  # the last, so that proposals can be withdrawn
    terms = {
        "rule": rule,
        "proposal_threshold": "0",
        "voting_delay": f"{delay}s",
        "voting_period": f"{phase * 9 // 2 - delay}s",
        "late_quorum_extension": random.choice(("0s", "1s", "1d")),
        "timelock_delay": random.choice(("0s", "1h", "1h")),
    }
    return terms | _counting(random, rule, ("0%", "0%", "0.01%", "20%", "50%"))


def _governance(random: Random, rule: str) -> dict[str, Any]:
    terms = {
        "rule": rule,
        "proposal_threshold": random.choice(_THRESHOLDS[rule]),
        "voting_delay": random.choice(_DELAYS),
        "voting_period": (period := random.choice(_PERIODS)),
        "late_quorum_extension": random.choice(("0s", "1s", period)),
        "timelock_delay": random.choice(_DELAYS),
    }
    return terms | _counting(random, rule, ("0%", "0.01%", "10%", "50%", "100%"))


def _counting(random: Random, rule: str, quorums: tuple[str, ...]) -> dict[str, Any]:
    if rule != "chambers":
        return {"quorum": random.choice(quorums)}
    chambers = {
        kind: {"quorum": random.choice(quorums), "threshold": random.choice(("0%", "50%", "66.67%"))}
        for kind in _CLASSES
    }
    calls = random.sample(_CALLS, random.randint(0, len(_CALLS)))
    needs = [{"call": call, "chambers": random.sample(_CLASSES, random.randint(1, 3))} for call in calls]
    return {"chambers": chambers, "needs": needs}


def _matching(random: Random, *, lively: bool) -> dict[str, Any]:
    return {
        "review": random.choice(("0s", "0s", "1d", "7d", "14d")),
        "claim_period": random.choice(("1d", "180d")),
        "caps": _caps(random, lively=lively),
    }


def _content(random: Random) -> dict[str, Any]:
    """Panels, and works that they see."""
    periods = {key: random.choice(_SHORT) for key in ("commit_period", "reveal_period", "appeal_period")}
    review = {"size": random.choice((1, 3)), "stake": "0.02", "fee": "0.002", "bonus": "0.001"}
    domains = {
        domain: {
            "cap": random.choice(("0%", "30%", "100%")),
            "deposit": random.choice(("0.01", "0.02")),
            **sometimes(random, 0.3, review_from=random.choice(("0%", "20%"))),
        }
        for domain in DOMAINS
    }
    content = {
        "screen_period": random.choice(_SHORT),
        "act_period": random.choice(("2d", "21d", "60d")),
        "domains": domains,
    }
    return {"review": {**review, **periods, "vote_period": "60d"}, "content": content}


def _caps(random: Random, *, lively: bool) -> list[dict[str, str]]:
    if lively and random.random() < 0.8:
        return [{"asset": "ETH", "amount": "none"}]
    return random.choice(([], *([{"asset": "ETH", "amount": amount}] for amount in _AMOUNTS)))
