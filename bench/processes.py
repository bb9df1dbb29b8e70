"""Starting processes, waiting for them, what they cost, stopping them."""

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import psutil

from bot.settings import ROOT

START_SECONDS = 180
STOP_SECONDS = 30

# What tells a process of the product by its command line.
_NAMES = {
    "front": ("bot.app", "bench.timed.front"),
    "actions": ("-m actions", "bench.timed.actions"),
    "brain": ("rasa run", "bench.timed.brain"),
    "supervisor": ("supervisor.supervisord",),
    "bot run": ("bin/bot run",),
}


def free_port() -> int:
    """A port that nobody uses at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def spawned(
    command: Sequence[str], environment: Mapping[str, str], log: Path
) -> Iterator["subprocess.Popen[bytes]"]:
    """A process of ours, stopped at the end of the block."""
    with log.open("wb") as out:
        process = subprocess.Popen(
            list(command),
            cwd=ROOT,
            env=dict(environment),
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C stops the bench, which stops this one
        )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def wait_for(url: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    """Return once `url` answers 200. Raises RuntimeError with the end of `log`."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        if _answers(url):
            return
        time.sleep(0.02)
    end = "\n".join(log.read_text(errors="replace").splitlines()[-20:])
    raise RuntimeError(f"{url} did not come up:\n{end}")


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=3) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def tree(*pids: int) -> dict[str, psutil.Process]:
    """The processes under `pids` by what they are: front, actions, brain, brain 2, supervisor."""
    found: dict[str, psutil.Process] = {}
    for pid in pids:
        top = psutil.Process(pid)
        for process in (top, *top.children(recursive=True)):
            name = _name(process)
            if name:
                count = sum(1 for other in found if other.startswith(name))
                found[f"{name} {count + 1}" if count else name] = process
    return found


def _name(process: psutil.Process) -> str | None:
    try:
        line = " ".join(process.cmdline())
    except psutil.Error:
        return None
    return next((name for name, parts in _NAMES.items() if any(p in line for p in parts)), None)


def cpu_seconds(processes: Mapping[str, psutil.Process]) -> dict[str, float]:
    """The CPU time each has used so far."""
    times = {name: process.cpu_times() for name, process in processes.items()}
    return {name: used.user + used.system for name, used in times.items()}
