"""What a centre brings along as a list, and what it takes with it: everything."""

from transfer.models.everything import Export, ExportPiece, ExportWork
from transfer.models.lists import ColumnMatch, Import, ImportRow

__all__ = ["ColumnMatch", "Export", "ExportPiece", "ExportWork", "Import", "ImportRow"]
