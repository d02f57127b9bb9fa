"""Licences told in a few words: offered, bought, derived from."""

from __future__ import annotations

from collections.abc import Sequence

from eth_utils.crypto import keccak

from dao_sim.bindings import Call, Licences
from dao_sim.bindings.generated.structs import Registration, Terms
from dao_sim.coop import Cooperative
from dao_sim.coop.licences import Scope, licences_of
from dao_sim.units import ETH, SHARES_PER_WORK, Address, Wei

__all__ = ["Scope", "licences_of"]

SALT = b"\x07" * 32


def terms(work: int, **changed: object) -> Terms:
    """A free licence for derivatives, for ever, with attribution and no share, but for what is changed."""
    plain = Terms(
        work_id=work,
        scope=Scope.DERIVATIVE,
        attribution=True,
        transferable=False,
        share_bps=0,
        term=0,
        asset=ETH,
        price=0,
        ceiling=0,
    )
    return plain._replace(**changed)  # type: ignore[arg-type]


def offered(coop: Cooperative, said: Terms) -> int:
    """The number of an offer that the work's owner makes."""
    licences = licences_of(coop)
    receipt = licences.offer(said).send(coop.registry.owner_of(said.work_id))
    return licences.decode(receipt, Licences.LicenceOffered)[0].offer_id


def bought(coop: Cooperative, offer: int, buyer: Address, value: int = 0) -> int:
    """The number of a licence that is bought, with so much ETH sent along."""
    licences = licences_of(coop)
    receipt = licences.buy(offer, value=Wei(value)).send(buyer)
    return licences.decode(receipt, Licences.LicenceBought)[0].licence_id


def licensed(coop: Cooperative, buyer: Address, work: int, share_bps: int) -> int:
    """A free licence for derivatives of a work, with a share."""
    return bought(coop, offered(coop, terms(work, share_bps=share_bps)), buyer)


def announced(coop: Cooperative, registrant: Address, *names: str) -> None:
    """Commits to works of these names, all that can be revealed at once."""
    for name in names:
        coop.registry.commit(coop.registry.commitment_for(registrant, hashed(name), SALT)).send(registrant)
    coop.chain.advance(coop.registry.min_commit_age())


def hashed(name: str) -> bytes:
    """The content of a work of this name."""
    return bytes(keccak(text=name))


def stated(registrant: Address, name: str) -> Registration:
    """What is stated of a work of this name, all of whose units are the registrant's."""
    return Registration(hashed(name), "", (registrant,), (SHARES_PER_WORK,), 0, 0)


def revealed(coop: Cooperative, registrant: Address, name: str, by: Sequence[int]) -> Call:
    """Registers a work that was announced, deriving by these licences."""
    return licences_of(coop).register_derivative(stated(registrant, name), SALT, list(by))


def derived(coop: Cooperative, registrant: Address, name: str, by: Sequence[int]) -> int:
    """The number of a work that derives by these licences."""
    announced(coop, registrant, name)
    receipt = revealed(coop, registrant, name, by).send(registrant)
    return coop.registry.decode(receipt, coop.registry.WorkRegistered)[0].work_id


def table_of(coop: Cooperative, work: int) -> dict[int, int]:
    """Ancestor → share, in basis points."""
    return {ancestor.work_id: ancestor.share_bps for ancestor in coop.vault.ancestors_of(work)}
