"""Which parser reads which file."""

import re
from pathlib import Path
from typing import BinaryIO

from vocabularies.importers.csv_files import parse_csv
from vocabularies.importers.files import decode, read_bytes
from vocabularies.importers.json_files import parse_json
from vocabularies.importers.parsed import ParsedScheme, RecordError, VocabularyFileError
from vocabularies.importers.skos import parse_rdf_xml, parse_turtle
from vocabularies.importers.yaml_files import parse_goals

LANGUAGE_IN_NAME = re.compile(r"[-_.](ar|cn|en|es|fr|ru|zh(?:-hans)?)$", re.IGNORECASE)
KNOWN = "Turtle (.ttl), RDF/XML (.rdf, .xml), JSON (.json), CSV (.csv, .tsv) or YAML (.yml)"


def parse(file: Path | BinaryIO, *, scheme: str, language: str = "") -> ParsedScheme:
    """Parse the file; VocabularyFileError names file, line or record, and the reason.

    `language` is that of a table of one language; without it the end of the file's name
    tells ("UNSD-fr.csv"), else it is English.
    """
    name, content = read_bytes(file)
    stem, suffix = Path(name).stem, Path(name).suffix.lower()
    in_name = LANGUAGE_IN_NAME.search(stem)
    language = language or (in_name[1] if in_name else "en")
    try:
        return _parse(suffix, content, scheme, language)
    except RecordError as error:
        raise VocabularyFileError(name, error.where, error.reason) from error


def _parse(suffix: str, content: bytes, scheme: str, language: str) -> ParsedScheme:
    if suffix in {".rdf", ".xml"}:
        return parse_rdf_xml(content)
    if suffix not in {".ttl", ".json", ".csv", ".tsv", ".yml", ".yaml"}:
        raise RecordError(f"the format is not known by its name; use {KNOWN}")
    text = decode(content)
    if suffix == ".ttl":
        return parse_turtle(text)
    if suffix == ".json":
        return parse_json(text, scheme=scheme)
    if suffix in {".csv", ".tsv"}:
        return parse_csv(text, language=language)
    return parse_goals(text, language=language)
