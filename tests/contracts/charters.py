"""A charter for each voting rule, with what that rule needs."""

from __future__ import annotations

from dao_sim.chain import connect
from dao_sim.coop import Charter, Cooperative
from dao_sim.coop.facts import expected, facts
from dao_sim.coop.plan import resolved
from tests.contracts.conftest import CHARTER

CHAMBERS = """
[governance.chambers]
creator = { quorum = "50%", threshold = "50%" }
enterprise = { quorum = "100%", threshold = "60%" }
public_body = { quorum = "50%" }
patron = { quorum = "50%" }
[[governance.needs]]
call = "vault.setLevy"
chambers = ["creator"]
[[governance.needs]]
call = "treasury.pay"
chambers = ["creator", "enterprise"]
"""
OPTIMISTIC = """
[[governors]]
name = "petty"
rule = "optimistic"
veto = "20%"
may = ["spender"]
caps = [{ asset = "ETH", amount = "3" }]
optimistic_caps = [{ asset = "ETH", per_proposal = "0.5", per_proposer = "0.7", per_epoch = "1" }]
"""


def written(rule: str, *lines: str, more: str = "") -> str:
    """The charter of the contract tests, with another rule for the constitution."""
    said = "\n".join(("[governance]", f'rule = "{rule}"', *lines))
    quiet = ('proposal_threshold = "100"\n', 'quorum = "4%"\n')
    text = CHARTER.replace("[governance]", said, 1)
    for line in quiet:
        if rule != "token":
            text = text.replace(line, "", 1)
    return text.replace("[treasury]", f"{CHAMBERS if rule == 'chambers' else ''}[treasury]", 1) + more


def founded(text: str) -> Cooperative:
    """The co-op of that charter, a minute old."""
    coop = Cooperative.deploy(Charter.parse(text), connect("embedded"))
    coop.chain.advance(60)
    return coop


def differences(coop: Cooperative) -> dict[str, tuple[str, str]]:
    """Every fact that is not as the charter says: the charter's, and the chain's."""
    started = coop.governor.guardian_mandate_end() - coop.terms.guardian_mandate
    decided = expected(resolved(coop.charter, coop.chain.accounts()), started, coop.chain.now())
    found = facts(coop)
    keys = {*decided, *found}
    return {
        key: (decided.get(key, "nothing"), found.get(key, "nothing"))
        for key in keys
        if decided.get(key) != found.get(key)
    }
