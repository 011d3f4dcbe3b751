"""A row of results that was found in a file."""

from html import unescape

import pytest

from tests.factories.files import make_with_file

pytestmark = pytest.mark.django_db


def test_a_row_says_where_in_a_file_it_was_found_and_opens_it_there(client):
    record = make_with_file("Reefs", "The quokkas graze", titles={"en": "Report"})

    body = unescape(client.get("/en/search/?q=quokka").content.decode())

    assert "In the file “Annual report”, page 2" in body
    assert f'href="{record.files[0]["url"]}#page=2"' in body
    assert "<mark>quokkas</mark>" in body


def test_the_text_of_a_file_of_a_hidden_record_is_not_shown(client):
    make_with_file("The quokkas graze", titles={"en": "Report"}, container_gate="community:1")

    assert "graze" not in client.get("/en/search/?q=quokka").content.decode()
