from __future__ import annotations

import json
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dao_sim.bindings import (
    NO_ETH,
    Artifact,
    Contract,
    CoopAccess,
    CoopToken,
    RoyaltyVault,
    batch_of,
    contract_class,
    decode_call,
)
from dao_sim.bindings.codec import encode, keccak
from dao_sim.chain import Chain, connect
from dao_sim.chain.protocol import Log
from dao_sim.errors import BadInput, Reverted
from dao_sim.units import ETH, Address, Wei


def test_views_answer_with_typed_values(token: CoopToken, access: CoopAccess, alice: Address) -> None:
    assert token.name() == "Reel"
    assert token.balance_of(alice) == 1000
    assert token.authority() == access.address
    role = access.has_role(access.admin_role(), alice)
    assert role.is_member is True
    assert role.execution_delay == 0
    assert token.eip712_domain().name == "Reel"


def test_a_call_changes_nothing_until_it_is_sent(token: CoopToken, alice: Address, bob: Address) -> None:
    call = token.transfer(bob, 7)
    assert token.balance_of(bob) == 5
    assert call.simulate(alice) is True
    assert token.balance_of(bob) == 5
    call.send(alice)
    assert token.balance_of(bob) == 12


def test_a_call_reads_like_solidity(token: CoopToken, bob: Address) -> None:
    call = token.transfer(bob, 7)
    assert str(call) == f"CoopToken.transfer(to={bob}, value=7)"
    assert (call.to, call.contract, call.function, call.value) == (token.address, "CoopToken", "transfer", 0)
    assert dict(call.arguments) == {"to": bob, "value": 7}
    assert call == token.transfer(bob, 7)
    assert len({call, token.transfer(bob, 7), token.transfer(bob, 8)}) == 2


def test_ether_goes_along_with_a_payable_call(chain: Chain, access: CoopAccess, alice: Address) -> None:
    vault = RoyaltyVault.deploy(chain, alice, access.address, alice, 500, [], 0)
    call = vault.deposit_eth(1, value=Wei(30))
    assert call.value == 30
    assert str(call) == "RoyaltyVault.depositETH(workId=1) with 30 wei"
    with pytest.raises(Reverted) as refused:
        call.send(alice)
    assert refused.value.name == "RoyaltyVault_WorkNotOpen"
    assert chain.balance(vault.address) == 0


def test_creation_is_what_deploy_sends(chain: Chain, alice: Address) -> None:
    initcode = CoopAccess.creation(alice)
    receipt = chain.deploy(alice, initcode)
    assert receipt.contract_address is not None
    assert CoopAccess(chain, receipt.contract_address).has_role(0, alice).is_member
    assert initcode[: len(CoopAccess.artifact().bytecode)] == CoopAccess.artifact().bytecode


def test_events_decode_in_order_with_their_block(token: CoopToken, alice: Address, bob: Address) -> None:
    receipt = token.transfer(bob, 7).send(alice)
    (transfer,) = token.decode(receipt, CoopToken.Transfer)
    assert transfer == CoopToken.Transfer(
        address=token.address, block_number=receipt.block_number, from_=alice, to=bob, value=7
    )
    assert transfer.arguments == {"from_": alice, "to": bob, "value": 7}
    moved = [event for event in token.decode(receipt) if isinstance(event, CoopToken.DelegateVotesChanged)]
    assert [(event.delegate, event.new_votes) for event in moved] == [(alice, 993), (bob, 12)]


def test_past_events_are_found_by_indexed_field_and_block(
    token: CoopToken, chain: Chain, alice: Address, bob: Address
) -> None:
    first = token.transfer(bob, 1).send(alice).block_number
    token.transfer(alice, 2).send(bob)
    last = token.transfer(bob, 3).send(alice).block_number
    sent = token.events(CoopToken.Transfer, first, from_=alice)
    assert [event.value for event in sent] == [1, 3]
    assert [event.value for event in token.events(CoopToken.Transfer, first, last - 1)] == [1, 2]
    assert token.events(CoopToken.Transfer, first, from_=bob, to=bob) == []
    assert chain.block_number() == last


def test_another_contracts_events_are_left_out(token: CoopToken, access: CoopAccess, alice: Address) -> None:
    receipt = access.label_role(7, "printer").send(alice)
    assert token.decode(receipt) == []
    (labelled,) = access.decode(receipt, CoopAccess.RoleLabel)
    assert labelled.label == "printer"
    with pytest.raises(BadInput, match="has no event RoleLabel"):
        token.events(CoopAccess.RoleLabel)


def test_only_indexed_fields_filter(token: CoopToken) -> None:
    with pytest.raises(BadInput, match="value is not an indexed argument") as refused:
        token.events(CoopToken.Transfer, value=3)
    assert refused.value.operands["allowed"] == "from_, to"


def test_a_wrong_address_is_refused(chain: Chain, bob: Address) -> None:
    with pytest.raises(BadInput, match="is not an address"):
        CoopToken(chain, Address("0x12"))
    with pytest.raises(BadInput, match="there is no contract at this address"):
        CoopToken(chain, bob).name()


def test_an_argument_that_does_not_fit_is_named(token: CoopToken, bob: Address) -> None:
    with pytest.raises(BadInput) as refused:
        token.transfer(bob, 2**256)
    assert refused.value.component == "CoopToken.transfer"
    assert refused.value.operands["argument"] == "value"


def test_a_batch_is_sent_row_by_row(token: CoopToken, chain: Chain, alice: Address, bob: Address) -> None:
    batch = token.batch("transfer", [alice, bob, alice], to=[bob, alice, bob], value=[1, 10**6, 2**200])
    assert batch.data[0] == token.transfer(bob, 1).data
    result = chain.send_batch(batch)
    assert set(result.failures) == {1, 2}
    assert token.balance_of(bob) == 6
    (transfer,) = token.decode([log for _, log in result.logs()], CoopToken.Transfer)
    assert transfer.value == 1


def test_a_batch_takes_arrays(token: CoopToken, chain: Chain, alice: Address, bob: Address) -> None:
    raw = [list(bytes.fromhex(account[2:])) for account in (alice, bob)]
    batch = token.batch(
        "transfer",
        np.array(raw, dtype=np.uint8),
        to=np.array(raw[::-1], dtype=np.uint8),
        value=np.array([10, 2]),
    )
    assert [sender.lower() for sender in batch.senders] == [alice.lower(), bob.lower()]
    assert not chain.send_batch(batch).failures
    assert (token.balance_of(alice), token.balance_of(bob)) == (992, 13)
    paid = token.batch("transfer", (alice, bob), to=bob, value=0, values=np.array([3, 4]))
    assert paid.values == [3, 4]
    assert type(paid.values[0]) is int


@pytest.mark.parametrize(
    "senders",
    [
        "0x" + "11" * 20,
        None,
        5,
        {},
        pytest.param(iter(["0x" + "11" * 20]), id="an iterator"),
        np.zeros((2, 19), dtype=np.uint8),
        np.zeros((2, 20), dtype=np.int64),
        np.zeros((1, 2, 20), dtype=np.uint8),
        np.array(7),
    ],
    ids=repr,
)
def test_what_is_no_column_of_senders_is_refused(token: CoopToken, bob: Address, senders: Any) -> None:
    with pytest.raises(BadInput) as refused:
        token.batch("transfer", senders, to=bob, value=1)
    assert refused.value.component == "CoopToken.transfer"
    assert "senders" in refused.value.reason
    assert "array" in str(refused.value.hint)


@pytest.mark.parametrize("wrong", ["5", 1.5, True, None, -1, 2**256], ids=repr)
def test_eth_that_is_no_amount_goes_nowhere(access: CoopAccess, token: CoopToken, wrong: Any) -> None:
    with pytest.raises(BadInput) as refused:
        access.write("execute(address,bytes)", token.address, b"", value=wrong)
    assert refused.value.component == "CoopAccess.execute"
    assert refused.value.operands == {"argument": "value", "value": wrong}
    with pytest.raises(BadInput, match="row 1 of values"):
        token.batch("transfer", [token.address] * 2, to=token.address, value=1, values=[0, wrong])


def test_numbers_of_numpy_are_numbers(access: CoopAccess, token: CoopToken, bob: Address) -> None:
    amount: Any = np.int32(7)
    call = token.transfer(bob, amount)
    assert call == token.transfer(bob, 7)
    assert str(call) == str(token.transfer(bob, 7))
    assert type(call.arguments["value"]) is int
    paid = access.write("execute(address,bytes)", token.address, b"", value=Wei(amount))
    assert type(paid.value) is int
    assert paid.value == 7


def test_a_batch_picks_the_overload_by_its_argument_names(token: CoopToken, bob: Address) -> None:
    with pytest.raises(BadInput, match="takes other arguments") as refused:
        token.batch("transfer", [bob], to=bob, amount=1)
    assert refused.value.operands == {"expected": "(to, value)", "given": "to, amount"}
    with pytest.raises(BadInput, match="has no such function"):
        token.batch("transmit", [bob])
    with pytest.raises(BadInput, match="differ in length"):
        token.batch("transfer", [bob], to=bob, value=1, values=[1, 2])


def test_calls_of_any_kind_make_a_batch(
    token: CoopToken, access: CoopAccess, alice: Address, bob: Address
) -> None:
    calls = [token.transfer(bob, 4), access.label_role(7, "printer")]
    batch = batch_of(calls, [alice, alice])
    assert batch.to == [token.address, access.address]
    assert batch.values is None
    assert not token.chain.send_batch(batch).failures
    assert token.balance_of(bob) == 9


def test_a_proposals_action_is_shown_decoded(token: CoopToken, access: CoopAccess, bob: Address) -> None:
    call = token.transfer(bob, 7)
    shown = decode_call(call.to, call.data, [access, token])
    assert (shown.contract, shown.function, shown.arguments) == (
        "CoopToken",
        "transfer",
        {"to": bob, "value": 7},
    )
    assert str(shown) == str(call)
    assert str(decode_call(bob, b"", [token], Wei(5))) == f"{bob} receives 5 wei"


def test_what_is_not_understood_is_shown_raw(token: CoopToken, bob: Address) -> None:
    data = token.transfer(bob, 7).data
    assert str(decode_call(token.address, b"\x01\x02\x03\x04a", [token])) == "CoopToken.0x01020304(0x61)"
    for odd in (data[:-1], data + b"!", data[:4] + b"\x01" + data[5:]):
        assert decode_call(token.address, odd, [token]).function == "0xa9059cbb"
    stranger = decode_call(bob, data, [token])
    assert (stranger.contract, stranger.function, dict(stranger.arguments)) == (bob, "0xa9059cbb", {})


def test_a_contract_of_ones_own_needs_only_its_artifact(chain: Chain, alice: Address, bob: Address) -> None:
    folder = resources.files("dao_sim.bindings").joinpath("artifacts")
    compiled = folder.joinpath("CoopToken.json").read_text("utf-8")
    Mine = contract_class(Artifact.from_json(compiled.replace('"CoopToken"', '"Mine"')))  # noqa: N806
    mine = Mine.create(chain, alice, "Mine", "M", bob, 60, 0, [alice], [9], [])
    assert repr(mine) == f"Mine({mine.address})"
    assert mine.read("balanceOf(address)", alice) == 9
    receipt = mine.write("transfer(address,uint256)", bob, 4).send(alice)
    assert mine.decode(receipt)[0].arguments == {"from_": alice, "to": bob, "value": 4}
    with pytest.raises(BadInput, match="has no such function"):
        mine.read("balanceOf")


def test_a_file_that_is_no_artifact_is_refused(tmp_path: Path) -> None:
    for text in ("", "{}", "[]", json.dumps({"contract": "X", "source": "", "abi": [], "bytecode": "0xzz"})):
        with pytest.raises(BadInput, match="is not a compiled contract"):
            Artifact.from_json(text)


def test_contracts_compare_by_class_chain_and_address(token: CoopToken, access: CoopAccess) -> None:
    assert token == CoopToken(token.chain, token.address)
    assert token != CoopAccess(token.chain, token.address)
    assert token != CoopToken(connect("embedded"), token.address)
    assert len({token, CoopToken(token.chain, token.address), access}) == 2


def test_an_event_keeps_hashes_structs_and_awkward_names(
    sample: Artifact, chain: Chain, alice: Address, bob: Address
) -> None:
    contract = contract_class(sample)(chain, bob)
    kept = sample.abi.events["Kept(uint256,string,(address,uint96[])[],address)"]
    plain = [parameter for parameter in kept.inputs if not parameter.indexed]
    log = Log(
        address=bob,
        topics=(kept.topic, (3).to_bytes(32, "big"), keccak(b"Dune")),
        data=encode("x", plain, [[(alice, [1, 2])], alice]),
        block_number=8,
    )
    (event,) = contract.decode([log])
    assert (event.address, event.block_number) == (bob, 8)
    assert event.arguments == {
        "id_": 3, "title": keccak(b"Dune"), "shares": ((alice, (1, 2)),), "address_": alice
    }  # fmt: skip
    assert kept.topics("Sample", {"title": "Dune"}) == [kept.topic, None, keccak(b"Dune")]


def test_the_zero_address_is_an_address(token: CoopToken) -> None:
    assert Contract(token.chain, ETH).address == ETH
    assert NO_ETH == 0
