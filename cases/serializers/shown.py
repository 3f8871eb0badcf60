"""Reads only: dates stay dates, so that a page can write them in words; JSON makes them ISO."""

from typing import Any, ClassVar

from django.db import models
from rest_framework import serializers


class ShownDate(serializers.DateField):
    """A date that stays one."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"format": None, **kwargs})


class Shown(serializers.ModelSerializer):
    """Reads only; dates stay dates."""

    serializer_field_mapping: ClassVar = {
        **serializers.ModelSerializer.serializer_field_mapping,
        models.DateField: ShownDate,
    }
