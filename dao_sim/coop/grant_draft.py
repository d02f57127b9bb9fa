"""A grant that is still a file: to whom, in what, which milestones, and who reviews them.

title = "An open archive"
grantee = "0x…"
asset = "ETH"
bond = "1"
review_period = "7d"
reviewers = ["0x…", "0x…", "0x…"]
[[milestones]]
amount = "4"
within = "30d"
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from dao_sim.bindings import Call
from dao_sim.bindings.generated.structs import GrantTerms, MilestoneTerms
from dao_sim.coop.assets import asset_named
from dao_sim.coop.grants import grants_of
from dao_sim.coop.quantities import duration
from dao_sim.errors import BadInput

if TYPE_CHECKING:
    from dao_sim.coop.cooperative import Cooperative
    from dao_sim.units import Address

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

_HINT = "`dao-sim grant propose --help` shows what such a file looks like"


class MilestoneDraft(BaseModel):
    """What is paid for, in whole units, and how long after the acceptance it is due, in seconds."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    amount: str
    within: Annotated[int, duration("1s", "3650d")]


class GrantDraft(BaseModel):
    """What a member means to have governance fund. Accounts are names or addresses."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    title: str
    text: str = ""
    grantee: str
    asset: str = "ETH"
    bond: str = "0"
    review_period: Annotated[int, duration("1s", "365d")]
    reviewers: Annotated[tuple[str, ...], Field(min_length=1, max_length=9)]
    needed: Annotated[int, Field(ge=0, le=9)] = 0
    milestones: Annotated[tuple[MilestoneDraft, ...], Field(min_length=1, max_length=12)]

    @classmethod
    def load(cls, path: str | Path) -> GrantDraft:
        """Reads a TOML file. Raises BadInput naming the file, the key, and what would be right."""
        file = str(path)
        try:
            return cls.model_validate(tomllib.loads(Path(path).read_text(encoding="utf-8-sig")))
        except OSError as error:
            reason = f"cannot be read: {error.strerror or error}"
            raise BadInput("grant", reason, hint=_HINT, file=file) from error
        except ValidationError as error:
            first: Any = error.errors(include_url=False)[0]
            key = ".".join(map(str, first["loc"]))
            reason = f"{key}: {first['msg'].removeprefix('Value error, ')}"
            raise BadInput("grant", reason, hint=_HINT, file=file) from error
        except (ValueError, RecursionError) as error:  # not UTF-8, and nesting without end, too
            raise BadInput("grant", f"is not valid TOML: {error}", hint=_HINT, file=file) from error

    def calls(self, coop: Cooperative, account: Callable[[str], Address]) -> list[Call]:
        """The payment into escrow, and the grant that is opened with it. `account` says who a name is.

        Raises BadInput for what no grant can be opened with.
        """
        contract, asset = grants_of(coop), asset_named(coop, self.asset)
        grantee, reviewers = account(self.grantee), tuple(map(account, self.reviewers))
        if self.needed > len(reviewers):
            raise BadInput("grant", f"needed: there are only {len(reviewers)} reviewers", needed=self.needed)
        if grantee in reviewers:
            raise BadInput("grant", "reviewers: the grantee is none of them", grantee=self.grantee)
        if len(set(reviewers)) < len(reviewers):
            raise BadInput("grant", "reviewers: each is named once")
        milestones = tuple(MilestoneTerms(asset.parse(one.amount), one.within) for one in self.milestones)
        terms = GrantTerms(
            grantee=grantee,
            needed=self.needed,
            asset=asset.address,
            bond=0 if self.bond == "0" else asset.parse(self.bond),
            review_period=self.review_period,
            reviewers=reviewers,
            milestones=milestones,
        )
        amount = sum(milestone.amount for milestone in milestones)
        return [coop.treasury.pay(asset.address, contract.address, amount), contract.open_(terms)]
