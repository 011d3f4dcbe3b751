"""Text of XLSX, row by row, as a person sees it: values, not formulas."""

import zipfile
from collections.abc import Iterator
from typing import IO
from xml.etree.ElementTree import ParseError

import openpyxl
from lxml import etree

from search.extraction.archives import opened
from search.extraction.limits import Limits, UnreadableError


def sheet_pages(file: IO[bytes], limits: Limits) -> Iterator[tuple[int, str]]:
    """Yield the rows of each visible sheet with its number."""
    with opened(file, limits):
        pass
    file.seek(0)
    try:
        book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
        for number, sheet in enumerate(book.worksheets, start=1):
            if sheet.sheet_state != "visible":
                continue
            sheet.reset_dimensions()  # they are only what the file claims
            yield number, str(sheet.title)
            for row in sheet.iter_rows(values_only=True):
                cells = [cell_text(value) for value in row if value is not None]
                if cells:
                    yield number, ", ".join(cells)
    except (
        zipfile.BadZipFile, ParseError, etree.XMLSyntaxError,
        KeyError, ValueError, TypeError, AttributeError, IndexError,
    ) as error:  # fmt: skip
        raise UnreadableError(f"The workbook is damaged: {error}") from error


def cell_text(value: object) -> str:
    """Return a value as it reads: 0.1 rather than 0.1000000000000000055."""
    return f"{value:.10g}" if isinstance(value, float) else str(value).strip()
