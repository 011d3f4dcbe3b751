"""Foreign text, identifiers and dates in one safe spelling."""

import unicodedata

import pytest

from exchange.harvest.cleaning import line, lines, plain, shortened, web_address, without_mail
from exchange.harvest.dates import AmbiguousDateError, instant, partial_date, table_date
from exchange.harvest.identifiers import doi, identifier, language_tag, licence, orcid
from exchange.harvest.kinds import of_crossref, of_types


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("<jats:title>Abstract</jats:title><jats:p>One.</jats:p><jats:p>Two.</jats:p>",
         "Abstract\nOne.\nTwo."),
        ("&lt;p&gt;One &amp;amp; two&lt;/p&gt;", "One & two"),
        ("<p>dataset&nbsp;of CO<sub>2</sub></p>", "dataset of CO2"),
        ("<script>alert(1)</script>Safe<style>p{}</style>", "Safe"),
        ("p < 0.05 and q <0.1 < <i>r</i>", "p < 0.05 and q <0.1 < r"),
        ("<img src=x onerror=alert(1)>Picture", "Picture"),
        ("a\x00b\x01c\ud800d\ufffee\x85", "abcde"),
        ("left\u202eright", "leftright"),
        ("  two \t words \r\n\r\n and a line ", "two words\nand a line"),
        ("write to ana.tavita@mail.example.org, please", "write to [address removed], please"),
        (None, ""),
        (7, ""),
    ],
)  # fmt: skip
def test_text_is_plain(given: object, expected: str):
    assert plain(given) == expected


def test_text_is_in_one_normal_form():
    assert plain(unicodedata.normalize("NFD", "Forêt")) == unicodedata.normalize("NFC", "Forêt")


def test_long_text_ends_at_a_word_with_an_ellipsis():
    assert shortened("one two three", 9) == "one two…"
    assert shortened("x" * 20, 5) == "xxxx…"
    assert len(plain("word " * 50_000)) <= 20_000


def test_a_line_is_one_line_and_repetitions_are_dropped():
    assert line("one\ntwo") == "one two"
    assert lines(["b", "", "a", "<i>b</i>", None]) == ("b", "a")


def test_a_handle_is_no_mail_address():
    assert without_mail("see @mangroves or a @ b") == "see @mangroves or a @ b"


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "//example.org/x",
        "mailto:a@example.org", "ftp://example.org/", "https://", "https://user:pw@example.org/",
        "https://example.org:port/", "https://example.org/a b", 'https://example.org/"><script>',
        "https://[::1", "https://example.org/?to=ana@example.org", None, 7,
        "https://example.org/" + "x" * 2000,
    ],
)  # fmt: skip
def test_what_is_no_safe_web_address_is_dropped(address: object):
    assert web_address(address) == ""


def test_a_web_address_stays_as_it_is():
    assert web_address(" https://example.org/a?b=c#d ") == "https://example.org/a?b=c#d"


@pytest.mark.parametrize(
    ("given", "tag"),
    [
        ("eng", "en"), ("fre", "fr"), ("en-GB", "en-gb"), ("zh-CN", "zh-hans"), ("zho", "zh-hans"),
        ("zh_TW", "zh-hant"), ("English", "en"), ("français", "fr"), ("uzb", "uz"), ("oty", "oty"),
        ("other", "und"), ("mul", "und"), ("", "und"), (None, "und"), ("in Latin", "und"),
    ],
)  # fmt: skip
def test_a_language_becomes_a_tag_or_is_unknown(given: object, tag: str):
    assert language_tag(given) == tag


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("https://creativecommons.org/licenses/by/4.0/legalcode",
         "https://creativecommons.org/licenses/by/4.0/"),
        ("http://creativecommons.org/licenses/by-nc-sa/3.0/igo/",
         "https://creativecommons.org/licenses/by-nc-sa/3.0/"),
        ("https://creativecommons.org/publicdomain/zero/1.0/legalcode",
         "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("CC BY-SA 4.0", "https://creativecommons.org/licenses/by-sa/4.0/"),
        ("CC0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("http://www.apache.org/licenses/LICENSE-2.0", "http://www.apache.org/licenses/LICENSE-2.0"),
        ("All rights reserved", ""),
        ("info:eu-repo/semantics/openAccess", ""),
        ("javascript:alert(1)", ""),
    ],
)  # fmt: skip
def test_a_licence_has_one_address(given: str, address: str):
    assert licence(given) == address


def test_identifiers_are_recognised():
    found = [
        identifier(text)
        for text in (
            "https://doi.org/10.5281/Zenodo.1", "doi:10.1234/x", "ISSN 20493630",
            "978-0-306-40615-7", "oai:x:1", "https://example.org/1", "AB/12", "10.1/short",
        )
    ]  # fmt: skip
    assert [one and (one.scheme, one.value) for one in found] == [
        ("doi", "10.5281/zenodo.1"), ("doi", "10.1234/x"), ("issn", "2049-3630"),
        ("isbn", "9780306406157"), ("oai", "oai:x:1"), ("url", "https://example.org/1"),
        None, None,
    ]  # fmt: skip
    assert doi("10.5281") == ""
    assert orcid("http://orcid.org/0000-0002-1825-009x") == "0000-0002-1825-009X"
    assert orcid("0000") == ""


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ("2024", "2024"), ("2024-12", "2024-12"), ("2024-12-31", "2024-12-31"),
        ("2024-12-31T23:00:00Z", "2024-12-31"), ("2024-13", "None"), ("2024-02-30", "None"),
        ("0001", "None"), ("December", "None"), ("", "None"),
    ],
)  # fmt: skip
def test_a_date_keeps_its_precision(given: str, text: str):
    assert str(partial_date(given)) == text


@pytest.mark.parametrize(
    ("given", "text"),
    [("31/12/2024", "2024-12-31"), ("12/31/2024", "2024-12-31"), ("3.3.2024", "2024-03-03"),
     ("2024-06", "2024-06")],
)  # fmt: skip
def test_a_persons_date_is_read_when_only_one_reading_is_possible(given: str, text: str):
    assert str(table_date(given)) == text


def test_a_persons_date_is_never_guessed():
    with pytest.raises(AmbiguousDateError):
        table_date("03/04/2024")
    for wrong in ("32/13/2024", "01-01-13", "45000", "soon"):
        with pytest.raises(ValueError, match=wrong):
            table_date(wrong)


def test_an_instant_is_in_utc_or_unknown():
    assert str(instant("2024-07-01T10:00:00+02:00")) == "2024-07-01 08:00:00+00:00"
    assert str(instant("2024-07-01")) == "2024-07-01 00:00:00+00:00"
    assert instant("yesterday") is None
    assert instant("0001-01-01T00:00:00+14:00") is None
    assert instant(None) is None


def test_foreign_types_become_kinds():
    assert of_crossref("journal-article") == "reference-document"
    assert of_crossref("dataset") == "online-source"
    assert of_crossref("grant") == "project"
    assert of_types(["info:eu-repo/semantics/conferencePaper"]) == "reference-document"
    assert of_types(["Nonsense", "Moving Image"]) == "multimedia"
    assert of_types(["http://purl.org/dc/dcmitype/Dataset"]) == "online-source"
    assert of_types([]) == "online-source"
