"""Records for tests, written by the projection itself."""

import uuid
from typing import Any

from records import projection
from records.data import RecordData
from records.models import Record


def record_data(**fields: Any) -> RecordData:
    """A projectable thing; titles in English unless given."""
    defaults: dict[str, Any] = {
        "uid": uuid.uuid4(),
        "kind": "page",
        "titles": {"en": "Mangroves of the outer islands"},
        "default_language": "en",
    }
    return RecordData(**(defaults | fields))


def make_record(**fields: Any) -> Record:
    """A stored record."""
    data = record_data(**fields)
    projection.write(data)
    return Record.objects.get(uid=data.uid)
