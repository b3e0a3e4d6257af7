"""The shared folder behind a real WebDAV server: each laptop has a mirror of it, as a sync client keeps one.

The mirror sends and fetches whole files over HTTP (PUT under a draft's name and MOVE; GET), in any order and only some
at a time, and now and then a file arrives cut.
"""

from __future__ import annotations

import http.client
import io
import random
import re
import threading
import urllib.parse
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest

from klimabesog.casework.casebook import Casebook
from klimabesog.casework.sharedfolder import SharedFolder
from klimabesog.casework.sharing import Sharing
from tests.casework.laptops import OpenCasebook
from tests.casework.steps import electricity, leaks, photo

pytest.importorskip("wsgidav")


ALL = b'<?xml version="1.0"?><propfind xmlns="DAV:"><allprop/></propfind>'


class Quiet(WSGIRequestHandler):
    def log_message(self, *_args: object) -> None:
        return


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[str, int]]:
    """A WebDAV server on this machine; host and port."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from wsgidav.wsgidav_app import WsgiDAVApp

    root = tmp_path / "server"
    root.mkdir()
    app = WsgiDAVApp(
        {
            "provider_mapping": {"/": str(root)},
            "simple_dc": {"user_mapping": {"*": True}},
            "verbose": 0,
            "logging": {"enable": False},
        }
    )

    def served(environ: dict[str, Any], start: Any) -> Any:
        """wsgiref hands the bare socket on: a request without a body would be waited for."""
        length = int(environ.get("CONTENT_LENGTH") or 0)
        environ["wsgi.input"] = io.BytesIO(environ["wsgi.input"].read(length))
        return app(environ, start)

    httpd: WSGIServer = make_server("127.0.0.1", 0, served, handler_class=Quiet)
    thread = threading.Thread(target=httpd.serve_forever)
    thread.start()
    yield "127.0.0.1", httpd.server_port
    httpd.shutdown()
    thread.join()
    httpd.server_close()


@dataclass
class Mirror:
    """A laptop's local copy of the server's folder."""

    server: tuple[str, int]
    folder: Path

    def request(self, method: str, path: str, body: bytes | None = None, **headers: str) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection(*self.server, timeout=30)
        try:
            connection.request(method, urllib.parse.quote(f"/{path}"), body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def there(self) -> list[str]:
        """The files on the server."""
        found, waiting = [], [""]
        while waiting:
            folder = waiting.pop()
            status, body = self.request("PROPFIND", folder, ALL, Depth="1")
            assert status == 207
            for href in re.findall(r"href>([^<]*)</", body.decode()):
                path = urllib.parse.unquote(urllib.parse.urlsplit(href).path).strip("/")
                if path != folder.strip("/"):
                    (waiting if href.endswith("/") else found).append(path)
        return sorted(found)

    def here(self) -> list[str]:
        """The files of the mirror; drafts are a sync client's to leave alone."""
        files = [path for path in self.folder.rglob("*") if path.is_file() and path.suffix != ".tmp"]
        return sorted(path.relative_to(self.folder).as_posix() for path in files)

    def send(self, name: str) -> None:
        for parent in list(PurePosixPath(name).parents)[-2::-1]:
            assert self.request("MKCOL", str(parent))[0] in (201, 405)
        assert self.request("PUT", f"{name}.part", (self.folder / name).read_bytes())[0] in (201, 204)
        target = f"http://{self.server[0]}:{self.server[1]}/{urllib.parse.quote(name)}"
        assert self.request("MOVE", f"{name}.part", Destination=target)[0] in (201, 204)

    def fetch(self, name: str, cut: int | None = None) -> None:
        status, body = self.request("GET", name)
        assert status == 200
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body if cut is None else body[: len(body) * cut // 100])

    def sync(self, rng: random.Random | None = None) -> None:
        """Both ways; with `rng` only some of the files, a fetched one perhaps cut."""
        there, here = self.there(), self.here()
        up = [name for name in here if name not in there]
        down = [n for n in there if not n.endswith(".part") and (n not in here or self._is_cut(n))]
        for name in up if rng is None else rng.sample(up, rng.randint(0, len(up))):
            self.send(name)
        for name in down if rng is None else rng.sample(down, rng.randint(0, len(down))):
            self.fetch(name, rng.choice([None, None, 0, 60]) if rng else None)

    def _is_cut(self, name: str) -> bool:
        status, _body = self.request("HEAD", name)
        connection = http.client.HTTPConnection(*self.server, timeout=30)
        try:
            connection.request("HEAD", urllib.parse.quote(f"/{name}"))
            answer = connection.getresponse()
            answer.read()
            return (
                status == 200 and int(answer.headers["Content-Length"]) != (self.folder / name).stat().st_size
            )
        finally:
            connection.close()


@pytest.fixture
def team(
    open_casebook: OpenCasebook, server: tuple[str, int], tmp_path: Path
) -> list[tuple[Casebook, SharedFolder, Mirror]]:
    """Three laptops, each with its mirror."""
    laptops = []
    for name in ("anna", "bo", "cilia"):
        book = open_casebook(name)
        if laptops:
            Sharing(book).set_team_key(Sharing(laptops[0][0]).team_key)
        mirror = tmp_path / f"spejl {name}"
        mirror.mkdir()
        laptops.append((book, SharedFolder(book, mirror), Mirror(server, mirror)))
    return laptops


def test_three_laptops_over_webdav(team: list[tuple[Casebook, SharedFolder, Mirror]]) -> None:
    rng = random.Random(5)
    anna = team[0][0]
    visit = anna.start_visit(anna.save_company({"navn": "Smedjen"}), "2026-11-20")
    electricity(visit)
    leaks(visit)
    visit.add_photo(photo())
    for n in range(6):
        book, folder, mirror = rng.choice(team)
        book.save_company({"navn": f"{book.desk.actor} {n}"})
        folder.sync_now()
        mirror.sync(rng)
        folder.sync_now()
    for _round in range(2):
        for _book, folder, mirror in team:
            mirror.sync()
            assert folder.sync_now().problems == ()
            mirror.sync()
    books = [book for book, _folder, _mirror in team]
    assert len({book.desk.store.derived() for book in books}) == 1
    assert all(book.companies() == anna.companies() for book in books)
    assert all(book.visit(visit.id).result() == visit.result() for book in books)
    assert all(folder.sync_now().went == 0 and folder.status().waiting == 0 for _b, folder, _m in team)
    there = team[0][2].there()
    assert all(mirror.here() == there for _b, _f, mirror in team)
