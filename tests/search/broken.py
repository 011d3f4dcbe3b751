"""Servers in place of Elasticsearch that behave badly, and a proxy that can be broken."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

BUSY = (
    b"HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/json\r\n"
    b"X-Elastic-Product: Elasticsearch\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"
)


class Proxy:
    """Passes everything on to a node, or "hangs", says "busy", or "refuses"."""

    def __init__(self, target: str) -> None:
        parts = urlsplit(target)
        self.target = (parts.hostname or "127.0.0.1", parts.port or 9200)
        self.mode = "works"
        self.connections = 0
        self._open: set[socket.socket] = set()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        threading.Thread(target=self._accept, daemon=True).start()

    def set(self, mode: str) -> None:
        """Behave so from now on; open connections break."""
        self.mode = mode
        for connection in list(self._open):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Stop."""
        self.set("refuses")
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                caller, _address = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._serve, args=(caller,), daemon=True).start()

    def _serve(self, caller: socket.socket) -> None:
        self._open.add(caller)
        with caller, suppress(OSError):
            if self.mode == "works":
                self._pass_on(caller)
            elif self.mode == "busy":
                caller.recv(65536)
                caller.sendall(BUSY)
            elif self.mode == "hangs":
                while caller.recv(65536):
                    pass
        self._open.discard(caller)

    def _pass_on(self, caller: socket.socket) -> None:
        with socket.create_connection(self.target) as node:
            self._open.add(node)
            back = threading.Thread(target=_copy, args=(node, caller), daemon=True)
            back.start()
            _copy(caller, node)
            self._open.discard(node)


def _copy(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while piece := source.recv(65536):
            target.sendall(piece)
    with suppress(OSError):
        target.shutdown(socket.SHUT_RDWR)


@contextmanager
def proxy(target: str) -> Iterator[Proxy]:
    """Open a proxy before a node."""
    opened = Proxy(target)
    try:
        yield opened
    finally:
        opened.close()
