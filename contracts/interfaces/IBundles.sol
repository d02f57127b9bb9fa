// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IMembership} from "./IMembership.sol";
import {IRoyaltyVault} from "./IRoyaltyVault.sol";
import {ISubRights} from "./ISubRights.sol";
import {IWorkRegistry} from "./IWorkRegistry.sol";

/**
 * @title IBundles
 * @notice Works combined into a collection that sells as one, each with a share of what the collection earns.
 *
 * A bundle *is* a work: whoever licenses it licenses the collection, and the vault pays the bundled works as it pays a
 * derivative's ancestors. A curator proposes works, their shares, and what will be stated of the bundle; the present
 * owner of each work joins; the curator opens. Nothing is held meanwhile, so that nothing is stuck where a bundle is
 * never opened: an owner takes its consent back whenever it likes. Consent given by somebody who does not own the work
 * any more counts for nothing.
 *
 * Shares are of the bundle's price, and divide it: a work with ancestors passes its share on to them as if the share had
 * been deposited for the work itself. Of a share *s* an ancestor with *a* gets *s·a*, rounded down to a basis point, and
 * the work the rest. A work that the bundle holds on several paths is paid for each of them: its parts are *summed*,
 * where a derivative's ancestor has the largest of its shares. That is so because a bundle contains each of them, and who
 * joined was promised a part of the price, whereas a licence states what one use of a work is worth, however it came
 * about. The table holds every work once. Where a part comes to nothing it is left out: it is in the share of the work
 * that it would have come from. What the shares leave of the whole belongs to the bundle's own units.
 *
 * Bundles can be bundled, and so can derivatives and rights (see `ISubRights`): their tables are divided in the same way.
 * A bundle has the scopes that all of its works have as it is opened, and at least one; a right that is split from one of
 * them later does not take it away.
 */
interface IBundles {
    /**
     * @notice A bundle, proposed or opened.
     * @param curator Who proposed it, and alone opens it.
     * @param workId The work that it is; 0 until it is opened.
     * @param terms The hash of what will be stated of it, see `termsFor`.
     * @param works What it bundles, by rising numbers, with their shares of its net deposits.
     */
    struct Bundle {
        address curator;
        uint48 workId;
        bytes32 terms;
        IRoyaltyVault.Ancestor[] works;
    }

    /// @notice A member proposes to bundle these works with these shares.
    event BundleProposed(
        uint256 indexed bundleId,
        address indexed curator,
        bytes32 terms,
        IRoyaltyVault.Ancestor[] works
    );
    /// @notice The work's owner agrees to its share.
    event WorkJoined(uint256 indexed bundleId, uint256 indexed workId, address indexed owner);
    /// @notice Who agreed does so no more.
    event WorkWithdrawn(uint256 indexed bundleId, uint256 indexed workId, address indexed owner);
    /// @notice The bundle is this work, in which licences of these scopes can be offered (bit n stands for scope n).
    event BundleOpened(uint256 indexed bundleId, uint256 indexed workId, uint256 scopes);

    /// @notice Only members propose bundles: have the account admitted first.
    error Bundles_NotMember(address account);
    /// @notice Bundle at least 2 works, and at most the maximum.
    error Bundles_InvalidCount(uint256 count, uint256 maximum);
    /// @notice Name each work once, by rising numbers.
    error Bundles_OutOfOrder(uint256 workId);
    /// @notice The shares (basis points) must not exceed the whole.
    error Bundles_SharesTooHigh(uint256 sumBps, uint256 maximum);
    /// @notice The works and their ancestors are more than a work can pass on to: bundle fewer.
    error Bundles_TooManyAncestors(uint256 count, uint256 maximum);
    /// @notice The work is not registered, or its registration was ended.
    error Bundles_WorkClosed(uint256 workId);
    /// @notice No bundle has this number.
    error Bundles_UnknownBundle(uint256 bundleId);
    /// @notice The bundle was opened already.
    error Bundles_AlreadyOpened(uint256 bundleId, uint256 workId);
    /// @notice The bundle was not to hold this work.
    error Bundles_NotIncluded(uint256 bundleId, uint256 workId);
    /// @notice Only the work's present owner joins.
    error Bundles_NotOwner(uint256 workId, address account);
    /// @notice The owner joined before.
    error Bundles_AlreadyJoined(uint256 bundleId, uint256 workId);
    /// @notice The account gave no consent that it could take back.
    error Bundles_NothingToWithdraw(uint256 bundleId, uint256 workId, address account);
    /// @notice Only who proposed the bundle opens it.
    error Bundles_NotCurator(uint256 bundleId, address account);
    /// @notice What is stated of the bundle is not what its works' owners agreed to.
    error Bundles_OtherTerms(uint256 bundleId, bytes32 given, bytes32 agreed);
    /// @notice The work's present owner has not joined.
    error Bundles_NotJoined(uint256 bundleId, uint256 workId);
    /// @notice There is no scope in which all of the works' owners could offer licences.
    error Bundles_NothingInCommon(uint256 bundleId);

    /**
     * @notice Proposes a bundle. Only members may.
     * @param works At least 2, by rising numbers, with their shares in basis points of the bundle's net deposits.
     * @param terms What will be stated of the bundle, and cannot change: see `termsFor`. Only its hash is shown, so that
     * nobody else can register the content meanwhile.
     * @return bundleId The bundle's number, counted from 1 among bundles.
     */
    function propose(IRoyaltyVault.Ancestor[] calldata works, bytes32 terms) external returns (uint256 bundleId);

    /// @notice Agrees that a work be bundled. Only its present owner may.
    function join(uint256 bundleId, uint256 workId) external;

    /// @notice Takes consent back, until the bundle is opened. Only who gave it may.
    function withdraw(uint256 bundleId, uint256 workId) external;

    /**
     * @notice Registers the bundle as a work, for its curator, who committed to it in the registry.
     * @param registration As it was hashed into the terms.
     * @param salt The secret that went into the commitment, and into the terms.
     * @return workId The bundle's number among works.
     */
    function open(
        uint256 bundleId,
        IWorkRegistry.Registration calldata registration,
        bytes32 salt
    ) external returns (uint256 workId);

    /// @notice The terms of a registration: keccak256(abi.encode(registration, salt)). Of use to an owner, whom the curator
    /// showed both.
    function termsFor(
        IWorkRegistry.Registration calldata registration,
        bytes32 salt
    ) external pure returns (bytes32 terms);

    /// @notice A bundle. Reverts where there is none of that number.
    function bundleOf(uint256 bundleId) external view returns (Bundle memory);

    /// @notice What the bundle passes on, or would, to whom.
    function tableOf(uint256 bundleId) external view returns (IRoyaltyVault.Ancestor[] memory);

    /// @notice Whether the present owner of an open work agreed to it being in the bundle.
    function hasJoined(uint256 bundleId, uint256 workId) external view returns (bool);

    /// @notice How many bundles were ever proposed.
    function bundleCount() external view returns (uint256);

    /// @notice Who may propose.
    function membership() external view returns (IMembership);

    /// @notice Whose works are bundled.
    function registry() external view returns (IWorkRegistry);

    /// @notice Where the money goes.
    function vault() external view returns (IRoyaltyVault);

    /// @notice Which scopes are whose.
    function rights() external view returns (ISubRights);

    /// @notice Most works that a bundle holds.
    function MAX_WORKS() external view returns (uint256); // solhint-disable-line func-name-mixedcase
}
