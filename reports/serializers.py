"""The report in the API."""

from typing import Any

from django.utils import timezone
from rest_framework import serializers

from centres.models import Centre
from centres.querysets import centre_ids
from centres.status import REPORT_ROLES
from documents.models import Document
from inputs.serializers import DateField, ShownField
from reports.files import FILES
from reports.forms import a_year_back


class PeriodSerializer(serializers.Serializer):
    """Which period, and of which centre. Left out: the last twelve months, and your centre if you have one only."""

    centre = serializers.PrimaryKeyRelatedField(queryset=Centre.objects.none(), required=False)
    to = DateField(required=False)

    def get_fields(self) -> dict[str, Any]:
        """`from` is a word of Python; and only the centres whose figures the asker may see can be chosen."""
        fields = super().get_fields()
        fields["from"] = DateField(required=False)
        if request := self.context.get("request"):
            fields["centre"].queryset = Centre.objects.filter(pk__in=centre_ids(request.user, *REPORT_ROLES))
        return fields

    def chosen(self) -> dict[str, Any]:
        """Centre (None if the asker has none), first and last day."""
        today, given = timezone.localdate(), self.validated_data
        return {
            "centre": given.get("centre") or self.fields["centre"].queryset.first(),
            "since": given.get("from", a_year_back(today)),
            "until": given.get("to", today),
        }


class ExportSerializer(PeriodSerializer):
    """Which period of which centre, and as which kind of file."""

    kind = serializers.ChoiceField(choices=list(FILES))


class ReportPdfSerializer(serializers.ModelSerializer):
    """A report that is made as a PDF, and whether it is ready."""

    class Meta:
        model = Document
        fields = ["id", "title", "status"]
        read_only_fields = fields


class TableSerializer(serializers.Serializer):
    """One table."""

    title = serializers.CharField()
    about = serializers.CharField()
    heads = serializers.ListField(child=serializers.CharField())
    rows = serializers.ListField(child=serializers.ListField(child=ShownField()))
    empty = serializers.BooleanField()


class ReviewReportSerializer(serializers.Serializer):
    """The review report: what the page shows."""

    title = serializers.CharField()
    small_numbers = serializers.CharField()
    centre = serializers.CharField()
    since = serializers.DateField()
    until = serializers.DateField()
    made_on = serializers.DateField()
    tables = TableSerializer(many=True)
