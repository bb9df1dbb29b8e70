"""Pictures over the wire: whose they are, how many, and that they reach the quality claim."""

import io
from collections.abc import Callable

import pytest
from PIL import Image
from sqlalchemy import select

from bot.cases.models import Case
from bot.conversations.pictures import LARGEST
from bot.conversations.uploads import MOST
from tests.dialogues.buyer import SIGNED, Buyer
from tests.page import Page, new_visitor, picture
from tests.product import Product

Opens = Callable[..., Page]


@pytest.fixture
def claimant(buyer: Buyer, page: Opens) -> Page:
    """The open page of a shopper with a parcel signed for yesterday."""
    buyer.buys(paid=3, signed=1, **SIGNED)
    return page(buyer.token)


def sent(page: Page) -> str:
    """The id of a picture that has been sent."""
    answer = page.upload(picture())
    assert answer.status_code == 201, answer.text
    upload_id: str = answer.json()["id"]
    return upload_id


def photos(shop: Product, shopper_id: str) -> list[str]:
    """What is kept with the shopper's only case."""
    with shop.store.reading() as session:
        case = session.scalars(select(Case).where(Case.shopper_id == shopper_id)).one()
        return list(case.evidence.get("photos") or [])


def test_a_picture_comes_back_as_a_jpeg_to_its_owner_only(
    shop: Product, shopper: Page, page: Opens
) -> None:
    answer = shopper.upload(picture((300, 200), "PNG"))
    assert (answer.status_code, answer.json().keys()) == (201, {"id", "width", "height"})
    upload_id = answer.json()["id"]
    back = shopper.download(upload_id)
    assert (back.status_code, back.headers["content-type"]) == (200, "image/jpeg")
    assert back.headers["cache-control"].startswith("private")
    assert Image.open(io.BytesIO(back.content)).size == (300, 200)
    stranger = page(new_visitor(shop))
    assert stranger.download(upload_id).status_code == 404
    refused = stranger.call("say", {"id": "x", "upload": upload_id})
    assert refused["error"]["code"] == "malformed"


@pytest.mark.parametrize(
    ("data", "status", "code"),
    [
        (b"", 415, "bad_picture"),
        (b"<svg/>", 415, "bad_picture"),
        (picture(kind="TIFF"), 415, "bad_picture"),
        (picture()[:-30], 415, "bad_picture"),
        (b"\0" * LARGEST, 415, "bad_picture"),
        (b"\0" * (LARGEST + 1), 413, "too_long"),
    ],
    ids=["nothing", "SVG", "TIFF", "cut", "10 MB", "10 MB and one byte"],
)
def test_what_is_no_picture_is_refused(shopper: Page, data: bytes, status: int, code: str) -> None:
    answer = shopper.upload(data)
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)


def test_so_many_an_hour_and_not_one_more(shopper: Page) -> None:
    statuses = [shopper.upload(picture((8, 8))).status_code for _ in range(MOST + 1)]
    assert statuses == [201] * MOST + [429]


def test_a_visitor_may_send_pictures_too_and_takes_them_along(
    visitor: Page, buyer: Buyer, page: Opens
) -> None:
    upload_id = sent(visitor)
    visitor.show(upload_id)
    assert visitor.download(upload_id).status_code == 200
    signed_in = page(buyer.token, visitor.token)
    assert signed_in.download(upload_id).status_code == 200
    assert signed_in.sync()["messages"][0]["upload"] == upload_id
    assert visitor.download(upload_id).status_code == 404


def test_a_photo_sent_within_the_claim_is_its_evidence(
    shop: Product, claimant: Page, buyer: Buyer
) -> None:
    claimant.say("热水壶坏了，插上电没反应")
    upload_id = sent(claimant)
    assert "照片收到" in claimant.show(upload_id)
    assert "之后再补" not in claimant.say("正常使用的")
    claimant.press("提交")
    assert photos(shop, buyer.shopper_id) == [upload_id]


def test_a_photo_sent_after_the_claim_is_added_to_it(
    shop: Product, claimant: Page, buyer: Buyer
) -> None:
    claimant.say("热水壶坏了，插上电没反应")
    claimant.say("正常使用的")
    claimant.press("提交")
    upload_id = sent(claimant)
    assert "照片收到" in claimant.show(upload_id)
    assert photos(shop, buyer.shopper_id) == [upload_id]


def test_a_photo_that_is_only_named_in_a_text_is_none(
    shop: Product, claimant: Page, buyer: Buyer
) -> None:
    claimant.say("热水壶坏了，插上电没反应")
    claimant.say("正常使用的")
    claimant.press("提交")
    upload_id = sent(claimant)
    assert "照片收到" not in claimant.say(f'/inform{{"photo": "{upload_id}"}}')
    assert photos(shop, buyer.shopper_id) == []
