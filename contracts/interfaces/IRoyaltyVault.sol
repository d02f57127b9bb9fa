// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC6909} from "@openzeppelin/contracts/interfaces/IERC6909.sol";

/**
 * @title IRoyaltyVault
 * @notice Holds what belongs to payees, and can only credit it and pay it out.
 *
 * Each work has 1,000,000 share units, transferable (ERC-6909; the id is the work's number). A deposit costs the same
 * for 2 holders of units as for 2,000: it raises the work's income index, which is the sum of what it earned, never
 * divided. A holder's credit grows by its units × the growth of the index, and is therefore kept in millionths of the
 * asset's smallest unit; a payout floors it, and the holder keeps the fraction. The credits of a work's holders sum to
 * exactly a million times its net deposits, less what was paid out.
 *
 * @dev Assets. ETH is `address(0)`. What arrives is measured by balance difference, so a token that takes a fee on
 * transfer credits only what arrived. REBASING TOKENS MUST NOT BE LISTED, nor tokens that debit the vault by more than
 * the amount it sends: their balance changes without a deposit or payout, and the books cannot see it. An asset keeps
 * its number for ever; at most 16 are ever listed. Unlisting stops deposits only: claims and the levy go on.
 *
 * @dev Units. Neither the vault nor the receiver of a registered work can hold any. The receiver of content that is not
 * registered is an address like any other: what units sent there earn waits there, and becomes that work's income once it
 * is registered. A transfer settles every asset the work ever received, at most 16, and costs accordingly.
 *
 * @dev Limits. The levy applies when money is credited, so also to what waited in a receiver, and is rounded down per
 * deposit: think twice before listing a token with few decimals. Tokens sent here without `deposit` are credited to nobody:
 * pay a work's receiver instead.
 */
interface IRoyaltyVault is IERC6909 {
    /// @notice A work that gets `shareBps` (basis points) of every net deposit for a derivative of it.
    struct Ancestor {
        uint48 workId;
        uint16 shareBps;
    }

    /// @notice The work accepts deposits; its units are with `payees`.
    event WorkOpened(uint256 indexed workId, address[] payees, uint256[] units, address receiver);
    /// @notice The work passes on to these ancestors, for ever, what their shares of its net deposits are.
    event DerivativeOpened(uint256 indexed workId, Ancestor[] ancestors);
    /// @notice Of the net deposit just made for the work, its ancestors got these `amounts` (smallest unit), in the order
    /// of its table; the rest belongs to the holders of its own units.
    event PassedOn(uint256 indexed workId, address indexed asset, uint256[] amounts);
    /// @notice The work accepts no more deposits.
    event WorkClosed(uint256 indexed workId);
    /// @notice `gross` arrived for the work; `levy` of it belongs to the treasury, the rest to the work's ancestors (see
    /// `PassedOn`) and holders of units.
    event Deposited(uint256 indexed workId, address indexed asset, address indexed from, uint256 gross, uint256 levy);
    /// @notice `payee` was paid `amount` (smallest unit) of what its units earned.
    event Claimed(uint256 indexed workId, address indexed asset, address indexed payee, uint256 amount);
    /// @notice `amount` (smallest unit) of levy went to the treasury.
    event LevyCollected(address indexed asset, uint256 amount);
    /// @notice A work's units stay where they are until then (seconds), because somebody disputes them, or no longer.
    event LockSet(uint256 indexed workId, uint48 until);
    /// @notice A ruling moved `units` of a work.
    event Adjudged(uint256 indexed workId, address indexed from, address indexed to, uint256 units);
    /// @notice The levy changed (basis points of the gross), for deposits from now on.
    event LevySet(uint256 oldLevyBps, uint256 newLevyBps);
    /// @notice Deposits in `asset` are accepted; it has this `number` for ever.
    event AssetListed(address indexed asset, uint256 number);
    /// @notice Deposits in `asset` are accepted no more.
    event AssetUnlisted(address indexed asset, uint256 number);
    /// @notice The work's receiver now stands at its address.
    event ReceiverDeployed(uint256 indexed workId, address receiver);
    /// @notice What waited in the receiver of a closed work went to the treasury, for governance to decide upon.
    event Redirected(uint256 indexed workId, address indexed asset, uint256 amount);

    /// @notice The work is not registered, or its registration was ended.
    error RoyaltyVault_WorkNotOpen(uint256 workId);
    /// @notice The work is open already.
    error RoyaltyVault_WorkExists(uint256 workId);
    /// @notice What waits in this receiver belongs to the newer registration of the same content: collect for that.
    error RoyaltyVault_ReceiverPassedOn(uint256 workId, uint256 newerWorkId);
    /// @notice No work has this number.
    error RoyaltyVault_UnknownWork(uint256 workId);
    /// @notice The co-op does not accept this asset: propose to list it.
    error RoyaltyVault_AssetNotListed(address asset);
    /// @notice This asset was never listed.
    error RoyaltyVault_AssetUnknown(address asset);
    /// @notice Deposits in this asset are accepted already.
    error RoyaltyVault_AssetAlreadyListed(address asset);
    /// @notice This is no ERC-20; for ETH, call depositETH.
    error RoyaltyVault_AssetHasNoCode(address asset);
    /// @notice A co-op lists at most this many assets in its life.
    error RoyaltyVault_TooManyAssets(uint256 maximum);
    /// @notice The levy needs a treasury to go to.
    error RoyaltyVault_InvalidTreasury(address treasury);
    /// @notice Nothing arrived, so there is nothing to credit.
    error RoyaltyVault_NothingReceived(uint256 workId, address asset);
    /// @notice The payee's credit is less than the asset's smallest unit.
    error RoyaltyVault_NothingToClaim(uint256 workId, address asset, address payee);
    /// @notice No levy accrued in this asset since it was last collected.
    error RoyaltyVault_NoLevyToCollect(address asset);
    /// @notice A work earns at most 2^192 units of an asset.
    error RoyaltyVault_IncomeTooLarge(uint256 workId, address asset, uint256 income);
    /// @notice The levy must not exceed the maximum.
    error RoyaltyVault_LevyTooHigh(uint256 levyBps, uint256 maximum);
    /// @notice A new work's units stay where they are until then (seconds), so that a dispute finds them there.
    error RoyaltyVault_UnitsLocked(uint256 workId, uint256 until);
    /// @notice Units are locked for at most this long (seconds).
    error RoyaltyVault_LockTooLong(uint256 unitLock, uint256 maximum);
    /// @notice Units cannot be held by the vault or by a work's receiver.
    error RoyaltyVault_UnitsRefused(address to);
    /// @notice A work's units must add up to exactly this.
    error RoyaltyVault_UnitsMustSumTo(uint256 expected, uint256 actual);
    /// @notice Name one number of units per payee.
    error RoyaltyVault_LengthMismatch(uint256 payees, uint256 units);
    /// @notice Leave out a payee that gets no units.
    error RoyaltyVault_ZeroUnits(address payee);
    /// @notice A work passes on to at most this many ancestors.
    error RoyaltyVault_TooManyAncestors(uint256 count, uint256 maximum);
    /// @notice Name each ancestor once, by rising numbers, and not the work itself.
    error RoyaltyVault_AncestorOutOfOrder(uint256 workId, uint256 ancestorId);
    /// @notice Leave out an ancestor that gets no share.
    error RoyaltyVault_AncestorWithoutShare(uint256 workId, uint256 ancestorId);
    /// @notice Ancestors' shares (basis points) must not exceed what the work earns.
    error RoyaltyVault_AncestorsTakeTooMuch(uint256 workId, uint256 sumBps, uint256 maximum);
    /// @notice Deposit ETH on behalf of a work, with depositETH.
    error RoyaltyVault_UnexpectedEther(address from);

    /**
     * @notice Opens a work and gives its 1,000,000 units to `payees`. Restricted to the REGISTRY role.
     * @param workId The work's number, not 0.
     * @param origin keccak256(abi.encode(registrant, contentHash)): what the work's receiver is bound to.
     * @param payees Who gets units; a payee named twice gets both amounts.
     * @param units Their units, in the same order; none zero.
     */
    function openWork(uint256 workId, bytes32 origin, address[] calldata payees, uint256[] calldata units) external;

    /**
     * @notice Opens a work that passes on to `ancestors`, which can never change. Restricted to the REGISTRY role.
     * Of every net deposit each ancestor that is still open gets its share, rounded down; it earns it like a deposit for
     * itself, without a second levy, and passes nothing on. What is rounded off stays with the work.
     * @param ancestors Works that exist, by rising numbers, with shares that do not exceed the whole in sum.
     */
    function openDerivative(
        uint256 workId,
        bytes32 origin,
        address[] calldata payees,
        uint256[] calldata units,
        Ancestor[] calldata ancestors
    ) external;

    /// @notice Stops deposits for a work. Restricted to the REGISTRY role. What accrued can still be claimed.
    function closeWork(uint256 workId) external;

    /// @notice Sets until when a work's units stay where they are (seconds), at most a year ahead. Restricted to the
    /// ADJUDICATOR role, for disputes.
    function setLock(uint256 workId, uint48 until) external;

    /**
     * @notice Moves units as a ruling says, whether or not they are locked. Restricted to the ADJUDICATOR role. What they
     * earned so far stays with whom it was earned by.
     */
    function adjudge(uint256 workId, address from, address to, uint256 units) external;

    /// @notice Deposits the ETH sent along on behalf of a work. Anyone may.
    function depositETH(uint256 workId) external payable;

    /**
     * @notice Deposits `amount` of a listed ERC-20 on behalf of a work, from the caller, who must have approved it.
     * @return received What arrived (smallest unit), which is what was credited.
     */
    function deposit(uint256 workId, address asset, uint256 amount) external returns (uint256 received);

    /**
     * @notice Takes what waits in a work's receiver, making the receiver first if need be. Anyone may.
     * Of a closed work, it goes to the treasury instead, unless its registrant registered the same content again: then
     * it is that work's.
     * @return received What arrived in the vault (smallest unit).
     */
    function collect(uint256 workId, address asset) external returns (uint256 received);

    /**
     * @notice Pays `payee` what its units earned, rounded down; the fraction stays its credit. Anyone may trigger it;
     * the money goes to nobody else. A payee that cannot be paid stops only its own claim.
     * @return paid What was paid (smallest unit).
     */
    function claim(uint256 workId, address asset, address payee) external returns (uint256 paid);

    /// @notice Sends the levy that accrued in `asset` to the treasury. Anyone may.
    function collectLevy(address asset) external returns (uint256 amount);

    /// @notice Sets the levy in basis points of the gross, for deposits from now on. Restricted to ROYALTY_STEWARD.
    function setLevy(uint256 newLevyBps) external;

    /// @notice Lists an asset, or lists it again under its old number. Restricted to ROYALTY_STEWARD.
    function listAsset(address asset) external returns (uint256 number);

    /// @notice Stops deposits in an asset. Restricted to ROYALTY_STEWARD. Claims and the levy go on.
    function unlistAsset(address asset) external;

    /// @notice A holder's credit in millionths of the asset's smallest unit, up to this moment.
    function creditOf(uint256 workId, address asset, address holder) external view returns (uint256);

    /// @notice What `claim` would pay `holder` now (smallest unit, rounded down).
    function claimable(uint256 workId, address asset, address holder) external view returns (uint256);

    /// @notice What a work's holders earned in an asset since its registration (smallest unit): its net deposits, less
    /// what it passed on, plus what its derivatives passed on to it.
    function income(uint256 workId, address asset) external view returns (uint256);

    /// @notice The levy that accrued and was not collected yet (smallest unit).
    function levyAccrued(address asset) external view returns (uint256);

    /// @notice The levy, in basis points of the gross.
    function levyBps() external view returns (uint256);

    /// @notice Whether deposits for the work are accepted.
    function isOpen(uint256 workId) external view returns (bool);

    /// @notice For how long a new work's units cannot be transferred (seconds). They earn, and are paid, meanwhile.
    function unitLock() external view returns (uint48);

    /// @notice Until when a work's units cannot be transferred (seconds).
    function lockedUntil(uint256 workId) external view returns (uint48);

    /// @notice keccak256(abi.encode(payees, units)) of what a work was opened with; 0 where `unitLock` is 0.
    function payeesHashOf(uint256 workId) external view returns (bytes32);

    /**
     * @notice How many units of a work `holder` ever transferred to others, which tells what it still has of those
     * it had from the start: those go first. Not counted, and 0, where `unitLock` is 0.
     */
    function unitsGivenAway(uint256 workId, address holder) external view returns (uint256);

    /// @notice The works that a work passes on to, and their shares of its net deposits. Empty for an original.
    function ancestorsOf(uint256 workId) external view returns (Ancestor[] memory);

    /// @notice Which part of a work's net deposits `holder` earns now (basis points, rounded down): with the work's own
    /// units, and with those of its ancestors.
    function earningBps(uint256 workId, address holder) external view returns (uint256);

    /// @notice Which assets the work ever earned: bit n stands for asset number n.
    function assetsReceived(uint256 workId) external view returns (uint256 bitmap);

    /// @notice Whether deposits in `asset` are accepted.
    function isListed(address asset) external view returns (bool);

    /// @notice The number of an asset that was ever listed.
    function numberOf(address asset) external view returns (uint256);

    /// @notice Every asset that was ever listed, by its number.
    function assets() external view returns (address[] memory);

    /// @notice Where a registered work's royalties can be sent, whether or not the receiver stands there already.
    function receiverOf(uint256 workId) external view returns (address);

    /**
     * @notice Where the royalties of content can be sent once `registrant` registers it: known to the registrant in
     * advance, and nobody else's, whoever registers first. Waits there for as long as it is not registered.
     */
    function receiverFor(address registrant, bytes32 contentHash) external view returns (address);

    /// @notice The work that `receiver` collects for, open or not; 0 for any other address. Of content that was registered
    /// more than once by the same registrant, the newest.
    function workOfReceiver(address receiver) external view returns (uint256 workId);

    /// @notice Where the levy goes.
    function treasury() external view returns (address);

    /// @notice A work passes on to at most this many ancestors.
    function MAX_ANCESTORS() external view returns (uint256); // solhint-disable-line func-name-mixedcase
}
