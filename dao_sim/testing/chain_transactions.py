"""Conformance of chain engines: calls, transactions and refusals."""

from __future__ import annotations

import pytest

from dao_sim.chain import Batch, Chain
from dao_sim.errors import OutOfGas, Refused, Reverted, Unsupported
from dao_sim.testing.probe import Probe, address_topic, calldata, error, initcode, shape, topic
from dao_sim.testing.suite import ChainSuite, refused_with, stranger
from dao_sim.units import Address


class CallConformance(ChainSuite):
    """Calls leave no trace; transactions leave what their receipts say."""

    def test_it_is_a_chain(self, chain: Chain) -> None:
        assert isinstance(chain, Chain)
        assert chain.name

    def test_a_call_of_a_changing_function_returns_its_result_and_leaves_no_trace(
        self, chain: Chain, probe: Probe, alice: Address
    ) -> None:
        probe.send(alice, "bump", b"")
        block, held = chain.block_number(), chain.balance(probe.address)
        assert probe.call("bump", b"", sender=alice, value=5) == 2
        assert probe.call("bump", b"", sender=alice, value=5) == 2
        assert probe.call("count") == 1
        assert probe.call("bumpsOf", alice) == 1
        assert chain.balance(probe.address) == held
        assert chain.block_number() == block
        assert len(chain.logs(address=probe.address)) == 1

    def test_a_call_that_creates_or_refuses_leaves_no_trace(
        self, chain: Chain, probe: Probe, alice: Address
    ) -> None:
        child = probe.call("spawn", sender=alice)
        assert chain.code(child) == b""
        refused_with(Reverted, probe.call, "bumpBelow", 0)
        assert probe.call("count") == 0

    def test_a_call_sees_its_sender(self, probe: Probe, bob: Address) -> None:
        assert [who.lower() for who in probe.call("whoAmI", sender=bob)] == [bob.lower()] * 2

    def test_a_view_sees_the_time_and_block_that_the_chain_reports(self, chain: Chain, probe: Probe) -> None:
        assert probe.call("time") == (chain.now(), chain.block_number(), chain.chain_id)

    def test_a_transaction_changes_state_and_its_receipt_tells(
        self, chain: Chain, probe: Probe, alice: Address
    ) -> None:
        before = chain.block_number()
        receipt = probe.send(alice, "bump", b"note", value=7)
        assert probe.call("count") == 1
        assert chain.balance(probe.address) == 7
        assert (receipt.sender, receipt.to, receipt.contract_address) == (alice, probe.address, None)
        assert receipt.block_number == chain.block_number() == before + 1
        assert receipt.timestamp == chain.now()
        assert receipt.gas_used > 21_000
        assert shape(receipt.logs) == [
            (
                probe.address,
                (topic("Bumped"), address_topic(alice), (1).to_bytes(32, "big")),
                (32).to_bytes(32, "big") + (4).to_bytes(32, "big") + b"note".ljust(32, b"\0"),
            )
        ]

    def test_addresses_come_from_receipts(self, chain: Chain, alice: Address, bob: Address) -> None:
        created = [chain.deploy(sender, initcode()).contract_address for sender in (alice, alice, bob, alice)]
        assert len({address for address in created if address}) == 4
        assert all(address and chain.code(address) for address in created)

    def test_a_constructor_is_paid_and_its_code_is_the_runtime_code(
        self, chain: Chain, alice: Address
    ) -> None:
        probe = Probe.deploy(chain, alice, value=9)
        code = chain.code(probe.address)
        assert chain.balance(probe.address) == 9
        assert code
        assert code in initcode()
        assert chain.code(stranger()) == b""

    def test_a_contract_can_create_a_contract(self, chain: Chain, probe: Probe, alice: Address) -> None:
        receipt = probe.send(alice, "spawn", value=3)
        child = Address("0x" + receipt.logs[0].topics[1][-20:].hex())
        again = Address("0x" + probe.send(alice, "spawn").logs[0].topics[1][-20:].hex())
        assert receipt.contract_address is None
        assert child != again
        assert chain.code(child)
        assert chain.balance(child) == 3

    def test_eth_goes_to_accounts_and_contracts(self, chain: Chain, probe: Probe, alice: Address) -> None:
        payee = stranger()
        assert chain.send(alice, payee, value=11).logs == ()
        assert chain.balance(payee) == 11
        receipt = chain.send(alice, probe.address, value=13)
        assert [log.topics[0] for log in receipt.logs] == [topic("Paid")]
        probe.send(alice, "pay", payee, 6)
        assert (chain.balance(payee), chain.balance(probe.address)) == (17, 7)

    def test_eth_that_is_not_there_is_refused(self, chain: Chain, probe: Probe, alice: Address) -> None:
        too_much = chain.balance(alice) + 1
        problem = refused_with(Refused, chain.send, alice, probe.address, b"", too_much)
        assert "too little ETH" in problem.reason
        reverted = refused_with(Reverted, probe.send, alice, "pay", alice, 1)
        assert reverted.raw == error("ChainProbe_NotPaid", alice, 1)

    def test_funding_reaches_the_amount_and_never_lowers(self, chain: Chain, probe: Probe) -> None:
        logged = len(chain.logs(address=probe.address))
        for account in (stranger(), probe.address):
            chain.fund(account, 1_000)
            chain.fund(account, 400)
            assert chain.balance(account) == 1_000
        if chain.capabilities.impersonation:
            assert len(chain.logs(address=probe.address)) == logged  # the account's code did not run

    def test_anybody_may_send_without_eth(self, chain: Chain, probe: Probe) -> None:
        nobody = stranger()
        if not chain.capabilities.impersonation:
            with pytest.raises(Unsupported):
                probe.send(nobody, "bump", b"")
            return
        probe.send(nobody, "bump", b"")
        probe.send(nobody, "bump", b"")
        assert probe.call("bumpsOf", nobody) == 2
        assert chain.balance(nobody) == 0

    def test_even_a_contract_may_send(self, chain: Chain, probe: Probe, alice: Address) -> None:
        if not chain.capabilities.impersonation:
            pytest.skip("this engine sends for its own accounts only")
        sender = Probe.deploy(chain, alice, value=5)
        code = chain.code(sender.address)
        receipt = probe.send(sender.address, "bump", b"", value=2)
        assert receipt.logs[0].topics[1] == address_topic(sender.address)
        assert (chain.balance(sender.address), chain.balance(probe.address)) == (3, 2)
        probe.send(alice, "pay", sender.address, 2)  # its code is still its own
        assert (chain.balance(sender.address), chain.code(sender.address)) == (5, code)

    def test_transient_storage_ends_with_the_transaction(
        self, chain: Chain, probe: Probe, alice: Address
    ) -> None:
        probe.send(alice, "lockOnce")
        probe.send(alice, "lockOnce")
        probe.call("lockOnce", sender=alice)
        result = chain.send_batch(
            Batch(senders=[alice] * 3, to=probe.address, data=[calldata("lockOnce")] * 3)
        )
        assert not result.failures
        assert probe.call("count") == 5


class RefusalConformance(ChainSuite):
    """Failures carry their reasons and nothing else stays of them."""

    @pytest.mark.parametrize("act", ["send", "call"])
    def test_a_custom_error_arrives_with_its_operands(self, probe: Probe, alice: Address, act: str) -> None:
        arguments = ("refuse", 2**255 + 3, b"why not" * 20)
        if act == "send":
            problem = refused_with(Reverted, probe.send, alice, *arguments)
        else:
            problem = refused_with(Reverted, probe.call, *arguments, sender=alice)
        assert problem.raw == error("ChainProbe_Refused", arguments[1], alice, arguments[2])
        assert probe.call("count") == 0

    def test_words_panics_and_silence(self, probe: Probe, alice: Address) -> None:
        said = refused_with(Reverted, probe.send, alice, "refuseInWords", "not today")
        panic = refused_with(Reverted, probe.send, alice, "overflow")
        silent = refused_with(Reverted, probe.send, alice, "refuseSilently")
        assert (said.name, said.reason) == ("Error", "not today")
        assert (panic.name, dict(panic.operands)) == ("Panic", {"panic_code": "0x11"})
        assert silent.raw == b""
        assert probe.call("count") == 0

    @pytest.mark.parametrize("function", ["runOutOfGas", "halt"])
    def test_halting_is_told_apart_from_reverting(self, probe: Probe, alice: Address, function: str) -> None:
        sent = refused_with(OutOfGas, probe.send, alice, function)
        called = refused_with(OutOfGas, probe.call, function)
        assert ("gas" in sent.reason) == ("gas" in called.reason) == (function == "runOutOfGas")
        assert probe.call("count") == 0

    def test_a_refusing_constructor_is_a_revert(self, chain: Chain, alice: Address) -> None:
        problem = refused_with(Reverted, chain.deploy, alice, initcode(refused=True))
        assert problem.raw == error("ChainProbe_NotConstructed", 41)

    def test_a_refused_transaction_moves_no_eth_and_logs_nothing(
        self, chain: Chain, probe: Probe, alice: Address
    ) -> None:
        refused_with(Reverted, chain.send, alice, probe.address, calldata("refuseSilently"), 4)
        assert chain.balance(probe.address) == 0
        assert chain.logs(address=probe.address) == []
