// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IMembership} from "../interfaces/IMembership.sol";
import {IReviewPanels} from "../interfaces/IReviewPanels.sol";
import {ITreasury} from "../interfaces/ITreasury.sol";
import {Sortition} from "../libraries/Sortition.sol";
import {PanelPool} from "./PanelPool.sol";

/**
 * @title ReviewPanels
 * @notice Claims, the panels that are drawn for them, and what they say.
 * @dev Loops are over a panel, of 43 seats at most, over those in conflict, and over the slots, of which there are at most
 * `MAX_SLOTS`. A draw that goes on shuffles again what it shuffled before, in memory: that is cheaper than to store it.
 */
contract ReviewPanels is PanelPool {
    uint256 private constant DRAW_STEPS = 64;
    uint256 private constant MAX_CONFLICTS = 128;

    /// @dev What a draw looks at: places of the seed's order, from `from` to `to`, until `wanted` seats are taken.
    struct Search {
        uint256 caseId;
        uint256 round;
        bytes32 seed;
        uint256 from;
        uint256 to;
        uint256 wanted;
    }

    /// @inheritdoc IReviewPanels
    uint256 public caseCount;

    mapping(uint256 caseId => PanelCase) private _cases;
    mapping(uint256 caseId => mapping(uint256 round => PanelRound)) private _rounds;
    mapping(uint256 caseId => mapping(uint256 round => address[])) private _panels;
    mapping(uint256 caseId => mapping(address account => PanelSeat)) private _seats;

    constructor(
        address authority,
        IMembership membership_,
        ITreasury treasury_,
        address asset_,
        PanelTerms memory first
    ) PanelPool(authority, membership_, treasury_, asset_, first) {}

    /// @inheritdoc IReviewPanels
    function open(
        Question calldata question,
        address[] calldata conflicts
    ) external payable nonReentrant returns (uint256 caseId) {
        if (question.claimant == question.respondent) revert ReviewPanels_InvalidParties(question.claimant);
        if (question.payer == address(0) || question.payer == address(this)) {
            revert ReviewPanels_InvalidPayer(question.payer);
        }
        if (question.admittedBefore == 0 || question.admittedBefore > block.timestamp) {
            revert ReviewPanels_InvalidAdmission(question.admittedBefore, block.timestamp);
        }
        if (conflicts.length > MAX_CONFLICTS) {
            revert ReviewPanels_TooManyConflicts(conflicts.length, MAX_CONFLICTS);
        }
        uint256 price = cost();
        caseId = ++caseCount;
        PanelCase storage made = _cases[caseId];
        (made.question, made.asker) = (question, msg.sender);
        made.conflictsHash = keccak256(abi.encode(conflicts));
        made.termsId = uint32(_termsCount());
        emit Opened(caseId, msg.sender, question.subject, question.claimant, question.respondent, conflicts);
        _request(caseId, _termsAt(made.termsId).size, question.payer);
        _take(asset, price);
    }

    /// @inheritdoc IReviewPanels
    function draw(uint256 caseId, address[] calldata conflicts) external returns (bool complete) {
        uint256 round = _in(caseId, Phase.Drawing).rounds;
        (uint256 first, uint256 last) = drawableIn(caseId, round);
        if (block.number < first || block.number > last) revert ReviewPanels_NotDrawable(caseId, first, last);
        PanelRound storage drawn = _rounds[caseId][round];
        address[] storage panel = _panels[caseId][round];
        bytes32 seed = seedOf(caseId, round, blockhash(first - 1));
        (address[] memory found, uint256 looked) = _look(
            Search(caseId, round, seed, drawn.looked, drawn.looked + DRAW_STEPS, drawn.seats - panel.length),
            conflicts
        );
        drawn.looked = uint32(looked);
        for (uint256 i = 0; i < found.length; ++i) {
            panel.push(found[i]);
            _seats[caseId][found[i]].round = uint8(round);
            _sit(found[i]);
        }
        if (panel.length == drawn.seats) {
            _seat(caseId, round);
            return true;
        }
        if (looked != drawn.slots) return false;
        _dissolve(caseId, round);
        _owe(drawn.payer, asset, _costOf(caseId, drawn.seats));
        _refer(caseId);
        return true;
    }

    /// @inheritdoc IReviewPanels
    function commit(uint256 caseId, bytes32 commitment) external {
        uint256 round = _in(caseId, Phase.Voting).rounds;
        PanelSeat storage seat = _seatIn(caseId, round);
        if (commitment == bytes32(0)) revert ReviewPanels_NoCommitment(caseId, msg.sender);
        _checkBefore(caseId, _rounds[caseId][round].commitEnds);
        seat.commitment = commitment;
        emit Committed(caseId, round, msg.sender, commitment);
    }

    /// @inheritdoc IReviewPanels
    function reveal(uint256 caseId, bool upheld, bytes32 salt) external {
        uint256 round = _in(caseId, Phase.Voting).rounds;
        PanelSeat storage seat = _seatIn(caseId, round);
        PanelRound storage voted = _rounds[caseId][round];
        _checkFrom(caseId, voted.commitEnds);
        _checkBefore(caseId, voted.revealEnds);
        if (seat.vote != Vote.None) revert ReviewPanels_AlreadyRevealed(caseId, msg.sender);
        if (seat.commitment != commitmentOf(caseId, round, msg.sender, upheld, salt)) {
            revert ReviewPanels_OtherVote(caseId, msg.sender);
        }
        seat.vote = upheld ? Vote.Uphold : Vote.Dismiss;
        ++voted.revealed;
        if (upheld) ++voted.upheld;
        emit Revealed(caseId, round, msg.sender, upheld);
    }

    /// @inheritdoc IReviewPanels
    function close(uint256 caseId) external {
        PanelCase storage due = _cases[caseId];
        if (due.phase == Phase.Drawing) {
            _expire(caseId, due.rounds);
        } else if (due.phase == Phase.Voting) {
            _tally(caseId, due.rounds);
        } else if (due.phase == Phase.Decided || due.phase == Phase.Referred) {
            _checkFrom(caseId, due.deadline);
            _conclude(caseId, _unlessDecided(due));
        } else {
            revert ReviewPanels_WrongPhase(caseId, due.phase);
        }
    }

    /// @inheritdoc IReviewPanels
    function appeal(uint256 caseId) external payable nonReentrant {
        PanelCase storage contested = _in(caseId, Phase.Decided);
        Question storage question = contested.question;
        address loser = contested.standing == Outcome.Upheld ? question.respondent : question.claimant;
        if (msg.sender != loser) revert ReviewPanels_NotAppellant(caseId, msg.sender);
        _checkBefore(caseId, contested.deadline);
        uint256 price = appealCost(caseId);
        emit Appealed(caseId, msg.sender, price);
        if (contested.appealed) {
            contested.depositor = msg.sender;
            _refer(caseId);
        } else {
            (contested.appealed, contested.repeated) = (true, false);
            _request(caseId, _largerSize(caseId), msg.sender);
        }
        _take(asset, price);
    }

    /// @inheritdoc IReviewPanels
    function decide(uint256 caseId, bool upheld) external restricted {
        _checkBefore(caseId, _in(caseId, Phase.Referred).deadline);
        _conclude(caseId, upheld ? Outcome.Upheld : Outcome.Dismissed);
    }

    /// @inheritdoc IReviewPanels
    function outcomeOf(uint256 caseId) external view returns (Outcome) {
        PanelCase storage asked = _cases[caseId];
        if (asked.phase == Phase.Final) return asked.standing;
        if (asked.phase == Phase.Drawing) {
            (, uint256 last) = drawableIn(caseId, asked.rounds);
            return block.number <= last || asked.repeated ? Outcome.Pending : _undrawn(asked);
        }
        bool waits = asked.phase == Phase.Decided || asked.phase == Phase.Referred;
        return waits && block.timestamp >= asked.deadline ? _unlessDecided(asked) : Outcome.Pending;
    }

    /// @inheritdoc IReviewPanels
    function caseOf(uint256 caseId) external view returns (PanelCase memory) {
        return _cases[caseId];
    }

    /// @inheritdoc IReviewPanels
    function roundOf(uint256 caseId, uint256 round) external view returns (PanelRound memory) {
        return _rounds[caseId][round];
    }

    /// @inheritdoc IReviewPanels
    function panelOf(uint256 caseId, uint256 round) external view returns (address[] memory) {
        return _panels[caseId][round];
    }

    /// @inheritdoc IReviewPanels
    function seatOf(uint256 caseId, address account) external view returns (PanelSeat memory) {
        return _seats[caseId][account];
    }

    /// @inheritdoc IReviewPanels
    function drawnBy(
        uint256 caseId,
        uint256 round,
        bytes32 seed,
        address[] calldata conflicts
    ) external view returns (address[] memory panel) {
        PanelRound storage drawn = _roundAt(caseId, round);
        (panel, ) = _look(Search(caseId, round, seed, 0, drawn.slots, drawn.seats), conflicts);
    }

    /// @inheritdoc IReviewPanels
    function cost() public view returns (uint256) {
        PanelTerms storage present = _termsAt(_termsCount());
        return present.size * (uint256(present.fee) + present.bonus);
    }

    /// @inheritdoc IReviewPanels
    function appealCost(uint256 caseId) public view returns (uint256) {
        return _cases[caseId].phase == Phase.None ? 0 : _costOf(caseId, _largerSize(caseId));
    }

    /// @inheritdoc IReviewPanels
    function drawableIn(uint256 caseId, uint256 round) public view returns (uint256 first, uint256 last) {
        uint256 seedBlock = _roundAt(caseId, round).requestBlock + SEED_DELAY;
        return (seedBlock + 1, seedBlock + DRAW_WINDOW);
    }

    /// @inheritdoc IReviewPanels
    function seedOf(uint256 caseId, uint256 round, bytes32 hash) public view returns (bytes32) {
        return keccak256(abi.encode(hash, block.chainid, address(this), caseId, round));
    }

    /// @inheritdoc IReviewPanels
    function commitmentOf(
        uint256 caseId,
        uint256 round,
        address panellist,
        bool upheld,
        bytes32 salt
    ) public view returns (bytes32) {
        return keccak256(abi.encode(block.chainid, address(this), caseId, round, panellist, upheld, salt));
    }

    function _request(uint256 caseId, uint256 seats, address payer) private {
        PanelCase storage asked = _cases[caseId];
        uint256 round = ++asked.rounds;
        (asked.phase, asked.deadline) = (Phase.Drawing, 0);
        PanelRound storage made = _rounds[caseId][round];
        (made.payer, made.seats, made.slots) = (payer, uint8(seats), uint32(slotCount()));
        (made.requestBlock, made.requestedAt) = (uint48(block.number), uint48(block.timestamp));
        emit Requested(caseId, round, seats, block.number);
    }

    /// @dev Whom a search seats, and how many slots were looked at when it ended.
    function _look(
        Search memory search,
        address[] calldata conflicts
    ) private view returns (address[] memory, uint256 looked) {
        (uint256 caseId, uint256 round) = (search.caseId, search.round);
        if (_cases[caseId].conflictsHash != keccak256(abi.encode(conflicts))) {
            revert ReviewPanels_OtherConflicts(caseId);
        }
        uint256[] memory urn = new uint256[](_rounds[caseId][round].slots);
        address[] memory found = new address[](search.wanted);
        uint256 count;
        for (; looked < search.from; ++looked) Sortition.next(urn, looked, search.seed);
        for (; looked < search.to && looked < urn.length && count < found.length; ++looked) {
            address account = _inSlot(Sortition.next(urn, looked, search.seed));
            if (_canSit(caseId, round, account) && !_isIn(account, conflicts)) found[count++] = account;
        }
        return (_firstOf(found, count), looked);
    }

    /// @dev The panel is complete: the periods begin.
    function _seat(uint256 caseId, uint256 round) private {
        PanelCase storage asked = _cases[caseId];
        PanelTerms storage agreed = _termsAt(asked.termsId);
        PanelRound storage drawn = _rounds[caseId][round];
        drawn.commitEnds = uint48(block.timestamp) + agreed.commitPeriod;
        drawn.revealEnds = drawn.commitEnds + agreed.revealPeriod;
        (asked.phase, asked.deadline) = (Phase.Voting, drawn.revealEnds);
        emit Drawn(caseId, round, _panels[caseId][round]);
    }

    /// @dev A panel that is not complete, and never will be.
    function _dissolve(uint256 caseId, uint256 round) private {
        address[] storage panel = _panels[caseId][round];
        for (uint256 i = 0; i < panel.length; ++i) {
            _rise(panel[i]);
            delete _seats[caseId][panel[i]];
        }
        delete _panels[caseId][round];
    }

    /// @dev A draw that expired: its fees are forfeited.
    function _expire(uint256 caseId, uint256 round) private {
        PanelCase storage asked = _cases[caseId];
        (, uint256 last) = drawableIn(caseId, round);
        if (block.number <= last) revert ReviewPanels_NotExpired(caseId, last);
        uint256 forfeited = _costOf(caseId, _rounds[caseId][round].seats);
        _dissolve(caseId, round);
        emit DrawExpired(caseId, round, forfeited);
        _owe(address(treasury), asset, forfeited);
        if (asked.repeated) _refer(caseId);
        else _conclude(caseId, _undrawn(asked));
    }

    /// @dev Settles a round: pays who revealed, takes from who did not, and sees what follows.
    function _tally(uint256 caseId, uint256 round) private {
        PanelRound storage voted = _rounds[caseId][round];
        if (voted.revealed != voted.seats) _checkFrom(caseId, voted.revealEnds);
        Outcome outcome = _outcomeOf(caseId, voted);
        (uint256 paid, uint256 lost) = _settle(caseId, round, outcome);
        uint256 price = _costOf(caseId, voted.seats);
        PanelCase storage asked = _cases[caseId];
        if (outcome != Outcome.Pending) {
            (asked.phase, asked.standing) = (Phase.Decided, outcome);
            asked.deadline = uint48(block.timestamp) + _termsAt(asked.termsId).appealPeriod;
            emit RoundDecided(caseId, round, outcome, voted.upheld, voted.revealed);
        } else {
            emit RoundFailed(caseId, round, voted.revealed);
            if (!asked.repeated && lost >= paid) {
                // What the silent lost makes up for what was paid: the whole price is there for another panel.
                asked.repeated = true;
                _owe(address(treasury), asset, lost - paid);
                _request(caseId, voted.seats, voted.payer);
                return;
            }
            _refer(caseId);
        }
        _owe(voted.payer, asset, price - paid);
        _owe(address(treasury), asset, lost);
    }

    /// @dev What panellists earn and lose.
    function _settle(uint256 caseId, uint256 round, Outcome outcome) private returns (uint256 paid, uint256 lost) {
        address[] storage panel = _panels[caseId][round];
        for (uint256 i = 0; i < panel.length; ++i) {
            address panellist = panel[i];
            _rise(panellist);
            if (_seats[caseId][panellist].vote == Vote.None) lost += _silence(caseId, round, panellist);
            else paid += _pay(caseId, panellist, outcome);
        }
    }

    function _silence(uint256 caseId, uint256 round, address panellist) private returns (uint256 lost) {
        lost = _lose(panellist, _termsAt(_cases[caseId].termsId).stake);
        emit Silenced(caseId, round, panellist, lost);
    }

    /// @dev Without an outcome nobody agrees with it.
    function _pay(uint256 caseId, address panellist, Outcome outcome) private returns (uint256 earned) {
        PanelTerms storage agreed = _termsAt(_cases[caseId].termsId);
        Vote right = outcome == Outcome.Upheld ? Vote.Uphold : Vote.Dismiss;
        earned = agreed.fee;
        if (outcome != Outcome.Pending && _seats[caseId][panellist].vote == right) earned += agreed.bonus;
        _owe(panellist, asset, earned);
    }

    function _refer(uint256 caseId) private {
        PanelCase storage asked = _cases[caseId];
        asked.deadline = uint48(block.timestamp) + _termsAt(asked.termsId).votePeriod;
        asked.phase = Phase.Referred;
        emit Referred(caseId, asked.deadline);
    }

    function _conclude(uint256 caseId, Outcome outcome) private {
        PanelCase storage done = _cases[caseId];
        address depositor = done.depositor;
        bool changed = outcome != done.standing;
        (done.phase, done.standing) = (Phase.Final, outcome);
        emit Concluded(caseId, outcome);
        if (depositor != address(0)) _owe(changed ? depositor : address(treasury), asset, appealCost(caseId));
    }

    /// @dev Whether an account can sit, those in conflict aside. Nothing here can change once the round was requested.
    function _canSit(uint256 caseId, uint256 round, address account) private view returns (bool) {
        PanelCase storage asked = _cases[caseId];
        PanelRound storage drawn = _rounds[caseId][round];
        if (account == asked.question.claimant || account == asked.question.respondent) return false;
        if (enlistedIn(account, drawn.requestBlock - 1) < _termsAt(asked.termsId).stake) return false;
        uint256 sat = _seats[caseId][account].round;
        return
            (sat == 0 || sat >= round) &&
            _wasMember(account, asked.question.admittedBefore - 1) &&
            _wasMember(account, drawn.requestedAt - 1);
    }

    function _wasMember(address account, uint256 timepoint) private view returns (bool) {
        return membership.getPastClass(account, timepoint) != IMembership.MemberClass.None;
    }

    /// @dev What a round says; `Pending` if less than two thirds of its seats revealed. Nothing is rounded.
    function _outcomeOf(uint256 caseId, PanelRound storage voted) private view returns (Outcome) {
        if (3 * uint256(voted.revealed) < 2 * uint256(voted.seats)) return Outcome.Pending;
        uint256 majority = _termsAt(_cases[caseId].termsId).majority;
        return voted.upheld * BPS > voted.revealed * majority ? Outcome.Upheld : Outcome.Dismissed;
    }

    function _costOf(uint256 caseId, uint256 seats) private view returns (uint256) {
        PanelTerms storage agreed = _termsAt(_cases[caseId].termsId);
        return seats * (uint256(agreed.fee) + agreed.bonus);
    }

    function _largerSize(uint256 caseId) private view returns (uint256) {
        return 2 * uint256(_termsAt(_cases[caseId].termsId).size) + 1;
    }

    function _roundAt(uint256 caseId, uint256 round) private view returns (PanelRound storage found) {
        found = _rounds[caseId][round];
        if (found.requestBlock == 0) revert ReviewPanels_NoRound(caseId, round);
    }

    function _seatIn(uint256 caseId, uint256 round) private view returns (PanelSeat storage seat) {
        seat = _seats[caseId][msg.sender];
        if (seat.round != round) revert ReviewPanels_NotPanellist(caseId, msg.sender);
    }

    function _in(uint256 caseId, Phase phase) private view returns (PanelCase storage found) {
        found = _cases[caseId];
        if (found.phase != phase) revert ReviewPanels_WrongPhase(caseId, found.phase);
    }

    /// @dev What a draw that expired leaves: the appealed outcome, or none.
    function _undrawn(PanelCase storage asked) private view returns (Outcome) {
        return asked.appealed ? asked.standing : Outcome.Expired;
    }

    /// @dev What holds if nobody says anything more.
    function _unlessDecided(PanelCase storage asked) private view returns (Outcome) {
        return asked.standing == Outcome.Pending ? Outcome.Dismissed : asked.standing;
    }

    function _checkBefore(uint256 caseId, uint256 deadline) private view {
        if (block.timestamp >= deadline) revert ReviewPanels_TooLate(caseId, deadline);
    }

    function _checkFrom(uint256 caseId, uint256 deadline) private view {
        if (block.timestamp < deadline) revert ReviewPanels_TooEarly(caseId, deadline);
    }

    function _isIn(address account, address[] calldata accounts) private pure returns (bool) {
        for (uint256 i = 0; i < accounts.length; ++i) {
            if (accounts[i] == account) return true;
        }
        return false;
    }

    function _firstOf(address[] memory accounts, uint256 count) private pure returns (address[] memory first) {
        first = new address[](count);
        for (uint256 i = 0; i < count; ++i) first[i] = accounts[i];
    }
}
