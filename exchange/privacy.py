"""What this room holds of people."""

from collections.abc import Iterator

from accounts.models import User
from accounts.personal_data import Row, declare, declare_impersonal
from exchange.harvest.models import ImportRun


def imports(user: User) -> Iterator[Row]:
    """Yield what the person imported."""
    yield from ImportRun.objects.filter(actor=user).values("file_name", "started", "finished")


declare("exchange.ImportRun", export=imports, kept="The log of imports names a tombstone.")
declare_impersonal(
    "Published elsewhere, under that source's responsibility.",
    "exchange.Source", "exchange.HarvestedItem", "exchange.ImportProblem",
)  # fmt: skip
