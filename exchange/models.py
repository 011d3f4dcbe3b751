"""The tables of the exchange room, where Django looks for them."""

from exchange.harvest.models import (
    HarvestedItem,
    ImportProblem,
    ImportRun,
    ItemStatus,
    Severity,
    Source,
)

__all__ = ["HarvestedItem", "ImportProblem", "ImportRun", "ItemStatus", "Severity", "Source"]
