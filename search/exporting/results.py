"""The results of an export, read in batches up to a ceiling."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from django.utils.translation import gettext as _

from records.models import Record
from search.engines.base import SCAN_BATCH

# Decision 0093.
EXPORT_LIMIT = 50_000


@dataclass
class Results:
    """Records to write. After the last batch `is_cut` tells whether there were more."""

    records: Iterator[Record]
    limit: int = EXPORT_LIMIT
    is_cut: bool = False

    def batches(self) -> Iterator[list[Record]]:
        """Yield the records in lists that fit in memory."""
        left = self.limit
        while left and (batch := list(islice(self.records, min(SCAN_BATCH, left)))):
            left -= len(batch)
            yield batch
        self.is_cut = not left and next(self.records, None) is not None

    @property
    def remark(self) -> str:
        """A sentence for the end of the file; "" when everything is in it."""
        if not self.is_cut:
            return ""
        return _("Only the first %(limit)s results are in this file. Narrow the search.") % {
            "limit": self.limit
        }
