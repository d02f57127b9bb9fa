"""What every local engine starts with, so that one scenario sees the same world on each of them."""

from __future__ import annotations

from dao_sim.units import Address, Seconds, Wei

GENESIS_TIME = Seconds(1_704_067_200)
"""2024-01-01 00:00:00 UTC: where local engines' clocks start, whatever the wall clock says."""

CHAIN_ID = 31_337
"""The chain id that anvil uses; signatures made for one local engine are valid on another."""

TRANSACTION_GAS_LIMIT = 30_000_000
"""Gas given to each transaction and call: about a public chain's block, so that waste shows."""

ACCOUNTS: tuple[Address, ...] = (
    Address("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266"),
    Address("0x70997970C51812dc3A010C7d01b50e0d17dc79C8"),
    Address("0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC"),
    Address("0x90F79bf6EB2c4f870365E785982E1f101E93b906"),
    Address("0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65"),
    Address("0x9965507D1a55bcC2695C58ba16FB37d819B0A4dc"),
    Address("0x976EA74026E726554dB657fA54763abd0C3a0aa9"),
    Address("0x14dC79964da2C08b23698B3D3cc7Ca32193d9955"),
    Address("0x23618e81E3f5cdF7f54C3d65f7FBc0aBf5B21E8f"),
    Address("0xa0Ee7A142d267C1f36714E4a8F75612F20a79720"),
    Address("0xBcd4042DE499D14e55001CcbB24a551F3b954096"),
    Address("0x71bE63f3384f5fb98995898A86B02Fb2426c5788"),
    Address("0xFABB0ac9d68B0B445fB7357272Ff202C5651694a"),
    Address("0x1CBd3b2770909D4e10f157cABC84C7264073C9Ec"),
    Address("0xdF3e18d64BC6A983f673Ab319CCaE4f1a57C7097"),
    Address("0xcd3B766CCDd6AE721141F452C550Ca635964ce71"),
    Address("0x2546BcD3c84621e976D8185a91A922aE77ECEc30"),
    Address("0xbDA5747bFD65F08deb54cb465eB87D40e51B197E"),
    Address("0xdD2FD4581271e230360230F9337D5c0430Bf44C0"),
    Address("0x8626f6940E2eb28930eFb4CeF49B2d1F2C9C1199"),
)
"""The accounts of anvil, Hardhat and Foundry (phrase "test test … junk"; their keys are public)."""

ACCOUNT_BALANCE = Wei(10_000 * 10**18)
"""What each of `ACCOUNTS` owns at genesis."""
