"""The other side of the sandbox: people, groups and faults, by its control interface."""

import itertools
import json
import struct
import urllib.error
import urllib.request
import zlib
from typing import Any


# HTML in the order and spelling in which both libraries write it back.
FORMATTED = (
    "Hello <b>bold <i>both</i></b> 👍🏽 <u>u</u> <s>s</s> <code>a &lt; b &amp; c</code>\n"
    '<a href="https://example.org/">link</a> '
    '<tg-time unix="1790000000" format="wDT">then</tg-time>\n'
    "<blockquote>said</blockquote>\n<pre>let a = 1</pre>"
)


class SandboxControl:
    """One sandbox at work. What it does is described in Sources/Sandbox/Server/Control.swift."""

    # New accounts have ids beyond 32 bits; 52 are the most.
    _ids = itertools.count(1 << 51)

    def __init__(self, port: int, token: str) -> None:
        self.base = f"http://127.0.0.1:{port}"
        self.token = token

    def clean(self) -> None:
        """Leaves no update, webhook, wish or fault of an earlier check."""
        self.post("faults", {"next": []})
        self._request(f"/bot{self.token}/deleteWebhook", {"drop_pending_updates": True})
        self._request(f"/bot{self.token}/getUpdates", {"allowed_updates": []})

    def person(self, first_name: str = "Vera", *, started: bool = True) -> "Person":
        """Someone new; who has started has opened the bot, and the bot knows of it already."""
        person = Person(self, next(self._ids), first_name)
        self.post("people", {"id": person.id, "first_name": first_name, "last_name": "Lind"})
        if started:
            person.starts()
            self._request(f"/bot{self.token}/deleteWebhook", {"drop_pending_updates": True})
        return person

    def group(self, title: str, members: list["Person"]) -> int:
        """A new group of these people and the bot; its id."""
        group = -(next(self._ids) % 1_000_000_000_000)
        ids = [member.id for member in members]
        self.post("groups", {"id": group, "title": title, "members": ids})
        return group

    def queues_update(self, kind: str, body: dict[str, Any]) -> None:
        self.post("updates", {"kind": kind, "body": body})

    def fails_next(self, kind: str, **details: Any) -> None:
        """The next call of the bot meets this fault."""
        self.post("faults", {"next": [{"kind": kind, **details}]})

    def advances(self, seconds: int) -> None:
        self.post("clock", {"advance": seconds})

    def moves_group(self, group: int) -> int:
        """Turns the group into a supergroup; its new id."""
        supergroup = -1_000_000_000_000 - next(self._ids) % 1_000_000_000
        self.post("migrate", {"from": group, "to": supergroup})
        return supergroup

    def state(self) -> dict[str, Any]:
        return self._request("/sandbox/state")

    def chat(self, person: "Person") -> dict[str, Any]:
        """The person's chat as their screen shows it: messages, reply keyboard, commands."""
        return self._request("/sandbox/state")["chats"][str(person.id)]

    def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        return self._request(f"/sandbox/{path}", body)

    def upload(self, path: str, files: list[tuple[str, bytes]], caption: str) -> dict[str, Any]:
        mark = "a-line-that-no-file-has"
        parts = [(f'name="file"; filename="{name}"', data) for name, data in files]
        parts.append(('name="caption"', caption.encode()))
        body = b""
        for disposition, data in parts:
            head = f"--{mark}\r\nContent-Disposition: form-data; {disposition}\r\n\r\n"
            body += head.encode() + data + b"\r\n"
        body += f"--{mark}--\r\n".encode()
        return self._request(f"/sandbox/{path}", body, f"multipart/form-data; boundary={mark}")

    def _request(
        self, path: str, body: dict[str, Any] | bytes | None = None, kind: str = "application/json"
    ) -> dict[str, Any]:
        data = json.dumps(body).encode() if isinstance(body, dict) else body
        request = urllib.request.Request(self.base + path, data, {"Content-Type": kind})
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            raise AssertionError(f"{path}: {error.code} {error.read().decode()}") from None


class Person:
    """Someone who writes to the bot."""

    def __init__(self, sandbox: SandboxControl, id: int, first_name: str) -> None:
        self.sandbox = sandbox
        self.id = id
        self.first_name = first_name

    def _does(self, action: str, **details: Any) -> dict[str, Any]:
        return self.sandbox.post(f"people/{self.id}/{action}", details)

    def starts(self, payload: str = "") -> None:
        self._does("start", payload=payload)

    def says(self, text: str, **details: Any) -> int:
        """Sends a text; its message id."""
        return self._does("text", text=text, **details)["message_id"]

    def rewrites(self, message_id: int, text: str) -> None:
        self._does("edit", message_id=message_id, text=text)

    def taps(self, message_id: int, data: str) -> str:
        """Taps a button; the id of the callback query."""
        return self._does("tap", message_id=message_id, data=data)["query_id"]

    def asks_inline(self, query: str) -> str:
        return self._does("inline", query=query)["query_id"]

    def pays(self, message_id: int) -> str:
        """Presses Pay on an invoice; the id of the pre-checkout query."""
        return self._does("pay", message_id=message_id)["query_id"]

    def pays_by_link(self, link: str) -> str:
        return self._does("pay", link=link)["query_id"]

    def shares_contact(self) -> None:
        self._does("contact")

    def sends_location(self, latitude: float, longitude: float) -> None:
        self._does("location", latitude=latitude, longitude=longitude)

    def sends_sticker(self) -> None:
        self._does("sticker")

    def sends_files(self, kind: str, *files: tuple[str, bytes], caption: str = "") -> None:
        """Sends files of a kind (photo, document, voice…); several are an album."""
        self.sandbox.upload(f"people/{self.id}/{kind}", list(files), caption)

    def blocks(self) -> None:
        self._does("block", blocked=True)


def png(width: int, height: int) -> bytes:
    """A picture in one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        sum = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", sum)

    rows = (b"\0" + b"\x33\x66\x99" * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )
