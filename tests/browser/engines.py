"""Chromium, Firefox and WebKit behind one interface: a window that opens addresses and is asked.

Chromium is driven by Playwright; Firefox speaks WebDriver BiDi itself; WebKit has Debian's
WebKitWebDriver, which speaks W3C WebDriver and needs a screen, here that of Xvfb.
"""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import ProxyHandler, Request, build_opener

from playwright.sync_api import Browser, Error
from websockets.sync.client import ClientConnection, connect

from tests.browser.machine import program

KEYS = {
    "Tab": "\ue004", "Enter": "\ue007", "Shift": "\ue008", "Control": "\ue009",
    "Escape": "\ue00c", "ArrowDown": "\ue015",
}  # fmt: skip
"""Keys as WebDriver spells them; any other is the character that it types."""

PATIENCE = 60.0
"""Seconds that a browser may take for one thing."""


class Window(ABC):
    """One window of a browser, 1280 pixels wide at first."""

    name: str
    errors: list[str]
    """What pages reported on the console since the start; empty where the driver tells nothing."""
    asked: list[str]
    """Addresses that pages asked for since the start; empty where the driver tells nothing."""

    def __init__(self) -> None:
        self.errors, self.asked = [], []

    @abstractmethod
    def open(self, address: str) -> None:
        """Go to an address and wait until it is loaded."""

    @abstractmethod
    def run(self, script: str) -> Any:
        """Run the body of a function in the page, `await` allowed; return what it returns."""

    @abstractmethod
    def resize(self, width: int, height: int) -> None:
        """Give the page that much room."""

    @abstractmethod
    def act(self, keys: list[tuple[str, str]], point: tuple[float, float] | None = None) -> None:
        """Press and release keys, `(keyDown | keyUp, key)`; or click at a point of the window."""

    def press(self, *strokes: str) -> None:
        """Press keys one after the other: `Tab`, `Control+c`."""
        for stroke in strokes:
            held = stroke.split("+")
            down = [("keyDown", key) for key in held]
            self.act([*down, *(("keyUp", key) for key in reversed(held))])

    def type(self, words: str) -> None:
        """Type a text, character by character."""
        self.act([(event, key) for key in words for event in ("keyDown", "keyUp")])

    def click(self, selector: str) -> None:
        """Click in the middle of the first line of an element."""
        self.until(f"return document.querySelector({json.dumps(selector)}) !== null")
        x, y = self.run(
            f"const element = document.querySelector({json.dumps(selector)});"
            "element.scrollIntoView({block: 'center', behavior: 'instant'});"
            "const box = element.getClientRects()[0];"
            "return [box.x + box.width / 2, box.y + box.height / 2];"
        )
        self.act([], (x, y))

    def until(self, script: str) -> None:
        """Wait until a script returns what is true; a page may be left meanwhile."""
        end, failed = time.monotonic() + PATIENCE, ""
        while True:
            try:
                if self.run(script):
                    return
            except (AssertionError, Error) as error:  # the page is being left
                failed = str(error)
            assert time.monotonic() < end, f"{self.name}: never so: {script}\n{failed}"
            time.sleep(0.05)


def _actions(
    keys: list[tuple[str, str]], point: tuple[float, float] | None
) -> list[dict[str, Any]]:
    """Return what WebDriver and WebDriver BiDi both call actions."""
    if point is None:
        pressed = [{"type": event, "value": KEYS.get(key, key)} for event, key in keys]
        return [{"type": "key", "id": "keyboard", "actions": pressed}]
    x, y = map(int, point)
    clicked = [
        {"type": "pointerMove", "x": x, "y": y, "origin": "viewport", "duration": 0},
        {"type": "pointerDown", "button": 0},
        {"type": "pointerUp", "button": 0},
    ]
    mouse = {"pointerType": "mouse"}
    return [{"type": "pointer", "id": "mouse", "parameters": mouse, "actions": clicked}]


# ----------------------------------------------------------------------- Chromium


class Chromium(Window):
    """Driven by Playwright."""

    name = "chromium"

    def __init__(self, browser: Browser) -> None:
        super().__init__()
        self.page = browser.new_page(viewport={"width": 1280, "height": 800})
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", self._told)

    def _told(self, message: Any) -> None:
        if message.type == "error":
            self.errors.append(f"{message.location['url']}: {message.text}")

    def open(self, address: str) -> None:
        self.page.goto("about:blank")  # to the same page with another anchor is to be a load, too
        self.page.goto(address)

    def run(self, script: str) -> Any:
        return self.page.evaluate(f"async () => {{ {script} }}")

    def resize(self, width: int, height: int) -> None:
        self.page.set_viewport_size({"width": width, "height": height})

    def act(self, keys: list[tuple[str, str]], point: tuple[float, float] | None = None) -> None:
        if point is not None:
            self.page.mouse.click(*point)
        for event, key in keys:
            if not key.isascii():
                self.page.keyboard.insert_text(key if event == "keyDown" else "")
            elif event == "keyDown":
                self.page.keyboard.down(key)
            else:
                self.page.keyboard.up(key)


# ------------------------------------------------------------------------ Firefox

QUIET = {
    "app.normandy.enabled": False,
    "browser.safebrowsing.downloads.remote.enabled": False,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.update.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "network.proxy.type": 0,
    "toolkit.telemetry.enabled": False,
}
"""What keeps Firefox from asking anybody for anything of its own."""


class Firefox(Window):
    """Speaks WebDriver BiDi over a socket."""

    name = "firefox"

    def __init__(self, socket: ClientConnection) -> None:
        super().__init__()
        self._socket, self._last = socket, 0
        self.send("session.new", capabilities={})
        # The window in which it starts never has the focus; a new one has.
        self._context = self.send("browsingContext.create", type="window")["context"]
        self.send("session.subscribe", events=["log.entryAdded", "network.beforeRequestSent"])
        self.resize(1280, 800)

    def send(self, method: str, **parameters: Any) -> Any:
        """Send a command and return its result; events that come before it are noted."""
        self._last += 1
        self._socket.send(json.dumps({"id": self._last, "method": method, "params": parameters}))
        while True:
            came = json.loads(self._socket.recv(timeout=PATIENCE))
            if came["type"] == "event":
                self._note(came["method"], came["params"])
            elif came["id"] == self._last:
                assert came["type"] == "success", f"{method}: {came['error']}: {came['message']}"
                return came["result"]

    def _note(self, event: str, told: dict[str, Any]) -> None:
        if event == "network.beforeRequestSent":
            self.asked.append(told["request"]["url"])
        elif told["level"] == "error":
            self.errors.append(told["text"])

    def open(self, address: str) -> None:
        for url in ("about:blank", address):
            self.send("browsingContext.navigate", context=self._context, url=url, wait="complete")

    def run(self, script: str) -> Any:
        came = self.send(
            "script.callFunction",
            functionDeclaration=f"async () => JSON.stringify(await (async () => {{ {script} }})())",
            target={"context": self._context},
            awaitPromise=True,
        )
        assert came["type"] == "success", came["exceptionDetails"]["text"]
        return json.loads(came["result"].get("value", "null"))

    def resize(self, width: int, height: int) -> None:
        room = {"width": width, "height": height}
        self.send("browsingContext.setViewport", context=self._context, viewport=room)

    def act(self, keys: list[tuple[str, str]], point: tuple[float, float] | None = None) -> None:
        self.send("input.performActions", context=self._context, actions=_actions(keys, point))


@contextmanager
def firefox(folder: Path) -> Iterator[Firefox]:
    """Start a Firefox without a screen, with a profile of its own in an empty folder."""
    path = program(("firefox-esr", "firefox"), "firefox-esr")
    lines = (f"user_pref({json.dumps(key)}, {json.dumps(value)});" for key, value in QUIET.items())
    (folder / "user.js").write_text("\n".join(lines), encoding="utf-8")
    log = folder / "log"
    own = ("--headless", "--no-remote", "--profile", str(folder), "--remote-debugging-port", "0")
    with _running(log, path, *own):
        address = _waited(log, r"(ws://\S+)")
        with connect(f"{address}/session", max_size=None, proxy=None) as socket:
            yield Firefox(socket)


# ------------------------------------------------------------------------- WebKit


class WebKit(Window):
    """Speaks W3C WebDriver over http."""

    name = "webkit"

    def __init__(self, address: str) -> None:
        super().__init__()
        self._address = address
        self._address += f"/session/{self.send('session', capabilities={})['sessionId']}"
        self.resize(1280, 800)

    def send(self, path: str, **body: Any) -> Any:
        """Send a command and return its value."""
        request = Request(
            f"{self._address}/{path}".rstrip("/"),
            data=json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
        )
        try:
            with build_opener(ProxyHandler({})).open(request, timeout=PATIENCE) as came:
                return json.load(came)["value"]
        except HTTPError as error:
            raise AssertionError(f"{path}: {error.read().decode()}") from None

    def open(self, address: str) -> None:
        for url in ("about:blank", address):
            self.send("url", url=url)

    def run(self, script: str) -> Any:
        return self.send("execute/sync", script=f"return (async () => {{ {script} }})()", args=[])

    def resize(self, width: int, height: int) -> None:
        around = self.run("return [outerWidth - innerWidth, outerHeight - innerHeight]")
        self.send("window/rect", width=width + around[0], height=height + around[1])

    def close(self) -> None:
        """End the session; its browser ends with it."""
        request = Request(self._address, method="DELETE")
        build_opener(ProxyHandler({})).open(request, timeout=PATIENCE).close()

    def act(self, keys: list[tuple[str, str]], point: tuple[float, float] | None = None) -> None:
        self.send("actions", actions=_actions(keys, point))


@contextmanager
def webkit(folder: Path) -> Iterator[WebKit]:
    """Start a WebKit on a screen of its own; what they say goes to an empty folder."""
    driver = program(("WebKitWebDriver",), "webkit2gtk-driver")
    screen = (program(("Xvfb",), "xvfb"), "-displayfd", "1", "-screen", "0", "1600x1200x24")
    with _running(folder / "xvfb", *screen):
        display = _waited(folder / "xvfb", r"^(\d+)\n")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        with _running(folder / "webkit", driver, f"--port={port}", DISPLAY=f":{display}"):
            for _ in range(200):
                with socket.socket() as door:
                    if door.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.05)
            window = WebKit(f"http://127.0.0.1:{port}")
            yield window
            window.close()


# ----------------------------------------------------------------------- programs


@contextmanager
def _running(log: Path, *command: str, **environment: str) -> Iterator[None]:
    """Run a program that writes to a log until the end of the block."""
    with log.open("wb") as said:
        running = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            env={**os.environ, **environment},
        )
        try:
            yield
        finally:
            running.terminate()
            running.wait(PATIENCE)


def _waited(log: Path, pattern: str) -> str:
    """Wait for words in a log; return what the group of the pattern holds."""
    end = time.monotonic() + PATIENCE
    while not (found := re.search(pattern, text := log.read_text(errors="replace"), re.MULTILINE)):
        assert time.monotonic() < end, f"{log}: never {pattern}\n{text}"
        time.sleep(0.05)
    return found[1]
