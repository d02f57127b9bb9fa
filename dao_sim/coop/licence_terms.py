"""What a charter says about licences, rights and bundles, and the part of a deployment plan that it is."""

from __future__ import annotations

from collections.abc import Iterator

from dao_sim.bindings import Bundles, Licences, SubRights
from dao_sim.coop.charter import Charter
from dao_sim.coop.steps import Deploy, Ref

RIGHTS, LICENCES, BUNDLES = "rights", "licences", "bundles"
"""The steps that deploy the contracts, each of which registers derivatives."""


def licence_steps(charter: Charter) -> Iterator[Deploy]:
    """Rights in works, split off and licensed, and bundles of works, where the charter has them."""
    works = (Ref("registry"), Ref("vault"))
    if charter.works.licences:
        named = (f"{charter.name} Licences", f"{charter.symbol}-L", Ref("access"))
        yield Deploy(step=RIGHTS, contract="SubRights", arguments=(Ref("access"), *works))
        yield Deploy(step=LICENCES, contract="Licences", arguments=(*named, *works, Ref(RIGHTS)))
    if charter.works.bundles:
        arguments = (Ref("membership"), *works, Ref(RIGHTS))
        yield Deploy(step=BUNDLES, contract="Bundles", arguments=arguments)


def licences_facts(
    rights: SubRights | None, licences: Licences | None, bundles: Bundles | None
) -> Iterator[tuple[str, object]]:
    """What the contracts are like."""
    if rights is not None:
        yield f"{RIGHTS}.registry", rights.registry()
        yield f"{RIGHTS}.vault", rights.vault()
    if licences is not None:
        yield f"{LICENCES}.name", licences.name()
        yield f"{LICENCES}.symbol", licences.symbol()
        yield f"{LICENCES}.registry", licences.registry()
        yield f"{LICENCES}.vault", licences.vault()
        yield f"{LICENCES}.rights", licences.rights()
    if bundles is not None:
        yield f"{BUNDLES}.membership", bundles.membership()
        yield f"{BUNDLES}.registry", bundles.registry()
        yield f"{BUNDLES}.vault", bundles.vault()
        yield f"{BUNDLES}.rights", bundles.rights()


def decided_licences(charter: Charter) -> Iterator[tuple[str, object]]:
    """What the charter says they must be like."""
    if charter.works.licences:
        yield f"{RIGHTS}.registry", "<registry>"
        yield f"{RIGHTS}.vault", "<vault>"
        yield f"{LICENCES}.name", f"{charter.name} Licences"
        yield f"{LICENCES}.symbol", f"{charter.symbol}-L"
        yield f"{LICENCES}.registry", "<registry>"
        yield f"{LICENCES}.vault", "<vault>"
        yield f"{LICENCES}.rights", f"<{RIGHTS}>"
    if charter.works.bundles:
        yield f"{BUNDLES}.membership", "<membership>"
        yield f"{BUNDLES}.registry", "<registry>"
        yield f"{BUNDLES}.vault", "<vault>"
        yield f"{BUNDLES}.rights", f"<{RIGHTS}>"
