"""The product's own settings, with engines that run as long as the tests do.

`make test` and a plain `pytest tests/x` both come here. DATABASE_URL and REDIS_URL name other servers if set.
Under xdist the first process starts the engines and the workers inherit their addresses.
"""

import atexit
import os
import tempfile
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

from config.engines import engines

os.environ["FORTNIGHT_TEST"] = "1"
for variable in ("FORTNIGHT_DEBUG", "FORTNIGHT_DEMO"):
    os.environ.pop(variable, None)

if not (os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL")):
    running = ExitStack()
    atexit.register(running.close)
    folder = running.enter_context(tempfile.TemporaryDirectory(prefix="fortnight-tests-"))
    os.environ.update(running.enter_context(engines(Path(folder), durable=False)).environment)
    os.environ.setdefault("FORTNIGHT_DATA", folder)

worker = os.environ.get("PYTEST_XDIST_WORKER", "")
if worker:  # a broker of its own for each: the number behind the URL is the database within the server
    own = int(worker.removeprefix("gw")) + 1
    os.environ["REDIS_URL"] = urlsplit(os.environ["REDIS_URL"])._replace(path=f"/{own}").geturl()

from config.settings import *  # noqa: E402, F403

# Tests sign their people in without a form; the demand for a second factor has tests that switch it on.
SECOND_FACTOR_REQUIRED = False

# The tests make their database and empty it as its owner, arrange as the worker, and ask as the web: tests/roles.py.
del DATABASES["owner"]
DATABASES["default"]["OPTIONS"] = {"options": PLAN_ONCE}
DATABASES["default"]["TEST"] = {"TEMPLATE": os.environ.setdefault("FORTNIGHT_TEST_TEMPLATE", f"made_{os.getpid()}")}
MIDDLEWARE = ["tests.roles.as_the_web", *MIDDLEWARE]
