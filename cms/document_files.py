"""The bytes of documents, for whoever reads the text of files (records.files)."""

import mimetypes
import re
from functools import partial

from cms.models import CustomDocument
from cms.projecting.files import public_documents
from records.files import LocalFile, files_changed, register_file_opener

ADDRESS = re.compile(r"/documents/(\d+)/[^/]+\Z")


def open_document(url: str) -> LocalFile | None:
    """Return the document at this address unless its collection is private."""
    match = ADDRESS.match(url)
    number = int(match[1]) if match and len(match[1]) < 19 else 0
    document = public_documents({number}).get(number) if number else None
    if document is None or document.url != url:
        return None
    return LocalFile(
        version=f"{document.get_file_hash()}:{document.language}",
        name=document.filename,
        mime=mimetypes.guess_type(document.filename)[0] or "",
        language=document.language,
        open=partial(document.file.storage.open, document.file.name, "rb"),
    )


def announce(document: CustomDocument) -> None:
    """Tell that the content of a document may have changed."""
    files_changed.send(sender=CustomDocument, urls=[document.url])


def register() -> None:
    """Register the opener."""
    register_file_opener("cms.documents", open_document)
