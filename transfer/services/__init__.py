"""The verbs of an import, and of an export of everything."""

from transfer.services.coming_back import import_centre
from transfer.services.deciding import decide_row, leave_out_all
from transfer.services.exporting import download_export, order_export, stop_export
from transfer.services.making import work_on_exports
from transfer.services.ordering import carry_out, undo
from transfer.services.uploading import discard_list, match_columns, upload_list
from transfer.services.working import work_on_imports

__all__ = [
    "carry_out",
    "decide_row",
    "discard_list",
    "download_export",
    "import_centre",
    "leave_out_all",
    "match_columns",
    "order_export",
    "stop_export",
    "undo",
    "upload_list",
    "work_on_exports",
    "work_on_imports",
]
