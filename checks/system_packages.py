"""Find the system's packages that are missing, name them, and install them if that is ours to do.

Runs before anything of ours is installed, so with plain Python alone: python3 checks/system_packages.py demo|test
"""

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path


def library(name: str) -> Callable[[], bool]:
    """Whether a shared library loads."""

    def loads() -> bool:
        try:
            ctypes.CDLL(name)
        except OSError:
            return False
        return True

    return loads


def program(*names: str) -> Callable[[], bool]:
    """Whether one of these commands is there."""
    return lambda: any(shutil.which(name) for name in names)


def header(name: str, *folders: str) -> Callable[[], bool]:
    """Whether a C header is there."""
    return lambda: any(Path(folder, name).exists() for folder in (*folders, "/usr/include", "/usr/local/include"))


def liberation() -> bool:
    """Whether the fonts of the PDFs are there."""
    return any(Path("/usr/share/fonts").rglob("LiberationSans-Regular.ttf"))


def python_can_make_environments() -> bool:
    """Whether this Python can make a virtual environment with pip in it."""
    return importlib.util.find_spec("ensurepip") is not None


DEMO = {
    "python3-venv": python_can_make_environments,
    "python3-dev": header("Python.h", sysconfig.get_path("include")),
    "gcc": program("gcc"),
    "libc6-dev": header("stdio.h"),
    "libpq-dev": lambda: program("pg_config")() and header("libpq-fe.h", "/usr/include/postgresql")(),
    "libpango-1.0-0": library("libpango-1.0.so.0"),
    "libpangoft2-1.0-0": library("libpangoft2-1.0.so.0"),
    "libharfbuzz-subset0": library("libharfbuzz-subset.so.0"),
    "fonts-liberation": liberation,
    "util-linux": program("setpriv"),
}
TEST = DEMO | {"chromium": program(os.environ.get("CHROMIUM", "chromium"), "chromium")}


def main(purpose: str) -> int:
    """Install what is missing for `purpose`; say what a person must run where we may not."""
    wanted = TEST if purpose == "test" else DEMO
    missing = [package for package, there in wanted.items() if not there()]
    if not missing:
        return 0
    names = " ".join(missing)
    print(f"Missing from this machine: {names}", flush=True)
    if not shutil.which("apt-get"):
        print("These are the names of Debian's packages. Install them, or what they are called here, then try again.")
        return 1
    become_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if not may(become_root):
        print(
            f"They can be installed by somebody with the rights to, by running:\n\n    sudo apt-get install {names}\n"
        )
        return 1
    return install(missing, become_root)


def may(become_root: list[str]) -> bool:
    """Whether we are root, or may become it without being asked for a password."""
    if not become_root:
        return True
    return bool(shutil.which("sudo")) and subprocess.run([*become_root, "true"], capture_output=True).returncode == 0


def install(packages: list[str], become_root: list[str]) -> int:
    """Install Debian's `packages`, without what they merely recommend."""
    print(f"Installing them: apt-get install {' '.join(packages)}", flush=True)
    quietly = [*become_root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    subprocess.run([*quietly, "update"], stdout=subprocess.DEVNULL)
    done = subprocess.run(
        [*quietly, "install", "--yes", "--no-install-recommends", *packages], stdout=subprocess.DEVNULL
    )
    if done.returncode:
        print(f"apt-get could not install them. Try by hand: sudo apt-get install {' '.join(packages)}")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
