"""What a ledger is to a simulation. Two offer it, `array` and `evm`, and one suite compares them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from dao_sim.ledger.amounts import Amounts
from dao_sim.ledger.content_facts import Case, ContentRule, Panellists, Submissions
from dao_sim.ledger.facts import Grant, Parameters, Proposal, Round, Works
from dao_sim.ledger.intents import Intent
from dao_sim.ledger.outcome import Outcome
from dao_sim.units import Seconds, Wei

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

START = Seconds(2_000_000_000 - 2_000_000_000 % 604_800)
"""When every simulation starts: a Thursday, 00:00 UTC, in May 2033. Epochs of caps count from 1970."""


class CoopFacts(Protocol):
    """One co-op, to be read. Columns have one row per account; they are not to be written."""

    def members(self) -> NDArray[np.bool_]: ...

    def classes(self) -> NDArray[np.int8]:
        """Numbers of `MemberClass`; 0 for who is no member."""
        ...

    def tokens(self) -> Amounts: ...

    def supply(self) -> int: ...

    def votes(self) -> Amounts:
        """Votes now, with what was delegated, in the unit in which the rule counts: what could propose."""
        ...

    def delegates(self) -> NDArray[np.int64]:
        """Whose votes everybody's are; by default one's own."""
        ...

    def parameters(self) -> Parameters: ...

    def holdings(self) -> Mapping[str, Wei]:
        """ETH by what holds it: `treasury`, `vault`, `escrows`, and `panels` and `submissions` if any."""
        ...

    def treasury(self) -> Wei:
        """ETH that the treasury holds."""
        ...

    def vault(self) -> Wei:
        """ETH that the vault holds: what payees can claim, with fractions of a wei, and the levy."""
        ...

    def levy_accrued(self) -> Wei:
        """ETH that waits in the vault for the treasury."""
        ...

    def proposal(self, number: int) -> Proposal: ...

    def proposal_count(self) -> int: ...

    def weights(self, proposal: int) -> Amounts:
        """What everybody's vote weighs on a proposal whose snapshot is past, and which is open for votes."""
        ...

    def supports(self, proposal: int) -> NDArray[np.int8]:
        """How everybody voted; −1 for who did not."""
        ...

    def works(self) -> Works: ...

    def units(self, work: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Who holds units of a work, by rising index, and how many. Units of works elsewhere are left out."""
        ...

    def claimable(self, works: NDArray[np.int64], payees: NDArray[np.int64]) -> Amounts:
        """What row i's payee can claim of row i's work (wei)."""
        ...

    def earning_bps(self, work: int, accounts: NDArray[np.int64]) -> NDArray[np.int64]:
        """What part of the net of a deposit for a work each account has, in basis points, rounded down."""
        ...

    def rounds(self) -> Sequence[Round]: ...

    def grants(self) -> Sequence[Grant]: ...

    def owed(self, account: int) -> Wei:
        """What grants owe an account, or the treasury (`NOBODY`), and it has not taken."""
        ...

    def content_rules(self) -> Mapping[str, ContentRule]:
        """Domain → what holds for its works now, by name; empty where works are registered directly."""
        ...

    def submissions(self, numbers: NDArray[np.int64] | None = None) -> Submissions:
        """Of these numbers, each of which there is, or all."""
        ...

    def case_count(self) -> int: ...

    def case(self, number: int) -> Case: ...

    def panellists(self) -> Panellists: ...

    def rewards(self) -> Mapping[int, Wei]:
        """Account, or `NOBODY` for the treasury → what panels owe it and it has not taken."""
        ...

    def refunds(self) -> Mapping[int, Wei]:
        """Account, or `NOBODY` for the treasury → what submissions owe it and it has not taken."""
        ...

    def escrowed(self) -> Wei:
        """ETH that matching rounds and grants hold for others."""
        ...


class Ledger(Protocol):
    """Accounts with money, and co-ops.

    A ledger is made with the charters of its co-ops and the number of accounts:
    `ArrayLedger(charters, accounts)`, `EvmLedger(charters, accounts, chain)`. Charters name no founders that
    count (the simulation admits and mints); what a ledger does not model it refuses with BadInput when it is
    made, naming the charter's key. Time starts at `START`, the co-ops being deployed.
    """

    accounts: int

    @property
    def coops(self) -> Sequence[CoopFacts]: ...

    def now(self) -> Seconds: ...

    def advance(self, to: Seconds) -> None:
        """Moves time to `to`, which is later. Raises BadInput for what is not."""
        ...

    def cash(self) -> Amounts:
        """What every account has (wei)."""
        ...

    def apply(self, intents: Sequence[Intent]) -> list[Outcome]:
        """Carries intents out, one after the other, each row by row.

        Raises BadInput, before anything is done, for columns that do not fit.
        """
        ...
