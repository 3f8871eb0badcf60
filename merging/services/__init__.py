"""The verbs of merging: one record of two, and two again."""

from merging.services.merging import merge_families, planned_merge
from merging.services.undoing import planned_undoing, undo_merge

__all__ = ["merge_families", "planned_merge", "planned_undoing", "undo_merge"]
