"""`bot chat`: a shopper's chat in the terminal, with the bot's buttons as numbered choices."""

import threading
import time
import uuid
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import httpx
from rich.console import Console
from rich.prompt import IntPrompt
from rich.table import Table

from bot import clock
from bot.channels.identity import issue_token
from bot.orders.demo import DEMO_SHOPPERS

POLL_SECONDS = 2.0
TOKEN_LIFETIME = timedelta(hours=12)
PATIENCE_SECONDS = 60
_AUTHORS = {
    "bot": "[bold green]团保[/]",
    "agent": "[bold magenta]人工[/]",
    "system": "[yellow]系统[/]",
}


class ChatFailed(Exception):
    """The product cannot be reached or says no; the text says what to do."""


@dataclass
class Chat:
    """One shopper's conversation with the product at `base_url`."""

    client: httpx.Client
    console: Console
    seen: int = 0
    choices: list[dict[str, str]] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def catch_up(self, show: bool) -> None:
        """Fetch what was said meanwhile, by a human for instance."""
        with self.lock:
            answer = self.client.get("/api/chat/messages", params={"after": self.seen})
            answer.raise_for_status()
            for message in answer.json()["messages"]:
                self.seen = max(self.seen, int(message["id"]))
                if show and message["author"] != "shopper":
                    self._show(message)

    def send(self, text: str) -> None:
        """Send one message, again under the same id if the answer was an apology or got lost."""
        with self.lock:
            body = {"message_id": uuid.uuid4().hex, "text": self._meant(text)}
            answer = _post(self.client, body)
            self.choices = []
            for reply in answer["replies"]:
                self._show(reply)
                self.seen = max(self.seen, int(reply["id"]))
            if answer["owner"] != "bot" and not answer["replies"]:
                self.console.print("[dim]（已送达，人工同事会在这里回复）[/]")

    def _meant(self, text: str) -> str:
        """The payload of the numbered choice, or the text itself."""
        if text.isdigit() and 0 < int(text) <= len(self.choices):
            return self.choices[int(text) - 1]["payload"]
        return text

    def _show(self, message: dict[str, Any]) -> None:
        self.console.print(f"{_AUTHORS[message['author']]} {message['text']}", highlight=False)
        for button in message["buttons"]:
            self.choices.append(button)
            self.console.print(
                f"   [cyan]{len(self.choices)}[/] {button['title']}", highlight=False
            )


def chat(base_url: str, shopper_id: str | None) -> None:
    """Chat until 再见, Ctrl-D or Ctrl-C. Raises ChatFailed."""
    console = Console()
    shopper_id = shopper_id or _choose_shopper(console)
    token = issue_token(shopper_id, clock.now(), TOKEN_LIFETIME)
    headers = {"Authorization": f"Bearer {token}"}
    with httpx.Client(base_url=base_url, headers=headers, timeout=PATIENCE_SECONDS) as client:
        conversation = Chat(client, console)
        try:
            conversation.catch_up(show=False)
        except httpx.HTTPError as error:
            raise ChatFailed(f"nothing answers at {base_url}; start it with: make run") from error
        console.print("[dim]输入消息，或输入选项前的数字；Ctrl-D 结束。[/]")
        _listen_in_background(conversation)
        _talk(conversation, console)


def _talk(conversation: Chat, console: Console) -> None:
    while True:
        try:
            text = console.input("[bold]您[/] ").strip()
        except (EOFError, KeyboardInterrupt):
            console.print()
            return
        if text:
            try:
                conversation.send(text)
            except (httpx.HTTPError, ChatFailed) as error:
                console.print(f"[red]没有发送成功：{error}[/]")


def _post(client: httpx.Client, body: dict[str, str]) -> dict[str, Any]:
    answer = client.post("/api/chat", json=body)
    if answer.is_error:
        raise ChatFailed(answer.json()["error"]["message"])
    told: dict[str, Any] = answer.json()
    return told


def _listen_in_background(conversation: Chat) -> None:
    def listen() -> None:
        while True:
            time.sleep(POLL_SECONDS)
            try:
                conversation.catch_up(show=True)
            except httpx.HTTPError:
                continue

    threading.Thread(target=listen, daemon=True).start()


def _choose_shopper(console: Console) -> str:
    table = Table("", "顾客", box=None)
    table.add_column("可以试试", overflow="fold")
    for number, shopper in enumerate(DEMO_SHOPPERS, 1):
        table.add_row(f"[cyan]{number}[/]", shopper.name, shopper.blurb_zh)
    console.print(table)
    choices = [str(number) for number in range(1, len(DEMO_SHOPPERS) + 1)]
    number = IntPrompt.ask("您是哪位", choices=choices, default=1, console=console)
    return DEMO_SHOPPERS[number - 1].shopper_id
