# needs: postgresql
"""One request inside the process, without any server: where does its time go?"""

import asyncio
import os
import sys
import time

if len(sys.argv) == 1:  # the parent: one child for each setting
    import subprocess

    cost = {}
    for name in ("starlette", "fastapi", "django 0", "django 7"):
        middleware = "1" if name[-1] == "7" else "0"
        child = subprocess.run([sys.executable, __file__, name], check=True, text=True,
                               capture_output=True,
                               env={**os.environ, "MIDDLEWARE": middleware})
        for line in child.stdout.splitlines():
            label, microseconds = line.split("=")
            cost[label] = float(microseconds)
            print(f"{label}: ≈ {cost[label]:.0f} µs")
    bare, seven = (cost[f"Django, async view, {m}"] for m in ("bare", "7 middleware"))
    assert seven > 1.3 * bare and cost["FastAPI"] < bare
    sys.exit()


async def drive(app, path: str, times: int) -> None:
    """Give the ASGI application requests, as a server would."""
    scope = {"type": "http", "http_version": "1.1", "method": "GET", "path": path,
             "raw_path": path.encode(), "query_string": b"", "headers": [],
             "root_path": "", "scheme": "http", "server": ("lab", 80),
             "client": ("lab", 1)}

    async def send(message):
        pass

    for _ in range(times):
        asked = False

        async def receive():
            nonlocal asked
            if asked:
                await asyncio.sleep(60)  # the client is still there
            asked = True
            return {"type": "http.request", "body": b"", "more_body": False}

        await app(dict(scope), receive, send)


def timed(label: str, work, times: int = 300) -> None:
    work(times // 6)
    best = []
    for _ in range(5):
        begin = time.perf_counter()
        work(times)
        best.append((time.perf_counter() - begin) / times)
    print(f"{label}={min(best) * 1e6:.0f}")


match sys.argv[1]:
    case "starlette":
        from starlette.applications import Starlette
        from starlette.responses import JSONResponse
        from starlette.routing import Route

        async def plain(request):
            return JSONResponse({"ok": True})

        bare = Starlette(routes=[Route("/plain", plain)])
        timed("Starlette", lambda n: asyncio.run(drive(bare, "/plain", n)))
    case "fastapi":
        from fast_app import app

        timed("FastAPI", lambda n: asyncio.run(drive(app, "/plain", n)))
    case setting:
        from django.test import RequestFactory  # noqa: F401
        from django_app import asgi, wsgi

        what = "7 middleware" if setting[-1] == "7" else "bare"

        def call_wsgi(times: int) -> None:
            for _ in range(times):
                answer = wsgi({"REQUEST_METHOD": "GET", "PATH_INFO": "/plain",
                               "SERVER_NAME": "lab", "SERVER_PORT": "80",
                               "wsgi.input": sys.stdin.buffer}, lambda *a: None)
                answer.close()

        timed(f"Django, WSGI, {what}", call_wsgi)
        timed(f"Django, async view, {what}",
              lambda n: asyncio.run(drive(asgi, "/async/plain", n)), 60)
        timed(f"Django, sync view on ASGI, {what}",
              lambda n: asyncio.run(drive(asgi, "/plain", n)), 60)
