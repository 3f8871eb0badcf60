"""Pages of the directory."""

from centres.views.directory import centre_asked_for

__all__ = ["centre_asked_for"]
