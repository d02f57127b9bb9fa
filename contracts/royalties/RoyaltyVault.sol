// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {Create2} from "@openzeppelin/contracts/utils/Create2.sol";
import {ERC6909} from "@openzeppelin/contracts/token/ERC6909/ERC6909.sol";
import {IERC20} from "@openzeppelin/contracts/interfaces/IERC20.sol";
import {Multicall} from "@openzeppelin/contracts/utils/Multicall.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IRoyaltyVault} from "../interfaces/IRoyaltyVault.sol";
import {IWorkReceiver} from "../interfaces/IWorkReceiver.sol";
import {PackedAncestors} from "../libraries/PackedAncestors.sol";
import {RoyaltyMath} from "../libraries/RoyaltyMath.sol";
import {WorkReceiver} from "./WorkReceiver.sol";

/// @title RoyaltyVault
contract RoyaltyVault is ERC6909, AccessManaged, ReentrancyGuardTransient, Multicall, IRoyaltyVault {
    using SafeERC20 for IERC20;
    using PackedAncestors for uint256;

    uint256 public constant MAX_LEVY_BPS = 3_000;
    uint256 public constant MAX_ASSETS = 16;
    uint256 public constant MAX_UNIT_LOCK = 365 days;
    uint256 public constant UNITS_PER_WORK = RoyaltyMath.UNITS_PER_WORK;

    /// @inheritdoc IRoyaltyVault
    uint256 public constant MAX_ANCESTORS = 64;

    /// @dev One slot, read by every deposit. Bit n of `listed` is set while deposits in asset n are accepted.
    struct Policy {
        uint16 levyBps;
        uint16 listed;
        uint8 assetCount;
    }

    /// @dev One slot. Bit n of `received` is set once a deposit for the work was in asset n; it is never cleared. A work
    /// with `heirs`, the derivatives that pass on to it, may receive any asset without that bit.
    struct WorkState {
        bool exists;
        bool open;
        uint16 received;
        bool heirs;
        uint8 ancestorCount;
        uint48 lockedUntil;
    }

    /// @dev `settledAt` is the index up to which `credit` (millionths) counts the holder's units.
    struct Account {
        uint256 settledAt;
        uint256 credit;
    }

    /// @inheritdoc IRoyaltyVault
    address public immutable treasury;

    /// @inheritdoc IRoyaltyVault
    uint48 public immutable unitLock;

    Policy private _policy;
    address[MAX_ASSETS] private _assets;
    uint256[MAX_ASSETS] private _levy;
    mapping(address asset => uint256) private _numberPlusOne;
    mapping(uint256 workId => WorkState) private _works;
    mapping(uint256 number => mapping(uint256 workId => uint256)) private _income;
    mapping(uint256 workId => mapping(uint256 number => mapping(address holder => Account))) private _accounts;
    mapping(uint256 workId => bytes32) private _origins;

    /// @inheritdoc IRoyaltyVault
    mapping(uint256 workId => bytes32) public payeesHashOf;

    /// @inheritdoc IRoyaltyVault
    mapping(uint256 workId => mapping(address holder => uint256)) public unitsGivenAway;

    /// @dev Four to a word, by rising numbers; how many there are is in the work's state.
    mapping(uint256 workId => mapping(uint256 at => uint256)) private _ancestors;

    /// @inheritdoc IRoyaltyVault
    mapping(address receiver => uint256) public workOfReceiver;

    /**
     * @param authority The access manager.
     * @param treasury_ Where the levy goes.
     * @param initialLevyBps The levy in basis points of the gross.
     * @param tokens ERC-20s listed from the start. ETH always is.
     * @param unitLock_ Seconds for which a new work's units stay where they are.
     */
    constructor(
        address authority,
        address treasury_,
        uint256 initialLevyBps,
        address[] memory tokens,
        uint48 unitLock_
    ) AccessManaged(authority) {
        if (unitLock_ > MAX_UNIT_LOCK) revert RoyaltyVault_LockTooLong(unitLock_, MAX_UNIT_LOCK);
        unitLock = unitLock_;
        if (treasury_ == address(0)) revert RoyaltyVault_InvalidTreasury(treasury_);
        treasury = treasury_;
        _setLevy(initialLevyBps);
        _list(address(0));
        for (uint256 i = 0; i < tokens.length; ++i) {
            _list(tokens[i]);
        }
    }

    /// @dev Only receivers send ETH without a call, and only when `collect` makes them.
    receive() external payable {
        if (workOfReceiver[msg.sender] == 0) revert RoyaltyVault_UnexpectedEther(msg.sender);
    }

    /// @inheritdoc IRoyaltyVault
    function openWork(
        uint256 workId,
        bytes32 origin,
        address[] calldata payees,
        uint256[] calldata units
    ) external restricted {
        _open(workId, origin, payees, units);
    }

    /// @inheritdoc IRoyaltyVault
    function openDerivative(
        uint256 workId,
        bytes32 origin,
        address[] calldata payees,
        uint256[] calldata units,
        Ancestor[] calldata ancestors
    ) external restricted {
        _open(workId, origin, payees, units);
        _inherit(workId, ancestors);
    }

    /// @inheritdoc IRoyaltyVault
    function closeWork(uint256 workId) external restricted {
        _requireOpen(workId);
        _works[workId].open = false;
        emit WorkClosed(workId);
    }

    /// @inheritdoc IRoyaltyVault
    function setLock(uint256 workId, uint48 until) external restricted {
        if (!_works[workId].exists) revert RoyaltyVault_UnknownWork(workId);
        if (until > block.timestamp + MAX_UNIT_LOCK) revert RoyaltyVault_LockTooLong(until, MAX_UNIT_LOCK);
        _works[workId].lockedUntil = until;
        emit LockSet(workId, until);
    }

    /// @inheritdoc IRoyaltyVault
    function adjudge(uint256 workId, address from, address to, uint256 units) external restricted {
        uint48 until = _works[workId].lockedUntil;
        _works[workId].lockedUntil = 0;
        _transfer(from, to, workId, units);
        _works[workId].lockedUntil = until;
        emit Adjudged(workId, from, to, units);
    }

    /// @inheritdoc IRoyaltyVault
    function depositETH(uint256 workId) external payable nonReentrant {
        _credit(workId, address(0), _listedNumber(address(0)), msg.value);
    }

    /// @inheritdoc IRoyaltyVault
    function deposit(uint256 workId, address asset, uint256 amount) external nonReentrant returns (uint256 received) {
        if (asset == address(0)) revert RoyaltyVault_AssetHasNoCode(asset);
        uint256 number = _listedNumber(asset);
        uint256 before = _balance(asset);
        IERC20(asset).safeTransferFrom(msg.sender, address(this), amount);
        received = _balance(asset) - before;
        _credit(workId, asset, number, received);
    }

    /// @inheritdoc IRoyaltyVault
    function collect(uint256 workId, address asset) external nonReentrant returns (uint256 received) {
        IWorkReceiver receiver = _ensureReceiver(workId);
        uint256 collectsFor = workOfReceiver[address(receiver)];
        if (collectsFor != workId) revert RoyaltyVault_ReceiverPassedOn(workId, collectsFor);
        if (!_works[workId].open) {
            uint256 amount = receiver.release(asset, treasury);
            if (amount == 0) revert RoyaltyVault_NothingReceived(workId, asset);
            emit Redirected(workId, asset, amount);
            return 0;
        }
        uint256 number = _listedNumber(asset);
        uint256 before = _balance(asset);
        receiver.release(asset, address(this));
        received = _balance(asset) - before;
        _credit(workId, asset, number, received);
    }

    /// @inheritdoc IRoyaltyVault
    function claim(uint256 workId, address asset, address payee) external nonReentrant returns (uint256 paid) {
        uint256 number = numberOf(asset);
        Account storage account = _accounts[workId][number][payee];
        uint256 index = _income[number][workId];
        uint256 credit = account.credit + RoyaltyMath.creditFor(balanceOf(payee, workId), index - account.settledAt);
        paid = RoyaltyMath.payoutFloor(credit);
        if (paid == 0) revert RoyaltyVault_NothingToClaim(workId, asset, payee);
        account.settledAt = index;
        account.credit = credit - paid * RoyaltyMath.CREDIT_PER_UNIT;
        emit Claimed(workId, asset, payee, paid);
        _payOut(asset, payee, paid);
    }

    /// @inheritdoc IRoyaltyVault
    function collectLevy(address asset) external nonReentrant returns (uint256 amount) {
        uint256 number = numberOf(asset);
        amount = _levy[number];
        if (amount == 0) revert RoyaltyVault_NoLevyToCollect(asset);
        _levy[number] = 0;
        emit LevyCollected(asset, amount);
        _payOut(asset, treasury, amount);
    }

    /// @inheritdoc IRoyaltyVault
    function setLevy(uint256 newLevyBps) external restricted {
        _setLevy(newLevyBps);
    }

    /// @inheritdoc IRoyaltyVault
    function listAsset(address asset) external restricted returns (uint256 number) {
        return _list(asset);
    }

    /// @inheritdoc IRoyaltyVault
    function unlistAsset(address asset) external restricted {
        uint256 number = _listedNumber(asset);
        _policy.listed &= ~uint16(1 << number);
        emit AssetUnlisted(asset, number);
    }

    /// @inheritdoc IRoyaltyVault
    function creditOf(uint256 workId, address asset, address holder) public view returns (uint256) {
        uint256 number = numberOf(asset);
        Account storage account = _accounts[workId][number][holder];
        uint256 growth = _income[number][workId] - account.settledAt;
        return account.credit + RoyaltyMath.creditFor(balanceOf(holder, workId), growth);
    }

    /// @inheritdoc IRoyaltyVault
    function claimable(uint256 workId, address asset, address holder) external view returns (uint256) {
        return RoyaltyMath.payoutFloor(creditOf(workId, asset, holder));
    }

    /// @inheritdoc IRoyaltyVault
    function income(uint256 workId, address asset) external view returns (uint256) {
        return _income[numberOf(asset)][workId];
    }

    /// @inheritdoc IRoyaltyVault
    function levyAccrued(address asset) external view returns (uint256) {
        return _levy[numberOf(asset)];
    }

    /// @inheritdoc IRoyaltyVault
    function levyBps() external view returns (uint256) {
        return _policy.levyBps;
    }

    /// @inheritdoc IRoyaltyVault
    function isOpen(uint256 workId) external view returns (bool) {
        return _works[workId].open;
    }

    /// @inheritdoc IRoyaltyVault
    function lockedUntil(uint256 workId) external view returns (uint48) {
        return _works[workId].lockedUntil;
    }

    /// @inheritdoc IRoyaltyVault
    function assetsReceived(uint256 workId) external view returns (uint256 bitmap) {
        for (uint256 number = 0; number < _policy.assetCount; ++number) {
            if (_income[number][workId] != 0) bitmap |= 1 << number;
        }
    }

    /// @inheritdoc IRoyaltyVault
    function ancestorsOf(uint256 workId) public view returns (Ancestor[] memory ancestors) {
        ancestors = new Ancestor[](_works[workId].ancestorCount);
        uint256 word = 0;
        for (uint256 i = 0; i < ancestors.length; ++i) {
            if (i % PackedAncestors.PER_WORD == 0) word = _ancestors[workId][i / PackedAncestors.PER_WORD];
            uint256 ancestor;
            uint256 shareBps;
            (ancestor, shareBps, word) = word.first();
            ancestors[i] = Ancestor({workId: uint48(ancestor), shareBps: uint16(shareBps)});
        }
    }

    /// @inheritdoc IRoyaltyVault
    function earningBps(uint256 workId, address holder) external view returns (uint256) {
        Ancestor[] memory table = ancestorsOf(workId);
        (uint256 own, uint256 parts) = (RoyaltyMath.BPS, 0);
        for (uint256 i = 0; i < table.length; ++i) {
            if (!_works[table[i].workId].open) continue;
            own -= table[i].shareBps;
            parts += table[i].shareBps * balanceOf(holder, table[i].workId);
        }
        return (parts + own * balanceOf(holder, workId)) / UNITS_PER_WORK;
    }

    /// @inheritdoc IRoyaltyVault
    function isListed(address asset) external view returns (bool) {
        uint256 plusOne = _numberPlusOne[asset];
        return plusOne != 0 && _policy.listed & (1 << (plusOne - 1)) != 0;
    }

    /// @inheritdoc IRoyaltyVault
    function numberOf(address asset) public view returns (uint256) {
        if (asset == address(0)) return 0; // ETH, listed first by the constructor
        uint256 plusOne = _numberPlusOne[asset];
        if (plusOne == 0) revert RoyaltyVault_AssetUnknown(asset);
        return plusOne - 1;
    }

    /// @inheritdoc IRoyaltyVault
    function assets() external view returns (address[] memory listed) {
        listed = new address[](_policy.assetCount);
        for (uint256 i = 0; i < listed.length; ++i) {
            listed[i] = _assets[i];
        }
    }

    /// @inheritdoc IRoyaltyVault
    function receiverOf(uint256 workId) public view returns (address) {
        if (!_works[workId].exists) revert RoyaltyVault_UnknownWork(workId);
        return _receiver(_origins[workId]);
    }

    /// @inheritdoc IRoyaltyVault
    function receiverFor(address registrant, bytes32 contentHash) external view returns (address) {
        return _receiver(keccak256(abi.encode(registrant, contentHash)));
    }

    function _open(uint256 workId, bytes32 origin, address[] calldata payees, uint256[] calldata units) private {
        if (workId == 0) revert RoyaltyVault_UnknownWork(workId);
        if (_works[workId].exists) revert RoyaltyVault_WorkExists(workId);
        if (payees.length != units.length) revert RoyaltyVault_LengthMismatch(payees.length, units.length);
        address receiver = _receiver(origin);
        _works[workId] = WorkState({
            exists: true,
            open: true,
            received: 0,
            heirs: false,
            ancestorCount: 0,
            lockedUntil: uint48(block.timestamp + unitLock)
        });
        _origins[workId] = origin;
        workOfReceiver[receiver] = workId;
        if (unitLock != 0) payeesHashOf[workId] = keccak256(abi.encode(payees, units));
        emit WorkOpened(workId, payees, units, receiver);
        uint256 sum = 0;
        for (uint256 i = 0; i < payees.length; ++i) {
            if (units[i] == 0) revert RoyaltyVault_ZeroUnits(payees[i]);
            sum += units[i];
            _mint(payees[i], workId, units[i]);
        }
        if (sum != UNITS_PER_WORK) revert RoyaltyVault_UnitsMustSumTo(UNITS_PER_WORK, sum);
    }

    /// @dev Every ancestor is there already, so that no work can descend from itself.
    function _inherit(uint256 workId, Ancestor[] calldata ancestors) private {
        if (ancestors.length > MAX_ANCESTORS) revert RoyaltyVault_TooManyAncestors(ancestors.length, MAX_ANCESTORS);
        _works[workId].ancestorCount = uint8(ancestors.length);
        uint256 last = 0;
        uint256 sum = 0;
        for (uint256 i = 0; i < ancestors.length; ++i) {
            uint256 ancestor = ancestors[i].workId;
            if (ancestor <= last || ancestor == workId) revert RoyaltyVault_AncestorOutOfOrder(workId, ancestor);
            if (!_works[ancestor].exists) revert RoyaltyVault_UnknownWork(ancestor);
            if (ancestors[i].shareBps == 0) revert RoyaltyVault_AncestorWithoutShare(workId, ancestor);
            _works[ancestor].heirs = true;
            uint256 place = i % PackedAncestors.PER_WORD;
            mapping(uint256 at => uint256) storage words = _ancestors[workId];
            words[i / PackedAncestors.PER_WORD] = words[i / PackedAncestors.PER_WORD].with(place, ancestors[i]);
            sum += ancestors[i].shareBps;
            last = ancestor;
        }
        if (sum > RoyaltyMath.BPS) revert RoyaltyVault_AncestorsTakeTooMuch(workId, sum, RoyaltyMath.BPS);
        emit DerivativeOpened(workId, ancestors);
    }

    /// @dev Raises the work's index by what is left of `gross` after the levy and what is passed on to ancestors. The
    /// number of payees does not matter.
    function _credit(uint256 workId, address asset, uint256 number, uint256 gross) private {
        _requireOpen(workId);
        if (gross == 0) revert RoyaltyVault_NothingReceived(workId, asset);
        uint256 levy = RoyaltyMath.levyFloor(gross, _policy.levyBps);
        if (levy != 0) _levy[number] += levy;
        WorkState storage state = _works[workId];
        uint16 bit = uint16(1 << number);
        if (state.received & bit == 0) state.received |= bit;
        emit Deposited(workId, asset, msg.sender, gross, levy);
        uint256 net = gross - levy;
        uint256 ancestorCount = state.ancestorCount;
        if (ancestorCount != 0) net -= _passOn(workId, asset, number, net, ancestorCount);
        uint256 newIncome = _income[number][workId] + net;
        _requireBounded(workId, asset, newIncome);
        _income[number][workId] = newIncome;
    }

    /// @dev An ancestor that is closed gets nothing: its share stays with the work. Nothing overflows: the shares sum to
    /// at most the whole of `net`, which is at most MAX_INCOME.
    function _passOn(
        uint256 workId,
        address asset,
        uint256 number,
        uint256 net,
        uint256 ancestorCount
    ) private returns (uint256 passed) {
        _requireBounded(workId, asset, net);
        uint256[] memory amounts = new uint256[](ancestorCount);
        mapping(uint256 workId => uint256) storage incomeOf = _income[number];
        mapping(uint256 at => uint256) storage words = _ancestors[workId];
        uint256 word = 0;
        for (uint256 i = 0; i < ancestorCount; ++i) {
            if (i % PackedAncestors.PER_WORD == 0) word = words[i / PackedAncestors.PER_WORD];
            uint256 ancestor;
            uint256 shareBps;
            (ancestor, shareBps, word) = word.first();
            if (!_works[ancestor].open) continue;
            uint256 amount = RoyaltyMath.shareFloor(net, shareBps);
            uint256 newIncome = incomeOf[ancestor] + amount;
            _requireBounded(ancestor, asset, newIncome);
            incomeOf[ancestor] = newIncome;
            amounts[i] = amount;
            unchecked {
                passed += amount;
            }
        }
        emit PassedOn(workId, asset, amounts);
    }

    function _requireBounded(uint256 workId, address asset, uint256 amount) private pure {
        if (amount > RoyaltyMath.MAX_INCOME) revert RoyaltyVault_IncomeTooLarge(workId, asset, amount);
    }

    /// @dev Before units move, both sides keep what accrued: in every asset the work ever earned.
    function _update(address from, address to, uint256 workId, uint256 units) internal override {
        if (to == address(this) || workOfReceiver[to] != 0) revert RoyaltyVault_UnitsRefused(to);
        WorkState memory state = _works[workId];
        if (from != address(0) && block.timestamp < state.lockedUntil) {
            revert RoyaltyVault_UnitsLocked(workId, state.lockedUntil);
        }
        uint256 maybe = state.heirs ? (1 << _policy.assetCount) - 1 : state.received;
        for (uint256 number = 0; maybe >> number != 0; ++number) {
            if ((maybe >> number) & 1 == 0) continue;
            uint256 index = _income[number][workId];
            if (index == 0) continue;
            _settle(_accounts[workId][number][from], index, balanceOf(from, workId));
            _settle(_accounts[workId][number][to], index, balanceOf(to, workId));
        }
        if (unitLock != 0 && from != address(0) && from != to) unitsGivenAway[workId][from] += units;
        super._update(from, to, workId, units);
    }

    function _settle(Account storage account, uint256 index, uint256 units) private {
        uint256 growth = index - account.settledAt;
        if (growth == 0) return;
        account.settledAt = index;
        if (units != 0) account.credit += RoyaltyMath.creditFor(units, growth);
    }

    function _setLevy(uint256 newLevyBps) private {
        if (newLevyBps > MAX_LEVY_BPS) revert RoyaltyVault_LevyTooHigh(newLevyBps, MAX_LEVY_BPS);
        emit LevySet(_policy.levyBps, newLevyBps);
        _policy.levyBps = uint16(newLevyBps);
    }

    function _list(address asset) private returns (uint256 number) {
        uint256 plusOne = _numberPlusOne[asset];
        if (plusOne == 0) {
            if (asset != address(0) && asset.code.length == 0) revert RoyaltyVault_AssetHasNoCode(asset);
            number = _policy.assetCount;
            if (number == MAX_ASSETS) revert RoyaltyVault_TooManyAssets(MAX_ASSETS);
            _policy.assetCount = uint8(number + 1);
            _assets[number] = asset;
            _numberPlusOne[asset] = number + 1;
        } else {
            number = plusOne - 1;
            if (_policy.listed & (1 << number) != 0) revert RoyaltyVault_AssetAlreadyListed(asset);
        }
        _policy.listed |= uint16(1 << number);
        emit AssetListed(asset, number);
    }

    function _payOut(address asset, address to, uint256 amount) private {
        if (asset == address(0)) Address.sendValue(payable(to), amount);
        else IERC20(asset).safeTransfer(to, amount);
    }

    function _ensureReceiver(uint256 workId) private returns (IWorkReceiver) {
        address receiver = receiverOf(workId);
        if (receiver.code.length == 0) {
            Create2.deploy(0, _origins[workId], _receiverCode(_origins[workId]));
            emit ReceiverDeployed(workId, receiver);
        }
        return IWorkReceiver(receiver);
    }

    function _requireOpen(uint256 workId) private view {
        if (!_works[workId].open) revert RoyaltyVault_WorkNotOpen(workId);
    }

    function _listedNumber(address asset) private view returns (uint256 number) {
        uint256 plusOne = _numberPlusOne[asset];
        if (plusOne == 0 || _policy.listed & (1 << (plusOne - 1)) == 0) revert RoyaltyVault_AssetNotListed(asset);
        return plusOne - 1;
    }

    function _balance(address asset) private view returns (uint256) {
        return asset == address(0) ? address(this).balance : IERC20(asset).balanceOf(address(this));
    }

    function _receiver(bytes32 origin) private view returns (address) {
        return Create2.computeAddress(origin, keccak256(_receiverCode(origin)));
    }

    function _receiverCode(bytes32 origin) private pure returns (bytes memory) {
        return abi.encodePacked(type(WorkReceiver).creationCode, origin);
    }
}
