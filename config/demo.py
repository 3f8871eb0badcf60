"""`make demo`: everything the product is made of, on this machine, until Ctrl-C."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from config.engines import Engines, engines
from config.engines.process import EngineError, as_child, free_port, only_one, stop

HERE = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("FORTNIGHT_DATA", HERE / ".data")).resolve()
HOST = os.environ.get("HOST", "127.0.0.1")


class DemoError(RuntimeError):
    """The demo cannot go on; the text says why and what to do."""


def main(arguments: list[str]) -> int:
    """Run the demo, or with `reset` remove what it keeps."""
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        with _alone():
            if arguments == ["reset"]:
                _reset()
            else:
                _run(int(os.environ.get("PORT", "8000")))
    except (DemoError, EngineError) as problem:
        print(f"\n{problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.")
    return 0


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


@contextmanager
def _alone() -> Iterator[None]:
    """Hold this folder's demo for ourselves."""
    try:
        DATA.mkdir(parents=True, exist_ok=True)
        with only_one(DATA / "demo.lock") as got:
            if not got:
                raise DemoError(f"A demo is running on {DATA} already. Stop it first (Ctrl-C where it runs).")
            yield
    except PermissionError as refused:
        raise DemoError(
            f"{refused.filename} belongs to another user. Run the demo as that user, "
            f"or move {DATA} away and start anew."
        ) from refused


def _reset() -> None:
    for kept in DATA.iterdir():
        if kept.is_dir() and not kept.is_symlink():
            shutil.rmtree(kept)
        elif kept.name != "demo.lock":
            kept.unlink()
    print("What the demo kept is gone. `make demo` starts anew.")


def _run(port: int) -> None:
    _need_free(port)
    logs = DATA / "logs"
    logs.mkdir(exist_ok=True)
    print("Starting PostgreSQL and Valkey ...", flush=True)
    with engines(DATA) as running:
        environment = _environment(running, port)
        for sentence, command in (
            ("Bringing the database up to date", ["migrate", "--verbosity=0"]),
            ("Collecting styles and scripts", ["collectstatic", "--noinput", "--verbosity=0"]),
            ("Making up two centres and their families (the first time takes longest)", ["demo_data"]),
        ):
            _manage(command, sentence, environment, logs)
        people = json.loads(_manage(["demo_people", "--json"], "", environment, logs))
        with _children(environment, port, logs) as children:
            _wait_until_ready(port, children, logs)
            _tell(port, people)
            _watch(children | running.started, logs)


def _need_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as problem:
            raise DemoError(
                f"Port {port} cannot be used ({problem.strerror}). Choose another: PORT={free_port()} make demo"
            ) from problem


def _environment(running: Engines, port: int) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("FORTNIGHT_DEBUG", "FORTNIGHT_TEST")}
    return {
        **kept,
        **running.environment,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "FORTNIGHT_DEMO": "1",
        "FORTNIGHT_DATA": str(DATA),
        "FORTNIGHT_SITE_URL": f"http://localhost:{port}",
        "PYTHONUNBUFFERED": "1",
    }


def _manage(command: list[str], sentence: str, environment: dict[str, str], logs: Path) -> str:
    began = time.monotonic()
    if sentence:
        print(f"{sentence} ...", end="", flush=True)
    with (logs / "setup.log").open("a") as log:
        done = subprocess.run(
            as_child([sys.executable, "manage.py", *command]),
            cwd=HERE, env=environment, stdout=subprocess.PIPE, stderr=log, text=True,
        )  # fmt: skip
    if done.returncode:
        raise DemoError(f"`manage.py {command[0]}` failed.\n{_end_of(logs / 'setup.log')}")
    if sentence:
        print(f" {time.monotonic() - began:.0f} s", flush=True)
    return done.stdout


@contextmanager
def _children(environment: dict[str, str], port: int, logs: Path) -> Iterator[dict[str, subprocess.Popen[bytes]]]:
    """The web server, the worker and the clock; all stopped at the end, in the reverse order."""
    web = ["gunicorn", "config.wsgi", "--workers=2", f"--bind={HOST}:{port}", "--timeout=60", "--no-control-socket"]
    celery = ["celery", "--app=config"]
    commands = {
        "web": [*web, "--access-logfile=-"],
        "worker": [*celery, "worker", "--concurrency=1", "--loglevel=INFO", "--without-gossip", "--without-mingle"],
        "beat": [*celery, "beat", "--loglevel=INFO", f"--schedule={DATA / 'beat-schedule'}", "--pidfile="],
    }
    started: dict[str, subprocess.Popen[bytes]] = {}
    try:
        for name, command in commands.items():
            with (logs / f"{name}.log").open("ab") as log:
                started[name] = subprocess.Popen(
                    as_child([sys.executable, "-m", *command]),
                    cwd=HERE, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                    start_new_session=True,
                )  # fmt: skip
        yield started
    finally:
        for child in started.values():
            if child.poll() is None:
                child.terminate()
        for child in reversed(started.values()):
            stop(child, asking=signal.SIGTERM, seconds=20)


def _wait_until_ready(port: int, children: dict[str, subprocess.Popen[bytes]], logs: Path) -> None:
    limit = time.monotonic() + 90
    while time.monotonic() < limit:
        _complain_about_the_dead(children, logs)
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise DemoError(f"The web server did not become ready.\n{_end_of(logs / 'web.log')}")


def _tell(port: int, people: list[dict[str, str]]) -> None:
    columns = ("email", "password", "role", "centre")
    widths = {column: max(len(column), *(len(str(person[column])) for person in people)) for column in columns}
    print("\n" + "  ".join(column.ljust(widths[column]) for column in columns))
    for person in people:
        print("  ".join(str(person[column]).ljust(widths[column]) for column in columns))
    print(f"\nFortnight is at http://localhost:{port}/ for the people above. Ctrl-C stops everything.")
    print(f"E-mail it would send: {DATA / 'mail'}. What went on: {DATA / 'logs'}", flush=True)


def _watch(children: dict[str, subprocess.Popen[bytes]], logs: Path) -> None:
    """Show what went wrong as it is logged, until a child dies or somebody stops us."""
    seen = {log: log.stat().st_size for log in logs.glob("*.log")}
    while True:
        time.sleep(0.5)
        _complain_about_the_dead(children, logs)
        for log, position in seen.items():
            with log.open("rb") as lines:
                lines.seek(position)
                new = lines.read()
            seen[log] = position + len(new)
            for line in new.decode(errors="replace").splitlines():
                if " ERROR " in line or " CRITICAL " in line:
                    print(f"{log.stem}: {line}", flush=True)


def _complain_about_the_dead(children: dict[str, subprocess.Popen[bytes]], logs: Path) -> None:
    for name, child in children.items():
        if child.poll() is not None:
            log = logs / f"{name}.log"
            said = _end_of(log if log.exists() else DATA / f"{name}.log")
            raise DemoError(f"{name} ended by itself (code {child.returncode}), so everything stops.\n{said}")


def _end_of(log: Path) -> str:
    return f"The end of {log}:\n" + "\n".join(log.read_text(errors="replace").splitlines()[-15:])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
