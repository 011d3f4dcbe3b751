"""Pure parsers: a file of a known format becomes a `ParsedScheme`, or an error says why not.

No parser touches the database. `vocabularies.importers.formats.parse` chooses by name and
content of the file.
"""
