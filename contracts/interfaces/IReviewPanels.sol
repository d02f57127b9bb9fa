// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IEscrow} from "./IEscrow.sol";
import {IMembership} from "./IMembership.sol";
import {ITreasury} from "./ITreasury.sol";

/**
 * @title IReviewPanels
 * @notice Panels of members, drawn by lot, that answer whether a claim is upheld.
 *
 * Anybody opens a case by paying what its first panel costs. Panels answer the claim and nothing else: what follows from
 * it is the asking contract's business, which reads `outcomeOf` when it wants to know. Nobody is ever called back.
 *
 * A member enlists by putting up a stake, in a slot that is its own until it withdraws the stake. The seed of a draw is the hash of the
 * fifth block after the one in which the panel was requested. In the 250 blocks after that anyone may draw; a draw that
 * is not finished by then has expired. Slots are shuffled (Fisher and Yates) and
 * looked at in that order until every seat is taken. A slot is passed over if its account
 * - is the claimant, the respondent, or on the list of those in conflict;
 * - was not a member in the second before `admittedBefore`, or not in the second before the request;
 * - had less than `stake` enlisted in the block before the request;
 * - sat in an earlier round of the same case.
 * All of that is past when the panel is requested: nothing that is done once the seed is known changes who sits. Who
 * retires, resigns or is expelled after a request still sits, and still votes. A stake cannot be withdrawn, nor its slot
 * change hands, before every panel that was requested until the account retired is drawn or has expired. A slot is empty
 * from then on, until another account has it that was not enlisted before: it is passed over as the first would have been.
 *
 * Panellists commit to a vote, then reveal it. Each reveal earns `fee`; one that agrees with the round's outcome earns
 * `bonus` on top. Silence costs `stake`, or what is left of it. If less than two thirds of the seats reveal, another
 * panel is requested at once, paid from what the silent lost; if that is not enough, or the second panel fails too, the
 * claim goes to the members' vote. So it does if there are fewer to draw from than there are seats.
 *
 * Whom a round decided against may appeal: of the first panel, to one with twice the seats and one more, whose cost the
 * appellant pays; of that one, to the members' vote, with a deposit of the same cost, which comes back if the vote
 * changes the outcome. The members' vote is final. If it does not speak in time the last panel's outcome stands; where
 * there is none the claim is dismissed.
 *
 * Of a draw that expired the fees are the treasury's, and it ends: as `Expired` if it was the case's first; with the
 * appealed outcome if it was an appeal's; at the members' vote if a panel before it had failed. Nobody can be stuck:
 * after each deadline anyone may `close`.
 */
interface IReviewPanels is IEscrow {
    /// @notice What became of a claim. `Pending` until nothing can change it any more.
    enum Outcome {
        Pending,
        Upheld,
        Dismissed,
        Expired
    }

    /// @notice Where a case is. `None` stands for one that was never opened.
    enum Phase {
        None,
        Drawing,
        Voting,
        Decided,
        Referred,
        Final
    }

    /// @notice What a panellist revealed.
    enum Vote {
        None,
        Uphold,
        Dismiss
    }

    /**
     * @notice What a panel is asked.
     * @param subject What the asking contract wants remembered, e.g. a hash or a number of its own.
     * @param claimant Who asks for the claim to be upheld; the zero address if nobody does.
     * @param respondent Who asks for it to be dismissed; the zero address if nobody does.
     * @param payer Who gets back what of the cost is not used.
     * @param admittedBefore Panellists were members before this second.
     */
    struct Question {
        bytes32 subject;
        address claimant;
        address respondent;
        address payer;
        uint48 admittedBefore;
    }

    /**
     * @notice What holds for a case from its opening to its end.
     * @param size Seats of a first panel: odd, at most 21.
     * @param majority A claim is upheld by more than this part of those who revealed (basis points), half at least.
     * @param commitPeriod Seconds from the draw in which votes are committed.
     * @param revealPeriod Seconds after that in which they are revealed.
     * @param appealPeriod Seconds from a round's outcome in which it can be appealed.
     * @param votePeriod Seconds in which the members' vote can decide.
     * @param stake What silence costs, and what is enlisted at least (smallest unit): twice the fee or more, not nothing.
     * @param fee What a reveal earns (smallest unit).
     * @param bonus What agreeing with the round's outcome earns on top (smallest unit).
     */
    struct PanelTerms {
        uint8 size;
        uint16 majority;
        uint48 commitPeriod;
        uint48 revealPeriod;
        uint48 appealPeriod;
        uint48 votePeriod;
        uint128 stake;
        uint128 fee;
        uint128 bonus;
    }

    /**
     * @notice A case.
     * @param question What is asked.
     * @param asker Who opened it.
     * @param conflictsHash The hash of the list of those in conflict: keccak256(abi.encode(list)).
     * @param termsId Which terms hold.
     * @param phase Where it is.
     * @param standing The last outcome of a panel, or the final one; `Pending` before there is any.
     * @param rounds How many panels were requested; the last one's number.
     * @param appealed Whether it went to the larger panel.
     * @param repeated Whether the last panel was requested because the one before it had failed.
     * @param deadline The second in which what its phase allows is over; 0 while a panel is drawn.
     * @param depositor Who put up a deposit for the members' vote; the zero address if nobody did.
     */
    struct PanelCase {
        Question question;
        address asker;
        bytes32 conflictsHash;
        uint32 termsId;
        Phase phase;
        Outcome standing;
        uint8 rounds;
        bool appealed;
        bool repeated;
        uint48 deadline;
        address depositor;
    }

    /**
     * @notice A panel of a case.
     * @param payer Who paid it, and gets back what is not used.
     * @param requestBlock The block in which it was requested.
     * @param requestedAt The second in which it was requested.
     * @param slots How many slots there were.
     * @param looked How many of them the draw has looked at.
     * @param seats How many panellists it has, once they are drawn.
     * @param revealed How many revealed.
     * @param upheld How many of these would uphold the claim.
     * @param commitEnds The second from which votes are revealed; 0 before it is drawn.
     * @param revealEnds The second in which none can be revealed any more; 0 before it is drawn.
     */
    struct PanelRound {
        address payer;
        uint48 requestBlock;
        uint48 requestedAt;
        uint32 slots;
        uint32 looked;
        uint8 seats;
        uint8 revealed;
        uint8 upheld;
        uint48 commitEnds;
        uint48 revealEnds;
    }

    /**
     * @notice A panellist's seat in a case, of which nobody gets a second one.
     * @param commitment What was committed to; 0 before.
     * @param round In which round; 0 for who does not sit.
     * @param vote What was revealed.
     */
    struct PanelSeat {
        bytes32 commitment;
        uint8 round;
        Vote vote;
    }

    /**
     * @notice A panellist.
     * @param stake What is put up and not lost (smallest unit).
     * @param slot The number of its slot; the first is 1, and 0 stands for who has none.
     * @param seats How many seats it has in rounds that are not closed.
     * @param retiredIn The block in which it retired; 0 while it is enlisted.
     */
    struct Panellist {
        uint208 stake;
        uint32 slot;
        uint32 seats;
        uint48 retiredIn;
    }

    /// @notice `account` put up `amount` (smallest unit) and is enlisted with `stake` in all.
    event Enlisted(address indexed account, uint256 slot, uint256 amount, uint256 stake);
    /// @notice `account` is not drawn for panels that are requested from the next block on.
    event Retired(address indexed account);
    /// @notice `account`'s stake (smallest unit) is its own again.
    event Withdrawn(address indexed account, uint256 stake);
    /// @notice Cases that are opened from here on have these terms.
    event TermsSet(uint256 indexed termsId, PanelTerms terms);
    /// @notice A case was opened by `asker`. Whoever draws passes `conflicts` on as they are here.
    event Opened(
        uint256 indexed caseId,
        address indexed asker,
        bytes32 indexed subject,
        address claimant,
        address respondent,
        address[] conflicts
    );
    /// @notice A panel of `seats` was requested in `requestBlock`.
    event Requested(uint256 indexed caseId, uint256 indexed round, uint256 seats, uint256 requestBlock);
    /// @notice A panel was drawn.
    event Drawn(uint256 indexed caseId, uint256 indexed round, address[] panel);
    /// @notice A draw expired: `forfeited` (smallest unit) is the treasury's.
    event DrawExpired(uint256 indexed caseId, uint256 indexed round, uint256 forfeited);
    /// @notice `panellist` committed to a vote.
    event Committed(uint256 indexed caseId, uint256 indexed round, address indexed panellist, bytes32 commitment);
    /// @notice `panellist` revealed its vote.
    event Revealed(uint256 indexed caseId, uint256 indexed round, address indexed panellist, bool upheld);
    /// @notice `panellist` was silent and lost `amount` (smallest unit) of its stake.
    event Silenced(uint256 indexed caseId, uint256 indexed round, address indexed panellist, uint256 amount);
    /// @notice A round decided: so many would uphold the claim, of those who revealed.
    event RoundDecided(
        uint256 indexed caseId,
        uint256 indexed round,
        Outcome outcome,
        uint256 upheld,
        uint256 revealed
    );
    /// @notice Of a round less than two thirds revealed.
    event RoundFailed(uint256 indexed caseId, uint256 indexed round, uint256 revealed);
    /// @notice `appellant` appeals against the last round for `cost` (smallest unit).
    event Appealed(uint256 indexed caseId, address indexed appellant, uint256 cost);
    /// @notice The claim went to the members' vote, which can decide until `deadline` (seconds).
    event Referred(uint256 indexed caseId, uint256 deadline);
    /// @notice The outcome is final.
    event Concluded(uint256 indexed caseId, Outcome outcome);
    /// @notice `amount` (smallest unit) of `asset` went to the treasury.
    event Recovered(address indexed asset, uint256 amount);

    /// @notice A first panel has an odd number of seats, up to the maximum.
    error ReviewPanels_InvalidSize(uint256 size, uint256 maximum);
    /// @notice The majority is half to less than the whole (basis points).
    error ReviewPanels_InvalidMajority(uint256 majority, uint256 minimum, uint256 limit);
    /// @notice Every period lasts from a second to the maximum.
    error ReviewPanels_InvalidPeriod(uint256 period, uint256 maximum);
    /// @notice The stake is twice the fee or more, so that the silent pay for the next panel; and it is not nothing.
    error ReviewPanels_InvalidStake(uint256 stake, uint256 minimum);
    /// @notice Only members enlist.
    error ReviewPanels_NotMember(address account);
    /// @notice Put up enough to be enlisted with `minimum` (smallest unit) in all.
    error ReviewPanels_StakeTooSmall(uint256 stake, uint256 minimum);
    /// @notice As many are enlisted, or retired with their stake still here, as there can be.
    error ReviewPanels_NoSlots(uint256 maximum);
    /// @notice The account is not enlisted.
    error ReviewPanels_NotEnlisted(address account);
    /// @notice Retire first.
    error ReviewPanels_NotRetired(address account);
    /// @notice The stake stays until no panel can be drawn any more that was requested before: from `from` (block) on.
    error ReviewPanels_Cooldown(address account, uint256 from);
    /// @notice The stake stays as long as there are seats.
    error ReviewPanels_SeatsHeld(address account, uint256 seats);
    /// @notice There is no stake.
    error ReviewPanels_NothingStaked(address account);
    /// @notice Claimant and respondent are two.
    error ReviewPanels_InvalidParties(address party);
    /// @notice What is not used must be somebody's: neither the zero address's nor this contract's.
    error ReviewPanels_InvalidPayer(address payer);
    /// @notice Panellists were members before a second from 1 to the present one.
    error ReviewPanels_InvalidAdmission(uint256 admittedBefore, uint256 latest);
    /// @notice Name at most `maximum` accounts that are in conflict.
    error ReviewPanels_TooManyConflicts(uint256 count, uint256 maximum);
    /// @notice Pass those in conflict as they were named when the case was opened.
    error ReviewPanels_OtherConflicts(uint256 caseId);
    /// @notice The case is not in the phase in which that can be done.
    error ReviewPanels_WrongPhase(uint256 caseId, Phase phase);
    /// @notice The case has no such round.
    error ReviewPanels_NoRound(uint256 caseId, uint256 round);
    /// @notice The panel can be drawn in the blocks from `first` to `last`.
    error ReviewPanels_NotDrawable(uint256 caseId, uint256 first, uint256 last);
    /// @notice The panel can still be drawn, until the block `last`.
    error ReviewPanels_NotExpired(uint256 caseId, uint256 last);
    /// @notice Only who sits in the present round may.
    error ReviewPanels_NotPanellist(uint256 caseId, address account);
    /// @notice A commitment is not 0.
    error ReviewPanels_NoCommitment(uint256 caseId, address account);
    /// @notice Vote and salt are not those that were committed to.
    error ReviewPanels_OtherVote(uint256 caseId, address account);
    /// @notice Each panellist reveals once.
    error ReviewPanels_AlreadyRevealed(uint256 caseId, address account);
    /// @notice Only the party whom the round decided against may appeal.
    error ReviewPanels_NotAppellant(uint256 caseId, address account);
    /// @notice That had to be done before `deadline` (seconds).
    error ReviewPanels_TooLate(uint256 caseId, uint256 deadline);
    /// @notice That can be done from `deadline` on (seconds).
    error ReviewPanels_TooEarly(uint256 caseId, uint256 deadline);
    /// @notice The treasury has nothing to get.
    error ReviewPanels_NothingToRecover(address asset);

    /**
     * @notice Puts up `amount` (smallest unit), with the call in ETH, else approved before, and enlists the caller, who is
     * drawn for panels that are requested from the next block on. More can be put up later, and who retired can come back.
     */
    function enlist(uint208 amount) external payable;

    /// @notice The caller is not drawn any more for panels that are requested from the next block on.
    function retire() external;

    /// @notice The stake of who retired becomes what it can claim, once no seat can need it any more.
    function withdraw() external;

    /// @notice Sets the terms of cases that are opened later. Restricted to the REVIEW_STEWARD role.
    function setTerms(PanelTerms calldata terms) external;

    /**
     * @notice Opens a case and requests its first panel. It takes `cost()`, with the call in ETH, else approved before.
     * @param question What is asked.
     * @param conflicts Who else must not sit; claimant and respondent never do.
     * @return caseId Its number; the first is 1.
     */
    function open(Question calldata question, address[] calldata conflicts) external payable returns (uint256 caseId);

    /**
     * @notice Draws the panel, or goes on drawing: a call looks at no more than 64 slots.
     * @return complete Whether that was all.
     */
    function draw(uint256 caseId, address[] calldata conflicts) external returns (bool complete);

    /// @notice A panellist commits to a vote, with what `commitmentOf` says. Until the reveals begin it may do so again.
    function commit(uint256 caseId, bytes32 commitment) external;

    /// @notice A panellist reveals the vote that it committed to.
    function reveal(uint256 caseId, bool upheld, bytes32 salt) external;

    /**
     * @notice Does what follows once a deadline has passed, or every panellist has revealed: ends a draw that expired,
     * settles a round, or makes its outcome final. Anyone may.
     */
    function close(uint256 caseId) external;

    /**
     * @notice The party whom the last round decided against appeals: to the larger panel, or if that was it, to the
     * members' vote. It takes `appealCost(caseId)`, with the call in ETH, else approved before.
     */
    function appeal(uint256 caseId) external payable;

    /// @notice The members' vote decides a claim that went to it. Restricted to the REVIEW_STEWARD role.
    function decide(uint256 caseId, bool upheld) external;

    /// @notice Pays the treasury what it is owed of `asset`, and what of it is here and belongs to nobody. Anyone may.
    function recover(address asset) external;

    /// @notice What became of a case; `Pending` until nothing can change it any more. It needs no `close`.
    function outcomeOf(uint256 caseId) external view returns (Outcome);

    /// @notice What `open` takes (smallest unit): fees and bonuses of the first panel.
    function cost() external view returns (uint256);

    /// @notice What an appeal takes (smallest unit): fees and bonuses of the larger panel.
    function appealCost(uint256 caseId) external view returns (uint256);

    /// @notice A case, of zeros if there is no such one.
    function caseOf(uint256 caseId) external view returns (PanelCase memory);

    /// @notice A panel of a case, the first being 1; of zeros if there is no such one.
    function roundOf(uint256 caseId, uint256 round) external view returns (PanelRound memory);

    /// @notice Who sits in a round, in the order in which they were drawn.
    function panelOf(uint256 caseId, uint256 round) external view returns (address[] memory);

    /// @notice An account's seat in a case.
    function seatOf(uint256 caseId, address account) external view returns (PanelSeat memory);

    /// @notice In which blocks a round can be drawn, both included.
    function drawableIn(uint256 caseId, uint256 round) external view returns (uint256 first, uint256 last);

    /**
     * @notice Whom a round's draw would seat if this were its seed; fewer than its seats if there are not enough. It is
     * the draw itself, for whoever checks one: its result is the same before the draw and after it, as long as nobody
     * leaves its slot.
     */
    function drawnBy(
        uint256 caseId,
        uint256 round,
        bytes32 seed,
        address[] calldata conflicts
    ) external view returns (address[] memory panel);

    /// @notice The seed that `hash`, of the fifth block after the request, makes for a round.
    function seedOf(uint256 caseId, uint256 round, bytes32 hash) external view returns (bytes32);

    /// @notice What a panellist commits to: its vote and a secret salt, bound to chain, contract, case, round and account.
    function commitmentOf(
        uint256 caseId,
        uint256 round,
        address panellist,
        bool upheld,
        bytes32 salt
    ) external view returns (bytes32);

    /// @notice A panellist, of zeros for who is none.
    function panellistOf(address account) external view returns (Panellist memory);

    /// @notice What an account is enlisted with as of the end of a block (smallest unit); 0 for who is not.
    function enlistedIn(address account, uint256 blockNumber) external view returns (uint256);

    /// @notice Whose slot that is, or the zero address while it is free; the first is 1.
    function slotOwner(uint256 slot) external view returns (address);

    /// @notice How many slots there are. None is ever taken away; those of who withdrew are given out again.
    function slotCount() external view returns (uint256);

    /// @notice How many cases were opened, which is the last one's number.
    function caseCount() external view returns (uint256);

    /// @notice The terms of cases that are opened as of now.
    function terms() external view returns (PanelTerms memory);

    /// @notice The terms with a number; the first is 1.
    function termsOf(uint256 termsId) external view returns (PanelTerms memory);

    /// @notice What of `asset` is here and belongs to nobody (smallest unit).
    function spare(address asset) external view returns (uint256);

    /// @notice In what stakes, fees and costs are; ETH is `address(0)`.
    function asset() external view returns (address);

    /// @notice Who can be drawn.
    function membership() external view returns (IMembership);

    /// @notice Where lost stakes, forfeited fees and deposits go.
    function treasury() external view returns (ITreasury);
}
