"""Free ports, and connections that are cut."""

import os
import socket
import struct
from itertools import count

from aiohttp import web

_FIRST, _LAST = 20_000, 32_000
"""Below the ports that systems hand out by themselves, of which some clients are wary."""
_turn = count(os.getpid() * 61)


def listening() -> socket.socket:
    """A socket that listens on a free port of this machine, between 20,000 and 32,000.

    Raises:
        OSError: none is free.
    """
    for _ in range(_LAST - _FIRST):
        port = _FIRST + next(_turn) % (_LAST - _FIRST)
        server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            server.bind(("127.0.0.1", port))
            server.listen(128)
        except OSError:
            server.close()
            continue
        return server
    raise OSError("no free port")


def reset(request: web.Request) -> None:
    """Cut a connection as a crash does: the other side is told of a reset."""
    transport = request.transport
    if transport is None:
        return
    sock = transport.get_extra_info("socket")
    if sock is not None:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()


def hang_up(request: web.Request) -> None:
    """End a connection without an answer."""
    if request.transport is not None:
        request.transport.abort()
