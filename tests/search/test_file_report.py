"""The report of files, for those who look after documents."""

import pytest

from search import jobs
from search.models import FileState, FileText
from tests.factories import files
from tests.factories.accounts import make_user
from tests.factories.files import make_file, make_naming

pytestmark = pytest.mark.django_db

REPORT = "/admin/reports/files/"


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    """Keep the files to this test: a name that is taken elsewhere would be changed."""
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def administrator(client):
    client.force_login(make_user(is_superuser=True, is_staff=True))
    return client


def test_the_report_says_what_became_of_each_file(administrator):
    make_naming(
        make_file(files.pdf_file("One", "Two"), "good.pdf"),
        make_file(files.encrypted_pdf("One"), "locked.pdf"),
    )
    jobs.read_files()

    body = administrator.get(REPORT).content.decode()

    assert "good.pdf" in body
    assert "Read: 2 pages" in body
    assert "Protected by a password" in body


def test_files_that_could_not_be_read_can_be_listed_and_read_again(administrator):
    make_naming(make_file(b"Words", "good.txt"), make_file(files.blank_pdf(), "scan.pdf"))
    jobs.read_files()

    body = administrator.get(f"{REPORT}?state=unread").content.decode()
    assert "scan.pdf" in body
    assert "good.txt" not in body

    scan = FileText.objects.get(state=FileState.EMPTY)
    administrator.post(f"{REPORT}{scan.pk}/again/")
    scan.refresh_from_db()
    assert scan.state == FileState.WAITING


def test_the_report_is_for_those_who_look_after_documents(client):
    client.force_login(make_user())
    text = FileText.objects.create(url="/documents/1/a.pdf", state=FileState.BROKEN)

    assert client.get(REPORT).status_code != 200
    assert client.post(f"{REPORT}{text.pk}/again/").status_code != 200
    text.refresh_from_db()
    assert text.state == FileState.BROKEN
