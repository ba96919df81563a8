"""Holds the bot's letters against a mail server that others wrote: aiosmtpd.

The real program runs against the sandbox; its invitations go to a server that takes them, refuses
the login or the recipient, says "later", is slow, is gone and comes back. The chat must answer at
once all the while, each letter must arrive once, and what goes wrong must be told in the chat.

Usage: mail_check.py <bookingbot> <sandbox port> <sandbox token>. Takes a minute and a half: that
is how long a letter that was put off waits for its second try.
"""

import asyncio
import email
import email.policy
import os
import pathlib
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
from typing import Any, Callable

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "Peers"))
from sandbox_control import Person, SandboxControl  # noqa: E402

SLOW = 8.0
ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


class PostOffice:
    """A mail server that treats recipients by their names."""

    def __init__(self) -> None:
        self.letters: list[tuple[str, email.message.EmailMessage]] = []
        self.refused: set[str] = set()

    async def handle_RCPT(self, server, session, envelope, address, options) -> str:
        if address.startswith("nobody@"):
            return f"550 5.1.1 <{address}>: no such mailbox"
        if address.startswith("later@") and address not in self.refused:
            self.refused.add(address)
            return "451 4.7.1 Greylisted, come back later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope) -> str:
        if envelope.rcpt_tos[0].startswith("slow@"):
            await asyncio.sleep(SLOW)
        letter = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.letters.append((envelope.rcpt_tos[0], letter))
        return "250 Taken"

    def to(self, address: str) -> list[email.message.EmailMessage]:
        return [letter for recipient, letter in self.letters if recipient == address]


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def until(condition: Callable[[], Any], what: str, seconds: float = 60) -> Any:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = condition()
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError(f"did not happen within {seconds:.0f} s: {what}")


class Bot:
    """The real program with its owner at the other end of the sandbox."""

    def __init__(self, program: str, sandbox: SandboxControl, folder: str, smtp: str) -> None:
        sandbox.clean()
        self.sandbox = sandbox
        environment = {
            "PATH": os.environ["PATH"],
            "BOT_TOKEN": sandbox.token,
            "TELEGRAM_API_BASE": sandbox.base,
            "TELEGRAM_LIMITS": "off",
            "DATABASE_PATH": f"{folder}/bot.sqlite",
            "HTTP_PORT": "0",
            "SMTP_URL": smtp,
            "SMS_URL": f"{sandbox.base}/sandbox/sms",
            "SMTP_FROM": "Corner House <post@corner.example>",
            "LOCALES_PATH": str(ROOT / "Locales"),
        }
        self.log = open(f"{folder}/log", "wb")
        self.process = subprocess.Popen(
            [program, "serve", "--sample", "--language", "en"],
            cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=self.log,
        )
        self.said = ""
        threading.Thread(target=self._listen, daemon=True).start()
        link = until(lambda: re.search(r"start=(o[\w-]{43})", self.said), "the owner's link", 30)
        self.owner: Person = sandbox.person("Olga", started=False)
        self.owner.starts(link[1])
        until(lambda: self.messages(), "a welcome for the owner")

    def _listen(self) -> None:
        for line in self.process.stdout:
            self.said += line.decode()

    def stop(self) -> None:
        self.process.terminate()
        assert self.process.wait(10) == 0
        self.log.close()

    def messages(self) -> list[dict[str, Any]]:
        messages = self.sandbox.chat(self.owner)["messages"]
        return [message for message in messages if message["from"].get("is_bot")]

    def tap(self, verb: str) -> None:
        def button():
            for message in reversed(self.messages()):
                for row in message.get("reply_markup", {}).get("inline_keyboard", []):
                    for key in row:
                        if key.get("callback_data", "").startswith(verb + ":"):
                            return message["message_id"], key["callback_data"]

        message, data = until(button, f"a button {verb}")
        self.owner.taps(message, data)

    def press(self, pattern: str) -> None:
        """Taps the first button of the newest message whose label matches."""
        def button():
            newest = self.messages()[-1]
            for row in newest.get("reply_markup", {}).get("inline_keyboard", []):
                for key in row:
                    if re.search(pattern, key["text"]) and "callback_data" in key:
                        return newest, key["callback_data"]

        message, data = until(button, f"a button like {pattern}")
        self.owner.taps(message["message_id"], data)
        until(lambda: next(
            (m for m in self.messages() if m["message_id"] == message["message_id"]
             and m.get("reply_markup") != message.get("reply_markup")), None),
            f"an answer to {pattern}")

    def books_for(self, details: str) -> None:
        self.owner.says(f"/guest {details}")
        self.press("^Haircut")
        self.press(r"\d\d?:\d\d")
        self.press("Book")

    def read(self, words: str, seconds: float = 15) -> str:
        """Waits for a message with these words; its whole text."""
        def text():
            return next((m["text"] for m in self.messages() if words in m.get("text", "")), None)

        return until(text, f"“{words}” in the chat", seconds)

    def invites(self, name: str, address: str, words: str | None = None) -> None:
        self.owner.says(f"/invite {name} {address}")
        until(lambda: any(
            address in m.get("text", "") and "ready" in m["text"] for m in self.messages()),
            f"an invitation for {address}")
        self.tap("Iw")
        self.read(f"The letter goes to {name}")
        if words:
            self.owner.says(words)
        else:
            self.tap("Ie")

    def card(self, address: str) -> str:
        """What the newest card of an invitation says; opens it anew."""
        self.owner.says("/invite")
        def button():
            newest = self.messages()[-1]
            for row in newest.get("reply_markup", {}).get("inline_keyboard", []):
                for key in row:
                    if key["text"].endswith(address):
                        return newest["message_id"], key["callback_data"]

        message, data = until(button, f"{address} in the list")
        self.owner.taps(message, data)
        return until(lambda: next(
            (m["text"] for m in self.messages()
             if m["message_id"] == message and "What happened" in m["text"]), None),
            f"the card of {address}")

    def answers_at_once(self) -> float:
        """How long the chat takes for an answer."""
        before = len(self.messages())
        begun = time.monotonic()
        self.owner.says("/help")
        until(lambda: len(self.messages()) > before, "an answer to /help")
        return time.monotonic() - begun


def passed(what: str) -> None:
    print(f"ok: {what}", flush=True)


def refused_login(program: str, sandbox: SandboxControl) -> None:
    port = free_port()
    server = Controller(
        PostOffice(), hostname="127.0.0.1", port=port, auth_required=True, auth_require_tls=False,
        authenticator=lambda *_: AuthResult(success=False, handled=False))
    server.start()
    with tempfile.TemporaryDirectory() as folder:
        bot = Bot(program, sandbox, folder, f"smtp://post:wrong@127.0.0.1:{port}")
        bot.invites("Anna", "anna@example.com")
        told = bot.read("has not left yet")
        assert "refuses our login" in told and "still trying" in told, told
        assert "wrong" not in open(f"{folder}/log").read(), "the password is in the log"
        bot.stop()
    server.stop()
    passed("a refused login is told in the chat")


def many_fates(program: str, sandbox: SandboxControl) -> None:
    office = PostOffice()
    port = free_port()
    server = Controller(office, hostname="127.0.0.1", port=port)
    server.start()
    with tempfile.TemporaryDirectory() as folder:
        bot = Bot(program, sandbox, folder, f"smtp://127.0.0.1:{port}")

        bot.invites("Anna", "anna@example.com", "See you <b>soon</b> & often!")
        letter = until(lambda: office.to("anna@example.com"), "Anna's letter")[0]
        plain = letter.get_body(("plain",)).get_content()
        html = letter.get_body(("html",)).get_content()
        link = re.search(r"https://t\.me/\w+\?start=i[\w-]{43}", plain)
        assert link and link[0] in html, plain
        assert "See you <b>soon</b> & often!" in plain
        assert "See you &lt;b&gt;soon&lt;/b&gt; &amp; often!" in html
        assert letter["to"] == "anna@example.com" and "post@corner.example" in letter["from"]
        until(lambda: "Letter: sent" in bot.card("anna@example.com"), "“sent” on the card")
        passed("an accepted letter arrives with both of its parts")

        bot.books_for("Gina Guest, gina@example.com")
        letter = until(lambda: office.to("gina@example.com"), "Gina's letter")[0]
        assert "A visit has been booked for you" in letter["subject"], letter["subject"]
        file = next(letter.iter_attachments())
        assert file.get_filename().endswith(".ics"), file.get_filename()
        assert file.get_content_type() == "text/calendar"
        assert b"BEGIN:VEVENT" in file.get_payload(decode=True)
        bot.books_for("Theo Phone, +353 1 555 0177")
        short = until(
            lambda: [one for one in sandbox.state()["letters"] if one.get("sms")], "Theo's SMS")
        assert [one["to"] for one in short] == [["+35315550177"]], short
        assert "A visit has been booked for you" in short[0]["text"], short
        passed("guests hear of their bookings by letter with a calendar file, and by SMS")

        bot.invites("Nemo", "nobody@example.com")
        told = bot.read("could not be delivered")
        assert "does not know this address" in told, told
        passed("a refused recipient is told in the chat")

        bot.invites("Lara", "later@example.com")
        until(lambda: "come back later" in bot.card("later@example.com"), "“later” on the card")
        passed("“later” is on the card")

        bot.invites("Sven", "slow@example.com")
        slowest = 0.0
        while not office.to("slow@example.com"):
            slowest = max(slowest, bot.answers_at_once())
            time.sleep(0.5)
        assert slowest < 2, f"the chat waited {slowest:.1f} s for the mail server"
        until(lambda: "Letter: sent" in bot.card("slow@example.com"), "“sent” on the card")
        passed(f"a slow server keeps nobody waiting (at most {slowest:.2f} s)")

        server.stop()
        bot.invites("Gwen", "gone@example.com")
        until(lambda: "does not answer" in bot.card("gone@example.com"), "“gone” on the card")
        assert bot.answers_at_once() < 2
        back = Controller(office, hostname="127.0.0.1", port=port)
        back.start()
        until(lambda: office.to("gone@example.com"), "a letter to the server that is back", 100)
        until(lambda: office.to("later@example.com"), "the second try after “later”", 100)
        until(lambda: "Letter: sent" in bot.card("gone@example.com"), "“sent” on the card")
        passed("letters wait for a server that is gone, or said “later”")

        time.sleep(2)
        for name in ("anna", "gina", "slow", "gone", "later"):
            count = len(office.to(f"{name}@example.com"))
            assert count == 1, f"{name}: {count} letters"
        assert len(office.letters) == 5
        bot.stop()
        back.stop()
    passed("each letter arrived once")


if __name__ == "__main__":
    control = SandboxControl(int(sys.argv[2]), sys.argv[3])
    refused_login(sys.argv[1], control)
    many_fates(sys.argv[1], control)
