"""The addresses of the API: each app adds its own through `register(router)` in its `api.py`."""

from importlib import import_module
from importlib.util import find_spec

from rest_framework.routers import SimpleRouter


def api_router(apps: tuple[str, ...]) -> SimpleRouter:
    """A router with what each of `apps` registers; one without an `api.py` has nothing to add."""
    router = SimpleRouter()
    for app in apps:
        if find_spec(f"{app}.api"):
            import_module(f"{app}.api").register(router)
    return router
