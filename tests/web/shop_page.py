"""A shop's own site in miniature: one page, of another origin than the product, with the chat."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

# Styles that would break any page that they reach.
_PAGE = """<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>商城</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<style>* {{ font-size: 40px !important; letter-spacing: 9px; }} button {{ display: none }}</style>
</head><body><main><h1>商城</h1></main>
<script src="{front}/widget.js" {attributes}></script></body></html>"""


@dataclass
class ShopPage:
    """The site; each page that it was asked to embed the chat in has an address of its own."""

    origin: str
    pages: list[str] = field(default_factory=list)

    def embedding(self, front: str, **attributes: str) -> str:
        """The address of a page that has the chat of `front` with these data- attributes."""
        given = " ".join(f'data-{k}="{escape(v)}"' for k, v in attributes.items() if v)
        self.pages.append(_PAGE.format(front=front, attributes=given))
        return f"{self.origin}/{len(self.pages) - 1}"


@contextmanager
def serving() -> Iterator[ShopPage]:
    """The site, on a free port, until the end of the block."""
    shop = ShopPage("")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = shop.pages[int(self.path[1:])].encode()
            self.send_response(200)
            self.send_header("content-type", "text/html; charset=utf-8")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    shop.origin = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield shop
    finally:
        server.shutdown()
        server.server_close()
