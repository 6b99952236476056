"""Runs one snippet after the other, each in the world that `python snippet.py` would find:
a fresh __main__, environment, folder and random state."""

import asyncio
import gc
import linecache
import os
import random
import sys
import time
import traceback
import types
import warnings

FOLDER = "/tmp/run"
PLOT = f"{FOLDER}/plot.csv"
RECURSION = sys.getrecursionlimit()
FILTERS = list(warnings.filters)
PATH = list(sys.path)
MODULES = set(sys.modules)


class Loop(asyncio.BaseEventLoop):
    """An event loop that needs nothing of a browser: until the next timer it sleeps."""

    def __init__(self):
        super().__init__()
        self._selector = self

    def select(self, timeout):
        if timeout is None:
            raise RuntimeError("every task waits, and nothing can wake one")
        time.sleep(max(timeout, 0))
        return []

    def _process_events(self, events):
        pass

    def _write_to_self(self):
        pass


class Policy(asyncio.events._BaseDefaultEventLoopPolicy):
    _loop_factory = Loop


def afresh():
    """Take back what the last snippet changed in this process."""
    os.chdir("/")
    for folder, _, names in os.walk(FOLDER, topdown=False):
        for name in names:
            os.unlink(os.path.join(folder, name))
        os.rmdir(folder)
    os.mkdir(FOLDER)
    os.chdir(FOLDER)
    os.environ.clear()
    os.environ.update(
        HOME=FOLDER, LC_ALL="C.UTF-8", TZ="UTC", TMPDIR=FOLDER, PLOT_DATA=PLOT
    )
    sys.path[:], warnings.filters[:] = PATH, FILTERS
    sys.setrecursionlimit(RECURSION)
    random.seed()
    gc.enable()
    asyncio.events._set_running_loop(None)
    asyncio.events._set_event_loop_policy(Policy())
    for name in set(sys.modules) - MODULES - sys.stdlib_module_names:
        if name.partition(".")[0] not in sys.stdlib_module_names:
            del sys.modules[name]
    linecache.clearcache()


def tell(error, file):
    """Print an error as Python does, without the frames of this file."""
    told = traceback.TracebackException.from_exception(error, compact=True)
    parts, seen = [told], set()
    while parts:
        part = parts.pop()
        if part is None or id(part) in seen:
            continue
        seen.add(id(part))
        part.stack[:] = [f for f in part.stack if f.filename != __file__]
        parts += [part.__cause__, part.__context__, *(part.exceptions or ())]
    sys.stderr.write("".join(told.format()))


def execute(source, file):
    """Run `source` as the program `file`; return its exit code."""
    main = types.ModuleType("__main__")
    main.__file__ = file
    main.__builtins__ = __builtins__
    sys.modules["__main__"], sys.argv[:] = main, [file]
    lines = source.splitlines(keepends=True)
    linecache.cache[file] = (len(source), None, lines, file)
    try:
        exec(compile(source, file, "exec", dont_inherit=True), main.__dict__)
    except SystemExit as stopped:
        if stopped.code is None or isinstance(stopped.code, int):
            return stopped.code or 0
        print(stopped.code, file=sys.stderr)
        return 1
    except BaseException as error:
        tell(error, file)
        return 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return 0


def run(source, file):
    """Run a snippet; return its exit code and what it wrote for a plot."""
    status = execute(source, file)
    data = ""
    if os.path.exists(PLOT):
        with open(PLOT, newline="", encoding="utf-8") as written:
            data = written.read().replace("\r\n", "\n")
    return status, data


def clean():
    """Make all ready for the next snippet."""
    afresh()
    gc.collect()


afresh()
