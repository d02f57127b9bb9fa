"""How alike two images look: the Hamming distance of their perceptual hashes.

The hash has a bit for each of the 64 lowest frequencies of the discrete cosine transform, and hardly changes
when an image is scaled, compressed or slightly recoloured (C. Zauner, "Implementation and Benchmarking of
Perceptual Image Hash Functions", 2010). It is imagehash's `phash`.
"""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING

from dao_sim.errors import Unsupported

if TYPE_CHECKING:
    from imagehash import ImageHash

HASH_BITS = 64


def image_hash(content: bytes) -> ImageHash | None:
    """The perceptual hash; None where the content is no image, or one too large to be decoded safely.

    Raises Unsupported where imagehash is not installed.
    """
    try:
        import imagehash
        from PIL import Image, UnidentifiedImageError
    except ImportError as error:
        raise missing_library(error) from error
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content)) as image:
                return imagehash.phash(image.convert("RGB"))
    except (UnidentifiedImageError, Image.DecompressionBombWarning, Image.DecompressionBombError):
        return None
    except (OSError, ValueError, SyntaxError, EOFError):  # what decoders raise for broken files
        return None


def missing_library(error: ImportError) -> Unsupported:
    """That a library is not there, and how to get it."""
    hint = 'install the extra: pip install "dao-sim[screening]"'
    return Unsupported("screening", "a library is not installed", hint=hint, library=error.name)
