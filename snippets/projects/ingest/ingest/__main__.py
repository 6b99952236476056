"""The process that listens: python -m ingest"""

from ingest.app import create
from ingest.settings import Ingest

from snippets.projects.kit import serving
from snippets.projects.kit.settings import load

if __name__ == "__main__":
    settings = load(Ingest)
    serving.start_process("ingest", settings)
    serving.serve(create(settings), settings)
