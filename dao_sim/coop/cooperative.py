"""A running co-op as one Python object: the contracts, typed, and the acts that take more than one call."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from pathlib import Path
from typing import TYPE_CHECKING

from eth_utils.crypto import keccak

from dao_sim.bindings import (
    Advances,
    Bundles,
    Call,
    Commissions,
    CompletionBonds,
    ContributionRewards,
    ConvictionFunding,
    CoopAccess,
    CoopGovernor,
    CoopTimelock,
    CoopToken,
    DataCommons,
    Disputes,
    Licences,
    MatchingRounds,
    Membership,
    MilestoneGrants,
    PanelArbiter,
    ReviewPanels,
    RoyaltyVault,
    ShareSales,
    Submissions,
    SubRights,
    Treasury,
    WorkRegistry,
)
from dao_sim.bindings.generated.structs import Registration
from dao_sim.chain import connect
from dao_sim.chain.protocol import Batch, Chain, Receipt
from dao_sim.coop import books as ledger
from dao_sim.coop.apply import apply
from dao_sim.coop.branch import CONSTITUTION, Rule, branches_of
from dao_sim.coop.charter import Charter
from dao_sim.coop.commission_terms import COMMISSIONS
from dao_sim.coop.content_terms import SUBMISSIONS
from dao_sim.coop.conviction_terms import FUNDING
from dao_sim.coop.data_terms import DATA
from dao_sim.coop.dispute_terms import ARBITER, DISPUTES
from dao_sim.coop.financing_terms import ADVANCES, BONDS, SALES
from dao_sim.coop.governance_terms import GovernanceTerms
from dao_sim.coop.grant_terms import GRANTS
from dao_sim.coop.licence_terms import BUNDLES, LICENCES, RIGHTS
from dao_sim.coop.matching_terms import MATCHING
from dao_sim.coop.outcomes import Outcomes
from dao_sim.coop.plan import founders, operators, plan
from dao_sim.coop.proposal import Proposal, described
from dao_sim.coop.proposing import calls_of, groups_of, submit
from dao_sim.coop.quantities import parse_class
from dao_sim.coop.registration import check_work, commit_and_wait, reveal
from dao_sim.coop.review_terms import PANELS
from dao_sim.coop.reward_terms import REWARDS
from dao_sim.coop.steps import Step
from dao_sim.errors import BadInput, Refused
from dao_sim.units import ETH, Address, MemberClass, Wei

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


class Cooperative:
    """A co-op on a chain.

    `access`, `timelock`, `membership`, `token`, `rule`, `governor`, `treasury`, `vault` and `registry` are
    its contracts; their views answer at once, their other functions return a `Call` to send, propose or
    batch. `branches` are the governors with their rules and timelocks: "constitution" is the one above, the
    further ones are under their names; `under` takes one of them in its place. In `licences` rights in works
    are sold, by `rights` they are split off to be sold apart, in `bundles` works are combined, `funding` pays
    by conviction, `matching` holds matching rounds, `grants` pays by milestones, in `commissions` members bid
    for work, `rewards` pays what they did in tokens, `sales`, `advances` and `bonds` finance what units will
    earn, `data` licenses datasets, and `panels` of members, drawn by lot, answer claims: in `disputes` about
    share units, through `panel_arbiter` about deliveries; works go through `submissions` before they are
    registered. Each is None where the charter has no such part.
    """

    def __init__(self, chain: Chain, charter: Charter, addresses: Mapping[str, Address]) -> None:
        self.chain = chain
        self.charter = charter
        self.addresses = dict(addresses)
        self.access = CoopAccess(chain, addresses["access"])
        self.membership = Membership(chain, addresses["membership"])
        self.token = CoopToken(chain, addresses["token"])
        self.branches = branches_of(chain, charter, addresses)
        self.branch = self.branches[CONSTITUTION]
        self.treasury = Treasury(chain, addresses["treasury"])
        self.vault = RoyaltyVault(chain, addresses["vault"])
        self.registry = WorkRegistry(chain, addresses["registry"])
        self.rights = SubRights(chain, addresses[RIGHTS]) if charter.works.licences else None
        self.licences = Licences(chain, addresses[LICENCES]) if charter.works.licences else None
        self.bundles = Bundles(chain, addresses[BUNDLES]) if charter.works.bundles else None
        self.funding = ConvictionFunding(chain, addresses[FUNDING]) if charter.conviction else None
        self.matching = MatchingRounds(chain, addresses[MATCHING]) if charter.matching else None
        self.grants = MilestoneGrants(chain, addresses[GRANTS]) if charter.grants else None
        self.commissions = Commissions(chain, addresses[COMMISSIONS]) if charter.commissions else None
        self.panels = ReviewPanels(chain, addresses[PANELS]) if charter.review else None
        self.panel_arbiter = PanelArbiter(chain, addresses[ARBITER]) if charter.review else None
        self.disputes = Disputes(chain, addresses[DISPUTES]) if charter.has_disputes else None
        self.rewards = ContributionRewards(chain, addresses[REWARDS]) if charter.rewards else None
        self.sales = ShareSales(chain, addresses[SALES]) if charter.financing else None
        self.advances = Advances(chain, addresses[ADVANCES]) if charter.financing else None
        self.bonds = CompletionBonds(chain, addresses[BONDS]) if charter.financing else None
        self.data = DataCommons(chain, addresses[DATA]) if charter.data else None
        self.panels = ReviewPanels(chain, addresses[PANELS]) if charter.review else None
        self.submissions = Submissions(chain, addresses[SUBMISSIONS]) if charter.content else None
        accounts = chain.accounts()
        self.founders = founders(charter, accounts)
        self._operators = operators(charter, accounts)

    @property
    def governor(self) -> CoopGovernor:
        """Where one proposes and votes."""
        return self.branch.governor

    @property
    def rule(self) -> Rule:
        """What weighs and counts the votes there."""
        return self.branch.rule

    @property
    def timelock(self) -> CoopTimelock:
        """Who carries out what is adopted there."""
        return self.branch.timelock

    @property
    def terms(self) -> GovernanceTerms:
        """What the charter says about it."""
        return self.branch.terms

    @property
    def votes(self) -> CoopToken | Membership:
        """The contract whose votes count, by the charter's rule."""
        return self.token if self.terms.voting_rule.votes == "token" else self.membership

    def under(self, name: str) -> Cooperative:
        """The same co-op with another of `branches` as its governor, rule, timelock, terms and votes.

        Raises BadInput, naming those there are.
        """
        if name not in self.branches:
            hint = f"there are {', '.join(self.branches)}"
            raise BadInput("governor", "there is no such governor", hint=hint, value=name)
        other = copy(self)
        other.branch = self.branches[name]
        return other

    def under_address(self, governor: Address) -> Cooperative:
        """`under` the branch whose governor has this address; as it is where there is none."""
        named = (each.name for each in self.branches.values() if each.governor.address == governor)
        return next(map(self.under, named), self)

    @classmethod
    def deploy(
        cls,
        charter: Charter | str | Path,
        chain: Chain | str = "embedded",
        deployer: Address | None = None,
        on_step: Callable[[Step], None] | None = None,
    ) -> Cooperative:
        """Deploys what `charter` (or the file of that name) says, on a chain or the engine of that name.

        `deployer` is the chain's first account unless you say otherwise; it hands every role over. Where
        time can be moved, a second passes, so that the founders' votes are past and they can propose at once.
        Raises CharterError if the charter does not fit the chain, Reverted if a contract refuses.
        """
        terms = charter if isinstance(charter, Charter) else Charter.load(charter)
        on = connect(chain) if isinstance(chain, str) else chain
        accounts = on.accounts()
        if not accounts and deployer is None:
            hint = "give a deployer; `dao-sim deploy` signs with a key of yours"
            raise BadInput("chain", "has no account to deploy from", hint=hint, chain=on.name)
        deployer = deployer or accounts[0]
        steps = plan(terms, deployer=deployer, accounts=accounts, now=on.now())
        addresses = apply(steps, on, deployer, on_step)
        if on.capabilities.time_control:
            on.advance(1)
        return cls(on, terms, addresses)

    def admit(self, account: Address, member_class: MemberClass, by: Address | None = None) -> Receipt:
        """Admits a member, by the charter's first admitter unless you say who. Raises Reverted if refused."""
        return self.membership.admit(account, _class(member_class)).send(by or self._operator("admitter"))

    def mint(self, account: Address, amount: int, by: Address | None = None) -> Receipt:
        """Mints tokens (smallest unit), by the charter's first minter unless you say who."""
        return self.token.mint(account, amount).send(by or self._operator("minter"))

    def register_work(
        self,
        registrant: Address,
        content: bytes,
        shares: Mapping[Address, int],
        *,
        uri: str = "",
        ai_share_bps: int = 0,
        royalty_bps: int = 0,
        salt: bytes = b"",
    ) -> int:
        """Registers a work: commits to its content, waits as long as it must, reveals. Returns its number.

        `content` is hashed (keccak-256); `shares` are units per contributor, 1,000,000 in all. `salt` keeps
        the commitment secret until the reveal: on a public chain, give 32 random bytes. Raises BadInput for
        shares that do not sum up, Reverted if the registry refuses. Where works are submitted first, see
        `dao_sim.coop.submissions.submit_work`, and give the same here.
        """
        check_work(content, salt, shares)
        registration = Registration(
            content_hash=keccak(content),
            uri=uri,
            contributors=tuple(shares),
            units=tuple(shares.values()),
            ai_share_bps=ai_share_bps,
            royalty_bps=royalty_bps,
        )
        pending = commit_and_wait(self.registry, registrant, registration.content_hash, salt)
        receipt = reveal(self.registry, pending, registration).send(registrant)
        return self.registry.decode(receipt, WorkRegistry.WorkRegistered)[0].work_id

    def deposit(self, work: int, amount: int, sender: Address, asset: Address = ETH) -> Receipt:
        """Pays `amount` (smallest unit) of an asset on behalf of a work; approves an ERC-20 first."""
        if asset == ETH:
            return self.vault.deposit_eth(work, value=Wei(amount)).send(sender)
        # Any ERC-20 answers the part of CoopToken's interface that is used here.
        CoopToken(self.chain, asset).approve(self.vault.address, amount).send(sender)
        return self.vault.deposit(work, asset, amount).send(sender)

    def claim(self, work: int, payee: Address, asset: Address = ETH, by: Address | None = None) -> int:
        """Pays `payee` what its units earned; returns the amount (smallest unit). Anyone may trigger it."""
        receipt = self.vault.claim(work, asset, payee).send(by or payee)
        return self.vault.decode(receipt, RoyaltyVault.Claimed)[0].amount

    def propose(
        self,
        proposer: Address,
        actions: Call | Sequence[Call],
        title: str,
        text: str = "",
        *,
        governor: CoopGovernor | None = None,
    ) -> Proposal:
        """Proposes that the timelock makes these calls. Raises Reverted, e.g. where the threshold is not met.

        Another `governor` than the constitutional one proposes to its own timelock. Where proposing takes a
        bond, that is approved first.
        The description ends with the proposer's address, so that nobody else can submit the same proposal
        first and cancel it. Raises BadInput for a proposal without actions.
        """
        calls, asked = calls_of(actions), governor or self.governor
        return submit(self, asked, proposer, [calls], described(title, text, proposer), has_options=False)

    def propose_options(
        self,
        proposer: Address,
        options: Mapping[str, Call | Sequence[Call]],
        title: str,
        text: str = "",
        *,
        governor: CoopGovernor | None = None,
    ) -> Proposal:
        """Proposes several options by title, each with calls, of which the winner's are made, or no change.

        For a governor whose rule decides on options. Raises as `propose` does, and BadInput for a title that
        nobody could vote for.
        """
        groups, asked = groups_of(options), governor or self.governor
        description = described(title, text, proposer, [*options])
        return submit(self, asked, proposer, groups, description, has_options=True)

    def mint_many(
        self, accounts: Sequence[Address], amounts: ArrayLike, by: Address | None = None
    ) -> Outcomes:
        """Mints to many accounts; `amounts` (smallest unit) is one for all, or one per account."""
        senders = [by or self._operator("minter")] * len(accounts)
        return self._many(self.token.batch("mint", senders, to=accounts, amount=amounts))

    def burn_many(self, accounts: Sequence[Address], amounts: ArrayLike) -> Outcomes:
        """Every account burns tokens of its own."""
        return self._many(self.token.batch("burn", accounts, value=amounts))

    def transfer_many(
        self, senders: Sequence[Address], recipients: Sequence[Address], amounts: ArrayLike
    ) -> Outcomes:
        """Row by row, a sender transfers tokens to a recipient."""
        return self._many(self.token.batch("transfer", senders, to=recipients, value=amounts))

    def delegate_many(self, delegators: Sequence[Address], delegatees: Sequence[Address]) -> Outcomes:
        """Row by row, a holder delegates its token votes."""
        return self._many(self.token.batch("delegate", delegators, delegatee=delegatees))

    def admit_many(
        self, accounts: Sequence[Address], classes: ArrayLike, by: Address | None = None
    ) -> Outcomes:
        """Admits many members; `classes` is one class for all, or one per account."""
        known = _class(classes) if isinstance(classes, (int, str)) else classes
        senders = [by or self._operator("admitter")] * len(accounts)
        return self._many(self.membership.batch("admit", senders, account=accounts, class_=known))

    def books(self, asset: Address = ETH) -> ledger.Books:
        """The vault's books in one asset, over all works."""
        return ledger.books(self.vault, asset)

    def _many(self, batch: Batch) -> Outcomes:
        return Outcomes(self.chain.send_batch(batch))

    def _operator(self, role: str) -> Address:
        """The charter's first operator with that role. Raises Refused if governance alone holds it."""
        holders = self._operators[role]
        if not holders:
            hint = f"propose it, or name one in the charter: [operators] {role} = [...]"
            raise Refused(
                "charter",
                f"has no operator with the role of {role}: only the timelock can do this",
                hint=hint,
            )
        return holders[0]


def _class(value: MemberClass | int | str) -> MemberClass:
    """Raises BadInput, naming the classes, for anything else."""
    try:
        return parse_class(value)
    except ValueError as error:
        raise BadInput("class", str(error), value=value) from error
