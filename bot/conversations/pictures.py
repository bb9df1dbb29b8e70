"""Pictures that shoppers send: checked by content, made anew without what else was in them."""

import io
import warnings
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

LARGEST = 10 * 1024 * 1024  # bytes as sent
MOST_PIXELS = 30_000_000
LONGEST_SIDE = 2048  # pixels as kept
MEDIA_TYPE = "image/jpeg"
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
_QUALITY = 85

# The size is checked below, and what else Pillow has to say of a file helps nobody who runs a shop.
warnings.filterwarnings("ignore", module=r"PIL\b")


class BadPicture(Exception):
    """Not a picture, or none that can be taken; the text says why, to the shopper's client."""


@dataclass(frozen=True)
class Picture:
    """A JPEG of ours, `width` and `height` in pixels."""

    data: bytes
    width: int
    height: int


def read_picture(data: bytes) -> Picture:
    """The picture in `data`, upright, on white, no larger than `LONGEST_SIDE`.

    Only pixels survive: no place, no camera, no other file hidden behind. Raises BadPicture.
    """
    if len(data) > LARGEST:
        raise BadPicture(f"a picture has at most {LARGEST // 1024 // 1024} MB")
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as source:
            return _made_anew(source)
    except BadPicture:
        raise
    except (UnidentifiedImageError, Image.DecompressionBombError):
        raise BadPicture("not a JPEG, PNG, WebP or GIF picture, or far too large") from None
    except Exception:  # the decoders raise all kinds; it is the sender's fault, whatever it is
        raise BadPicture("the picture is broken") from None


def _made_anew(source: Image.Image) -> Picture:
    if source.width * source.height > MOST_PIXELS:
        raise BadPicture("the picture has too many pixels")
    source.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG is read small where it may be
    upright = ImageOps.exif_transpose(source).convert("RGBA")
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    flat = Image.new("RGB", upright.size, "white")
    flat.paste(upright, mask=upright.getchannel("A"))
    made = io.BytesIO()
    flat.save(made, "JPEG", quality=_QUALITY)
    return Picture(made.getvalue(), flat.width, flat.height)
