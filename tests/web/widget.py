"""The chat as a shopper sees and uses it."""

import re
from typing import Any

from playwright.sync_api import Frame, FrameLocator, Locator, Page, expect

from bot.settings import ROOT

AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
OPEN = re.compile("联系客服|Chat with us")
SEVERE = ("serious", "critical")
PATIENCE = 20_000  # milliseconds; a turn takes one second on a free machine

expect.set_options(timeout=PATIENCE)


class Widget:
    """The chat on a page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.panel: Locator = page.locator("iframe.panel")
        self.frame: FrameLocator = page.frame_locator("iframe.panel")

    @property
    def launcher(self) -> Locator:
        """The button that opens the chat."""
        return self.page.get_by_role("button", name=OPEN)

    @property
    def inside(self) -> Frame:
        """The frame itself, to evaluate in."""
        return next(frame for frame in self.page.frames if "/widget/" in frame.url)

    @property
    def field(self) -> Locator:
        """Where one types."""
        return self.frame.locator(".composer textarea")

    @property
    def transcript(self) -> Locator:
        """What was said."""
        return self.frame.get_by_role("log")

    @property
    def answers(self) -> Locator:
        """What the bot or a human has said, each with its card."""
        return self.frame.locator(".row-theirs")

    @property
    def own(self) -> Locator:
        """What the shopper has said, one bubble each."""
        return self.frame.locator(".row-own .Bubble")

    @property
    def choices(self) -> Locator:
        """What can be pressed at the moment."""
        return self.frame.locator(".offered button, .welcome button, .card-orders button:enabled")

    def opened(self) -> "Widget":
        """Open it by its launcher, and wait until the conversation is there."""
        self.launcher.click()
        return self.ready()

    def ready(self) -> "Widget":
        """Wait until the conversation is there."""
        expect(self.transcript).to_be_visible()
        expect(self.frame.locator(".loading")).to_have_count(0)
        return self

    def type(self, text: str) -> None:
        """Type something and send it by Enter."""
        self.field.fill(text)
        self.field.press("Enter")

    def say(self, text: str) -> str:
        """Type something; returns what is answered."""
        before = self.answers.count()
        self.type(text)
        return self.answer(before)

    def press(self, title: str) -> str:
        """Press what is offered under `title`; returns what is answered."""
        before = self.answers.count()
        self.choices.filter(has_text=title).first.click()
        return self.answer(before)

    def answer(self, before: int) -> str:
        """What is said after the first `before` answers, once nothing more is on its way."""
        expect(self.answers.nth(before)).to_be_visible()
        expect(self.frame.locator(".row-waiting")).to_have_count(0)
        expect(self.frame.locator(".typing")).to_have_count(0)
        return "\n".join(self.answers.all_inner_texts()[before:])

    def menu(self, item: str) -> None:
        """Choose something in the menu."""
        self.frame.get_by_role("button", name=re.compile("^(菜单|Menu)$")).click()
        self.frame.locator(".menu-list").get_by_role("button", name=item).click()

    def attach(self, path: Any) -> None:
        """Choose a picture; it is shown before it is sent."""
        self.frame.locator("input[type=file]").set_input_files(path)
        expect(self.frame.locator(".chosen img")).to_be_visible()

    def judge(self) -> None:
        """Let axe look at the page and the chat as they are. Raises AssertionError."""
        for frame in (self.page.main_frame, self.inside):
            found = axe(frame)
            assert found == [], "\n".join(found)


def axe(frame: Frame) -> list[str]:
    """What axe finds in `frame` that is serious or critical."""
    frame.evaluate(AXE.read_text(encoding="utf-8"))
    found = frame.evaluate("axe.run(document, {resultTypes: ['violations'], iframes: false})")
    return [
        f"{violation['id']}: {node['html']}: {node['failureSummary']}"
        for violation in found["violations"]
        if violation["impact"] in SEVERE
        for node in violation["nodes"]
    ]
