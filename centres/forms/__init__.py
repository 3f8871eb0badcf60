"""What is typed about the directory, and what is looked for in it."""

from centres.forms.directory import (
    ClosedDaysForm,
    DirectorySearch,
    MembershipChangeForm,
    MembershipStartForm,
    PartnerForm,
)
from centres.forms.services import FileForm, NeedsForm, ServiceForm, ServiceSearch, SourceForm

__all__ = [
    "ClosedDaysForm",
    "DirectorySearch",
    "FileForm",
    "MembershipChangeForm",
    "MembershipStartForm",
    "NeedsForm",
    "PartnerForm",
    "ServiceForm",
    "ServiceSearch",
    "SourceForm",
]
