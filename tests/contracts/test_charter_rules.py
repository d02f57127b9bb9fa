"""Every rule that a charter can name is deployed as it says, found again, and decides."""

from __future__ import annotations

import pytest

from dao_sim.bindings import ApprovalRule, ChambersRule, OptimisticRule, RankedRule
from dao_sim.bindings.generated.structs import Caps, Chamber
from dao_sim.chain.defaults import ACCOUNTS
from dao_sim.cli.steps import described
from dao_sim.coop import Charter
from dao_sim.coop.fits import FITS, table
from dao_sim.coop.plan import plan
from dao_sim.coop.rules import VOTING_RULES, Counting
from dao_sim.coop.steps import Deploy
from dao_sim.errors import CharterError
from dao_sim.units import ETH, MemberClass, ProposalState, Support
from tests.contracts.charters import OPTIMISTIC, differences, founded, written
from tests.contracts.kit import ALICE, BOB, CAROL, DAVE, DEPLOYER, TOKEN, refuses

pytest.importorskip("pyrevm", reason="contract tests need the embedded engine, which this Python has not")

CONSTITUTIONS = {
    "quadratic": written("quadratic", "vote_change = true"),
    "fractional": written("fractional", 'early_success = "60%"'),
    "approval": written("approval"),
    "cumulative": written("approval", "cumulative = true", 'weight = "member"'),
    "ranked": written("ranked", 'proposal_bond = "5"'),
    "chambers": written("chambers", "bind_targets = true", 'proposal_bond = "5"'),
    "optimistic": written("member", more=OPTIMISTIC),
}


@pytest.mark.parametrize("name", CONSTITUTIONS)
def test_what_was_deployed_is_what_the_charter_says(name: str) -> None:
    coop = founded(CONSTITUTIONS[name])
    assert differences(coop) == {}
    assert Charter.from_record(coop.charter.record()) == coop.charter
    counting = coop.terms.voting_rule.counting
    said = coop.governor.counting_mode().split("&")
    assert set(counting.value.split("&")) <= set(said)
    assert all((other == counting) or not set(other.value.split("&")) <= set(said) for other in Counting)


def test_a_charter_s_rule_is_the_contract_of_that_name() -> None:
    assert set(VOTING_RULES) == {
        *("token", "member", "quadratic", "fractional", "approval", "ranked", "chambers", "optimistic")
    }


def test_whole_roots_are_what_a_threshold_is_in() -> None:
    coop = founded(written("quadratic", 'proposal_threshold = "20.5"'))
    assert coop.governor.proposal_threshold() == 20_500_000_000
    with refuses(
        "GovernorInsufficientProposerVotes", proposer=CAROL, votes=20 * 10**9, threshold=205 * 10**8
    ):
        coop.propose(CAROL, [coop.vault.set_levy(1)], "No")
    proposal = coop.propose(BOB, [coop.vault.set_levy(1)], "Levy 1").open()
    for member in (ALICE, BOB):
        proposal.vote(member, Support.FOR)
    assert proposal.tally.for_ == 31_622_776_601 + 24_494_897_427
    assert proposal.close().state == ProposalState.SUCCEEDED


def test_chambers_and_what_calls_need() -> None:
    coop = founded(CONSTITUTIONS["chambers"])
    rule = coop.rule
    assert isinstance(rule, ChambersRule)
    assert rule.chamber(MemberClass.ENTERPRISE) == Chamber(10_000, 6_000)
    assert rule.chamber(MemberClass.PATRON) == Chamber(5_000, 5_000)
    assert rule.chambers_of(coop.vault.address, coop.vault.set_levy(1).data[:4]) == 1
    assert rule.chambers_of(coop.treasury.address, coop.treasury.pay(ETH, DAVE, 1).data[:4]) == 3
    assert rule.chambers_of(coop.token.address, coop.token.mint(DAVE, 1).data[:4]) == 15
    levy = coop.propose(ALICE, [coop.vault.set_levy(1)], "Levy 1").open()
    levy.vote(ALICE, Support.FOR)
    assert levy.close().state == ProposalState.SUCCEEDED  # half of the creators are enough
    levy.queue()
    levy.execute()
    assert coop.vault.levy_bps() == 1


def test_in_silence_a_small_payment_is_made() -> None:
    coop = founded(CONSTITUTIONS["optimistic"])
    petty = coop.under("petty")
    assert isinstance(petty.rule, OptimisticRule)
    assert petty.rule.caps_of(ETH) == Caps(TOKEN // 2, 7 * TOKEN // 10, TOKEN)
    coop.chain.fund(coop.treasury.address, TOKEN)
    small = petty.propose(ALICE, [coop.treasury.pay(ETH, DAVE, TOKEN // 2)], "Paint").open()
    over = {"proposer": ALICE, "asset": ETH, "amount": TOKEN // 2, "remaining": TOKEN // 5}
    with refuses("OptimisticRule_OverProposerCap", **over):
        petty.propose(ALICE, [coop.treasury.pay(ETH, DAVE, TOKEN // 2)], "More paint")
    small.close()
    small.queue()
    before = coop.chain.balance(DAVE)
    small.execute()
    assert coop.chain.balance(DAVE) - before == TOKEN // 2


def test_options_weigh_tokens_or_members() -> None:
    tokens, members = founded(CONSTITUTIONS["approval"]), founded(CONSTITUTIONS["cumulative"])
    now = tokens.chain.now() - 1
    assert tokens.rule.weight_of(ALICE, now) == 1_000 * TOKEN
    assert members.rule.weight_of(ALICE, members.chain.now() - 1) == 1
    assert isinstance(members.rule, ApprovalRule)
    assert members.rule.cumulative()
    assert isinstance(founded(CONSTITUTIONS["ranked"]).rule, RankedRule)


def test_a_bond_is_approved_and_locked_by_proposing() -> None:
    coop = founded(CONSTITUTIONS["ranked"])
    bond = coop.branch.bond
    assert bond is not None
    held = coop.token.balance_of(ALICE)
    first = coop.propose(ALICE, [coop.vault.set_levy(1)], "Levy 1")
    assert (bond.bonded_by(first.id), coop.token.balance_of(ALICE)) == (ALICE, held - 5 * TOKEN)
    coop.propose(ALICE, [coop.vault.set_levy(2)], "Levy 2")
    assert coop.token.balance_of(bond.address) == 10 * TOKEN
    assert coop.token.allowance(ALICE, bond.address) == 0
    first.cancel()
    bond.release(first.id).send(BOB)
    assert coop.token.balance_of(ALICE) == held - 5 * TOKEN


def test_each_governor_s_rule_is_deployed_after_what_it_counts_by() -> None:
    charter = Charter.parse(CONSTITUTIONS["optimistic"])
    names = [
        step.step
        for step in plan(charter, deployer=DEPLOYER, accounts=ACCOUNTS, now=0)
        if isinstance(step, Deploy)
    ]
    assert names.index("treasury") < names.index("petty_rule") < names.index("petty_governor")


@pytest.mark.parametrize("name", CONSTITUTIONS)
def test_every_step_of_its_deployment_can_be_shown(name: str) -> None:
    charter = Charter.parse(CONSTITUTIONS[name])
    for step in plan(charter, deployer=DEPLOYER, accounts=ACCOUNTS, now=0):
        assert all(" = " in line or line.endswith("()") for line in described(step)), step.step


SPENDER = '\nmay = ["spender"]\ncaps = [{ asset = "ETH", amount = "1" }]\n'
HALF = '[{ asset = "ETH", per_proposal = "1", per_proposer = "1", per_epoch = "1" }]'
REFUSED = {
    "vote_change, fractional": (written("fractional", "vote_change = true"), "vote_change does not go with"),
    "early_success, quadratic": (written("quadratic", 'early_success = "60%"'), "early_success does not go"),
    "early_success, ranked": (written("ranked", 'early_success = "60%"'), "do not sum to a supply"),
    "rented votes, approval": (
        written("approval", "rented_vote_defence = true"),
        "rented_vote_defence does not",
    ),
    "swings, ranked": (written("ranked", "swing_extensions = 1"), "count the whole run-off twice"),
    "quorum, chambers": (written("chambers", 'quorum = "4%"'), "quorum does not go with the rule chambers"),
    "no chambers": (
        written("chambers").replace("governance.chambers", "treasury.chambers", 1),
        "chambers is missing",
    ),
    "cumulative, ranked": (written("ranked", "cumulative = true"), "cumulative does not go"),
    "weight, token": (written("token", 'weight = "member"'), "weight does not go with the rule token"),
    "chambers, token": (
        written("chambers").replace('rule = "chambers"', 'rule = "token"'),
        "chambers does not go",
    ),
    "expulsion": (written("chambers").replace("treasury.pay", "membership.expel"), "could empty a chamber"),
    "no such call": (written("chambers").replace("treasury.pay", "treasury.burn"), "must be one of"),
    "a call twice": (
        written("chambers").replace("treasury.pay", "vault.setLevy"),
        "vault.setLevy is named twice",
    ),
    "threshold of chambers": (written("chambers", 'proposal_threshold = "2"'), "nobody could ever propose"),
    "half a member": (written("chambers", 'proposal_threshold = "0.5"'), "must be a number of members"),
    "nobody can win": (written("chambers").replace('"60%"', '"100%"'), "from 0% to 99.99%"),
    "optimistic constitution": (written("optimistic", 'veto = "5%"', f"optimistic_caps = {HALF}"), "one of"),
    "no veto": (written("token", more=OPTIMISTIC.replace('veto = "20%"\n', "")), "veto is missing"),
    "no silent caps": (
        written("token", more=f'[[governors]]\nname = "a"\nrule = "optimistic"\nveto = "5%"{SPENDER}'),
        "optimistic_caps is missing",
    ),
    "quorum, optimistic": (written("token", more=OPTIMISTIC + 'quorum = "4%"\n'), "`veto` is what counts"),
    "not capped": (
        written("token", more=OPTIMISTIC.replace('caps = [{ asset = "ETH", amount = "3" }]\n', "")),
        "ETH is not in caps",
    ),
    "does more": (
        written("token", more=OPTIMISTIC.replace('["spender"]', '["spender", "minter"]')),
        "only pays",
    ),
    "unusable": (written("token", more=OPTIMISTIC.replace('"0.7"', '"0.1"')), "at most per_proposer"),
    "no bond": (written("token", 'proposal_bond = "0"'), "leave it out for no bond"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_makes_no_sense_is_refused_with_the_reason(case: str) -> None:
    text, says = REFUSED[case]
    with pytest.raises(CharterError, match=says):
        Charter.parse(text)


def test_nobody_could_put_up_the_bond() -> None:
    text = written("member", 'proposal_bond = "3000"').replace('minter = ["account:8"]\n', "")
    with pytest.raises(CharterError, match="the founders together hold 2,000 of 3,000 tokens"):
        Charter.parse(text)


def test_the_table_names_every_rule_and_every_key() -> None:
    shown = table()
    assert all(f"`{fit.key}`" in shown for fit in FITS)
    assert shown.splitlines()[0].split(" | ")[1:] == [*list(VOTING_RULES)[:-1], "optimistic |"]
