"""Works on their way into the registry: one is clean, one nearly duplicates it, one is mostly a machine's.

Images are drawn on the fly, the shipped screener looks at them, and panels of members decide about those that
it flags. Runs on the embedded engine, and prints what becomes of each:

    python examples/screening.py
"""

from __future__ import annotations

import io

from eth_account import Account
from eth_account.signers.local import LocalAccount
from PIL import Image, ImageDraw

from dao_sim.bindings import Submissions
from dao_sim.coop import Charter, Cooperative
from dao_sim.coop.submissions import SubmissionState, request_review, submission, submit_work
from dao_sim.coop.verdicts import screen, sign
from dao_sim.screening import Candidate, KnownWork, RuleScreener
from dao_sim.units import SHARES_PER_WORK, Address, Bps, Wei

ETHER = 10**18
CAP = Bps(5_000)
TOOLS, URI = "a model", "ipfs://picture"
CHARTER = """
name = "Lumen"
review = { size = 3, stake = "1", fee = "0.1", bonus = "0.02" }
founders = [
    { account = "account:1", class = "creator" },
    { account = "account:2", class = "creator" },
    { account = "account:3", class = "creator" },
    { account = "account:4", class = "patron" },
    { account = "account:5", class = "patron" },
    { account = "account:6", class = "patron" },
]
governance = { rule = "member", proposal_threshold = 1 }
[content]
screeners = ["SCREENER"]
[content.domains.pictures]
cap = "50%"
deposit = "0.5"
"""


def drawing(turn: int) -> Image.Image:
    """A fan of coloured blades."""
    image = Image.new("RGB", (240, 240), "white")
    pen = ImageDraw.Draw(image)
    for blade in range(6):
        start = turn + 60 * blade
        colour = (40 * blade, 255 - 30 * blade, (turn * 7) % 256)
        pen.pieslice((20 + 9 * blade, 20, 220, 220 - 13 * blade), start, start + 40, fill=colour)
    return image


def file_of(image: Image.Image, kind: str, **options: int) -> bytes:
    """The image as a file."""
    made = io.BytesIO()
    image.save(made, kind, **options)
    return made.getvalue()


class Story:
    """A co-op, its screener, and who sits on panels."""

    def __init__(self) -> None:
        self.screener: LocalAccount = Account.from_key(b"\x2a" * 32)
        self.coop = Cooperative.deploy(Charter.parse(CHARTER.replace("SCREENER", self.screener.address)))
        assert self.coop.submissions is not None
        assert self.coop.panels is not None
        self.made, self.panels = self.coop.submissions, self.coop.panels
        self.known: list[KnownWork] = []
        self.artist, self.copyist, *self.others = self.coop.founders
        for member in self.others:
            self.panels.enlist(ETHER, value=Wei(ETHER)).send(member)
        self.coop.chain.advance(1)

    def submit(self, by: Address, content: bytes, ai_share: Bps, *, upheld: bool) -> str:
        """A picture from its submission to its end; `upheld` is how members vote if they are asked."""
        shares = {by: SHARES_PER_WORK}
        number = submit_work(
            self.coop,
            by,
            content,
            shares,
            domain="pictures",
            tools=TOOLS,
            uri=URI,
            ai_share_bps=ai_share,
        )
        candidate = Candidate(content=content, ai_share_bps=ai_share, cap_bps=CAP, tools=TOOLS, uri=URI)
        findings = RuleScreener().screen(candidate, self.known)
        until = self.coop.chain.now() + 3_600
        screen(self.coop, sign(self.coop, self.screener, number, findings, valid_until=until)).send(by)
        if findings:
            self.review(number, upheld=upheld)
        if submission(self.coop, number).state == SubmissionState.CLEARED:
            work = self.coop.register_work(by, content, shares, uri=URI, ai_share_bps=ai_share)
            self.known.append(KnownWork(number=work, content=content))
        found = ", ".join(sorted({str(finding.flag.name) for finding in findings})) or "clean"
        return f"{found}, {submission(self.coop, number).state.name}".lower().replace("_", " ")

    def review(self, number: int, *, upheld: bool) -> None:
        """The submitter asks for a panel, whose members all vote alike."""
        found = submission(self.coop, number)
        (request,) = request_review(self.coop, number)
        case = self.made.decode(request.send(found.submitter), Submissions.ReviewRequested)[0].case_id
        for _ in range(6):
            self.coop.chain.advance(1)
        self.panels.draw(case, [*found.registration.contributors, *found.flagged_by]).send(found.submitter)
        salt, current = bytes(32), self.panels.round_of(case, 1)
        panel = self.panels.panel_of(case, 1)
        for member in panel:
            sealed = self.panels.commitment_of(case, 1, member, upheld, salt)
            self.panels.commit(case, sealed).send(member)
        self.coop.chain.advance(current.commit_ends - self.coop.chain.now())
        for member in panel:
            self.panels.reveal(case, upheld, salt).send(member)
        self.panels.close(case).send(found.submitter)
        self.coop.chain.advance(self.panels.case_of(case).deadline - self.coop.chain.now())
        self.made.conclude(number).send(found.submitter)


def main() -> None:
    """Tells the story."""
    story = Story()
    original = drawing(0)
    smaller = file_of(original.resize((150, 150)), "JPEG", quality=70)
    print("original:  ", story.submit(story.artist, file_of(original, "PNG"), Bps(0), upheld=False))
    print("smaller:   ", story.submit(story.copyist, smaller, Bps(0), upheld=True))
    print("generated: ", story.submit(story.artist, file_of(drawing(25), "PNG"), Bps(9_000), upheld=False))


if __name__ == "__main__":
    main()
