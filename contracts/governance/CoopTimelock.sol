// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";

/**
 * @title CoopTimelock
 * @notice OpenZeppelin's timelock, which here holds roles and no money: it takes no ETH, so its actions carry none, and what
 * else is sent to it can be moved on by a proposal only.
 */
contract CoopTimelock is TimelockController {
    /// @notice The timelock takes no ETH: send it to the treasury.
    error CoopTimelock_HoldsNoMoney(address from, uint256 amount);

    /**
     * @param minDelay Seconds between queueing and execution.
     * @param admin Who hands the roles to the governor, and then renounces.
     */
    constructor(
        uint256 minDelay,
        address admin
    ) TimelockController(minDelay, new address[](0), new address[](0), admin) {
        _delay = minDelay;
    }

    /// @notice A delay of more than a year would be as good as none at all.
    error CoopTimelock_DelayTooLong(uint256 delay, uint256 maximum);

    uint256 public constant MAX_DELAY = 365 days;

    uint256 private _delay;

    receive() external payable override {
        revert CoopTimelock_HoldsNoMoney(msg.sender, msg.value);
    }

    /// @inheritdoc TimelockController
    /// @dev For its admin: of the constitutional timelock it is itself, of any other one it is the constitutional timelock.
    function updateDelay(uint256 newDelay) public override onlyRole(DEFAULT_ADMIN_ROLE) {
        if (newDelay > MAX_DELAY) revert CoopTimelock_DelayTooLong(newDelay, MAX_DELAY);
        emit MinDelayChange(_delay, newDelay);
        _delay = newDelay;
    }

    /// @inheritdoc TimelockController
    function getMinDelay() public view override returns (uint256) {
        return _delay;
    }

    /// @inheritdoc TimelockController
    function execute(
        address target,
        uint256 value,
        bytes calldata payload,
        bytes32 predecessor,
        bytes32 salt
    ) public payable override {
        if (msg.value != 0) revert CoopTimelock_HoldsNoMoney(msg.sender, msg.value);
        super.execute(target, value, payload, predecessor, salt);
    }

    /// @inheritdoc TimelockController
    function executeBatch(
        address[] calldata targets,
        uint256[] calldata values,
        bytes[] calldata payloads,
        bytes32 predecessor,
        bytes32 salt
    ) public payable override {
        if (msg.value != 0) revert CoopTimelock_HoldsNoMoney(msg.sender, msg.value);
        super.executeBatch(targets, values, payloads, predecessor, salt);
    }
}
