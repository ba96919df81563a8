"""A studio for the browser: puts a delivered session with pictures into the database of a running
demo, as the specialist's uploads would, and says by which links it opens."""

import base64
import hashlib
import hmac
import os
import sqlite3
import struct
import time
import zlib


def png(width, height, seed):
    """A picture with a gradient and a disc, so that each looks different."""
    rows = []
    r0, g0, b0 = (seed * 37) % 200, (seed * 71) % 200, (seed * 113) % 200
    cx, cy, radius = width * (seed % 5 + 1) // 6, height // 2, min(width, height) // 4
    for y in range(height):
        row = bytearray([0])
        for x in range(width):
            inside = (x - cx) ** 2 + (y - cy) ** 2 < radius**2
            f = y * 55 // height
            row += bytes([250, 235, 205]) if inside else bytes([r0 + f, g0 + f, b0 + f])
        rows.append(bytes(row))

    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"".join(rows), 6))
        + chunk(b"IEND", b"")
    )


class Studio:
    def __init__(self, database, media):
        self.db = sqlite3.connect(database, timeout=20, isolation_level=None)
        # The triggers of the books call functions of the program; here nobody searches.
        for name in ["folded", "sortKey"]:
            self.db.create_function(
                name, -1, lambda *texts: " ".join(str(text) for text in texts if text).lower())
        self.media = media
        with open(database + ".key", "rb") as file:
            self.key = file.read()

    def keep(self, content):
        digest = hashlib.sha256(content).digest()
        name = digest.hex()
        folder = os.path.join(self.media, name[:2])
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, name[2:]), "wb") as file:
            file.write(content)
        self.db.execute(
            "INSERT INTO media(digest, size, crc, added) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (digest, len(content), zlib.crc32(content), int(time.time())),
        )
        return digest, len(content)

    def token(self, kind, subject, expires=None):
        nonce = os.urandom(16)
        (number,) = self.db.execute("SELECT coalesce(max(id), 0) + 1 FROM link").fetchone()
        message = kind.encode() + b"\0" + struct.pack(">q", number) + nonce
        code = hmac.new(self.key, message, hashlib.sha256).digest()
        token = base64.urlsafe_b64encode(code).decode().rstrip("=")
        self.db.execute(
            "INSERT INTO link(id, kind, subject, nonce, digest, created, expires)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                number, kind, subject, nonce, hashlib.sha256(token.encode()).digest(),
                int(time.time()), expires,
            ),
        )
        return token

    def session(self, name, status="completed", limit=None, message=None):
        (specialist,) = self.db.execute("SELECT min(id) FROM specialist").fetchone()
        now = int(time.time())
        cursor = self.db.execute(
            "INSERT INTO session(specialist, name, about, day, status, pickLimit, message, created,"
            " completed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                specialist, name, None, now // 86400, status, limit, message, now,
                now if status == "completed" else None,
            ),
        )
        return cursor.lastrowid

    def file(self, session, position, kind, sizes, name=None, mime=None, caption=None,
             duration=None, width=1200, height=800):
        full = sizes.get("full")
        cursor = self.db.execute(
            "INSERT INTO sessionFile(session, position, kind, fileID, uniqueID, name, mime, size,"
            " width, height, duration, caption, added)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                session, position, kind, f"f{position}", os.urandom(8).hex(), name, mime,
                len(full) if full else 50_000_000, width, height, duration, caption,
                int(time.time()),
            ),
        )
        number = cursor.lastrowid
        for role, content in sizes.items():
            digest, size = self.keep(content)
            self.db.execute(
                "INSERT INTO fileSize(file, role, fileID, size, width, height, state, digest)"
                " VALUES (?, ?, ?, ?, ?, ?, 'kept', ?)",
                (
                    number, role, f"{role}{number}", size,
                    320 if role == "small" else width, 213 if role == "small" else height, digest,
                ),
            )
        self.db.execute("UPDATE session SET revision = revision + 1 WHERE id = ?", (session,))
        return number

    def visit(self, guest):
        """A booking of next week, by a guest or by somebody with a chat."""
        now = int(time.time())
        person = self.db.execute(
            "INSERT INTO person(name, email, telegram, created) VALUES (?, ?, ?, ?)",
            ("Anna Walsh", "anna@example.org", None if guest else 7_000_000 + now % 100_000, now),
        ).lastrowid
        service, calendar, specialist = self.db.execute(
            "SELECT offering.service, calendar.id, calendar.specialist FROM offering"
            " JOIN calendar ON calendar.id = offering.calendar ORDER BY calendar.id LIMIT 1"
        ).fetchone()
        starts = (now // 3600 + 24 * (60 if guest else 61)) * 3600
        number = f"W{'G' if guest else 'C'}{now % 10000:04d}"
        return self.db.execute(
            "INSERT INTO booking(number, client, service, calendar, specialist, starts, ends,"
            " bufferBefore, bufferAfter, busyFrom, busyTo, capacity, state, price, currency, created,"
            " changed) VALUES (?, ?, ?, ?, ?, ?, ?, 0, 0, ?, ?, 1, 'confirmed', 4500, 'EUR', ?, ?)",
            (
                number, person, service, calendar, specialist, starts, starts + 2700, starts,
                starts + 2700, now, now,
            ),
        ).lastrowid
