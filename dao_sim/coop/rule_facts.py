"""What a governor's voting rule and guards are like, fact by fact, and what a charter decides about them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dao_sim.bindings import ApprovalRule, ChambersRule, OptimisticRule, QuadraticRule, RankedRule
from dao_sim.bindings.generated.structs import Caps, Chamber
from dao_sim.coop.branch import Branch
from dao_sim.coop.governance_terms import GovernanceTerms
from dao_sim.coop.steps import selector
from dao_sim.units import ETH, Address, MemberClass

Fact = tuple[str, object]


def rule_facts(branch: Branch, names: Mapping[Address, str]) -> Iterator[Fact]:
    """As they are now. `names` are those of the co-op's contracts."""
    key, rule = f"{branch.prefix}rule", branch.rule
    yield f"{key}.name", rule.rule_name()
    yield f"{key}.authority", rule.authority()
    yield f"{key}.governor", rule.governor()
    yield f"{key}.quorum_bps", rule.quorum_bps()
    if isinstance(rule, ChambersRule):
        yield from _chambers(key, rule, names)
        return
    yield f"{key}.votes", rule.votes()
    if isinstance(rule, OptimisticRule):
        yield from _optimistic(key, rule)
        return
    if isinstance(rule, ApprovalRule | RankedRule | QuadraticRule):
        yield f"{key}.membership", rule.membership()
    if isinstance(rule, ApprovalRule):
        yield f"{key}.cumulative", rule.cumulative()
    if not isinstance(rule, ApprovalRule | RankedRule):
        switches = rule.switches()
        yield f"{key}.vote_change", switches.vote_change
        yield f"{key}.super_quorum_bps", switches.super_quorum_bps
        yield f"{key}.rented_vote_defence", switches.rented_votes
        yield f"{key}.vote_override", switches.vote_override


def decided_rule(prefix: str, terms: GovernanceTerms) -> Iterator[Fact]:
    """What the charter says they must be."""
    key, rule = f"{prefix}rule", terms.voting_rule
    yield f"{key}.name", terms.rule
    yield f"{key}.authority", "<access>"
    yield f"{key}.governor", f"<{prefix}governor>"
    yield f"{key}.quorum_bps", terms.quorum_bps
    if terms.chambers:
        yield from _decided_chambers(key, terms)
        return
    yield f"{key}.votes", f"<{rule.votes}>"
    if terms.rule == "optimistic":
        yield f"{key}.treasury", "<treasury>"
        for cap in terms.optimistic_caps:
            yield from _caps(key, cap.asset, Caps(cap.per_proposal, cap.per_proposer, cap.per_epoch))
        return
    if rule.members_only:
        yield f"{key}.membership", "<membership>"
    if terms.rule == "approval":
        yield f"{key}.cumulative", terms.cumulative
    if not rule.counting.has_options:
        yield f"{key}.vote_change", terms.vote_change
        yield f"{key}.super_quorum_bps", terms.early_success or 0
        yield f"{key}.rented_vote_defence", terms.rented_vote_defence
        yield f"{key}.vote_override", terms.vote_override


def guard_facts(branch: Branch) -> Iterator[Fact]:
    """Of the guards as they are now."""
    if branch.binding is not None:
        yield f"{branch.prefix}binding.governor", branch.binding.governor()
    if branch.bond is not None:
        key, bond = f"{branch.prefix}bond", branch.bond
        yield f"{key}.governor", bond.governor()
        yield f"{key}.token", bond.token()
        yield f"{key}.amount", bond.amount()
        yield f"{key}.treasury", bond.treasury()
    if branch.exit is not None:
        key, window = f"{branch.prefix}exit", branch.exit
        yield f"{key}.authority", window.authority()
        yield f"{key}.governor", window.governor()
        yield f"{key}.token", window.token()
        yield f"{key}.membership", window.membership()
        yield f"{key}.treasury", window.treasury()
        yield f"{key}.length", window.length()
        for asset, minimum in window.minimums():
            yield _kept(key, asset), minimum


def decided_guards(prefix: str, terms: GovernanceTerms) -> Iterator[Fact]:
    """What the charter says about the guards."""
    if terms.bind_targets:
        yield f"{prefix}binding.governor", f"<{prefix}governor>"
    if terms.proposal_bond:
        key = f"{prefix}bond"
        yield f"{key}.governor", f"<{prefix}governor>"
        yield f"{key}.token", "<token>"
        yield f"{key}.amount", terms.proposal_bond
        yield f"{key}.treasury", "<treasury>"
    if terms.exit_window:
        key = f"{prefix}exit"
        yield f"{key}.authority", "<access>"
        yield f"{key}.governor", f"<{prefix}governor>"
        yield f"{key}.token", "<token>"
        yield f"{key}.membership", "<membership>"
        yield f"{key}.treasury", "<treasury>"
        yield f"{key}.length", terms.exit_window
        for each in terms.exit_assets:
            yield _kept(key, each.asset), each.minimum


def _kept(key: str, asset: Address) -> str:
    return f"{key}.minimum in {'ETH' if asset == ETH else asset}"


def _chambers(key: str, rule: ChambersRule, names: Mapping[Address, str]) -> Iterator[Fact]:
    yield f"{key}.membership", rule.membership()
    for kind in MemberClass:
        if kind != MemberClass.NONE:
            yield from _chamber(key, kind, rule.chamber(kind))
    for target, function in {(event.target, event.selector) for event in rule.events(ChambersRule.KindSet)}:
        yield _needs(key, names.get(target, target), function), rule.chambers_of(target, function)


def _decided_chambers(key: str, terms: GovernanceTerms) -> Iterator[Fact]:
    yield f"{key}.membership", "<membership>"
    for kind, chamber in terms.chambers.by_class().items() if terms.chambers else ():
        yield from _chamber(key, kind, Chamber(chamber.quorum, chamber.threshold))
    for need in terms.needs:
        yield _needs(key, f"<{need.target}>", selector(need.signature)), need.mask


def _chamber(key: str, kind: MemberClass, found: Chamber) -> Iterator[Fact]:
    yield f"{key}.quorum_bps of {kind.name}", found.quorum_bps
    yield f"{key}.threshold_bps of {kind.name}", found.threshold_bps


def _needs(key: str, target: str, function: bytes) -> str:
    return f"{key}.chambers for {target} 0x{function.hex()}"


def _optimistic(key: str, rule: OptimisticRule) -> Iterator[Fact]:
    yield f"{key}.treasury", rule.treasury()
    for asset in {event.asset for event in rule.events(OptimisticRule.CapsSet)}:
        yield from _caps(key, asset, rule.caps_of(asset))


def _caps(key: str, asset: Address, caps: Caps) -> Iterator[Fact]:
    for name, cap in caps._asdict().items():
        yield f"{key}.cap {name} in {'ETH' if asset == ETH else asset}", cap
