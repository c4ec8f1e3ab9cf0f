"""A real nginx for the tests, with the configuration that is handed over: found, else installed.

`hosted(site, folder)` serves a site by it. No test is skipped for want of it: where it cannot be
had, `NoNginx` says what to install.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.browser.machine import install

CONFIGURATION = Path(__file__).parents[1] / ".ci/nginx.conf"
"""What is handed over."""

DEBIAN = ("nginx-light", "libnginx-mod-http-brotli-filter")
"""Packages that bring nginx and brotli to Debian."""

MODULES = Path("/etc/nginx/modules-enabled")
"""Where Debian's packages say which modules are to be loaded."""

AROUND = """\
daemon off;
master_process off;
pid {folder}/pid;
error_log stderr;
include {modules}/*.conf;
events {{ }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""
"""What stands around it on a machine that serves it; all that is written lies in one folder."""


class NoNginx(Exception):
    """No nginx with brotli was found, and none could be installed."""


@contextmanager
def hosted(site: Path, folder: Path) -> Iterator[str]:
    """Serve a site on this machine; yield its address, which ends with a slash.

    The folder takes what nginx writes.
    """
    program = nginx()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    text = CONFIGURATION.read_text(encoding="utf-8")
    here = {"listen 80;": f"listen 127.0.0.1:{port};", "root /srv/site;": f'root "{site}";'}
    for old, new in here.items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    (folder / "site.conf").write_text(text, encoding="utf-8")
    around = folder / "nginx.conf"
    around.write_text(AROUND.format(folder=folder, modules=MODULES), encoding="utf-8")
    log = folder / "log"
    with log.open("w") as said:
        running = subprocess.Popen([program, "-c", str(around)], stderr=said)
        try:
            _until_open(port, running, log)
            yield f"http://127.0.0.1:{port}/"
        finally:
            running.terminate()
            running.wait(20)


def _until_open(port: int, running: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(200):
        assert running.poll() is None, log.read_text(encoding="utf-8")
        with socket.socket() as door:
            if door.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError(f"nginx does not answer\n{log.read_text(encoding='utf-8')}")


def nginx() -> str:
    """Return the path of an nginx that knows brotli."""
    failures: list[str] = []
    if _found() is None and shutil.which("apt-get") and os.geteuid() == 0:
        install(DEBIAN, failures)
    if (program := _found()) is None:
        raise NoNginx(
            "the tests of hosting need nginx with its brotli module\n"
            + "".join(f"    | {failure}\n" for failure in failures)
            + f"    → Debian, as root: apt-get install {' '.join(DEBIAN)}"
        )
    return program


def _found() -> str | None:
    if not any(MODULES.glob("*brotli-filter.conf")):
        return None
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
