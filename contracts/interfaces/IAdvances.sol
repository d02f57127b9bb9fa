// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICustodian} from "./ICustodian.sol";

/**
 * @title IAdvances
 * @notice Money now for the income of an owner's units, up to a stated multiple of it and no more.
 *
 * A borrower asks; whoever advances the amount becomes the lender, and the borrower's units go into custody. What they
 * earn in the asset of the advance is the lender's until it has `due`, which is the multiple of the amount, rounded down.
 * Everything beyond, and everything in other assets, is the borrower's. Units of co-contributors are not touched.
 *
 * The units go back once `due` is reached, or when the term is over. What is missing then is the lender's loss: nobody
 * owes it. Whatever was earned in custody until the units went back is still divided by this rule.
 *
 * The lender trusts that the work earns, and that it earns in this asset: a borrower can sell elsewhere, the owner of the
 * work's token can split rights off it for no share, and governance can end a registration, or accept an asset no more.
 */
interface IAdvances is ICustodian {
    /// @notice Where an advance is. `None` stands for one that was never asked for.
    enum AdvanceState {
        None,
        Asked,
        Withdrawn,
        Running
    }

    /**
     * @notice What a borrower asks for.
     * @param workId Of which work its units are.
     * @param units How many go into custody.
     * @param asset In what it borrows and repays; ETH is `address(0)`.
     * @param amount How much it gets (smallest unit).
     * @param multipleBps What is due, as a multiple of the amount (basis points).
     * @param term For how many seconds, at most, the units stay in custody.
     * @param openPeriod For how many seconds it can be taken up.
     */
    struct AdvanceTerms {
        uint256 workId;
        uint256 units;
        address asset;
        uint208 amount;
        uint32 multipleBps;
        uint48 term;
        uint48 openPeriod;
    }

    /**
     * @notice An advance.
     * @param borrower Who gets it.
     * @param state Where it is.
     * @param deadline The second in which it cannot be taken up any more; of a running one, in which the term is over.
     * @param lender Who gave it, or whom it was handed on to; nobody before.
     * @param term For how many seconds, at most, the units stay in custody.
     * @param asset In what; ETH is `address(0)`.
     * @param multipleBps What is due, as a multiple of the amount (basis points).
     * @param workId Of which work the units are.
     * @param units How many of the borrower's units earn for it.
     * @param amount How much it is (smallest unit).
     * @param due What the lender gets at most (smallest unit).
     * @param repaid What it got (smallest unit).
     */
    struct Advance {
        address borrower;
        AdvanceState state;
        uint48 deadline;
        address lender;
        uint48 term;
        address asset;
        uint32 multipleBps;
        uint256 workId;
        uint256 units;
        uint256 amount;
        uint256 due;
        uint256 repaid;
    }

    /// @notice `borrower` asks for `amount`, and offers at most `due` for it (smallest units).
    event Asked(
        uint256 indexed advanceId,
        address indexed borrower,
        uint256 indexed workId,
        address asset,
        uint256 units,
        uint256 amount,
        uint256 due
    );
    /// @notice The borrower asks no more.
    event Withdrawn(uint256 indexed advanceId);
    /// @notice `lender` advanced it; the term is over at `endsAt` (seconds).
    event Funded(uint256 indexed advanceId, address indexed lender, uint256 endsAt);
    /// @notice `toLender` (smallest unit) went to the lender, which has `repaid` in all; the rest is the borrower's.
    event Divided(uint256 indexed advanceId, uint256 toLender, uint256 toBorrower, uint256 repaid);
    /// @notice The lender's right is `to`'s.
    event HandedOn(uint256 indexed advanceId, address indexed from, address indexed to);

    /// @notice Ask for more than nothing, against some units.
    error Advances_InvalidAmount(uint256 amount, uint256 units);
    /// @notice The advance is not in the state in which that can be done.
    error Advances_WrongState(uint256 advanceId, AdvanceState state);
    /// @notice The lender has all that is due.
    error Advances_NothingMissing(uint256 advanceId);
    /// @notice Repay more than nothing, and no more than the maximum (smallest unit).
    error Advances_InvalidRepayment(uint256 advanceId, uint256 amount, uint256 maximum);
    /// @notice Hand it on to somebody other than the zero address and this contract.
    error Advances_InvalidLender(address to);

    /**
     * @notice Asks for an advance. The caller approves this contract for its units in the vault, and keeps them until
     * somebody advances the amount.
     * @return advanceId Its number; the first is 1.
     */
    function ask(AdvanceTerms calldata terms) external returns (uint256 advanceId);

    /// @notice The borrower asks no more, as long as nobody took it up.
    function withdraw(uint256 advanceId) external;

    /**
     * @notice Advances the amount: with the call in ETH, else approved before. It is the borrower's, its units go into
     * custody, and the term runs. Anyone may, as long as the work can still earn, and in this asset.
     */
    function fund(uint256 advanceId) external payable;

    /**
     * @notice Pays `amount` (smallest unit) towards what is missing: with the call in ETH, else approved before. What
     * exceeds it is the borrower's. Anyone may.
     */
    function repay(uint256 advanceId, uint256 amount) external payable;

    /// @notice The lender hands its right on. What the units earned so far is collected for it before.
    function transferLoan(uint256 advanceId, address to) external;

    /// @notice What the lender may still get (smallest unit).
    function missing(uint256 advanceId) external view returns (uint256);

    /// @notice An advance, of zeros if there is no such one.
    function advanceOf(uint256 advanceId) external view returns (Advance memory);

    /// @notice How many advances were asked for, which is the last one's number.
    function advanceCount() external view returns (uint256);
}
