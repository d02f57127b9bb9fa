"""Bundles and rights told in a few words: proposed, joined, opened; split off."""

from __future__ import annotations

from collections.abc import Mapping

from dao_sim.bindings import Bundles, Call, SubRights
from dao_sim.bindings.generated.structs import Ancestor, Registration
from dao_sim.coop import Cooperative
from dao_sim.units import Address
from tests.contracts.licensing import SALT, Scope, announced, stated

EVERY_SCOPE = 0b1111


def bundles_of(coop: Cooperative) -> Bundles:
    """The contract, which the charter has."""
    assert coop.bundles is not None
    return coop.bundles


def rights_of(coop: Cooperative) -> SubRights:
    """The contract, which the charter has."""
    assert coop.rights is not None
    return coop.rights


def works(shares: Mapping[int, int]) -> list[Ancestor]:
    """Works and their shares of a bundle, as a proposal takes them."""
    return [Ancestor(work, share) for work, share in shares.items()]


def proposing(coop: Cooperative, curator: Address, name: str, shares: Mapping[int, int]) -> Call:
    """Proposes a bundle of this name, all of whose units will be the curator's."""
    bundles = bundles_of(coop)
    return bundles.propose(works(shares), bundles.terms_for(stated(curator, name), SALT))


def proposed(coop: Cooperative, curator: Address, name: str, shares: Mapping[int, int]) -> int:
    """The number of a bundle that is proposed."""
    receipt = proposing(coop, curator, name, shares).send(curator)
    return bundles_of(coop).decode(receipt, Bundles.BundleProposed)[0].bundle_id


def joined(coop: Cooperative, bundle: int) -> None:
    """Every owner agrees who has not."""
    bundles = bundles_of(coop)
    for work, _ in bundles.bundle_of(bundle).works:
        if not bundles.has_joined(bundle, work):
            bundles.join(bundle, work).send(coop.registry.owner_of(work))


def opening(coop: Cooperative, curator: Address, name: str, bundle: int) -> Call:
    """Registers a bundle that was announced."""
    return bundles_of(coop).open_(bundle, stated(curator, name), SALT)


def bundled(coop: Cooperative, curator: Address, name: str, shares: Mapping[int, int]) -> int:
    """The work that a bundle is, which everybody agreed to."""
    bundle = proposed(coop, curator, name, shares)
    joined(coop, bundle)
    announced(coop, curator, name)
    receipt = opening(coop, curator, name, bundle).send(curator)
    return bundles_of(coop).decode(receipt, Bundles.BundleOpened)[0].work_id


def splitting(coop: Cooperative, registration: Registration, work: int, scope: Scope, share: int) -> Call:
    """Splits a right off that was announced."""
    return rights_of(coop).split(work, scope, share, registration, SALT)


def split_off(coop: Cooperative, work: int, scope: Scope, share_bps: int, name: str = "a right") -> int:
    """The number of a right that the work's owner splits off, all of whose units are its own."""
    owner = coop.registry.owner_of(work)
    announced(coop, owner, name)
    receipt = splitting(coop, stated(owner, name), work, scope, share_bps).send(owner)
    return rights_of(coop).decode(receipt, SubRights.RightSplit)[0].right_id
