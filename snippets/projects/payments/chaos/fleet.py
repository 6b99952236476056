"""Replicas that are killed and start again: forked from a process that has imported
all, so that a start costs a tenth of a second and not two."""

import importlib
import multiprocessing
import os
import signal
from pathlib import Path

from snippets.projects.kit.catalog import find
from snippets.runner.catalog import ROOT
from snippets.services.process import die_with_parent

PROJECT = find("payments").folder


def _run(module: str, environment: dict[str, str], log: str) -> None:
    if arm := die_with_parent(signal.SIGKILL):
        arm()
    os.environ.update(environment)
    sink = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(sink, 1)
    os.dup2(sink, 2)
    importlib.import_module(module).main()


class Fleet:
    """Runs modules of the service as processes; `log` is a folder."""

    def __init__(self, environment: dict[str, str], log: Path) -> None:
        os.environ["PYTHONPATH"] = f"{ROOT}{os.pathsep}{PROJECT}"
        self.context = multiprocessing.get_context("forkserver")
        modules = ["payments.__main__", "payments.worker", "emulator.server"]
        self.context.set_forkserver_preload(modules)
        self.environment, self.log = environment, log
        self.replicas: dict[str, multiprocessing.Process] = {}

    def start(self, name: str, module: str, **settings: str) -> None:
        """Start a replica, or start it again."""
        arguments = (module, self.environment | settings, str(self.log / f"{name}.log"))
        replica = self.context.Process(target=_run, args=arguments, daemon=True)
        replica.start()
        self.replicas[name] = replica

    def kill(self, name: str) -> None:
        """SIGKILL: nothing is flushed, no lock is released, nobody is told."""
        self.replicas[name].kill()
        self.replicas[name].join()

    def stop(self) -> None:
        """Kill all."""
        for name in self.replicas:
            self.kill(name)
