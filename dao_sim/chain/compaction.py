"""Bounding pyrevm's memory: move the state out of its journal into its database, and drop the rest.

pyrevm never ends its one transaction, so every change since the start stays in the journal. It can show
that journal as text (`journal_str`), it can undo it (`revert` to a mark made at the start), and it can
write accounts and storage into the database underneath. Together these make what it lacks: a commit.

Two details matter. Account objects are handed back as pyrevm gave them, because only those keep the
analysis of their code (an account built anew has its code analysed at every call). And writing storage
loads the account into the journal, from where it would hide the database: a mark and a revert around
each write take it out again.
"""

from __future__ import annotations

import re

import pyrevm

from dao_sim.errors import DaoSimError

_ACCOUNT = ": Account { info: AccountInfo {"
_STORAGE = "storage: {"
_SLOT = re.compile(
    r"(0x[0-9a-f]+|\d+): StorageSlot \{ "
    r"previous_or_original_value: (0x[0-9a-f]+|\d+), present_value: (0x[0-9a-f]+|\d+)"
)


def journaled_storage(evm: pyrevm.EVM) -> dict[str, dict[int, int]]:
    """Account (lower-case address) → slot → value, for slots that differ from the database."""
    text = evm.journal_str
    accounts = text[: text.index("}, transient_storage: {")].split(_ACCOUNT)
    storage: dict[str, dict[int, int]] = {}
    for at in range(1, len(accounts)):
        address, account = accounts[at - 1][-42:], accounts[at]  # an address stands before its account
        slots = account.find(_STORAGE) + len(_STORAGE)
        storage[address] = {
            int(slot, 0): int(now, 0) for slot, before, now in _SLOT.findall(account, slots) if now != before
        }
    return storage


def compact(evm: pyrevm.EVM, base: pyrevm.JournalCheckpoint) -> pyrevm.JournalCheckpoint:
    """Moves the journal since `base` into the database and returns the new base.

    `base` must be a mark made when no account had been touched, and no other mark may be in use.
    """
    accounts = evm.journal_state
    storage = journaled_storage(evm)
    if {address.lower() for address in accounts} != set(storage):
        raise DaoSimError("chain", "pyrevm's journal does not read as expected; nothing was changed")
    evm.snapshot()
    evm.revert(base)
    for address, account in accounts.items():
        evm.insert_account_info(address, account)
    for address, slots in storage.items():
        for slot, value in slots.items():
            mark = evm.snapshot()
            evm.insert_account_storage(address, slot, value)
            evm.revert(mark)
    fresh = evm.snapshot()
    evm.commit()
    return fresh
