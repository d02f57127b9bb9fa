"""What a co-op is like, fact by fact: every parameter and every role, read from its contracts.

Addresses of the co-op's own contracts are written by name, as `<vault>`, so that the facts of two deployments
of one charter are the same wherever they are. `expected` says what the facts must be, from the charter alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from typing import TYPE_CHECKING

from dao_sim.bindings import CoopAccess, CoopTimelock, CoopToken, Treasury
from dao_sim.coop.charter import Charter
from dao_sim.coop.content_terms import SUBMISSIONS
from dao_sim.coop.conviction_terms import FUNDING
from dao_sim.coop.dispute_terms import DISPUTES
from dao_sim.coop.governance_terms import GovernanceTerms
from dao_sim.coop.licence_terms import licence_steps
from dao_sim.coop.matching_terms import MATCHING
from dao_sim.coop.part_facts import decided_parts, part_facts
from dao_sim.coop.plan import NOBODY, optional_steps, timelock_role
from dao_sim.coop.reward_terms import REWARDS
from dao_sim.coop.roles import GOVERNED, Role, privileged
from dao_sim.coop.rule_facts import decided_guards, decided_rule, guard_facts, rule_facts
from dao_sim.coop.rule_steps import exit_step, guard_steps
from dao_sim.coop.steps import selector
from dao_sim.units import ETH, Address

if TYPE_CHECKING:
    from dao_sim.coop.branch import Branch
    from dao_sim.coop.cooperative import Cooperative

Facts = Mapping[str, str]
"""Name of a fact → what it is, in words: `vault.levy_bps` → `500`."""

TIMELOCK_ROLES = ("PROPOSER", "CANCELLER", "EXECUTOR")
"""The timelock's roles beside its admin."""
_TIMELOCK_ADMIN = bytes(32)


def facts(coop: Cooperative, on_fact: Callable[[], None] = lambda: None) -> Facts:
    """Every parameter and role of a co-op on a chain, as they are now. `on_fact` is called after each."""
    names = {address: f"<{step}>" for step, address in coop.addresses.items()}
    found: dict[str, object] = {}
    for key, value in chain(_parameters(coop, names), _role_holders(coop), _function_roles(coop)):
        found[key] = value
        on_fact()
    return {key: _written(value, names) for key, value in sorted(found.items())}


def expected(charter: Charter, started_at: int, now: int) -> Facts:
    """What `charter`, its accounts given as addresses, decides about those facts.

    `started_at` is when the deployment began, from which the guardian's mandate runs; `now` says whether that
    is over. Both in seconds.
    """
    found = dict(_decided(charter, started_at, now))
    found |= dict(_decided_roles(charter))
    found |= {
        f"{step}.{signature}": role.name
        for _, step, functions in privileged(optional_steps(charter))
        for signature, role in functions.items()
    }
    return {key: _written(value, {}) for key, value in sorted(found.items())}


def _parameters(coop: Cooperative, names: Mapping[Address, str]) -> Iterator[tuple[str, object]]:
    token, membership = coop.token, coop.membership
    treasury, vault, registry = coop.treasury, coop.vault, coop.registry
    for _, step, _ in privileged(coop.addresses):
        yield f"{step}.authority", getattr(coop, step).authority()
        yield f"{step}.closed", coop.access.is_target_closed(coop.addresses[step])
    for branch in coop.branches.values():
        yield from _governance(branch, names)
    yield "token.name", token.name()
    yield "token.symbol", token.symbol()
    yield "token.epoch", token.epoch_length()
    yield "token.mint_cap", token.mint_cap()
    named = {event.account for event in token.events(CoopToken.ExclusionSet)}
    yield "token.excluded", [account for account in named if token.is_excluded(account)]
    yield "membership.name", membership.name()
    yield "membership.symbol", membership.symbol()
    yield "treasury.epoch", treasury.epoch_length()
    for spender, asset in {(event.spender, event.asset) for event in treasury.events(Treasury.CapSet)}:
        who = _written(spender, names)
        if cap := treasury.cap_of(spender, asset):
            yield f"treasury.cap of {who} in {_asset(asset)}", cap
    yield "vault.treasury", vault.treasury()
    yield "vault.levy_bps", vault.levy_bps()
    yield "vault.unit_lock", vault.unit_lock()
    for asset in vault.assets():
        yield f"vault.lists {_asset(asset)}", vault.is_listed(asset)
    yield "registry.name", registry.name()
    yield "registry.symbol", registry.symbol()
    yield "registry.membership", registry.membership()
    yield "registry.vault", registry.vault()
    yield "registry.min_commit_age", registry.min_commit_age()
    yield "registry.max_commit_age", registry.max_commit_age()
    yield "registry.gate", registry.gate()
    yield from part_facts(coop)


def _decided(charter: Charter, started_at: int, now: int) -> Iterator[tuple[str, object]]:
    for _, step, _ in privileged(optional_steps(charter)):
        yield f"{step}.authority", "<access>"
        yield f"{step}.closed", False
    yield from _decided_governance("", f"{charter.name} Governor", charter.governance, started_at, now)
    for each in charter.governors:
        yield from _decided_governance(f"{each.name}_", f"{charter.name} {each.name}", each, started_at, now)
    yield "token.name", charter.name
    yield "token.symbol", charter.symbol
    yield "token.epoch", charter.token.epoch
    yield "token.mint_cap", charter.token.mint_cap
    yield "token.excluded", ("<treasury>", *dict.fromkeys(charter.token.excluded))
    yield "membership.name", f"{charter.name} Membership"
    yield "membership.symbol", f"{charter.symbol}-M"
    yield "treasury.epoch", charter.treasury.epoch
    for cap in charter.treasury.caps:
        if cap.amount:
            yield f"treasury.cap of <timelock> in {_asset(cap.asset)}", cap.amount
    for each in charter.governors:
        for cap in each.caps:
            if cap.amount:
                yield f"treasury.cap of <{each.name}_timelock> in {_asset(cap.asset)}", cap.amount
    for step, section in ((FUNDING, charter.conviction), (MATCHING, charter.matching)):
        for cap in section.caps if section else ():
            if cap.amount:
                yield f"treasury.cap of <{step}> in {_asset(cap.asset)}", cap.amount
    yield "vault.treasury", "<treasury>"
    yield "vault.levy_bps", charter.royalties.levy
    yield "vault.unit_lock", charter.works.dispute_window
    for asset in (ETH, *charter.royalties.assets):
        yield f"vault.lists {_asset(asset)}", True
    yield "registry.name", f"{charter.name} Works"
    yield "registry.symbol", f"{charter.symbol}-W"
    yield "registry.membership", "<membership>"
    yield "registry.vault", "<vault>"
    yield "registry.min_commit_age", charter.works.min_commit_age
    yield "registry.max_commit_age", charter.works.max_commit_age
    yield "registry.gate", f"<{SUBMISSIONS}>" if charter.content else NOBODY
    yield from decided_parts(charter)


def _governance(branch: Branch, names: Mapping[Address, str]) -> Iterator[tuple[str, object]]:
    prefix, governor = branch.prefix, branch.governor
    yield f"{prefix}governor.name", governor.name()
    yield f"{prefix}governor.authority", governor.authority()
    yield f"{prefix}governor.rule", governor.rule()
    yield f"{prefix}governor.guards", governor.guards()
    yield f"{prefix}governor.timelock", governor.timelock()
    yield f"{prefix}governor.voting_delay", governor.voting_delay()
    yield f"{prefix}governor.voting_period", governor.voting_period()
    yield f"{prefix}governor.proposal_threshold", governor.proposal_threshold()
    yield f"{prefix}governor.late_quorum_extension", governor.late_quorum_vote_extension()
    yield f"{prefix}governor.swing_extensions", governor.swing_extensions()
    yield f"{prefix}governor.guardian", governor.guardian()
    yield f"{prefix}governor.guardian_mandate_end", governor.guardian_mandate_end()
    yield from rule_facts(branch, names)
    yield from guard_facts(branch)
    yield f"{prefix}timelock.delay", branch.timelock.get_min_delay()


def _decided_governance(
    prefix: str, name: str, terms: GovernanceTerms, started_at: int, now: int
) -> Iterator[tuple[str, object]]:
    mandate_end = started_at + terms.guardian_mandate if terms.guardian else 0
    yield f"{prefix}governor.name", name
    yield f"{prefix}governor.authority", "<access>"
    yield f"{prefix}governor.rule", f"<{prefix}rule>"
    yield f"{prefix}governor.guards", [f"<{guard.step}>" for guard in guard_steps(prefix, terms)]
    yield f"{prefix}governor.timelock", f"<{prefix}timelock>"
    yield f"{prefix}governor.voting_delay", terms.voting_delay
    yield f"{prefix}governor.voting_period", terms.voting_period
    yield f"{prefix}governor.proposal_threshold", terms.threshold
    yield f"{prefix}governor.late_quorum_extension", terms.late_quorum_extension
    yield f"{prefix}governor.swing_extensions", terms.swing_extensions
    yield f"{prefix}governor.guardian", terms.guardian if terms.guardian and now <= mandate_end else NOBODY
    yield f"{prefix}governor.guardian_mandate_end", mandate_end
    yield from decided_rule(prefix, terms)
    yield from decided_guards(prefix, terms)
    yield f"{prefix}timelock.delay", terms.timelock_delay


def _role_holders(coop: Cooperative) -> Iterator[tuple[str, object]]:
    """Who holds each role: everybody it was ever granted to, asked whether it still is."""
    access = coop.access
    granted = access.events(CoopAccess.RoleGranted)
    roles = sorted({*Role, *(event.role_id for event in granted)})
    for role in roles:
        name = Role(role).name if role in Role.__members__.values() else str(role)
        candidates = {event.account for event in granted if event.role_id == role}
        yield f"role {name}", [who for who in candidates if access.has_role(role, who).is_member]
        if role != Role.ADMIN:
            yield f"role {name} is administered by", access.get_role_admin(role)
            yield f"role {name} is guarded by", access.get_role_guardian(role)
    for branch in coop.branches.values():
        yield from _timelock_roles(branch.prefix, branch.timelock)


def _timelock_roles(prefix: str, timelock: CoopTimelock) -> Iterator[tuple[str, object]]:
    given = timelock.events(CoopTimelock.RoleGranted)
    ids = {timelock_role(name): name for name in TIMELOCK_ROLES} | {_TIMELOCK_ADMIN: "ADMIN"}
    for role_id in {*ids, *(event.role for event in given)}:
        candidates = {event.account for event in given if event.role == role_id}
        held = [who for who in candidates if timelock.has_role(role_id, who)]
        yield f"{prefix}timelock role {ids.get(role_id, role_id.hex())}", held


def _decided_roles(charter: Charter) -> Iterator[tuple[str, object]]:
    holders: dict[Role, list[str]] = {role: ["<timelock>"] for role in GOVERNED}
    holders[Role.ADMIN] = ["<timelock>"]
    holders[Role.REGISTRY] = ["<registry>"]
    holders[Role.ADJUDICATOR] = [f"<{DISPUTES}>"] if charter.has_disputes else []
    holders[Role.DERIVER] = [f"<{made.step}>" for made in licence_steps(charter)]
    holders[Role.EARMARKER] = [
        f"<{step.step}>"
        for prefix, terms in charter.all_governance().items()
        for step in exit_step(prefix, terms)
    ]
    for name, accounts in charter.operators:
        holders[Role[name.upper()]] += accounts
    if charter.rewards:
        holders[Role.MINTER].append(f"<{REWARDS}>")
    if charter.conviction:
        holders[Role.SPENDER].append(f"<{FUNDING}>")
    if charter.matching:
        holders[Role.SPENDER].append(f"<{MATCHING}>")
    for each in charter.governors:
        for name in each.may:
            holders[Role[name.upper()]].append(f"<{each.name}_timelock>")
    for role, accounts in holders.items():
        yield f"role {role.name}", accounts
        if role != Role.ADMIN:
            yield f"role {role.name} is administered by", int(Role.ADMIN)
            yield f"role {role.name} is guarded by", int(Role.ADMIN)
    for prefix in ("", *(f"{each.name}_" for each in charter.governors)):
        for name in TIMELOCK_ROLES:
            yield f"{prefix}timelock role {name}", [f"<{prefix}governor>"]
        yield f"{prefix}timelock role ADMIN", ["<timelock>"]


def _function_roles(coop: Cooperative) -> Iterator[tuple[str, object]]:
    """The role in front of every privileged function, and of any other that ever got one."""
    access = coop.access
    signatures = {
        (coop.addresses[step], selector(signature)): f"{step}.{signature}"
        for _, step, functions in privileged(coop.addresses)
        for signature in functions
    }
    updated = access.events(CoopAccess.TargetFunctionRoleUpdated)
    for target, function in {*signatures, *((event.target, event.selector) for event in updated)}:
        role = access.get_target_function_role(target, function)
        key = signatures.get((target, function), f"{target} 0x{function.hex()}")
        if (target, function) in signatures or role != Role.ADMIN:
            yield key, Role(role).name if role in Role.__members__.values() else role


def _asset(asset: str) -> str:
    return "ETH" if asset == ETH else asset


def _written(value: object, names: Mapping[Address, str]) -> str:
    if isinstance(value, str):
        return names.get(Address(value), value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Iterable):
        return ", ".join(sorted(_written(part, names) for part in value)) or "nobody"
    return str(value)
