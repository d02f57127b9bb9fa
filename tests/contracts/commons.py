"""A data commons, deployed with a few words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from eth_account import Account
from eth_account.signers.local import LocalAccount
from eth_utils.crypto import keccak

from dao_sim.bindings import DataCommons
from dao_sim.bindings.generated.structs import AccessTerms, DatasetTerms
from dao_sim.coop import Cooperative
from dao_sim.coop.countersignature import sign
from dao_sim.coop.data_terms import Purpose, mask_of
from dao_sim.coop.roles import OPTIONAL
from dao_sim.coop.steps import selector
from dao_sim.units import ETH, Address, Wei
from tests.contracts.kit import ALICE, BOB, BUYER, CAROL, DAY, DEPLOYER, OPERATOR, TOKEN, decree

CONFIRMER = OPERATOR
CONTENT, STATEMENT, QUERY, REASON = (bytes([number]) * 32 for number in (1, 2, 3, 4))
SERVICE: LocalAccount = Account.from_key(keccak(text="data service"))
OTHER_SERVICE: LocalAccount = Account.from_key(keccak(text="another data service"))
SERVES, OTHER_SERVES = Address(SERVICE.address), Address(OTHER_SERVICE.address)
SUSPENSION = 30 * DAY
TERM = 90 * DAY
USES = 4
PRICE = TOKEN
POINTS: Mapping[Address, int] = MappingProxyType({ALICE: 3, BOB: 2, CAROL: 2})
"""Sevenths, so that shares are not whole."""


def commons(
    coop: Cooperative, barred: Sequence[str] = (), confirmers: Sequence[Address] = (CONFIRMER,)
) -> DataCommons:
    """The contract, with its functions behind their role."""
    access, membership, vault = (part.address for part in (coop.access, coop.membership, coop.vault))
    made = DataCommons.deploy(
        coop.chain, DEPLOYER, access, membership, vault, confirmers, mask_of(barred), SUSPENSION
    )
    functions = OPTIONAL["DataCommons"]
    selectors = [selector(signature) for signature in functions]
    (role,) = set(functions.values())
    decree(coop, coop.access.set_target_function_role(made.address, selectors, int(role)))
    return made


def dataset_terms(
    points: Mapping[Address, int] = POINTS,
    *,
    content: bytes = CONTENT,
    statement: bytes = STATEMENT,
    permitted: int | None = None,
    service: Address | None = None,
) -> DatasetTerms:
    """Of Alice, Bob and Carol, for research and training, countersigned by a service with a known key."""
    mask = mask_of(("research", "training")) if permitted is None else permitted
    named = service or SERVES
    return DatasetTerms(
        content, statement, mask, named, "ipfs://parish-registers", tuple(points), tuple(points.values())
    )


def access_terms(
    dataset: int = 1,
    *,
    purpose: Purpose = Purpose.RESEARCH,
    uses: int = USES,
    term: int = TERM,
    asset: Address = ETH,
    price: int = PRICE,
) -> AccessTerms:
    """Four uses for research within 90 days, at one ether each."""
    return AccessTerms(dataset, term, asset, purpose, uses, price)


def registered(made: DataCommons, terms: DatasetTerms | None = None, by: Address = ALICE) -> int:
    """A dataset that nobody confirmed. Its number."""
    receipt = made.register(terms or dataset_terms()).send(by)
    return made.decode(receipt, DataCommons.DatasetRegistered)[0].dataset_id


def opened(made: DataCommons, terms: DatasetTerms | None = None) -> int:
    """A dataset whose source is confirmed, and to which every holder consents."""
    said = terms or dataset_terms()
    number = registered(made, said)
    made.confirm(number).send(CONFIRMER)
    for holder in said.holders:
        if not made.share_of(number, holder).consents:
            made.consent(number).send(holder)
    return number


def bought(made: DataCommons, terms: AccessTerms | None = None, by: Address = BUYER) -> int:
    """A licence in ETH in an open dataset, whose registrant is Alice. Its number."""
    said = terms or access_terms()
    receipt = made.offer(said).send(ALICE)
    offer = made.decode(receipt, DataCommons.AccessOffered)[0].offer_id
    receipt = made.buy(offer, value=Wei(said.price * said.uses)).send(by)
    return made.decode(receipt, DataCommons.AccessBought)[0].licence_id


def use(
    made: DataCommons,
    licence: int = 1,
    *,
    by: Address = BUYER,
    purpose: Purpose = Purpose.RESEARCH,
    key: LocalAccount = SERVICE,
    query: bytes = QUERY,
) -> DataCommons.Used:
    """The licensee logs its next use, countersigned for a minute."""
    signed = sign(made, key, licence, purpose, query, valid_until=made.chain.now() + 60)
    receipt = made.use(licence, purpose, query, signed.valid_until, signed.signature).send(by)
    return made.decode(receipt, DataCommons.Used)[0]
