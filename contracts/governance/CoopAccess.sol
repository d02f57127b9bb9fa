// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";

/**
 * @title CoopAccess
 * @notice OpenZeppelin's AccessManager with the co-op's roles named. It answers "who may call what"; its only admin,
 * once deployed, is the constitutional timelock.
 */
contract CoopAccess is AccessManager {
    /// @notice Admits members.
    uint64 public constant ADMITTER = 1;
    /// @notice Expels members.
    uint64 public constant EXPELLER = 2;
    /// @notice Mints tokens, within the cap.
    uint64 public constant MINTER = 3;
    /// @notice Sets the cap on minting, whose tokens have no votes, and what contributions earn.
    uint64 public constant TOKEN_STEWARD = 4;
    /// @notice Pays from the treasury, within a cap.
    uint64 public constant SPENDER = 5;
    /// @notice Sets the caps on spending.
    uint64 public constant TREASURY_STEWARD = 6;
    /// @notice Sets the levy and lists assets.
    uint64 public constant ROYALTY_STEWARD = 7;
    /// @notice Voids and reassigns registrations, revokes licences.
    uint64 public constant WORK_STEWARD = 8;
    /// @notice Opens and closes works in the vault.
    uint64 public constant REGISTRY = 9;
    /// @notice Sets common money aside, and pays from what it set aside.
    uint64 public constant EARMARKER = 10;
    /// @notice Opens grants with money that was paid for them.
    uint64 public constant GRANTER = 11;
    /// @notice Registers derivatives, rights and bundles, having checked that they may be.
    uint64 public constant DERIVER = 12;
    /// @notice Sets the terms of reviews, and decides what went to the members' vote.
    uint64 public constant REVIEW_STEWARD = 13;
    /// @notice Keeps units locked, and moves them as rulings say.
    uint64 public constant ADJUDICATOR = 14;
    /// @notice Accepts and declines what members submit as contributions.
    uint64 public constant REWARDER = 15;
    /// @notice Suspends datasets, bars purposes, and says who confirms sources.
    uint64 public constant DATA_STEWARD = 16;

    constructor(address initialAdmin) AccessManager(initialAdmin) {
        emit RoleLabel(ADMITTER, "ADMITTER");
        emit RoleLabel(EXPELLER, "EXPELLER");
        emit RoleLabel(MINTER, "MINTER");
        emit RoleLabel(TOKEN_STEWARD, "TOKEN_STEWARD");
        emit RoleLabel(SPENDER, "SPENDER");
        emit RoleLabel(TREASURY_STEWARD, "TREASURY_STEWARD");
        emit RoleLabel(ROYALTY_STEWARD, "ROYALTY_STEWARD");
        emit RoleLabel(WORK_STEWARD, "WORK_STEWARD");
        emit RoleLabel(REGISTRY, "REGISTRY");
        emit RoleLabel(EARMARKER, "EARMARKER");
        emit RoleLabel(GRANTER, "GRANTER");
        emit RoleLabel(DERIVER, "DERIVER");
        emit RoleLabel(REVIEW_STEWARD, "REVIEW_STEWARD");
        emit RoleLabel(ADJUDICATOR, "ADJUDICATOR");
        emit RoleLabel(REWARDER, "REWARDER");
        emit RoleLabel(DATA_STEWARD, "DATA_STEWARD");
    }
}
