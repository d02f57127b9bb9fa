// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

interface IProposing {
    function propose(
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        string memory description
    ) external returns (uint256);
}

/// @notice Created by one initcode, and so at one address, it becomes whatever its maker wants it to be that time.
contract Shell {
    constructor() {
        bytes memory code = Metamorph(msg.sender).nextCode();
        assembly {
            return(add(code, 32), mload(code))
        }
    }
}

/**
 * @notice Proposes to call a contract that vanishes in the same transaction, and later creates another one at its address.
 */
contract Metamorph {
    error Metamorph_StillThere(address target);

    /// @notice The code of the next shell.
    bytes public nextCode;

    /// @notice The one address of all shells.
    address public target;

    /// @dev Before the vote there is code that does nothing but vanish when it is called: CALLER SELFDESTRUCT. It goes for good
    /// only in the transaction that created it (EIP-6780).
    function proposeAndVanish(IProposing governor, string calldata description) external {
        nextCode = hex"33ff";
        target = address(new Shell{salt: 0}());
        address[] memory targets = new address[](1);
        targets[0] = target;
        governor.propose(targets, new uint256[](1), new bytes[](1), description);
        // solhint-disable-next-line avoid-low-level-calls
        (bool vanished, ) = target.call("");
        if (!vanished) revert Metamorph_StillThere(target);
    }

    /// @notice Puts `code` where the vanished contract was.
    function replace(bytes calldata code) external {
        nextCode = code;
        new Shell{salt: 0}();
    }
}
