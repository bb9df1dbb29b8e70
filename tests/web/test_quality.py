"""Pictures: the quality claim with a photo, and a way to the front that fails."""

import re
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Route, expect

from tests.dialogues.buyer import SIGNED, Buyer
from tests.product import Product
from tests.web.conftest import Opening, Picture, Visit
from tests.web.rows import messages, uploads


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A photo as a phone takes it."""
    path = tmp_path / "kettle.jpg"
    image = Image.new("RGB", (1200, 900), "#d9cbb8")
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 640, 1200, 900), fill="#a98f70")
    pen.ellipse((680, 260, 940, 620), outline="#2f3640", width=44)
    pen.polygon([(430, 240), (770, 240), (840, 720), (360, 720)], fill="#c9d3db")
    pen.rectangle((360, 700, 840, 750), fill="#2f3640")
    pen.polygon([(430, 250), (330, 300), (420, 380)], fill="#c9d3db")
    image.save(path)
    return path


def test_a_quality_claim_is_filed_with_its_photo(
    opening: Opening, buyer: Buyer, tuanbao: Product, photo: Path, picture: Picture
) -> None:
    buyer.buys("双层防烫电热水壶", **SIGNED)
    chat = opening(buyer.token)
    chat.press("收到的东西坏了")
    chat.press("正常使用")
    chat.say("插上电不加热，指示灯也不亮")
    chat.attach(photo)
    chat.judge()
    before = chat.answers.count()
    chat.field.press("Enter")
    expect(chat.frame.get_by_role("img", name="您发的图片")).to_be_visible()
    chat.answer(before)
    picture(chat.panel, "photo")
    chat.judge()
    chat.press("提交审核")
    assert buyer.case["kind"] == "quality"
    assert buyer.case["status"] == "review"
    assert len(uploads(tuanbao, buyer.shopper_id)) == 1


def test_a_photo_is_there_after_a_reload_and_is_enlarged(
    opening: Opening, buyer: Buyer, photo: Path
) -> None:
    chat = opening(buyer.token)
    chat.attach(photo)
    chat.field.press("Enter")
    expect(chat.frame.locator(".row-waiting")).to_have_count(0)
    chat.page.reload()
    chat.opened()
    chat.frame.get_by_role("button", name="放大查看图片").click()
    expect(chat.frame.get_by_role("dialog")).to_be_visible()
    chat.judge()
    chat.page.keyboard.press("Escape")
    expect(chat.frame.get_by_role("dialog")).to_have_count(0)
    expect(chat.field).to_be_visible()


def test_a_photo_that_did_not_get_through_is_sent_again(
    opening: Opening,
    visit: Visit,
    buyer: Buyer,
    tuanbao: Product,
    photo: Path,
) -> None:
    visit.expected.append("ERR_FAILED")
    chat = opening(buyer.token)
    chat.page.route("**/api/web/uploads", lambda route: route.abort())
    chat.attach(photo)
    chat.field.press("Enter")
    expect(chat.frame.get_by_role("alert")).to_have_text("图片没有传上去")
    chat.judge()
    chat.page.unroute("**/api/web/uploads")
    chat.frame.get_by_role("button", name="重试").click()
    expect(chat.frame.locator(".row-waiting")).to_have_count(0)
    expect(chat.frame.get_by_role("img", name="您发的图片")).to_have_count(1)
    assert len(uploads(tuanbao, buyer.shopper_id)) == 1


def test_a_photo_chosen_without_a_network_is_sent_in_its_place(
    opening: Opening, visit: Visit, buyer: Buyer, tuanbao: Product, photo: Path
) -> None:
    visit.expected.append("ERR_INTERNET_DISCONNECTED")
    chat = opening(buyer.token)
    chat.say("你好")
    chat.page.context.set_offline(True)
    chat.type("请看这张图")
    chat.attach(photo)
    chat.type("壶嘴断了")
    expect(chat.frame.locator(".bar-warning")).to_contain_text("网络断开了")
    waiting = chat.frame.locator(".row-waiting")
    expect(waiting).to_have_text([re.compile("待发送")] * 3)
    expect(waiting.nth(1).get_by_role("img")).to_be_visible()
    chat.judge()
    before = chat.answers.count()
    chat.page.context.set_offline(False)
    chat.answer(before)
    own = [m for m in messages(tuanbao, buyer.shopper_id) if m.author == "shopper"]
    assert [m.upload_id is not None for m in own] == [False, False, True, False]
    assert [own[1].text, own[3].text] == ["请看这张图", "壶嘴断了"]


def test_a_photo_cut_off_by_the_network_goes_on_by_itself_under_a_fresh_token(
    opening: Opening, visit: Visit, buyer: Buyer, tuanbao: Product, photo: Path
) -> None:
    visit.expected += ["ERR_INTERNET_DISCONNECTED", "ERR_ABORTED"]
    chat = opening(buyer.token)
    chat.say("你好")
    held: list[Route] = []
    chat.page.route("**/api/web/uploads", lambda route: held.append(route))
    chat.attach(photo)
    chat.type("壶嘴断了")
    expect(chat.frame.get_by_text("上传中")).to_be_visible()
    chat.page.context.set_offline(True)
    expect(chat.frame.get_by_text("待发送")).to_have_count(2)
    chat.page.unroute("**/api/web/uploads")
    chat.page.evaluate("token => Tuanbao.signIn(token)", buyer.token)
    before = chat.answers.count()
    chat.page.context.set_offline(False)
    chat.answer(before)
    own = [m for m in messages(tuanbao, buyer.shopper_id) if m.author == "shopper"]
    assert [m.upload_id is not None for m in own] == [False, True, False]
    assert own[2].text == "壶嘴断了"


def test_a_file_that_only_says_to_be_a_picture_leaves_the_good_one(
    opening: Opening, buyer: Buyer, photo: Path, tmp_path: Path
) -> None:
    path = tmp_path / "broken.jpg"
    path.write_text("电热水壶", encoding="utf-8")
    chat = opening(buyer.token)
    chat.attach(photo)
    chat.frame.locator("input[type=file]").set_input_files(path)
    told = chat.frame.get_by_role("alert")
    expect(told).to_contain_text("打不开")
    expect(chat.frame.locator(".chosen")).to_contain_text("kettle.jpg")
    chat.judge()
    chat.frame.get_by_role("button", name="知道了").click()
    expect(told).to_have_count(0)
    chat.frame.get_by_role("button", name="移除").click()
    chat.frame.locator("input[type=file]").set_input_files(path)
    expect(told).to_contain_text("打不开")
    expect(chat.frame.locator(".chosen")).to_have_count(0)


def test_what_is_no_picture_is_not_taken(opening: Opening, buyer: Buyer, tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("电热水壶", encoding="utf-8")
    chat = opening(buyer.token)
    chat.frame.locator("input[type=file]").set_input_files(path)
    expect(chat.frame.get_by_role("alert")).to_contain_text("只能发送JPG")
    expect(chat.frame.locator(".chosen")).to_have_count(0)
