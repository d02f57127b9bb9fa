"""Random intents of members: who belongs, who has what, what is proposed and voted on."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from dao_sim.ledger import intents as of
from dao_sim.ledger.actions import (
    Action,
    Expel,
    OpenGrant,
    OpenRound,
    PayOut,
    SetContentRule,
    SetLevy,
    SetMintCap,
    SetQuorum,
    SetThreshold,
    Stage,
)
from dao_sim.ledger.amounts import Amounts
from dao_sim.units import Bps, Seconds, Wei
from tests.property.scenarios.of_content import content_rule
from tests.property.scenarios.whims import AMOUNTS, MONEY, Whim, column, small

_SELDOM = (SetContentRule, OpenGrant, OpenRound, SetThreshold, SetMintCap, Expel)
"""What is proposed too seldom to be adopted by chance."""


def spend(whim: Whim) -> of.Intent:
    rows = whim.rows()
    return of.Spend(accounts=whim.accounts(rows), amounts=whim.amounts(rows, MONEY))


def pay(whim: Whim) -> of.Intent:
    rows = whim.rows()
    return of.Pay(
        senders=whim.accounts(rows), recipients=whim.accounts(rows), amounts=whim.amounts(rows, MONEY)
    )


def admit(whim: Whim) -> of.Intent:
    rows = whim.rows()
    return of.Admit(coop=whim.coop, accounts=whim.accounts(rows), classes=small(whim.numbers(rows, 3)))


def resign(whim: Whim) -> of.Intent:
    return of.Resign(coop=whim.coop, accounts=whim.accounts(whim.random.choice((0, 0, 1))))


def mint(whim: Whim) -> of.Intent:
    rows = whim.rows()
    return of.Mint(coop=whim.coop, accounts=whim.accounts(rows), amounts=whim.amounts(rows))


def burn(whim: Whim) -> of.Intent:
    rows = whim.rows()
    return of.Burn(coop=whim.coop, accounts=whim.accounts(rows, whim.holders()), amounts=whim.amounts(rows))


def transfer(whim: Whim) -> of.Intent:
    """Now and then what one got in a row before."""
    rows, holders = whim.rows(), whim.holders()
    if holders and whim.random.random() < 0.3:
        first, second, third = whim.accounts(3, holders)
        held = whim.view.coop.token_amounts
        amounts = [held.at(int(first)), held.at(int(first)) + held.at(int(second))]
        senders, recipients = column((first, second)), column((second, third))
        return of.Transfer(
            coop=whim.coop, senders=senders, recipients=recipients, amounts=Amounts.of(amounts)
        )
    return of.Transfer(
        coop=whim.coop,
        senders=whim.accounts(rows, holders),
        recipients=whim.accounts(rows),
        amounts=whim.amounts(rows),
    )


def delegate(whim: Whim) -> of.Intent:
    rows = whim.rows()
    return of.Delegate(coop=whim.coop, accounts=whim.accounts(rows), delegates=whim.accounts(rows))


def propose(whim: Whim) -> of.Intent:
    rows = whim.rows()
    actions = [tuple(_action(whim) for _ in range(whim.random.choice((1, 1, 2)))) for _ in range(rows)]
    return of.Propose(coop=whim.coop, accounts=whim.accounts(rows, whim.members()), actions=actions)


def vote(whim: Whim) -> of.Intent:
    """Often all are for something that is seldom proposed."""
    found = sorted(whim.view.coop.open, key=lambda each: not isinstance(each.actions[0], _SELDOM))
    rows = whim.rows()
    accounts = whim.accounts(rows, whim.members())
    supports = column(whim.random.choice((0, 1, 2, 3)) for _ in range(rows))
    proposal = whim.random.choice(found).number if found else whim.random.randint(0, 4)
    if found and whim.random.random() < 0.7:
        proposal = whim.random.choice(found[:2]).number
        accounts = column(whim.members())
        supports = np.ones_like(accounts)
    return of.Vote(coop=whim.coop, proposal=proposal, accounts=accounts, supports=small(supports))


def queue(whim: Whim) -> of.Intent:
    return of.Queue(coop=whim.coop, proposals=whim.numbers(whim.rows(), whim.view.coop.proposal_count))


def execute(whim: Whim) -> of.Intent:
    return of.Execute(coop=whim.coop, proposals=whim.numbers(whim.rows(), whim.view.coop.proposal_count))


def cancel(whim: Whim) -> of.Intent:
    rows, count = 4, whim.view.coop.proposal_count
    proposals = column(whim.random.randint(max(count - 1, 0), count) for _ in range(rows))
    return of.Cancel(coop=whim.coop, proposals=proposals, accounts=whim.accounts(rows, whim.members()))


def _action(whim: Whim) -> Action:
    random = whim.random
    bps = Bps(random.choice((0, 1, 1_000, 3_000, 3_001, 10_000, 10_001)))
    kinds: list[Callable[[], Action]] = [
        lambda: SetLevy(bps=bps),
        lambda: SetQuorum(bps=bps),
        lambda: SetThreshold(votes=random.choice((0, 0, 0, 1, 10**18))),
        lambda: SetMintCap(amount=random.choice(AMOUNTS)),
        lambda: PayOut(account=whim.account(), amount=whim.treasury()),
        lambda: Expel(account=whim.account(whim.members())),
    ]
    if "matching" in whim.parts:
        kinds += [lambda: _open_round(whim)] * 4
    if "grants" in whim.parts:
        kinds += [lambda: _open_grant(whim)] * 4
    if "content" in whim.parts:
        kinds += [lambda: content_rule(whim)] * 2
    return random.choice(kinds)()


def _open_round(whim: Whim) -> OpenRound:
    """Mostly one that could be."""
    works, _ = whim.works(whim.random.choice((0, 1, 1, 2)))
    accounts = whim.random.choices(range(len(whim.view.memory.works)), k=whim.random.choice((0, 1, 2)))
    return OpenRound(
        pool=whim.treasury(),
        cap=whim.random.choice((whim.treasury(), Wei(2**100), Wei(2**100))),
        delay=whim.random.choice((Seconds(0), Seconds(0), whim.seconds())),
        duration=whim.seconds(),
        accounts=tuple(accounts),
        works=tuple(works.tolist()),
    )


def _open_grant(whim: Whim) -> OpenGrant:
    """Mostly one that could be; what it pays in stages is due within weeks of its acceptance."""
    random, members = whim.random, whim.members()
    grantee = whim.account(members)
    reviewers = random.sample(members, random.randint(0, min(3, len(members))))
    dues = [random.choice((1, 86_400, 604_800)) for _ in range(random.choice((1, 1, 2, 2, 0)))]
    return OpenGrant(
        grantee=grantee,
        reviewers=tuple(each for each in reviewers if each != grantee or random.random() < 0.1),
        stages=tuple(
            Stage(amount=whim.treasury(), due=Seconds(sum(dues[: place + 1]))) for place in range(len(dues))
        ),
        review_period=whim.seconds(),
        needed=random.choice((0, 0, 1, 4)),
        bond=random.choice((Wei(0), Wei(0), whim.wei())),
    )
