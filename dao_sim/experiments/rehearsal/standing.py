"""How a co-op stands on its chain: who has to do with it, and its works."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dao_sim.coop.charter import Charter
from dao_sim.coop.cooperative import Cooperative
from dao_sim.coop.licences import Offer, Scope, offers
from dao_sim.coop.members import members
from dao_sim.coop.plan import NOBODY as NO_ADDRESS
from dao_sim.coop.rules import WHOLE_TOKEN
from dao_sim.coop.works import Work, works
from dao_sim.units import ETH, Address, MemberClass, Seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A co-op as it is now. Amounts are in the smallest unit."""

    charter: Charter
    """With what votes changed since."""
    people: tuple[Address, ...]
    """Members in the order in which they were admitted; then who else is a person and has to do with it."""
    classes: tuple[MemberClass, ...]
    """Of the people; NONE for who is no member."""
    tokens: tuple[int, ...]
    """What the people hold."""
    money: tuple[int, ...]
    """Wei of the people."""
    delegates: tuple[Address, ...]
    """Whose votes theirs are."""
    beyond: tuple[Address, ...]
    """Contracts that hold something, are delegates or payees: no people."""
    works: tuple[Work, ...]
    """Not voided."""
    offers: dict[int, Offer]
    """Work → the latest open offer to derive from it for ETH and without end."""
    now: Seconds

    @property
    def member_count(self) -> int:
        return sum(kind != MemberClass.NONE for kind in self.classes)


def standing(coop: Cooperative) -> Standing:
    """Reads it. Contracts are people where they are members or register works, as wallets of several are."""
    chain, own = coop.chain, set(coop.addresses.values())
    everything = [work for work in works(coop) if not work.voided]
    belongs = {member.account: member.member_class for member in members(coop)}
    certain = dict.fromkeys([*belongs, *sorted(work.registrant for work in everything)])
    involved = dict.fromkeys(sorted({*_holders(coop), *_unit_holders(everything), *_granted(coop)}))
    delegates = {coop.votes.delegates(account) for account in (*certain, *involved)}
    others = [each for each in (*involved, *sorted(delegates)) if each not in certain and each != NO_ADDRESS]
    contracts = {each for each in others if each in own or chain.code(each)}
    people = (*certain, *dict.fromkeys(each for each in others if each not in contracts))
    return Standing(
        charter=present_charter(coop),
        people=people,
        classes=tuple(belongs.get(account, MemberClass.NONE) for account in people),
        delegates=tuple(coop.votes.delegates(account) for account in people),
        tokens=tuple(coop.token.balance_of(account) for account in people),
        money=tuple(chain.balance(account) for account in people),
        beyond=tuple(dict.fromkeys(each for each in others if each in contracts)),
        works=tuple(everything),
        offers=_offers(coop),
        now=chain.now(),
    )


def present_charter(coop: Cooperative) -> Charter:
    """The charter with what votes change as it is now: levy, quorum, threshold, mint cap, times of votes."""
    charter, governor = coop.charter, coop.governor
    unit = 10 ** (WHOLE_TOKEN - charter.governance.voting_rule.decimals)
    governance = {
        "quorum": coop.rule.quorum_bps(),
        "proposal_threshold": governor.proposal_threshold() * unit,
        "voting_delay": governor.voting_delay(),
        "voting_period": governor.voting_period(),
        "timelock_delay": coop.timelock.get_min_delay(),
    }
    sections = {
        "governance": charter.governance.model_copy(update=governance),
        "royalties": charter.royalties.model_copy(update={"levy": coop.vault.levy_bps()}),
        "token": charter.token.model_copy(update={"mint_cap": coop.token.mint_cap()}),
    }
    return charter.model_copy(update=sections)


def _holders(coop: Cooperative) -> Iterator[Address]:
    """Who holds tokens."""
    received = {event.to for event in coop.token.events(coop.token.Transfer)}
    return (account for account in received if account != NO_ADDRESS and coop.token.balance_of(account))


def _unit_holders(found: Iterable[Work]) -> Iterator[Address]:
    return (holder for work in found for holder in work.holders)


def _granted(coop: Cooperative) -> Iterator[Address]:
    """Who gets money from grants and matching rounds, or judges it."""
    if grants := coop.grants:
        for number in range(1, grants.grant_count() + 1):
            yield grants.grant_of(number).grantee
            yield from grants.reviewers_of(number)
    if rounds := coop.matching:
        for number in range(1, rounds.round_count() + 1):
            places = range(1, rounds.round_of(number).grant_count + 1)
            listed = (rounds.grant_at(number, place) for place in places)
            yield from (grant.payee for grant in listed if not grant.work_id)


def _offers(coop: Cooperative) -> dict[int, Offer]:
    """What anybody can derive by, for ETH and without end."""
    if coop.licences is None:
        return {}
    return {
        each.terms.work_id: each
        for each in offers(coop)
        if each.open and (each.terms.scope, each.terms.asset, each.terms.term) == (Scope.DERIVATIVE, ETH, 0)
    }
