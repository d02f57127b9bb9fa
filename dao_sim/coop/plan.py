"""The deployment plan: a pure list of steps, made from a charter before anything is sent.

An address that is not known yet is a `Ref` to the step that deploys it; addresses come from receipts only.
The order is: contracts, their settings, roles, and the hand-over, after which the deployer holds nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from eth_utils.crypto import keccak

from dao_sim.coop.charter import Charter
from dao_sim.coop.commission_terms import commissions_step
from dao_sim.coop.content_terms import submissions_settings, submissions_step
from dao_sim.coop.conviction_terms import funding_caps, funding_step
from dao_sim.coop.data_terms import data_step
from dao_sim.coop.dispute_terms import DISPUTES, dispute_steps
from dao_sim.coop.financing_terms import financing_steps
from dao_sim.coop.governance_terms import GovernanceTerms
from dao_sim.coop.grant_terms import grants_step
from dao_sim.coop.licence_terms import licence_steps
from dao_sim.coop.matching_terms import matching_caps, matching_step
from dao_sim.coop.quantities import account_index
from dao_sim.coop.review_terms import review_step
from dao_sim.coop.reward_terms import rewards_step
from dao_sim.coop.roles import GOVERNED, STEP_OF_OPTIONAL, Role, privileged
from dao_sim.coop.rule_steps import exit_step, guard_steps, rule_settings, rule_step
from dao_sim.coop.steps import Deploy, Invoke, Ref, Step, selector
from dao_sim.errors import CharterError
from dao_sim.units import Address

NOBODY = Address(f"0x{0:040x}")


def plan(charter: Charter, *, deployer: Address, accounts: Sequence[Address], now: int) -> tuple[Step, ...]:
    """The steps that make `charter` real.

    `accounts` are what "account:N" means; `now` is the chain's time in seconds, from which the guardian's
    mandate runs. Raises CharterError if the charter names an account that the chain does not have.
    """
    resolve = _Resolver(accounts)
    return (
        *_contracts(charter, deployer, founders(charter, accounts), resolve, now),
        *(
            step
            for prefix, terms in charter.all_governance().items()
            for step in rule_settings(prefix, terms)
        ),
        *funding_caps(charter.conviction),
        *matching_caps(charter.matching),
        *submissions_settings(charter.content, resolve),
        *_roles(charter, operators(charter, accounts)),
        *_hand_over(charter, deployer),
    )


class _Resolver:
    """Turns "account:N" into an address."""

    def __init__(self, accounts: Sequence[Address]) -> None:
        self._accounts = accounts

    def __call__(self, reference: str) -> Address:
        index = account_index(reference)
        if index is None:
            return Address(reference)
        if index >= len(self._accounts):
            reason = f"{reference} does not exist: this chain has {len(self._accounts)} accounts"
            hint = f"use account:0 to account:{len(self._accounts) - 1}, or an address"
            raise CharterError("charter", reason, hint=hint, value=reference)
        return self._accounts[index]


def resolved(charter: Charter, accounts: Sequence[Address]) -> Charter:
    """The charter with the address in place of each "account:N". Raises CharterError like `plan`."""
    resolve = _Resolver(accounts)
    record = charter.record()
    for founder in record["founders"]:
        founder["account"] = resolve(founder["account"])
    for role, holders in record["operators"].items():
        record["operators"][role] = [resolve(holder) for holder in holders]
    record["token"]["excluded"] = [resolve(account) for account in record["token"]["excluded"]]
    for terms in (record["governance"], *record["governors"]):
        if guardian := terms["guardian"]:
            terms["guardian"] = resolve(guardian)
    for section in ("commissions", "financing"):
        if record[section] and (arbiter := record[section]["arbiter"]):
            record[section]["arbiter"] = resolve(arbiter)
    if data := record["data"]:
        data["confirmers"] = [resolve(account) for account in data["confirmers"]]
    if content := record["content"]:
        content["screeners"] = [resolve(screener) for screener in content["screeners"]]
    founders(charter, accounts)
    return Charter.from_record(record)


def founders(charter: Charter, accounts: Sequence[Address]) -> tuple[Address, ...]:
    """The founders' addresses. Raises CharterError like `plan`, or if two references are one account."""
    resolve = _Resolver(accounts)
    found = tuple(resolve(founder.account) for founder in charter.founders)
    if len(set(found)) != len(found):
        raise CharterError("charter", "founders name one account twice, once by number and once by address")
    return found


def operators(charter: Charter, accounts: Sequence[Address]) -> dict[str, tuple[Address, ...]]:
    """Role name → the accounts that hold it beside the timelock. Raises CharterError like `plan`."""
    resolve = _Resolver(accounts)
    return {role: tuple(map(resolve, accounts)) for role, accounts in charter.operators}


def _contracts(
    charter: Charter, deployer: Address, people: Sequence[Address], resolve: _Resolver, now: int
) -> tuple[Deploy, ...]:
    """Governors last: what a rule counts by, and what a guard holds, is there before them."""
    return (
        Deploy(step="access", contract="CoopAccess", arguments=(deployer,)),
        *(_timelock(prefix, terms, deployer) for prefix, terms in charter.all_governance().items()),
        _treasury(charter),
        *_people(charter, people, resolve),
        _vault(charter),
        _works(charter),
        *licence_steps(charter),
        *funding_step(charter.conviction),
        *matching_step(charter.matching),
        *grants_step(charter.grants),
        *review_step(charter.review),
        *dispute_steps(charter),
        *commissions_step(charter.commissions, resolve),
        *rewards_step(charter.rewards),
        *financing_steps(charter.financing, resolve),
        *data_step(charter.data, resolve),
        *submissions_step(charter.content),
        *(
            step
            for prefix, terms in charter.all_governance().items()
            for step in _governor(prefix, f"{charter.name} {prefix[:-1] or 'Governor'}", terms, resolve, now)
        ),
    )


def _people(charter: Charter, people: Sequence[Address], resolve: _Resolver) -> tuple[Deploy, Deploy]:
    """Who belongs, and who weighs what."""
    classes = tuple(int(founder.member_class) for founder in charter.founders)
    tokens = tuple(founder.tokens for founder in charter.founders)
    named = (f"{charter.name} Membership", f"{charter.symbol}-M", Ref("access"))
    terms = (charter.token.epoch, charter.token.mint_cap)
    excluded = (Ref("treasury"), *dict.fromkeys(resolve(account) for account in charter.token.excluded))
    return (
        Deploy(step="membership", contract="Membership", arguments=(*named, tuple(people), classes)),
        Deploy(
            step="token",
            contract="CoopToken",
            arguments=(charter.name, charter.symbol, Ref("access"), *terms, tuple(people), tokens, excluded),
        ),
    )


def _timelock(prefix: str, terms: GovernanceTerms, deployer: Address) -> Deploy:
    arguments = (terms.timelock_delay, deployer)
    return Deploy(step=f"{prefix}timelock", contract="CoopTimelock", arguments=arguments)


def _governor(
    prefix: str, name: str, terms: GovernanceTerms, resolve: _Resolver, now: int
) -> tuple[Deploy, ...]:
    """How votes are weighed and counted, and the governor that asks for them."""
    guardian = resolve(terms.guardian) if terms.guardian else NOBODY
    guards = guard_steps(prefix, terms)
    settings = (
        name,
        Ref("access"),
        Ref(f"{prefix}rule"),
        tuple(Ref(guard.step) for guard in guards),
        Ref(f"{prefix}timelock"),
        terms.voting_delay,
        terms.voting_period,
        terms.threshold,
        terms.late_quorum_extension,
        guardian,
        now + terms.guardian_mandate if terms.guardian else 0,
        terms.swing_extensions,
    )
    return (
        *guards,
        rule_step(prefix, terms),
        Deploy(step=f"{prefix}governor", contract="CoopGovernor", arguments=(settings,)),
    )


def _treasury(charter: Charter) -> Deploy:
    """The common money. It comes before the token, in which it has no votes."""
    caps = tuple((Ref("timelock"), cap.asset, cap.amount) for cap in charter.treasury.caps)
    caps += tuple(
        (Ref(f"{each.name}_timelock"), cap.asset, cap.amount)
        for each in charter.governors
        for cap in each.caps
    )
    return Deploy(
        step="treasury", contract="Treasury", arguments=(Ref("access"), charter.treasury.epoch, caps)
    )


def _vault(charter: Charter) -> Deploy:
    """What belongs to payees."""
    royalties, works = charter.royalties, charter.works
    return Deploy(
        step="vault",
        contract="RoyaltyVault",
        arguments=(
            Ref("access"),
            Ref("treasury"),
            royalties.levy,
            royalties.assets,
            works.dispute_window,
        ),
    )


def _works(charter: Charter) -> Deploy:
    named = (f"{charter.name} Works", f"{charter.symbol}-W", Ref("access"))
    ages = (charter.works.min_commit_age, charter.works.max_commit_age)
    return Deploy(
        step="registry", contract="WorkRegistry", arguments=(*named, Ref("membership"), Ref("vault"), *ages)
    )


def optional_steps(charter: Charter) -> list[str]:
    """The steps of contracts with privileged functions that only some charters have."""
    made = (
        *licence_steps(charter),
        *grants_step(charter.grants),
        *rewards_step(charter.rewards),
        *data_step(charter.data, Address),
        *review_step(charter.review),
        *submissions_step(charter.content),
    )
    return [step.step for step in made if step.step in STEP_OF_OPTIONAL.values()]


def _roles(charter: Charter, helpers: Mapping[str, Sequence[Address]]) -> tuple[Invoke, ...]:
    """Puts every privileged function behind its role, and gives the roles to those who keep them."""
    calls: list[tuple[str, tuple[Any, ...]]] = []
    for _, target, functions in privileged(optional_steps(charter)):
        for role in sorted(set(functions.values())):
            selectors = tuple(selector(signature) for signature, held in functions.items() if held == role)
            arguments = (Ref(target), selectors, int(role))
            calls.append(("setTargetFunctionRole(address,bytes4[],uint64)", arguments))
    grants: list[tuple[Role, Any]] = [(role, Ref("timelock")) for role in GOVERNED]
    grants.append((Role.REGISTRY, Ref("registry")))
    grants += [(Role.ADJUDICATOR, Ref(DISPUTES))] if charter.has_disputes else []
    grants += [(Role.MINTER, Ref(made.step)) for made in rewards_step(charter.rewards)]
    grants += [(Role.DERIVER, Ref(made.step)) for made in licence_steps(charter)]
    paying = (*funding_step(charter.conviction), *matching_step(charter.matching))
    grants += [(Role.SPENDER, Ref(step.step)) for step in paying]
    grants += [
        (Role.EARMARKER, Ref(step.step))
        for prefix, terms in charter.all_governance().items()
        for step in exit_step(prefix, terms)
    ]
    grants += [
        (Role[name.upper()], Ref(f"{each.name}_timelock")) for each in charter.governors for name in each.may
    ]
    grants += [(Role[name.upper()], holder) for name, holders in helpers.items() for holder in holders]
    calls += [("grantRole(uint64,address,uint32)", (int(role), holder, 0)) for role, holder in grants]
    return (Invoke(step="roles", contract="CoopAccess", target=Ref("access"), calls=tuple(calls)),)


def _hand_over(charter: Charter, deployer: Address) -> tuple[Invoke, ...]:
    """Each governor is its timelock's only user, the constitution the only admin, the deployer nobody."""
    admin = (
        ("grantRole(uint64,address,uint32)", (int(Role.ADMIN), Ref("timelock"), 0)),
        ("renounceRole(uint64,address)", (int(Role.ADMIN), deployer)),
    )
    further = tuple(
        step for each in charter.governors for step in _hand_over_timelock(f"{each.name}_", deployer)
    )
    return (
        *_hand_over_timelock("", deployer),
        *further,
        Invoke(step="hand-over", contract="CoopAccess", target=Ref("access"), calls=admin),
    )


def _hand_over_timelock(prefix: str, deployer: Address) -> tuple[Invoke, ...]:
    """A timelock's governor gets its roles; a further timelock answers to the constitutional one."""
    timelock = Ref(f"{prefix}timelock")

    def on_timelock(step: str, signature: str, *arguments: Any) -> Invoke:
        calls = ((signature, arguments),)
        return Invoke(step=f"{prefix}timelock {step}", contract="CoopTimelock", target=timelock, calls=calls)

    grant, admin = "grantRole(bytes32,address)", bytes(32)
    constitution = (
        on_timelock("admin", grant, admin, Ref("timelock")),
        on_timelock("answers", "revokeRole(bytes32,address)", admin, timelock),
    )
    return (
        *(
            on_timelock(name.lower(), grant, timelock_role(name), Ref(f"{prefix}governor"))
            for name in ("PROPOSER", "CANCELLER", "EXECUTOR")
        ),
        *(constitution if prefix else ()),
        on_timelock("hand-over", "renounceRole(bytes32,address)", admin, deployer),
    )


def timelock_role(name: str) -> bytes:
    """OpenZeppelin's TimelockController role id: the hash of its name."""
    return keccak(text=f"{name}_ROLE")
