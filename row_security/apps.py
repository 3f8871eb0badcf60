"""PostgreSQL's own word on which rows a request may touch."""

from django.apps import AppConfig


class RowSecurityConfig(AppConfig):
    """The second line of defence, under everything the product asks itself."""

    name = "row_security"
