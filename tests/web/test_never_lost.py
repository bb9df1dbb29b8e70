"""No word is lost: reloads, a network that is gone, a brain that dies, several tabs."""

from playwright.sync_api import expect

from tests.crashes.victims import kill, wait_until_ready
from tests.dialogues.buyer import IN_TRANSIT, SIGNED, UNSHIPPED, Buyer
from tests.product import Product
from tests.web.conftest import Opening, Picture, Visit
from tests.web.rows import add_history, said

OFFLINE = 10_000  # milliseconds
THREE = ["在吗", "我的快递到哪了", "什么时候能退款"]


def test_a_reload_in_mid_form_goes_on_where_it_was(opening: Opening, buyer: Buyer) -> None:
    buyer.buys(**SIGNED)
    chat = opening(buyer.token)
    chat.say("我要退货")
    chat.press("没有质量问题")
    before = chat.transcript.inner_text()
    chat.page.reload()
    chat.opened()
    expect(chat.transcript).to_have_text(before, use_inner_text=True)
    chat.press("没用过")
    chat.press("都齐全")
    assert "登记好了" in chat.press("确认办理")
    assert buyer.case["status"] == "awaiting_return"


def test_what_is_typed_without_a_network_arrives_once_and_in_order(
    opening: Opening, visit: Visit, buyer: Buyer, tuanbao: Product, picture: Picture
) -> None:
    visit.expected.append("ERR_INTERNET_DISCONNECTED")
    chat = opening(buyer.token)
    chat.say("你好")
    chat.page.context.set_offline(True)
    for text in THREE:
        chat.type(text)
    expect(chat.frame.locator(".bar-warning")).to_contain_text("网络断开了")
    expect(chat.frame.get_by_text("待发送")).to_have_count(3)
    chat.judge()
    picture(chat.panel, "offline")
    chat.page.wait_for_timeout(OFFLINE)
    assert said(tuanbao, buyer.shopper_id) == ["你好"]
    before = chat.answers.count()
    chat.page.context.set_offline(False)
    chat.answer(before)
    assert said(tuanbao, buyer.shopper_id) == ["你好", *THREE]
    expect(chat.own).to_have_text(["你好", *THREE])
    expect(chat.frame.locator(".bar-warning")).to_have_count(0)


def test_what_was_typed_without_a_network_outlives_the_page(
    opening: Opening, visit: Visit, buyer: Buyer, tuanbao: Product
) -> None:
    visit.expected.append("ERR_INTERNET_DISCONNECTED")
    chat = opening(buyer.token)
    chat.say("你好")
    context = chat.page.context
    context.set_offline(True)
    for text in THREE:
        chat.type(text)
    chat.page.close()
    context.set_offline(False)
    assert said(tuanbao, buyer.shopper_id) == ["你好"]
    chat = opening(buyer.token, context.new_page())
    expect(chat.own).to_have_text(["你好", *THREE])
    expect(chat.frame.locator(".row-waiting")).to_have_count(0)
    assert said(tuanbao, buyer.shopper_id) == ["你好", *THREE]


def test_what_is_being_written_outlives_a_reload_and_stays_its_writers(
    opening: Opening, buyer: Buyer, tuanbao: Product
) -> None:
    chat = opening(buyer.token)
    chat.field.fill("我的水壶漏")
    chat.page.reload()
    chat.opened()
    expect(chat.field).to_have_value("我的水壶漏")
    other = tuanbao.shopper("s-somebody-else")
    chat.page.evaluate("token => Tuanbao.signIn(token)", other.token)
    expect(chat.field).to_have_value("")
    chat.page.evaluate("token => Tuanbao.signIn(token)", buyer.token)
    expect(chat.field).to_have_value("我的水壶漏")
    chat.ready().field.press("Enter")
    expect(chat.own).to_have_text(["我的水壶漏"])
    chat.page.reload()
    chat.opened()
    expect(chat.field).to_have_value("")


def test_a_button_of_the_page_leaves_what_is_being_written(opening: Opening, buyer: Buyer) -> None:
    chat = opening(buyer.token)
    for draft in ("订单A", "订单B"):  # nobody has touched the first
        chat.page.evaluate("draft => Tuanbao.open(draft)", draft)
        expect(chat.field).to_have_value(draft)
    chat.field.fill("想问问")
    for _ in range(2):
        chat.page.evaluate("Tuanbao.open('订单C')")
        expect(chat.field).to_have_value("想问问\n订单C")


def test_a_brain_that_died_is_asked_again_by_retrying(
    opening: Opening, buyer: Buyer, tuanbao: Product
) -> None:
    buyer.buys("加绒圆领卫衣", **UNSHIPPED)
    buyer.buys("双层防烫电热水壶", **IN_TRANSIT)
    chat = opening(buyer.token)
    chat.press("我要退款")
    kill(tuanbao, "brain")
    chat.choices.filter(has_text="加绒圆领卫衣").first.click()
    retry = chat.frame.get_by_role("button", name="重试")
    expect(retry).to_be_visible()
    chat.judge()
    wait_until_ready(tuanbao)
    before = chat.answers.count()
    retry.click()
    assert "可以退" in chat.answer(before)
    expect(retry).to_have_count(0)
    chat.press("确认退款")
    assert buyer.balance == 12990


def test_two_tabs_show_the_same(opening: Opening, visit: Visit, buyer: Buyer) -> None:
    buyer.buys("加绒圆领卫衣", **UNSHIPPED)
    buyer.buys("双层防烫电热水壶", **IN_TRANSIT)
    context = visit()
    one = opening(buyer.token, context.new_page())
    other = opening(buyer.token, context.new_page())
    one.press("我要退款")
    expect(other.own).to_have_text(["我要退款"])
    other.press("加绒圆领卫衣")
    one.press("确认退款")
    expect(other.answers).to_have_count(3)
    said = one.transcript.inner_text()
    expect(other.transcript).to_have_text(said, use_inner_text=True)
    assert buyer.balance == 12990


def test_a_long_history_is_all_there_and_shown_bit_by_bit(
    opening: Opening, buyer: Buyer, tuanbao: Product
) -> None:
    chat = opening(buyer.token)
    chat.say("你好")
    add_history(tuanbao, buyer.shopper_id, 230)
    chat.page.reload()
    chat.opened()
    expect(chat.frame.get_by_text("第230条", exact=True)).to_be_in_viewport()
    expect(chat.answers).to_have_count(60)
    for shown in (120, 180, 231):
        chat.frame.get_by_role("button", name="查看更早的消息").click()
        expect(chat.answers).to_have_count(shown)
    expect(chat.own).to_have_text(["你好"])


def test_whoever_reads_further_up_is_told_of_news_and_left_where_they_are(
    opening: Opening, buyer: Buyer, tuanbao: Product
) -> None:
    chat = opening(buyer.token)
    chat.say("你好")
    add_history(tuanbao, buyer.shopper_id, 30)
    chat.page.reload()
    chat.opened()
    first = chat.frame.get_by_text("第1条", exact=True)
    first.scroll_into_view_if_needed()
    add_history(tuanbao, buyer.shopper_id, 1, "刚才的")
    newer = chat.frame.get_by_role("button", name="有新消息")
    expect(newer).to_be_visible()
    expect(first).to_be_in_viewport()
    chat.judge()
    newer.click()
    expect(chat.answers.last).to_contain_text("刚才的1条")
    expect(chat.answers.last).to_be_in_viewport()
    expect(newer).to_have_count(0)
