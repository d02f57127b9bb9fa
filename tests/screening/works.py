"""Images and texts made on the fly, and close copies of them."""

from __future__ import annotations

import io
import random

from PIL import Image, ImageDraw

from dao_sim.screening import Candidate
from dao_sim.units import Bps


def drawing(seed: int, size: int = 256) -> Image.Image:
    """Forty rectangles of random colours; another seed, another picture."""
    rng = random.Random(seed)
    image = Image.new("RGB", (size, size), "white")
    pen = ImageDraw.Draw(image)
    for _ in range(40):
        left, top = rng.randrange(size), rng.randrange(size)
        box = (left, top, left + rng.randrange(20, 90), top + rng.randrange(20, 90))
        pen.rectangle(box, fill=(rng.randrange(256), rng.randrange(256), rng.randrange(256)))
    return image


def png(image: Image.Image) -> bytes:
    """The image as a file."""
    made = io.BytesIO()
    image.save(made, "PNG")
    return made.getvalue()


def jpeg(image: Image.Image, quality: int = 60) -> bytes:
    """The image as a file that lost something."""
    made = io.BytesIO()
    image.save(made, "JPEG", quality=quality)
    return made.getvalue()


def text(seed: int, words: int = 300) -> str:
    """A text of made-up words; another seed, another text."""
    rng = random.Random(seed)
    return " ".join("".join(rng.choices("aeioulmnrst", k=6)) for _ in range(words))


def candidate(
    content: bytes, *, ai: int = 0, cap: int = 5_000, tools: str = "", uri: str = "ipfs://m"
) -> Candidate:
    """A submission that lacks nothing."""
    return Candidate(content=content, ai_share_bps=Bps(ai), cap_bps=Bps(cap), tools=tools, uri=uri)
