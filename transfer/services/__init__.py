"""The verbs of an import."""

from transfer.services.deciding import decide_row, leave_out_all
from transfer.services.ordering import carry_out, undo
from transfer.services.uploading import discard_list, match_columns, upload_list
from transfer.services.working import work_on_imports

__all__ = [
    "carry_out",
    "decide_row",
    "discard_list",
    "leave_out_all",
    "match_columns",
    "undo",
    "upload_list",
    "work_on_imports",
]
