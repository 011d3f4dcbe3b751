"""Files for tests, made when they are asked for by the libraries that people use."""

import io
import zipfile
from collections.abc import Sequence
from typing import Any

import docx
import openpyxl
import pptx
import pypdf
from django.core.files.base import ContentFile

from cms.demo.files import assembled, pdf
from cms.models import CustomDocument
from records.data import RecordFile
from records.models import Record
from search import jobs
from tests.factories.records import make_record

OPEN_DOCUMENT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>
{paragraphs}</office:text></office:body></office:document-content>"""
CHINESE_PDF = """<< /Type /Catalog /Pages 2 0 R >>
<< /Type /Pages /Kids [4 0 R] /Count 1 >>
<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H \
/DescendantFonts [6 0 R] >>
<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] \
/Resources << /Font << /F1 3 0 R >> >> /Contents 5 0 R >>
<< /Length {length} >> stream {stream} endstream
<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /FontDescriptor 7 0 R \
/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> >>
<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [0 0 1000 1000] \
/ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 80 >>"""


def make_file(content: bytes, name: str = "report.pdf", **fields: Any) -> CustomDocument:
    """A stored document with this content."""
    return CustomDocument.objects.create(
        title="Annual report", file=ContentFile(content, name), **fields
    )


def make_naming(*documents: CustomDocument, **fields: Any) -> Record:
    """A record that names these documents."""
    named = tuple(RecordFile(url=document.url, title=document.title) for document in documents)
    return make_record(files=named, **fields)


def make_with_file(*pages: str, language: str = "en", **fields: Any) -> Record:
    """A record with a PDF of these pages in Latin letters, read already."""
    record = make_naming(make_file(pdf_file(*pages), language=language), **fields)
    jobs.read_files()
    return Record.objects.get(pk=record.pk)


def pdf_file(*pages: str) -> bytes:
    """A PDF with these pages of Latin text."""
    return pdf_pages([page.splitlines() for page in pages])


def pdf_pages(pages: Sequence[Sequence[str]]) -> bytes:
    """A PDF whose pages have these lines."""
    writer = pypdf.PdfWriter()
    for lines in pages:
        writer.append(io.BytesIO(pdf("Report", list(lines) or [""])))
    return written(writer)


def encrypted_pdf(text: str) -> bytes:
    """A PDF that nobody opens without its password."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf_file(text)))
    writer.encrypt("secret", algorithm="RC4-128")
    return written(writer)


def blank_pdf(pages: int = 1) -> bytes:
    """A PDF without text, as a scanner makes it."""
    writer = pypdf.PdfWriter()
    for _page in range(pages):
        writer.add_blank_page(595, 842)
    return written(writer)


def chinese_pdf(text: str) -> bytes:
    """A PDF with Chinese text in a font that every viewer has."""
    stream = f"BT /F1 12 Tf 56 780 Td <{text.encode('utf-16-be').hex()}> Tj ET"
    filled = CHINESE_PDF.replace("{length}", str(len(stream))).replace("{stream}", stream)
    return assembled(
        [
            part.replace("stream ", "stream\n").replace(" endstream", "\nendstream")
            for part in filled.splitlines()
        ]
        + ["<< /Producer (Mangrove) >>"]
    )


def written(writer: pypdf.PdfWriter) -> bytes:
    """The bytes of a PDF."""
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def word_file(*paragraphs: str) -> bytes:
    """A DOCX with these paragraphs and a table that has the last one too."""
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.add_table(rows=1, cols=1).cell(0, 0).text = f"{paragraphs[-1]} (table)"
    return saved(document)


def slide_file(*slides: str) -> bytes:
    """A PPTX with a slide of this text each."""
    presentation = pptx.Presentation()
    for text in slides:
        slide = presentation.slides.add_slide(presentation.slide_layouts[1])
        slide.shapes.title.text = "Title"
        slide.placeholders[1].text = text
    return saved(presentation)


def workbook_file(**sheets: Sequence[Sequence[object]]) -> bytes:
    """An XLSX with these rows by sheet."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    return saved(book)


def open_document_file(*paragraphs: str) -> bytes:
    """An ODT with these paragraphs of plain text."""
    content = "".join(f"<text:p>{paragraph}</text:p>" for paragraph in paragraphs)
    return archive({
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": OPEN_DOCUMENT.format(paragraphs=content),
    })  # fmt: skip


def archive(members: dict[str, str | bytes]) -> bytes:
    """A ZIP archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in members.items():
            opened.writestr(name, content)
    return buffer.getvalue()


def saved(document: object) -> bytes:
    """The bytes of a document that can be saved."""
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()
