"""Opens the pages of a running program in headless Chromium, in both colour schemes, on a phone and
on a desk, with and without scripts; and reads their HTML with a parser that others wrote.

    web_check.py BOOKINGBOT [folder for the pictures]
"""

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

import html5lib

from browser import Browser
from studio import Studio, png


def start(program, folder):
    database = os.path.join(folder, "demo.sqlite")
    log = open(os.path.join(folder, "log"), "w+")
    process = subprocess.Popen(
        [program, "demo", "--port", "0", "--database", database, "--language", "en"],
        stdout=log, stderr=subprocess.STDOUT,
    )
    for _ in range(200):
        time.sleep(0.1)
        log.seek(0)
        found = re.search(r"pages at (http://\S+)/", log.read())
        if found:
            try:
                urllib.request.urlopen(found[1] + "/healthz", timeout=5)
                return process, database, found[1]
            except OSError:
                pass
    raise SystemExit("the demo did not start")


def furnish(database, folder):
    studio = Studio(database, os.path.join(folder, "media"))
    message = "Thank you for the wonderful day!\nThe light in the park was a gift.\n\nOlivia"
    session = studio.session("Осінь у парку · Autumn in the park", limit=5, message=message)
    for number in range(1, 90):
        studio.file(
            session, number, "photo",
            {"small": png(96, 64, number), "large": png(240, 160, number), "full": png(240, 160, number)},
            caption="Біля озера <&> 🍂" if number % 7 == 0 else None,
        )
    studio.file(
        session, 3, "video", {"small": png(96, 64, 500), "full": b"no video at all"},
        mime="video/mp4", duration=83)
    studio.file(session, 4, "document", {"full": b"%PDF"}, name="Договір 🍂 " + "довга назва " * 5 + ".pdf",
                mime="application/pdf")
    studio.file(session, 5, "video", {}, name="Das ganze Fest.mp4", mime="video/mp4")
    empty = studio.session("Family portrait", status="active")
    later = int(time.time()) + 30 * 86400
    results = studio.token("results", session, later)
    return studio, {
        "home": "/",
        "lookup": "/lookup",
        "lookup-sent": "/lookup?sent=1",
        "contact": "/contact",
        "progress": "/s/" + studio.token("session", empty),
        "gallery": "/s/" + studio.token("session", session),
        "results": f"/results/S{session}/{results}",
        "results-fr": f"/results/S{session}/{results}?lang=fr&page=2",
        "picks": f"/results/S{session}/{results}?only=picks",
        "picture": f"/results/S{session}/{results}/2?lang=uk",
        "video": f"/results/S{session}/{results}/4",
        "guest": "/b/" + studio.token("visit", studio.visit(guest=True)),
        "client": "/b/" + studio.token("visit", studio.visit(guest=False)),
        "expired": f"/results/S{session}/" + studio.token("results", session, 1000),
        "unknown": "/s/" + "x" * 43,
    }


def fetch(url):
    try:
        with urllib.request.urlopen(url, timeout=20) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


FACTS = """(() => {
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  const unnamed = [...document.querySelectorAll("a, button")].filter(
    (e) => !(e.textContent.trim() || e.getAttribute("aria-label") || e.querySelector("img[alt]")));
  const small = [...document.querySelectorAll("main button, main a.button")].filter((e) => {
    const box = e.getBoundingClientRect(); return box.height < 43 || box.width < 43; });
  return { wide, mains: document.querySelectorAll("main").length,
    headings: document.querySelectorAll("h1").length,
    noAlt: document.querySelectorAll("img:not([alt])").length,
    noSize: document.querySelectorAll("img:not([width])").length,
    unnamed: unnamed.length, small: small.length,
    unlabelled: [...document.querySelectorAll("input:not([type=hidden]), textarea")]
      .filter((e) => !e.labels.length).length,
    lang: document.documentElement.lang };
})()"""


def main():
    program, pictures = sys.argv[1], (sys.argv + [None])[2]
    faults = []

    def check(holds, words):
        if not holds:
            faults.append(words)
            print("FAULT", words)

    with tempfile.TemporaryDirectory(prefix="pages-") as folder:
        pictures = pictures or os.path.join(folder, "pictures")
        os.makedirs(pictures, exist_ok=True)
        process, database, base = start(program, folder)
        browser = Browser()
        try:
            host, port = base.removeprefix("http://").split(":")
            slow = socket.create_connection((host, int(port)))
            slow.sendall(b"GET / HTTP/1.1\r\nHost: slow\r\nX-Slow: ")
            begun = time.monotonic()
            _, pages = furnish(database, folder)
            statuses = {"expired": 410, "unknown": 404}
            for name, path in pages.items():
                status, text = fetch(base + path)
                check(status == statuses.get(name, 200), f"{name}: status {status}")
                parser = html5lib.HTMLParser(namespaceHTMLElements=False)
                parser.parse(text)
                for place, error, _ in parser.errors:
                    check(False, f"{name}: HTML at {place}: {error}")
                ids = re.findall(r'\bid="([^"]+)"', text)
                check(len(ids) == len(set(ids)), f"{name}: an id is there twice")
            for name, path in pages.items():
                for width, dark in [(360, False), (360, True), (1280, False), (1280, True)]:
                    browser.view(width, 760, dark)
                    browser.open(base + path)
                    facts = browser.ask(FACTS)
                    place = f"{name} at {width}{' dark' if dark else ''}"
                    check(facts["wide"] <= 0, f"{place}: {facts['wide']} pixels too wide")
                    check(facts["mains"] == 1 and facts["headings"] == 1, f"{place}: landmarks {facts}")
                    for key in ["noAlt", "noSize", "unnamed", "unlabelled", "small"]:
                        check(facts[key] == 0, f"{place}: {facts[key]} {key}")
                    for line in browser.complaints():
                        expected = status_line(name, statuses, line)
                        check(expected, f"{place}: console: {line}")
                    browser.picture(
                        os.path.join(pictures, f"{name}-{width}{'-dark' if dark else ''}.png"))
            behave(browser, base, pages, check)
            withstand(base, pages, check)
            # Opened before everything else, and never finished.
            slow.settimeout(max(1, 45 - (time.monotonic() - begun)))
            try:
                check(slow.recv(1) == b"", "a slow client is answered")
            except (TimeoutError, ConnectionResetError) as error:
                check(isinstance(error, ConnectionResetError), "a slow client is waited for")
            with open(os.path.join(folder, "log")) as log:
                text = log.read()
            tokens = re.findall(r"[A-Za-z0-9_-]{43}", " ".join(pages.values()))
            check(not any(token in text for token in tokens), "a token is in the log")
        finally:
            browser.close()
            process.terminate()
            process.wait(10)
        if faults:
            with open(os.path.join(folder, "log")) as log:
                print(log.read()[-2000:])
    print(f"{len(pages)} pages looked at; {len(faults)} faults")
    raise SystemExit(1 if faults else 0)


def status_line(name, statuses, line):
    """Chromium notes every answer above 399, and our video is none."""
    return name in statuses and str(statuses[name]) in line


def raw(base, text, wait=5):
    """Sends bytes as they are and returns what comes until the line is closed or quiet."""
    host, port = base.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=wait) as line:
        try:
            line.sendall(text)
            answer = b""
            while piece := line.recv(65536):
                answer += piece
        except (TimeoutError, ConnectionError):
            pass
        return answer


def withstand(base, pages, check):
    """Requests that no browser sends."""
    long = b"GET / HTTP/1.1\r\nHost: x\r\nX-Long: %s\r\nConnection: close\r\n\r\n"
    check(raw(base, long % (b"a" * 20_000)).startswith(b"HTTP/1.1 431"), "no 431")
    answer = raw(base, long % (b"a" * 500_000))
    check(not answer.startswith(b"HTTP/1.1 200"), "half a megabyte of headers is taken")
    many = b"".join(b"X-%d: 1\r\n" % number for number in range(2_000))
    answer = raw(base, b"GET / HTTP/1.1\r\nHost: x\r\n" + many + b"\r\n")
    check(not answer.startswith(b"HTTP/1.1 200"), "two thousand headers are taken")
    for junk in [b"\x16\x03\x01\x02\x00\x01\x00", b"GET / HTTP/9.9\r\n\r\n", b"nonsense\r\n\r\n"]:
        check(not raw(base, junk, 2).startswith(b"HTTP/1.1 200"), f"{junk} is taken")
    path = pages["gallery"].encode()
    head = b"HEAD %s HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n" % path
    answer = raw(base, head)
    check(answer.startswith(b"HTTP/1.1 200") and answer.endswith(b"\r\n\r\n"), "HEAD has content")
    check(b"evil.example" not in answer, "the host is repeated")
    status, _ = fetch(base + "/healthz")
    check(status == 200, "it is not well afterwards")


def behave(browser, base, pages, check):
    """What people do: arrow keys, hearts with and without scripts."""
    browser.view(1280, 760, False)
    browser.open(base + pages["picture"])
    browser.events = []
    browser.call("Input.dispatchKeyEvent", {"type": "keyDown", "key": "ArrowRight", "code": "ArrowRight"})
    browser.wait()
    check(browser.ask("location.pathname").endswith("/3"), "the arrow key does not lead on")
    browser.events = []
    browser.call("Input.dispatchKeyEvent", {"type": "keyDown", "key": "Escape", "code": "Escape"})
    browser.wait()
    check("lang=uk" in browser.ask("location.search"), "Escape forgets the language")
    browser.ask("document.querySelector('.grid .pick').click()")
    time.sleep(0.5)
    check(
        browser.ask("document.querySelector('.grid .pick').getAttribute('aria-pressed')") == "true",
        "a heart does not stay")
    check("1 з 5" in browser.ask("document.querySelector('.count').textContent"),
          "the count does not follow")
    browser.view(360, 760, False, scripts=False)
    browser.open(base + pages["results"])
    browser.events = []
    browser.ask("document.querySelectorAll('.grid .pick')[1].click()")
    browser.wait()
    check("#f" in browser.ask("location.href"), "a heart without a script leads nowhere")
    _, text = fetch(base + pages["picks"])
    check("2 of 5" in text, "the favourites are not both there")
    check(text.count('aria-pressed="true"') == 2, "a heart without a script is lost")
    browser.view(360, 760, False)


if __name__ == "__main__":
    main()
