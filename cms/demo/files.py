"""Writes the small files that the demonstration pages offer for download."""

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import StringIO

PAGE_LINES = 42
LINE_HEIGHT = 16


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file: its name, its title and how to write it."""

    filename: str
    title: str
    write: Callable[[], bytes]
    language: str = "en"


def text(lines: Sequence[str]) -> bytes:
    """Plain text in UTF-8."""
    return ("\n".join(lines) + "\n").encode()


def table(rows: Sequence[Sequence[str | int]]) -> bytes:
    """Comma-separated values in UTF-8 with a byte order mark, which spreadsheets look for."""
    file = StringIO()
    csv.writer(file).writerows(rows)
    return b"\xef\xbb\xbf" + file.getvalue().encode()


def pdf(title: str, lines: Sequence[str]) -> bytes:
    """A PDF 1.4 with Latin text in Helvetica, as many pages as the lines need."""
    pages = [lines[start : start + PAGE_LINES] for start in range(0, len(lines), PAGE_LINES)]
    return paged_pdf(title, pages)


def paged_pdf(title: str, pages: Sequence[Sequence[str]], language: str = "en") -> bytes:
    """The same with lines that were put on pages already."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R /Lang ({language}) >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, page in enumerate(pages):
        stream = drawn(page)
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * number} 0 R >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    objects.append(f"<< /Title ({escaped(title)}) /Producer (Mangrove) >>")
    return assembled(objects)


def drawn(lines: Sequence[str]) -> str:
    """The content stream of one page."""
    shown = " ".join(f"({escaped(line)}) Tj T*" for line in lines)
    return f"BT /F1 11 Tf {LINE_HEIGHT} TL 56 780 Td {shown} ET"


def escaped(line: str) -> str:
    """A PDF string: brackets and backslashes have a meaning of their own."""
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def assembled(objects: Sequence[str]) -> bytes:
    """The file with its table of where each object begins."""
    body = b"%PDF-1.4\n"
    offsets = []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n".encode("cp1252")
    entries = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    count = len(objects) + 1
    trailer = (
        f"xref\n0 {count}\n0000000000 65535 f \n{entries}"
        f"trailer\n<< /Size {count} /Root 1 0 R /Info {len(objects)} 0 R >>\n"
        f"startxref\n{len(body)}\n%%EOF\n"
    )
    return body + trailer.encode()


def consent_form() -> bytes:
    """Four sentences to be read aloud."""
    return text([
        "Consent to share what you know", "",
        "Read this aloud in the language of the house.", "",
        "1. This is what I would like to write down: ...",
        "2. These people could read it: ...",
        "3. You may say no, or say yes to a part.",
        "4. You may change your mind. Tell ..., and it is taken away.", "",
        "Said yes: ...   On: ...   Until: ...",
    ])  # fmt: skip


def lagoon_survey() -> bytes:
    """An empty survey sheet with two illustrative rows."""
    return table([
        ["site", "date", "tide", "observer", "species", "count", "note"],
        ["A1", "2025-03-04", "low", "M. S.", "parrotfish", 12, "illustrative"],
        ["A1", "2025-03-04", "low", "M. S.", "rabbitfish", 31, "illustrative"],
    ])  # fmt: skip


def watch_list() -> bytes:
    """What to look for at the wharf."""
    return table([
        ["what", "where to look", "what to do"],
        ["rats and mice", "sacks, hulls, ropes", "close the store, set traps, report the same day"],
        ["ants", "soil, pot plants, timber", "do not move the load, report the same day"],
        ["vines and seeds", "machinery, boots", "wash on the wharf"],
    ])  # fmt: skip


def field_guide() -> bytes:
    """Two pages on how to read a shore before planting."""
    return pdf("Read the shore before you plant", [
        "Read the shore before you plant", "",
        "A field guide of the Mangrove clearing-house (demonstration content).", "",
        "1. Come at low tide and stay until high tide.",
        "2. Mark with sticks where the water stands after one hour.",
        "3. Look for seedlings that came by themselves. Where they live, you need not plant.",
        "4. Ask what changed: a road, a wall, a drain, a dump.",
        "5. Mend that first. Wait one season. Count again.", "",
        "What to bring: sticks, a tide table, sandals, shade, somebody who fishes here.", "",
        *(f"Sheet {number}: site, date, tide, seedlings counted, survivors" for number in range(1, 41)),
    ])  # fmt: skip


def annual_report() -> bytes:
    """The invented report of the invented secretariat."""
    return pdf("The island nodes in one year", [
        "The island nodes in one year", "",
        "All figures are illustrative.", "",
        "Sixteen island nodes, 212 records, six languages.",
        "Median time from submission to answer: six days.",
        "Most read: case studies that tell what did not work.", "",
        "What we will do next: fewer forms, more field days, and answers within a week.",
    ])  # fmt: skip


SHEETS = {
    "consent-form": Sheet("consent-form.txt", "Consent form to be read aloud", consent_form),
    "lagoon-survey": Sheet("lagoon-survey.csv", "Lagoon survey sheet", lagoon_survey),
    "watch-list": Sheet("wharf-watch-list.csv", "Watch list for the wharf", watch_list),
    "field-guide": Sheet("read-the-shore.pdf", "Read the shore before you plant", field_guide),
    "annual-report": Sheet("island-nodes.pdf", "The island nodes in one year", annual_report),
}
