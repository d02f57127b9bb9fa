// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title A contract account that does what it is told, and calls back when it is touched if it was armed to
/// @dev With `insist` a call back that fails takes everything down with it, so that its error can be read; without, it
/// is recorded and the touched contract goes on as if nothing had happened.
contract Actor {
    address private _target;
    bytes private _data;
    bool private _insist;

    bool public armed;
    bool public succeeded;
    bytes public result;

    receive() external payable {
        _callBack();
    }

    /// @notice Calls `target`, as anyone with a key could.
    function act(address target, bytes calldata data) external payable returns (bytes memory) {
        // solhint-disable-next-line avoid-low-level-calls
        (bool done, bytes memory output) = target.call{value: msg.value}(data);
        if (!done) _bubble(output);
        return output;
    }

    /// @notice Prepares one call back.
    function arm(address target, bytes calldata data, bool insist) external {
        (_target, _data, _insist, armed) = (target, data, insist, true);
    }

    /// @notice Something harmless to be called for.
    function poke() external {
        _callBack();
    }

    function _callBack() internal {
        if (!armed) return;
        armed = false;
        // solhint-disable-next-line avoid-low-level-calls
        (succeeded, result) = _target.call(_data);
        if (!succeeded && _insist) _bubble(result);
    }

    function _bubble(bytes memory output) private pure {
        assembly ("memory-safe") {
            revert(add(output, 0x20), mload(output))
        }
    }
}
