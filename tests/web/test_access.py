"""For everybody: by keyboard, read out, in large letters, in English, on a small phone."""

from playwright.sync_api import expect

from tests.dialogues.buyer import SIGNED, UNSHIPPED, Buyer
from tests.web.conftest import Opening, Picture, Visit
from tests.web.widget import Widget

PHONE = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True}
# How wide the placeholder is with the padding around it, in pixels.
PLACEHOLDER = """field => {
    const style = getComputedStyle(field);
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = style.font;
    const around = parseFloat(style.paddingLeft) + parseFloat(style.paddingRight);
    return pen.measureText(field.placeholder).width + around;
}"""
# How an element's border stands out from the page (WCAG's contrast).
EDGE = """element => {
    const luminance = (color) => {
        const [red, green, blue] = color.match(/[0-9]+/g).map((part) => (part / 255) ** 2.2);
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const edge = luminance(getComputedStyle(element).borderTopColor);
    const page = luminance(getComputedStyle(document.body).backgroundColor);
    return (Math.max(edge, page) + 0.05) / (Math.min(edge, page) + 0.05);
}"""
WIDTH = "document.documentElement.scrollWidth"


def test_a_refund_is_reached_by_keyboard_only(opening: Opening, visit: Visit, buyer: Buyer) -> None:
    buyer.buys(**UNSHIPPED)
    chat = opening(buyer.token)
    keys = chat.page.keyboard
    keys.press("Escape")
    expect(chat.frame.locator(".chat")).to_be_hidden()
    expect(chat.launcher).to_be_focused()
    keys.press("Enter")
    expect(chat.field).to_be_focused()
    keys.insert_text("我要退款")
    keys.press("Enter")
    yes = chat.frame.get_by_role("button", name="确认退款")
    expect(yes).to_be_visible()
    for _ in range(10):
        if yes.evaluate("button => button === document.activeElement"):
            break
        keys.press("Shift+Tab")
    expect(yes).to_be_focused()
    keys.press("Enter")
    expect(chat.answers.last).to_contain_text("退好了")
    expect(chat.transcript).to_be_focused()
    assert buyer.balance == 12990


def test_escape_closes_the_menu_first_and_the_chat_next(opening: Opening, buyer: Buyer) -> None:
    chat = opening(buyer.token)
    menu = chat.frame.get_by_role("button", name="菜单")
    menu.click()
    expect(chat.frame.locator(".menu-list")).to_be_visible()
    chat.judge()
    chat.page.keyboard.press("Escape")
    expect(chat.frame.locator(".menu-list")).to_have_count(0)
    expect(menu).to_be_focused()
    chat.page.keyboard.press("Escape")
    expect(chat.frame.locator(".chat")).to_be_hidden()


def test_what_the_bot_says_is_read_out_once_and_politely(opening: Opening, buyer: Buyer) -> None:
    chat = opening(buyer.token)
    live = chat.frame.locator("[aria-live]:not([aria-live=off]), [role=alert], [role=status]")
    chat.say("你好")
    expect(live).to_have_count(1)
    expect(live).to_have_attribute("aria-live", "polite")
    expect(live).to_have_text(chat.frame.locator(".row-theirs .Bubble").last.inner_text())


def test_composing_chinese_does_not_send(opening: Opening, buyer: Buyer) -> None:
    chat = opening(buyer.token)
    chat.field.fill("tui kuan")
    chat.field.evaluate(
        """field => field.dispatchEvent(new KeyboardEvent("keydown",
            {key: "Enter", isComposing: true, bubbles: true, cancelable: true}))"""
    )
    chat.field.press("Shift+Enter")
    expect(chat.field).to_have_value("tui kuan\n")
    expect(chat.own).to_have_count(0)


def test_a_text_that_is_too_long_is_told_and_not_sent(opening: Opening, buyer: Buyer) -> None:
    chat = opening(buyer.token)
    chat.type("长" * 2001)
    expect(chat.frame.locator(".composer-note")).to_contain_text("2001/2000")
    expect(chat.frame.get_by_role("button", name="发送", exact=True)).to_be_disabled()
    expect(chat.own).to_have_count(0)
    chat.judge()
    chat.type("长" * 2000)
    expect(chat.own).to_have_count(1)


def test_elder_mode_enlarges_everything_and_is_remembered(
    opening: Opening, buyer: Buyer, picture: Picture
) -> None:
    buyer.buys("双层防烫电热水壶", **SIGNED)
    chat = opening(buyer.token)
    chat.say("我要退货")
    before = _letters(chat)
    chat.menu("长辈模式")
    assert _letters(chat) >= 1.2 * before
    chat.judge()
    picture(chat.panel, "elder")
    chat.page.reload()
    chat.opened()
    assert _letters(chat) >= 1.2 * before
    small = chat.frame.locator("button:visible").evaluate_all(
        "all => all.map(b => b.getBoundingClientRect()).filter(r => r.height < 44).length"
    )
    assert small == 0


def test_a_refund_in_english(opening: Opening, buyer: Buyer, picture: Picture) -> None:
    buyer.buys("Fleece sweatshirt", **UNSHIPPED)
    chat = opening(buyer.token, lang="en")
    expect(chat.frame.get_by_role("heading", name="Tuanbao support")).to_be_visible()
    assert "can be refunded" in chat.press("I want a refund")
    expect(chat.frame.locator(".card-verdict")).to_contain_text("This can be done")
    chat.judge()
    picture(chat.panel, "english")
    assert "Done!" in chat.press("Yes, refund it")
    chat.menu("中文")
    expect(chat.frame.get_by_role("heading", name="团保客服")).to_be_visible()


def test_the_language_that_was_chosen_is_remembered(opening: Opening, buyer: Buyer) -> None:
    chat = opening(buyer.token)
    chat.menu("English")
    chat.page.reload()
    chat.opened()
    expect(chat.frame.get_by_role("heading", name="Tuanbao support")).to_be_visible()


def test_a_small_phone_shows_all_without_scrolling_sideways(
    opening: Opening, visit: Visit, buyer: Buyer, picture: Picture
) -> None:
    buyer.buys("双层防烫电热水壶 304不锈钢 1.7升大容量", **SIGNED)
    chat = opening(buyer.token, visit(**PHONE).new_page())
    assert chat.page.locator("iframe").bounding_box() == {
        "x": 0,
        "y": 0,
        "width": 360,
        "height": 740,
    }
    chat.say("我要退货")
    chat.press("没有质量问题")
    chat.press("没用过")
    chat.press("都齐全")
    for mode in ("普通", "长辈"):
        assert chat.inside.evaluate(WIDTH) == 360, mode
        chat.judge()
        chat.menu("长辈模式")


def test_any_colour_of_the_shop_can_be_read(opening: Opening, buyer: Buyer) -> None:
    for color in ("#ffeb3b", "lightskyblue", "rgb(16 16 16)", "nonsense"):
        chat = opening(buyer.token, color=color)
        chat.type("你好")
        expect(chat.own.last).to_be_visible()
        chat.judge()


def test_nothing_is_cut_or_pale_for_an_elder_on_a_small_phone_in_english(
    opening: Opening, visit: Visit, buyer: Buyer, picture: Picture
) -> None:
    buyer.buys(**UNSHIPPED)
    page = visit(**PHONE).new_page()
    chat = opening(buyer.token, page, lang="en", color="yellow", elder="true")
    cut = chat.frame.locator(".header h1, .header p").evaluate_all(
        "all => all.filter(one => one.scrollWidth > one.clientWidth).map(one => one.textContent)"
    )
    assert cut == []
    assert chat.field.evaluate(PLACEHOLDER) < chat.field.evaluate("field => field.clientWidth")
    chat.press("I want a refund")
    picture(page, "elder-phone")
    for edged in (
        ".offered .Btn",
        ".offered .Btn:not(.Btn--primary)",
        ".card",
        ".composer textarea",
    ):
        assert chat.frame.locator(edged).first.evaluate(EDGE) >= 3, edged


def _letters(chat: Widget) -> float:
    """The size of what the bot says, in pixels."""
    size = chat.frame.locator(".Bubble").first.evaluate(
        "bubble => getComputedStyle(bubble).fontSize"
    )
    return float(size.removesuffix("px"))
