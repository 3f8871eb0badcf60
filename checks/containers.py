"""The production shape reads well: hadolint for the Dockerfile, and what docker-compose.yml must say."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import yaml

HADOLINT = Path(sys.executable).parent / "hadolint"
UNLOGGED = {"log_min_error_statement=panic", "log_error_verbosity=terse"}  # else names of families stand in the log
SERVICES = {"postgres", "redis", "migrate", "web", "worker", "beat", "proxy"}


def problems_of(compose: dict[str, dict[str, dict[str, object]]]) -> Iterator[str]:
    """What docker-compose.yml lacks."""
    services = compose["services"]
    for missing in SERVICES - services.keys():
        yield f"docker-compose.yml: no service {missing}"
    for name, service in services.items():
        if name != "migrate" and "healthcheck" not in service:
            yield f"docker-compose.yml: {name} has no healthcheck"
        if name != "proxy" and "ports" in service:
            yield f"docker-compose.yml: {name} is open to the outside; only the proxy may be"
        for needed in service.get("depends_on") or {}:  # type: ignore[attr-defined]
            if needed not in services:
                yield f"docker-compose.yml: {name} waits for {needed}, which does not exist"
    for missing in UNLOGGED - set(services.get("postgres", {}).get("command") or []):  # type: ignore[call-overload]
        yield f"docker-compose.yml: postgres is not told {missing}"
    yield from _mounts(compose)


def _mounts(compose: dict[str, dict[str, dict[str, object]]]) -> Iterator[str]:
    for name, service in compose["services"].items():
        for volume in service.get("volumes") or []:  # type: ignore[attr-defined]
            source = volume.split(":")[0]
            if source.startswith(".") and not Path(source).exists():
                yield f"docker-compose.yml: {name} mounts {source}, which does not exist"
            if not source.startswith(".") and source not in compose["volumes"]:
                yield f"docker-compose.yml: {name} mounts {source}, which is not declared"


def main() -> int:
    """Say every problem."""
    linted = subprocess.run([HADOLINT, "Dockerfile"], capture_output=True, text=True)
    problems = list(problems_of(yaml.safe_load(Path("docker-compose.yml").read_text())))
    print(linted.stdout + linted.stderr + "\n".join(problems))
    return 1 if problems or linted.returncode else 0


if __name__ == "__main__":
    sys.exit(main())
