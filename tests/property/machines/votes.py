"""Votes never exceed supply, nothing is counted twice through delegation, and the past does not change."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar, Literal

from eth_account import Account
from eth_utils.crypto import keccak
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from dao_sim.bindings import CoopToken, Membership
from dao_sim.chain.protocol import Chain
from dao_sim.coop import Charter, Cooperative
from dao_sim.coop.roles import Role
from dao_sim.units import ETH, MAX_UINT208, Address, MemberClass
from tests.property.machines.base import CoopMachine, Stages
from tests.property.machines.budget_model import Budget
from tests.property.machines.refusal import Refusal, refuse_if
from tests.property.machines.views import word
from tests.property.machines.votes_model import NOBODY, VotesModel

CHARTER = """
name = "Votes"
token.mint_cap = "none"
token.epoch = "30d"
operators.minter = ["account:0"]
operators.admitter = ["account:0"]
governance.proposal_threshold = "0"
"""
Voting = CoopToken | Membership
EPOCH = 30 * 86_400
KEYS = {name: keccak(text=name) for name in ("ann", "bob", "cleo", "dan")}
"""The signing keys of those who act."""

people = st.sampled_from(tuple(KEYS))
anybody = st.sampled_from((*KEYS, "outsider", NOBODY))
amounts = st.one_of(
    st.integers(0, 9), st.integers(0, 2**128), st.sampled_from((2**207, MAX_UINT208 - 1, MAX_UINT208, 2**208))
)
kinds: st.SearchStrategy[Literal["token", "membership"]] = st.sampled_from(("token", "membership"))


@dataclass(frozen=True, slots=True)
class VotesStage:
    """The co-op, and the addresses behind the names that the model uses."""

    coop: Cooperative
    accounts: dict[str, Address]
    names: dict[str, str]
    """What the contracts are called in signatures."""

    @property
    def chain(self) -> Chain:
        return self.coop.chain


def build() -> VotesStage:
    """Deploys a co-op without founders, whose keeper mints, admits and expels."""
    coop = Cooperative.deploy(Charter.parse(CHARTER))
    keeper, outsider = coop.chain.accounts()[:2]
    coop.access.grant_role(int(Role.EXPELLER), keeper, 0).send(coop.timelock.address)
    signers = {name: Address(Account.from_key(key).address) for name, key in KEYS.items()}
    accounts = {**signers, "keeper": keeper, "outsider": outsider, NOBODY: ETH}
    return VotesStage(coop, accounts, {"token": coop.token.name(), "membership": coop.membership.name()})


@lru_cache(maxsize=1_024)
def _signature(
    name: str, contract: tuple[str, int, Address], delegatee: Address, nonce: int, expiry: int
) -> tuple[int, bytes, bytes]:
    """v, r, s of a delegation (EIP-712); `contract` is its name, chain and address. Slow, so kept."""
    domain = dict(zip(("name", "chainId", "verifyingContract"), contract, strict=True))
    types = {
        "Delegation": [
            {"name": "delegatee", "type": "address"},
            {"name": "nonce", "type": "uint256"},
            {"name": "expiry", "type": "uint256"},
        ]
    }
    message = {"delegatee": delegatee, "nonce": nonce, "expiry": expiry}
    signed = Account.sign_typed_data(KEYS[name], {**domain, "version": "1"}, types, message)
    return signed.v, signed.r.to_bytes(32, "big"), signed.s.to_bytes(32, "big")


class VotesMachine(CoopMachine):
    """Units come, move and go, members too; all delegate in person and by signature; time passes."""

    NAME = "votes"
    stages: ClassVar[Stages[VotesStage]] = Stages(build)

    def __init__(self) -> None:
        super().__init__()
        self.stage = self.stages.fresh()
        coop = self.stage.coop
        self.token, self.membership = coop.token, coop.membership
        self.contracts: dict[str, CoopToken | Membership] = {
            "token": coop.token,
            "membership": coop.membership,
        }
        self.models = {kind: VotesModel(coop.chain.now()) for kind in self.contracts}
        self.nonces: Counter[tuple[str, str]] = Counter()
        self.names = self.stage.names
        self.minting = Budget(EPOCH, MAX_UINT208)

    @initialize(amount=amounts, member_class=st.sampled_from(MemberClass))
    def begin(self, amount: int, member_class: MemberClass) -> None:
        """Somebody to begin with."""
        self.mint("ann", amount)
        self.admit("bob", member_class)

    @rule(to=anybody, amount=amounts)
    def mint(self, to: str, amount: int) -> None:
        def predict() -> None:
            model = self.models["token"]
            refuse_if(amount > self.minting.left(model.now), "CoopToken_MintCapExceeded")
            refuse_if(to == NOBODY, "ERC20InvalidReceiver")
            refuse_if(model.standing().supply + amount > MAX_UINT208, "ERC20ExceededSafeSupply")
            self.minting.spend(model.now, amount)
            model.mint(to, amount)

        self.act(self.token.mint(self.address(to), amount), self.address("keeper"), predict)

    @rule(holder=people, parts=st.integers(0, 101))
    def burn(self, holder: str, parts: int) -> None:
        amount = self.part(holder, parts)
        self.act(
            self.token.burn(amount), self.address(holder), lambda: self.models["token"].burn(holder, amount)
        )

    @rule(source=people, to=anybody, parts=st.integers(0, 101))
    def transfer(self, source: str, to: str, parts: int) -> None:
        """To anybody, oneself included: no delegation can make it fail."""
        amount = self.part(source, parts)
        call = self.token.transfer(self.address(to), amount)
        self.act(call, self.address(source), lambda: self.models["token"].transfer(source, to, amount))

    @rule(kind=kinds, holder=people, to=anybody)
    def delegate(self, kind: str, holder: str, to: str) -> None:
        """To another, to oneself, or to nobody, which means oneself."""
        call = self.contracts[kind].delegate(self.address(to))
        self.act(
            call, self.address(holder), lambda: self.models[kind].delegate(holder, to), f"delegate {kind}"
        )

    @rule(kind=kinds, holder=people, to=anybody, ahead=st.sampled_from((0, 0, 0, 0, 1)), late=st.booleans())
    def delegate_by_signature(self, kind: str, holder: str, to: str, ahead: int, late: bool) -> None:
        """Brought by somebody else; now and then with a wrong nonce, or a second after it expired."""
        contract, model = self.contracts[kind], self.models[kind]
        nonce, expiry = self.nonces[kind, holder] + ahead, model.now - (1 if late and ahead else 0)
        domain = (self.names[kind], self.stage.chain.chain_id, contract.address)
        signature = _signature(holder, domain, self.address(to), nonce, expiry)

        def predict() -> None:
            refuse_if(expiry < model.now, "VotesExpiredSignature")
            refuse_if(ahead != 0, "InvalidAccountNonce")
            self.nonces[kind, holder] += 1
            model.delegate(holder, to)

        call = contract.delegate_by_sig(self.address(to), nonce, expiry, *signature)
        self.act(call, self.address("outsider"), predict)

    @rule(account=anybody, member_class=st.sampled_from(MemberClass))
    def admit(self, account: str, member_class: MemberClass) -> None:
        call = self.membership.admit(self.address(account), member_class)
        model = self.models["membership"]
        self.act(call, self.address("keeper"), lambda: model.admit(account, int(member_class)))

    @rule(account=people)
    def resign(self, account: str) -> None:
        self.act(
            self.membership.resign(), self.address(account), lambda: self.models["membership"].leave(account)
        )

    @rule(account=anybody, by=st.sampled_from(("keeper", "keeper", "keeper", "ann")))
    def expel(self, account: str, by: str) -> None:
        def predict() -> None:
            refuse_if(by != "keeper", "AccessManagedUnauthorized")
            self.models["membership"].leave(account)

        self.act(self.membership.expel(self.address(account)), self.address(by), predict)

    @rule(source=people, to=anybody)
    def hand_membership_on(self, source: str, to: str) -> None:
        """Never possible."""

        def predict() -> None:
            refuse_if(to == NOBODY, "ERC721InvalidReceiver")
            refuse_if(not self.models["membership"].classes.get(source), "ERC721NonexistentToken")
            raise Refusal("Membership_Soulbound")

        member_id = self.membership.member_id_of(self.address(source))
        call = self.membership.transfer_from(self.address(source), self.address(to), member_id)
        self.act(call, self.address(source), predict, "hand membership on")

    @rule(seconds=st.one_of(st.integers(1, 3), st.sampled_from((EPOCH - 1, EPOCH))))
    def wait(self, seconds: int) -> None:
        self.note("wait")
        self.stage.chain.advance(seconds)
        for model in self.models.values():
            model.advance(seconds)

    @rule(thousandths=st.integers(0, 1_000))
    def look_back(self, thousandths: int) -> None:
        """At any second since the start; the present one is not past yet."""
        model = self.models["token"]
        moment = model.first_moment + (model.now - model.first_moment) * thousandths // 1_000
        if moment < model.now:
            self.note("look back")
            self.check_past(moment)
        else:
            call = self.token.write("getPastVotes(address,uint256)", self.address("ann"), moment)
            self.act(call, self.address("ann"), lambda: model.at(moment))

    def address(self, name: str) -> Address:
        return self.stage.accounts[name]

    def number(self, name: str) -> int:
        """An address as the number that a view's word is."""
        return int(self.stage.accounts[name], 16)

    def part(self, holder: str, parts: int) -> int:
        """Hundredths of what a holder has; 101 are more than it has."""
        return self.models["token"].units[holder] * parts // 100 + (parts == 101)

    def verify(self) -> None:
        accounts = self.stage.accounts
        for kind, contract in self.contracts.items():
            standing = self.models[kind].standing()
            votes = standing.votes()
            found = {name: word(contract, "getVotes(address)", address) for name, address in accounts.items()}
            assert found == {name: votes[name] for name in found}
            assert sum(found.values()) == standing.supply
            for name in KEYS:
                delegate = word(contract, "delegates(address)", accounts[name])
                assert delegate == self.number(standing.delegate_of(name))
                assert word(contract, "balanceOf(address)", accounts[name]) == standing.units.get(name, 0)
        assert word(self.token, "totalSupply()") == self.models["token"].standing().supply
        standing = self.models["membership"].standing()
        for member_class in MemberClass:
            assert word(self.membership, "members(uint8)", member_class) == standing.members(member_class)
        since = self.models["membership"].since
        for name, address in accounts.items():
            assert word(self.membership, "classOf(address)", address) == standing.classes.get(name, 0)
            assert word(self.membership, "memberSince(address)", address) == since.get(name, 0)
            assert word(self.membership, "isMember(address)", address) == (name in since)

    def check_past(self, moment: int) -> None:
        """Every look-up at a moment answers as the model remembers it."""
        for kind, contract in self.contracts.items():
            standing = self.models[kind].at(moment)
            votes = standing.votes()
            assert word(contract, "getPastTotalSupply(uint256)", moment) == standing.supply
            for name in (*KEYS, "outsider"):
                row = (self.address(name), moment)
                assert word(contract, "getPastVotes(address,uint256)", *row) == votes[name]
                assert word(contract, "getPastBalanceOf(address,uint256)", *row) == standing.units.get(
                    name, 0
                )
                delegate = word(contract, "getPastDelegate(address,uint256)", *row)
                assert delegate == self.number(standing.delegate_of(name))
        standing = self.models["membership"].at(moment)
        for member_class in MemberClass:
            counted = word(self.membership, "getPastMembers(uint8,uint256)", member_class, moment)
            assert counted == standing.members(member_class)
        for name in (*KEYS, "outsider"):
            found = word(self.membership, "getPastClass(address,uint256)", self.address(name), moment)
            assert found == standing.classes.get(name, 0)

    def finish(self) -> None:
        """Nothing that was true of the past has changed since."""
        times = self.models["token"].times
        for moment in sorted({*times, *(later - 1 for later in times[1:])}):
            self.check_past(moment)
