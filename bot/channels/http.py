"""HTTP as uvicorn speaks it, but that the head of a request has an end."""

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

LONGEST_HEAD = 64 * 1024  # bytes
_INVALID = "Invalid HTTP request received."  # as uvicorn says of all others


class BoundedHttp(HttpToolsProtocol):
    """uvicorn's protocol, which by itself would gather headers until the memory is full."""

    _in_head = True
    _head = 0

    def on_message_begin(self) -> None:
        """A request begins."""
        self._in_head, self._head = True, 0
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """Its head is whole."""
        self._in_head = False
        super().on_headers_complete()

    def data_received(self, data: bytes) -> None:
        """Take what has come, unless it is too much of a head."""
        super().data_received(data)
        self._head += len(data)
        if self._in_head and self._head > LONGEST_HEAD and not self.transport.is_closing():
            self.logger.warning(_INVALID)
            self.send_400_response(_INVALID)
