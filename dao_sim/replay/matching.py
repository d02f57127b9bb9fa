"""A recorded matching round, held again on the real contracts: adopted, given to, closed and paid out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing, nullcontext
from dataclasses import dataclass

from eth_utils.address import to_checksum_address

from dao_sim.bindings import RecordedMoney
from dao_sim.bindings.generated.structs import RoundTerms
from dao_sim.chain import Batch, Chain, connect
from dao_sim.coop import Charter, Cooperative, Outcomes
from dao_sim.coop.matching import NO_CAP, matching_of
from dao_sim.errors import BadInput, DaoSimError
from dao_sim.metrics.correlation import pearson
from dao_sim.metrics.quadratic_funding import quadratic_matches
from dao_sim.replay.contributions import Recorded, RecordedGrant
from dao_sim.units import Address, MemberClass, Support, Wei

MOST_GRANTS = 200
"""What a round on the contracts can have."""
_DAY = 86_400
_DURATION = 14 * _DAY
_ROUND = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantResult:
    """What a grant got. Amounts are read from the contracts, in millionths of a dollar."""

    grant: RecordedGrant
    contributors: int
    contributed: Wei
    match: Wei


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchingResult:
    """How a round ended, in the files' order. Matches and what returned are the pool, to the unit."""

    grants: tuple[GrantResult, ...]
    pool: Wei
    returned: Wei
    """What was left of the pool, and is in the treasury again."""
    pearson: float | None
    """Correlation of matches with the published estimates; None where there are none, or they do not vary."""


def replay_matching(
    recorded: Recorded,
    pool: Wei,
    *,
    chain: Chain | str = "embedded",
    on_step: Callable[[int], None] = lambda _: None,
) -> MatchingResult:
    """Deploys a co-op whose members are the donors, and holds the round there, without a cap on a grant.

    `pool` is in millionths of a dollar. `on_step` is told how many transactions were sent. A `Chain` stays
    open. Raises BadInput for more grants than a round can have, or no pool; Refused if the contracts refuse
    what is recorded; DaoSimError if they match otherwise than the exact reference, or money is missing;
    ChainUnreachable.
    """
    if len(recorded.grants) > MOST_GRANTS:
        raise BadInput("grants", f"a round has at most {MOST_GRANTS} grants", grants=len(recorded.grants))
    if not 0 < pool <= NO_CAP:
        raise BadInput("pool", "must be more than nothing, and what a contract can count", pool=pool)
    with closing(connect(chain)) if isinstance(chain, str) else nullcontext(chain) as on:
        if on.name == "embedded":
            _ensure_fits(recorded)
        return _Replay(recorded, pool, on, on_step).run()


def transactions(recorded: Recorded) -> int:
    """How many transactions `on_step` will be told of."""
    donors = len({payment.donor for payment in recorded.payments})
    return 3 * donors + len(recorded.payments) + len({payment.grant for payment in recorded.payments})


def _ensure_fits(recorded: Recorded) -> None:
    from dao_sim.chain.memory import ensure_fits

    ensure_fits(transactions(recorded))


class _Replay:
    """One round on one chain. Round 1 of a co-op that was made for it."""

    def __init__(self, recorded: Recorded, pool: Wei, chain: Chain, on_step: Callable[[int], None]) -> None:
        self._recorded, self._pool, self._on_step = recorded, pool, on_step
        self._chain, self._clerk = chain, chain.accounts()[0]
        self._money = RecordedMoney.create(chain, self._clerk)
        self._coop = Cooperative.deploy(_charter(self._money.address), chain)
        self._matching = matching_of(self._coop)
        self._payees = {grant.name: _account("payee", at) for at, grant in enumerate(recorded.grants)}
        names = dict.fromkeys(payment.donor for payment in recorded.payments)
        self._donors = {name: _account("donor", at) for at, name in enumerate(names)}
        self._gifts: dict[str, Counter[str]] = {grant.name: Counter() for grant in recorded.grants}
        for payment in recorded.payments:
            self._gifts[payment.grant][payment.donor] += payment.amount

    def run(self) -> MatchingResult:
        self._admit()
        self._open()
        self._give()
        self._wait(self._matching.round_of(_ROUND).closes_at + self._matching.review())
        matches = self._matches()
        returned = self._pay_out(matches)
        results = tuple(self._result(at, grant, matches) for at, grant in enumerate(self._recorded.grants, 1))
        return MatchingResult(
            grants=results, pool=self._pool, returned=returned, pearson=_correlation(results)
        )

    def _admit(self) -> None:
        """Donors are members, with the dollars that they are going to give."""
        donors, money = [*self._donors.values()], self._money
        if not donors:
            return
        given = Counter[str]()
        for payment in self._recorded.payments:
            given[payment.donor] += payment.amount
        amounts = [given[name] for name in self._donors]
        self._coop.admit_many(donors, MemberClass.PATRON).raise_if_refused()
        self._on_step(len(donors))
        self._send(money.batch("mint", [self._clerk] * len(donors), to=donors, amount=amounts))
        self._send(money.batch("approve", donors, spender=self._matching.address, value=amounts))

    def _open(self) -> None:
        """By a vote, with the pool from the treasury."""
        coop = self._coop
        self._money.mint(coop.treasury.address, self._pool).send(self._clerk)
        said = RoundTerms(self._money.address, 0, _DURATION, NO_CAP, self._pool)
        call = self._matching.make_round(said, [*self._payees.values()], [])
        proposal = coop.propose(self._clerk, call, "Hold the recorded round").open()
        proposal.vote(self._clerk, Support.FOR)
        proposal.close()
        proposal.queue()
        proposal.execute()

    def _give(self) -> None:
        payments = self._recorded.payments
        if not payments:
            return
        place = {grant.name: at for at, grant in enumerate(self._recorded.grants, 1)}
        batch = self._matching.batch(
            "contribute",
            [self._donors[payment.donor] for payment in payments],
            round_id=_ROUND,
            grant_id=[place[payment.grant] for payment in payments],
            amount=[payment.amount for payment in payments],
        )
        self._send(batch)

    def _matches(self) -> dict[str, int]:
        """What the contracts say, which must be what the reference says. Raises DaoSimError if not."""
        names = [grant.name for grant in self._recorded.grants]
        found = {name: self._matching.match_of(_ROUND, at) for at, name in enumerate(names, 1)}
        expected = quadratic_matches(self._gifts, self._pool)
        for name in names:
            if found[name] != expected[name]:
                reason = f"the contracts match grant {name} otherwise than the reference"
                raise DaoSimError("match", reason, found=found[name], expected=expected[name])
        return found

    def _pay_out(self, matches: dict[str, int]) -> Wei:
        """Every grant is claimed, what is left returns. Raises DaoSimError if that does not add up."""
        matching, money, treasury = self._matching, self._money, self._coop.treasury.address
        matching.settle(_ROUND, MOST_GRANTS).send(self._clerk)
        names = {name: at for at, name in enumerate(self._gifts, 1) if self._gifts[name]}
        if names:
            payees = [self._payees[name] for name in names]
            grants, clerks = [*names.values()], [self._clerk] * len(names)
            self._send(matching.batch("claim", clerks, round_id=_ROUND, grant_id=grants, to=payees))
        if matching.round_of(_ROUND).due:
            matching.give_back(_ROUND).send(self._clerk)
        for name, given in self._gifts.items():
            paid = money.balance_of(self._payees[name])
            if paid != given.total() + matches[name]:
                raise DaoSimError("match", f"grant {name} was paid something else", paid=paid)
        left, returned = money.balance_of(matching.address), money.balance_of(treasury)
        if left or returned + sum(matches.values()) != self._pool:
            raise DaoSimError("match", "the pool does not add up", left=left, returned=returned)
        return Wei(returned)

    def _result(self, at: int, grant: RecordedGrant, matches: dict[str, int]) -> GrantResult:
        found = self._matching.grant_at(_ROUND, at)
        return GrantResult(
            grant=grant,
            contributors=found.contributors,
            contributed=Wei(found.contributed),
            match=Wei(matches[grant.name]),
        )

    def _send(self, batch: Batch) -> None:
        Outcomes(self._chain.send_batch(batch)).raise_if_refused()
        self._on_step(len(batch.senders))

    def _wait(self, until: int) -> None:
        if (seconds := until - self._chain.now()) > 0:
            self._chain.advance(seconds)


def _correlation(results: Sequence[GrantResult]) -> float | None:
    known = [(each.match, each.grant.estimate) for each in results if each.grant.estimate is not None]
    return pearson([match for match, _ in known], [estimate for _, estimate in known])


def _charter(money: Address) -> Charter:
    """The clerk alone votes; the treasury pays into pools what it has."""
    return Charter(
        name="Matching",
        governance={"proposal_threshold": "0"},
        matching={"review": "0s", "caps": [{"asset": money, "amount": "none"}]},
        operators={"admitter": ["account:0"]},
        founders=[{"account": "account:0", "class": "creator", "tokens": "1"}],
    )


def _account(kind: str, place: int) -> Address:
    number = (int.from_bytes(f"dao-sim {kind}".encode(), "big") << 48) + place
    return Address(to_checksum_address(number.to_bytes(20, "big")))
