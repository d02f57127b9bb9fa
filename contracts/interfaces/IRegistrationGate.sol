// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IWorkRegistry} from "./IWorkRegistry.sol";

/**
 * @title IRegistrationGate
 * @notice What a registry asks before it registers a work. Whoever stands there says yes by returning, and no by reverting.
 */
interface IRegistrationGate {
    /**
     * @notice Lets a registration pass, once. Only the registry may call; it has given the work its number by then.
     * @param workId The work's number.
     * @param registrant Who registers it.
     * @param registration What is stated of it.
     */
    function admit(uint256 workId, address registrant, IWorkRegistry.Registration calldata registration) external;
}
