// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @dev What `ChainProbe.spawn` creates.
contract ChainProbeSeed {
    address public immutable parent = msg.sender;

    constructor() payable {}
}

/// @title A contract that does one of everything an engine must get right
/// @notice Deployed by the conformance suite for chain engines (`dao_sim.testing.chain`), never by a plan.
contract ChainProbe {
    event Spawned(address indexed child);
    event Bumped(address indexed by, uint256 indexed count, bytes note);
    event Paid(address indexed from, uint256 amount);

    error ChainProbe_Refused(uint256 number, address account, bytes note);
    error ChainProbe_Locked();
    error ChainProbe_NotConstructed(uint256 number);
    error ChainProbe_NotPaid(address to, uint256 amount);

    uint256 public count;
    uint256 public stamped;
    mapping(address account => uint256 bumps) public bumpsOf;

    bool private transient locked;

    constructor(bool refused) payable {
        if (refused) revert ChainProbe_NotConstructed(41);
    }

    receive() external payable {
        emit Paid(msg.sender, msg.value);
    }

    /// @notice Changes state, emits, and returns: sent, it must stay; called, it must leave no trace.
    function bump(bytes calldata note) external payable returns (uint256) {
        bumpsOf[msg.sender] += 1;
        emit Bumped(msg.sender, ++count, note);
        return count;
    }

    /// @notice Bumps while the count is below `limit`, and refuses after.
    function bumpBelow(uint256 limit) external returns (uint256) {
        if (count >= limit) revert ChainProbe_Refused(count, msg.sender, "full");
        bumpsOf[msg.sender] += 1;
        emit Bumped(msg.sender, ++count, "");
        return count;
    }

    function stamp() external {
        stamped = block.timestamp;
    }

    /// @notice Takes a lock that only the end of the transaction releases.
    function lockOnce() external {
        if (locked) revert ChainProbe_Locked();
        locked = true;
        count += 1;
    }

    function spawn() external payable returns (address child) {
        child = address(new ChainProbeSeed{value: msg.value}());
        emit Spawned(child);
    }

    function pay(address payable to, uint256 amount) external {
        (bool done, ) = to.call{value: amount}("");
        if (!done) revert ChainProbe_NotPaid(to, amount);
    }

    /// @notice Writes first, so that a revert which leaves something behind shows.
    function refuse(uint256 number, bytes calldata note) external {
        count += number;
        revert ChainProbe_Refused(number, msg.sender, note);
    }

    function refuseInWords(string calldata words) external {
        count += 1;
        revert(words);
    }

    function refuseSilently() external {
        count += 1;
        // solhint-disable-next-line gas-custom-errors, reason-string
        revert();
    }

    function overflow() external returns (uint256) {
        count += 1;
        return count + type(uint256).max;
    }

    function halt() external {
        count += 1;
        assembly {
            invalid()
        }
    }

    function runOutOfGas() external returns (uint256) {
        count += 1;
        bytes memory tooMuch = new bytes(1 << 40);
        return tooMuch.length;
    }

    function time() external view returns (uint256 timestamp, uint256 number, uint256 chain) {
        return (block.timestamp, block.number, block.chainid);
    }

    function whoAmI() external view returns (address sender, address origin) {
        // solhint-disable-next-line avoid-tx-origin
        return (msg.sender, tx.origin);
    }
}
