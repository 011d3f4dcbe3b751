"""Every file of the demonstration by its name in the data files."""

from functools import partial

from cms.demo import handbook
from cms.demo.files import SHEETS as SMALL, Sheet

BOOKS = {
    f"handbook-{language}": Sheet(
        f"living-shores-{language}.{ending}",
        handbook.title(language),
        partial(write, language),
        language,
    )
    for language, ending, write in (
        ("en", "pdf", handbook.as_pdf),
        ("fr", "pdf", handbook.as_pdf),
        ("es", "pdf", handbook.as_pdf),
        ("ru", "docx", handbook.as_word),
        ("ar", "docx", handbook.as_word),
        ("zh-hans", "docx", handbook.as_word),
    )
}
SHEETS = SMALL | BOOKS
