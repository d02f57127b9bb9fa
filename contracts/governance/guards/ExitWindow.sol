// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {EnumerableSet} from "@openzeppelin/contracts/utils/structs/EnumerableSet.sol";
import {IERC20} from "@openzeppelin/contracts/interfaces/IERC20.sol";
import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {ICoopGovernor} from "../../interfaces/ICoopGovernor.sol";
import {ICoopToken} from "../../interfaces/ICoopToken.sol";
import {IExitWindow} from "../../interfaces/IExitWindow.sol";
import {IMeasureRule} from "../../interfaces/IMeasureRule.sol";
import {IMembership} from "../../interfaces/IMembership.sol";
import {IProposalGuard} from "../../interfaces/IProposalGuard.sol";
import {ITreasury} from "../../interfaces/ITreasury.sol";
import {ServesGovernor} from "../ServesGovernor.sol";

/**
 * @title ExitWindow
 * @notice Who did not vote for a measure may leave with its share of the treasury before the measure is executed.
 * @dev After Moloch DAO's ragequit (2019) and Nouns' fork. A listed asset that does not answer is worth nothing here, but
 * keeps no measure from being queued or executed: else one that broke could never be taken off the list.
 */
contract ExitWindow is IExitWindow, ServesGovernor, AccessManaged, ReentrancyGuardTransient {
    using EnumerableSet for EnumerableSet.AddressSet;

    uint48 private constant MAX_LENGTH = 365 days;
    uint256 private constant MAX_ASSETS = 16;

    /// @dev Gas for an asset to say what the treasury holds, and for the treasury to set it aside, so that none can use up all
    /// there is. It must be there, or whoever queues could choose so little that an asset seems not to answer.
    uint256 private constant ANSWER_GAS = 200_000;
    uint256 private constant EARMARK_GAS = 400_000;

    /// @notice What burns.
    ICoopToken public immutable token;

    /// @notice Who may leave.
    IMembership public immutable membership;

    /// @notice What is shared out.
    ITreasury public immutable treasury;

    /// @inheritdoc IExitWindow
    uint48 public immutable length;

    /// @inheritdoc IExitWindow
    mapping(address asset => uint256) public reserved;

    /// @inheritdoc IExitWindow
    mapping(address member => mapping(address asset => uint256)) public owedTo;

    /// @dev The proposal whose window may still be open and opened last; 0 for none.
    uint256 private _latest;

    EnumerableSet.AddressSet private _assets;
    EnumerableSet.AddressSet private _reservedAssets;
    mapping(address asset => uint256) private _minimums;
    mapping(address asset => uint256) private _owed;
    mapping(uint256 proposalId => Window) private _windows;
    mapping(uint256 proposalId => AssetAmount[]) private _pots;
    mapping(uint256 proposalId => mapping(address member => uint256)) private _burned;

    /**
     * @param authority The access manager.
     * @param token_ What burns.
     * @param membership_ Who may leave.
     * @param treasury_ What is shared out; this contract needs the EARMARKER role.
     * @param length_ Seconds that a window is open.
     * @param minimums_ What is shared out from the start, and what the treasury keeps of it.
     */
    constructor(
        address authority,
        ICoopToken token_,
        IMembership membership_,
        ITreasury treasury_,
        uint48 length_,
        AssetAmount[] memory minimums_
    ) AccessManaged(authority) {
        if (length_ == 0 || length_ > MAX_LENGTH) revert ExitWindow_InvalidLength(length_, MAX_LENGTH);
        (token, membership, treasury, length) = (token_, membership_, treasury_, length_);
        for (uint256 i = 0; i < minimums_.length; ++i) {
            if (_assets.contains(minimums_[i].asset)) revert ExitWindow_InvalidAsset(minimums_[i].asset, MAX_ASSETS);
            _list(minimums_[i].asset, minimums_[i].amount);
        }
    }

    /// @inheritdoc IExitWindow
    function exitOver(uint256 proposalId, uint256 amount) external nonReentrant {
        Window storage window = _windows[proposalId];
        if (block.timestamp >= window.closesAt) revert ExitWindow_Closed(proposalId, window.closesAt);
        if (!membership.isMember(msg.sender)) revert ExitWindow_NotMember(msg.sender);
        if (_votedFor(proposalId, msg.sender)) revert ExitWindow_VotedFor(proposalId, msg.sender);
        uint256 most = burnable(proposalId, msg.sender);
        if (amount == 0 || amount > most) revert ExitWindow_InvalidAmount(amount, most);
        _burned[proposalId][msg.sender] += amount;
        window.burned += amount;
        emit Exited(proposalId, msg.sender, amount);
        AssetAmount[] storage pots = _pots[proposalId];
        for (uint256 i = 0; i < pots.length; ++i) {
            _owe(msg.sender, pots[i].asset, Math.mulDiv(pots[i].amount, amount, window.supply));
        }
        token.burnFrom(msg.sender, amount);
    }

    /// @inheritdoc IExitWindow
    function claim(address asset, address to) external nonReentrant {
        uint256 amount = owedTo[msg.sender][asset];
        if (amount == 0) revert ExitWindow_NothingOwed(msg.sender, asset);
        owedTo[msg.sender][asset] = 0;
        _owed[asset] -= amount;
        emit Claimed(msg.sender, asset, to, amount);
        treasury.payEarmarked(asset, to, amount);
    }

    /// @inheritdoc IProposalGuard
    function onPropose(uint256, address, address[] calldata) external view onlyGovernor {} // solhint-disable-line no-empty-blocks

    /// @inheritdoc IProposalGuard
    function onQueue(uint256 proposalId) external onlyGovernor {
        uint48 queuedAt = uint48(block.timestamp);
        uint48 closesAt = queuedAt + length;
        // As of the second before, which nobody can change any more by moving tokens for a moment.
        uint256 supply = token.getPastTotalSupply(queuedAt - 1);
        _windows[proposalId] = Window({
            snapshot: uint48(IGovernor(governor).proposalSnapshot(proposalId)),
            queuedAt: queuedAt,
            closesAt: closesAt,
            supply: supply,
            burned: 0,
            previous: _latest
        });
        _latest = proposalId;
        emit WindowOpened(proposalId, closesAt, supply);
        uint256 count = _assets.length();
        for (uint256 i = 0; i < count; ++i) {
            address asset = _assets.at(i);
            uint256 pot = _setAside(asset);
            if (pot == 0) continue;
            _pots[proposalId].push(AssetAmount(asset, pot));
            emit PotSet(proposalId, asset, pot);
        }
    }

    /// @inheritdoc IProposalGuard
    function onExecute(uint256 proposalId, address[] calldata) external onlyGovernor {
        uint48 closesAt = _windows[proposalId].closesAt;
        if (block.timestamp < closesAt) revert ExitWindow_Open(proposalId, closesAt);
        settle();
    }

    /// @inheritdoc IProposalGuard
    function onCancel(uint256 proposalId, address) external onlyGovernor {
        Window storage window = _windows[proposalId];
        if (block.timestamp < window.closesAt) window.closesAt = uint48(block.timestamp);
    }

    /// @inheritdoc IExitWindow
    function listAsset(address asset, uint256 minimum) external restricted {
        _list(asset, minimum);
    }

    /// @inheritdoc IExitWindow
    function unlistAsset(address asset) external restricted {
        if (!_assets.remove(asset)) revert ExitWindow_NotListed(asset);
        emit AssetUnlisted(asset);
    }

    /// @inheritdoc IExitWindow
    function minimums() external view returns (AssetAmount[] memory listed) {
        listed = new AssetAmount[](_assets.length());
        for (uint256 i = 0; i < listed.length; ++i) listed[i] = AssetAmount(_assets.at(i), _minimums[_assets.at(i)]);
    }

    /// @inheritdoc IExitWindow
    function windowOf(uint256 proposalId) external view returns (Window memory) {
        return _windows[proposalId];
    }

    /// @inheritdoc IExitWindow
    function potsOf(uint256 proposalId) external view returns (AssetAmount[] memory) {
        return _pots[proposalId];
    }

    /// @inheritdoc IExitWindow
    function settle() public {
        if (_anyOpen()) return;
        for (uint256 i = _reservedAssets.length(); i > 0; --i) {
            address asset = _reservedAssets.at(i - 1);
            if (!_earmark(asset, _owed[asset])) continue;
            reserved[asset] = 0;
            _reservedAssets.remove(asset);
        }
    }

    /// @inheritdoc IExitWindow
    function burnable(uint256 proposalId, address account) public view returns (uint256) {
        Window storage window = _windows[proposalId];
        if (window.closesAt == 0) return 0;
        return Math.min(token.balanceOf(account), _limit(proposalId, account, window));
    }

    /**
     * @dev Tokens that came after the snapshot leave with nothing, and none leaves twice. What voted when the measure was
     * queued is a limit too, so that all that may burn together is at most the supply that the pot is shared out over.
     */
    function _limit(
        uint256 proposalId,
        address account,
        Window storage window
    ) internal view virtual returns (uint256) {
        uint256 then = token.getPastBalanceOf(account, window.snapshot);
        uint256 left = Math.min(then, token.getPastBalanceOf(account, window.queuedAt - 1));
        return Math.saturatingSub(left, _burned[proposalId][account]);
    }

    /// @dev Whether a window is open. They close in the order in which they opened, those aside that were cancelled.
    function _anyOpen() private returns (bool) {
        while (_latest != 0) {
            Window storage window = _windows[_latest];
            if (block.timestamp < window.closesAt) return true;
            bool cancelled = window.closesAt < window.queuedAt + length;
            bool wouldBeOpen = block.timestamp < window.queuedAt + length;
            _latest = cancelled && wouldBeOpen ? window.previous : 0;
        }
        return false;
    }

    function _list(address asset, uint256 minimum) private {
        bool full = _assets.length() == MAX_ASSETS && !_assets.contains(asset);
        if (asset == address(token) || full) revert ExitWindow_InvalidAsset(asset, MAX_ASSETS);
        _assets.add(asset);
        _minimums[asset] = minimum;
        emit AssetListed(asset, minimum);
    }

    /// @dev What there is to share out of `asset`, rounded nowhere; it is earmarked from now on.
    function _setAside(address asset) private returns (uint256 pot) {
        uint256 others = treasury.earmarked(asset) - reserved[asset];
        pot = Math.saturatingSub(_held(asset), Math.saturatingAdd(others, _minimums[asset]));
        if (pot <= reserved[asset]) return pot;
        if (!_earmark(asset, _owed[asset] + pot)) return 0;
        reserved[asset] = pot;
        _reservedAssets.add(asset);
    }

    function _owe(address member, address asset, uint256 amount) private {
        if (amount == 0) return;
        uint256 left = reserved[asset];
        if (amount > left) revert ExitWindow_Exhausted(asset, amount, left);
        reserved[asset] = left - amount;
        _owed[asset] += amount;
        owedTo[member][asset] += amount;
        emit Owed(member, asset, amount);
    }

    /// @dev Whether the treasury set aside `amount` for this contract.
    function _earmark(address asset, uint256 amount) private returns (bool) {
        _ensureGas(EARMARK_GAS);
        try treasury.setEarmark{gas: EARMARK_GAS}(asset, amount) {
            return true;
        } catch {
            return false;
        }
    }

    /// @dev What the treasury holds of `asset`; nothing of one that does not say.
    function _held(address asset) private view returns (uint256 held) {
        if (asset == address(0)) return address(treasury).balance;
        _ensureGas(ANSWER_GAS);
        bytes memory question = abi.encodeCall(IERC20.balanceOf, (address(treasury)));
        // Only a word of the answer is read, however long it is.
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            let answered := staticcall(ANSWER_GAS, asset, add(question, 0x20), mload(question), 0x00, 0x20)
            if and(answered, gt(returndatasize(), 0x1f)) {
                held := mload(0x00)
            }
        }
    }

    /// @dev A call gets at most 63 parts of 64.
    function _ensureGas(uint256 needed) private view {
        uint256 least = needed + needed / 32;
        if (gasleft() < least) revert ExitWindow_TooLittleGas(gasleft(), least);
    }

    function _votedFor(uint256 proposalId, address account) private view returns (bool) {
        return IMeasureRule(address(ICoopGovernor(governor).rule())).votedFor(proposalId, account);
    }
}
