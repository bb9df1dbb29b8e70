"""A picture is judged by its content, and only its pixels are kept."""

import io
import struct
import zlib
from random import Random

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from bot.conversations.pictures import LARGEST, LONGEST_SIDE, MOST_PIXELS, BadPicture, read_picture
from tests.page import picture

ORIENTATION = 0x0112
GPS = 0x8825
KINDS = ["JPEG", "PNG", "WEBP", "GIF"]


def opened(data: bytes) -> Image.Image:
    """What is kept of a picture."""
    return Image.open(io.BytesIO(read_picture(data).data))


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few hundred bytes that says it is so large."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_is_kept_as_a_jpeg_of_its_size(kind: str) -> None:
    made = read_picture(picture((300, 200), kind))
    kept = Image.open(io.BytesIO(made.data))
    assert (kept.format, kept.size, kept.mode) == ("JPEG", (300, 200), "RGB")
    assert (made.width, made.height) == (300, 200)
    assert kept.getpixel((150, 100)) == pytest.approx((255, 0, 0), abs=6)


@pytest.mark.parametrize("kind", ["TIFF", "BMP", "ICO", "PPM", "TGA"])
def test_another_kind_of_picture_is_refused(kind: str) -> None:
    with pytest.raises(BadPicture):
        read_picture(picture((60, 60), kind))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0" * 100,
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"%PDF-1.7",
        b"GIF89a",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff\xe0",
        b"RIFF\x10\0\0\0WEBPVP8 ",
        b"PK\x03\x04",
    ],
    ids=lambda data: ascii(data[:8]),
)
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(BadPicture):
        read_picture(data)


@pytest.mark.parametrize(("size", "kept"), [((4096, 1024), (2048, 512)), ((100, 3000), (68, 2048))])
def test_a_large_picture_is_made_smaller(size: tuple[int, int], kept: tuple[int, int]) -> None:
    for kind in ("JPEG", "PNG"):
        assert opened(picture(size, kind)).size == kept
    assert max(kept) == LONGEST_SIDE


def test_too_many_bytes_are_refused() -> None:
    good = picture()
    assert read_picture(good + b"\0" * (LARGEST - len(good)))
    with pytest.raises(BadPicture, match="10 MB"):
        read_picture(good + b"\0" * (LARGEST - len(good) + 1))


@pytest.mark.parametrize(("width", "height"), [(6000, 5001), (20_000, 20_000), (2**31 - 1, 1)])
def test_a_bomb_is_refused_before_it_goes_off(width: int, height: int) -> None:
    assert width * height > MOST_PIXELS
    with pytest.raises(BadPicture):
        read_picture(bomb(width, height))


def test_a_gif_with_a_thousand_frames_is_its_first() -> None:
    frames = [Image.new("L", (50, 50), number % 256) for number in range(1000)]
    made = io.BytesIO()
    frames[0].save(made, "GIF", save_all=True, append_images=frames[1:])
    assert opened(made.getvalue()).size == (50, 50)


def test_metadata_is_gone() -> None:
    exif = Image.Exif()
    exif[0x010E] = "secret description"
    exif.get_ifd(GPS)[2] = (31.0, 14.0, 0.0)
    text = PngInfo()
    text.add_text("Comment", "secret text")
    for data in (
        picture((50, 50), "JPEG", exif=exif, comment=b"secret comment"),
        picture((50, 50), "WEBP", exif=exif, xmp=b"<x>secret</x>"),
        picture((50, 50), "PNG", exif=exif, pnginfo=text, icc_profile=b"secret profile"),
        picture((50, 50), "JPEG") + b"PK\x03\x04 secret archive",
    ):
        assert b"secret" in data
        kept = read_picture(data).data
        assert b"secret" not in kept
        shown = Image.open(io.BytesIO(kept))
        assert not shown.getexif()
        assert shown.info.keys() <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


@pytest.mark.parametrize(
    ("orientation", "corner"), [(1, (0, 0)), (3, (299, 199)), (6, (199, 0)), (8, (0, 299))]
)
def test_a_picture_is_kept_upright(orientation: int, corner: tuple[int, int]) -> None:
    source = Image.new("RGB", (300, 200), "white")
    source.paste("blue", (0, 0, 40, 40))
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    made = io.BytesIO()
    source.save(made, "JPEG", exif=exif)
    kept = opened(made.getvalue())
    assert kept.size == ((300, 200) if orientation in (1, 3) else (200, 300))
    x, y = (min(max(place, 10), side - 10) for place, side in zip(corner, kept.size, strict=True))
    assert kept.getpixel((x, y)) == pytest.approx((0, 0, 255), abs=12)


def test_what_was_see_through_is_white() -> None:
    made = io.BytesIO()
    Image.new("RGBA", (50, 50), (0, 0, 0, 0)).save(made, "PNG")
    assert opened(made.getvalue()).getpixel((25, 25)) == (255, 255, 255)


@pytest.mark.parametrize("kind", KINDS)
def test_a_broken_picture_is_refused_or_read_and_nothing_else(kind: str) -> None:
    chance = Random(20261125)
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    whole = picture((64, 48), kind, **({} if kind == "GIF" else {"exif": exif}))
    for _ in range(400):
        data = bytearray(whole[: chance.randrange(len(whole))] if chance.random() < 0.3 else whole)
        for _ in range(chance.randrange(8)):
            if data:
                data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            assert read_picture(bytes(data)).width > 0
        except BadPicture as refused:
            assert str(refused)
