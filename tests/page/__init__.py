"""What is pure of docs/assets/run/, called in Node."""

import json
import shutil
import subprocess
from pathlib import Path

from tests.conftest import unavailable

FOLDER = Path(__file__).parent


def call(*calls):
    """Call [module, function, arguments...] each, and return what they return."""
    node = shutil.which("node")
    if not node:
        unavailable("Node is not installed")
    result = subprocess.run(
        [node, str(FOLDER / "call.mjs")], input=json.dumps(calls),
        capture_output=True, text=True,
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)
