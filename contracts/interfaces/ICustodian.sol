// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IEscrow} from "./IEscrow.sol";
import {IUnitTaker} from "./IUnitTaker.sol";

/**
 * @title ICustodian
 * @notice Keeps share units in custody, has their income divided, and gives them back.
 *
 * Each matter has a custody of its own, an address that holds its units and nothing else's. The vault pays what they earn
 * to that address, whoever makes it; `collect` brings it here and divides it. The units' way back asks nothing of any
 * asset: one that fails stops its own collection only. What the units earned in custody is divided by the same rule
 * after they went back.
 */
interface ICustodian is IEscrow, IUnitTaker {
    /**
     * @notice Units in custody.
     * @param custody The address that holds them.
     * @param returned Whether they went back.
     * @param owner Whose they are.
     * @param workId Of which work.
     */
    struct Custody {
        address custody;
        bool returned;
        address owner;
        uint256 workId;
    }

    /// @notice `owner` gave so many units of a work into the custody of a matter.
    event Entrusted(
        uint256 indexed matterId,
        address indexed owner,
        uint256 indexed workId,
        address custody,
        uint256 units
    );
    /// @notice `amount` (smallest unit) of what the units earned arrived.
    event Collected(uint256 indexed matterId, address indexed asset, uint256 amount);
    /// @notice So many units went back to their owner.
    event Returned(uint256 indexed matterId, address indexed owner, uint256 units);

    /// @notice The vault does not accept this asset, so that no income could come in it.
    error Custodian_AssetNotListed(address asset);
    /// @notice A multiple lies between these (basis points).
    error Custodian_InvalidMultiple(uint256 bps, uint256 minimum, uint256 maximum);
    /// @notice A period lasts from a second to the maximum.
    error Custodian_InvalidPeriod(uint256 period, uint256 maximum);
    /// @notice No units were given into custody for that.
    error Custodian_NothingEntrusted(uint256 matterId);
    /// @notice Nothing has come in in this asset since it was last collected.
    error Custodian_NothingToCollect(uint256 matterId, address asset);
    /// @notice The units went back already.
    error Custodian_AlreadyReturned(uint256 matterId);
    /// @notice Only its custodies send ETH here without a call.
    error Custodian_UnexpectedEther(address from);
    /// @notice That is for somebody else to do.
    error Custodian_NotYours(uint256 matterId, address account);
    /// @notice That had to be done before `deadline` (seconds).
    error Custodian_TooLate(uint256 matterId, uint256 deadline);
    /// @notice That can be done from `deadline` on (seconds).
    error Custodian_TooEarly(uint256 matterId, uint256 deadline);

    /**
     * @notice Brings in what the units in custody earned in `asset`, and divides it. Anyone may.
     * @return amount What arrived (smallest unit).
     */
    function collect(uint256 matterId, address asset) external returns (uint256 amount);

    /// @notice Gives the units back to their owner, once nothing is due from their income any more. Anyone may.
    function release(uint256 matterId) external;

    /// @notice The units in custody for a matter, of zeros if there are none.
    function custodyOf(uint256 matterId) external view returns (Custody memory);
}
