"""Text of PDF, by the engine of Chromium."""

import re
from collections.abc import Iterator
from typing import IO

import pypdfium2
from pypdfium2 import raw

from search.extraction.limits import EncryptedError, Limits, UnreadableError

# PDFium writes U+FFFE or U+0002 for the hyphen of a word that is divided at a line's end.
DIVIDED = re.compile("[\ufffe\x02\u00ad][ \r\n]*")


def pdf_pages(file: IO[bytes], limits: Limits) -> Iterator[tuple[int, str]]:
    """Yield the text of each page. A damaged page is left out; a damaged file is an error."""
    try:
        document = pypdfium2.PdfDocument(file)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD or "assword" in str(error):
            raise EncryptedError from error
        raise UnreadableError(str(error)) from error
    damaged = 0
    # One more than is kept, so that it is known that there are more.
    count = min(len(document), limits.pages + 1)
    for index in range(count):
        try:
            page = document[index]
            text_page = page.get_textpage()
            yield index + 1, DIVIDED.sub("", text_page.get_text_range())
            text_page.close()
            page.close()
        except pypdfium2.PdfiumError:
            damaged += 1
    if damaged and damaged == count:
        raise UnreadableError("No page can be read.")
