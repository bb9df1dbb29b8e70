"""The product's processes: brains, action server and front, under supervisor.

Supervisor starts them, restarts one that dies and stops all; it is configured anew at each start
because the inner ports are whatever is free.
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.settings import ROOT, Settings
from bot.training import brain_environment, model_path

_STOP_SECONDS = 20

# Where the demo shop's returns go; a real shop sets its own address.
DEMO_RETURNS = {
    "TUANBAO_RETURN_RECIPIENT": "团保售后仓",
    "TUANBAO_RETURN_PHONE": "400-0000-0000",
    "TUANBAO_RETURN_ADDRESS": "浙江省杭州市示例区演示路1号3号库",
}

_HEAD = """\
[supervisord]
nodaemon=true
silent=true
logfile={run}/supervisord.log
pidfile={run}/supervisord.pid
childlogdir={run}

[unix_http_server]
file={socket}

[rpcinterface:supervisor]
supervisor.rpcinterface_factory = supervisor.rpcinterface:make_main_rpcinterface

[supervisorctl]
serverurl=unix://{socket}
"""

_PROGRAM = """
[program:{name}]
command={command}
directory={root}
priority={priority}
autorestart=true
startsecs=1
startretries=1000
stopasgroup=true
killasgroup=true
stopwaitsecs=10
stdout_logfile={run}/{name}.log
stdout_logfile_maxbytes=20MB
stdout_logfile_backups=2
redirect_stderr=true
"""


class StartFailed(Exception):
    """The product did not come up; the text says which log to look into."""


@dataclass(frozen=True)
class Ports:
    """Where the inner processes listen on loopback."""

    actions: int
    brains: tuple[int, ...]


def free_ports(brains: int) -> Ports:
    """Ports that nobody uses at the moment."""
    sockets = [socket.socket() for _ in range(brains + 1)]
    try:
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        actions, *rest = (each.getsockname()[1] for each in sockets)
    finally:
        for each in sockets:
            each.close()
    return Ports(actions, tuple(rest))


@contextmanager
def running(own: Settings, ports: Ports) -> Iterator["subprocess.Popen[bytes]"]:
    """Supervisor with all processes, stopped at the end of the block."""
    run = own.data / "run"
    run.mkdir(parents=True, exist_ok=True)
    config = run / "supervisord.conf"
    config.write_text(_config(own, ports, run), encoding="utf-8")
    supervisor = subprocess.Popen(
        [sys.executable, "-m", "supervisor.supervisord", "-c", str(config)],
        env=_environment(own, ports),
        cwd=ROOT,
        start_new_session=True,  # Ctrl-C is ours to pass on, once
    )
    try:
        yield supervisor
    finally:
        supervisor.terminate()
        try:
            supervisor.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(supervisor.pid, 9)


def wait_until_ready(own: Settings, supervisor: "subprocess.Popen[bytes]", seconds: float) -> None:
    """Return once a shopper can chat. Raises StartFailed."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if supervisor.poll() is not None:
            break
        if is_ready(own.port):
            return
        time.sleep(0.1)
    raise StartFailed(f"the product did not become ready, see the logs in {own.data / 'run'}")


def is_ready(port: int) -> bool:
    """Whether a front on `port` says that a shopper can chat."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=3) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _environment(own: Settings, ports: Ports) -> dict[str, str]:
    brains = ",".join(f"http://127.0.0.1:{port}" for port in ports.brains)
    demo = DEMO_RETURNS if own.demo and not own.return_address else {}
    return (
        os.environ
        | demo
        | {
            "PORT": str(own.port),
            "TUANBAO_DATA": str(own.data),
            "TUANBAO_BRAIN_URLS": brains,
            "TUANBAO_ACTIONS_URL": f"http://127.0.0.1:{ports.actions}/webhook",
        }
    )


def _config(own: Settings, ports: Ports, run: Path) -> str:
    python = sys.executable
    programs = {
        "front": (f"{python} -m bot.app", 1),
        "actions": (f"{python} -m actions {ports.actions}", 2),
    }
    for number, port in enumerate(ports.brains, 1):
        programs[f"brain{number}"] = (_brain_command(own, ports, port), 3)
    # A socket's path may have 100 characters or so; a data folder's may be longer.
    control = Path(tempfile.gettempdir()) / f"tuanbao-{os.getuid()}-{own.port}.sock"
    return _HEAD.format(run=run, socket=control) + "".join(
        _PROGRAM.format(name=name, command=command, priority=priority, root=ROOT, run=run)
        for name, (command, priority) in programs.items()
    )


def _brain_command(own: Settings, ports: Ports, port: int) -> str:
    """Rasa, with nothing in its environment but what it needs."""
    environment = brain_environment() | {
        "TUANBAO_ACTIONS_URL": f"http://127.0.0.1:{ports.actions}/webhook"
    }
    given = " ".join(f"{name}={value}" for name, value in environment.items())
    return (
        f"env -i {given} {own.brain_python} -m rasa run -m {model_path()} -i 127.0.0.1 -p {port} "
        "--endpoints endpoints.yml --credentials credentials.yml"
    )
