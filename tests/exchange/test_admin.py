"""The exchange pages of the Wagtail admin."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from exchange.harvest.models import ImportProblem, ImportRun, Source
from records.models import Record
from tests.factories.exchange import crossref_answer, csv_table, row, saved, work, workbook

pytestmark = pytest.mark.django_db


def client_of(*codenames: str, email: str = "editor@example.org") -> Client:
    """The browser of an editor with these permissions."""
    user = User.objects.create_user(email)
    user.user_permissions.set(Permission.objects.filter(codename__in=("access_admin", *codenames)))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def editor() -> Client:
    """An editor who may import."""
    return client_of("add_importrun")


def post(client: Client, content: bytes, button: str, **fields: Any) -> Any:
    """Send the form."""
    data = {"file": SimpleUploadedFile("table.csv", content), "title": "The ministry", button: "1"}
    return client.post(reverse("table_import:index"), data | fields)


def test_a_check_shows_what_would_happen_and_stores_nothing(editor: Client):
    response = post(editor, csv_table(row(), row(id="doc-2", kind="poem")), "check")

    page = response.content.decode()
    assert response.status_code == 200
    assert "Some rows would be refused." in page
    assert "The kind cannot be “poem”. It can be:" in page
    assert not Source.objects.exists()
    assert not ImportRun.objects.exists()


def test_an_import_writes_and_leads_to_its_log(editor: Client):
    response = post(editor, saved(workbook(row(), row(id="doc-2", kind="poem"))), "import")

    run = ImportRun.objects.get()
    log = editor.get(response["Location"]).content.decode()
    assert response["Location"] == reverse("importrun:inspect", args=[run.pk])
    assert run.actor.email == "editor@example.org"
    assert (run.new, run.refused) == (1, 1)
    assert "The kind cannot be “poem”." in log
    assert Record.objects.get().source_title == "The ministry"


def test_choosing_the_source_again_updates_its_records(editor: Client):
    post(editor, csv_table(row()), "import")
    source = Source.objects.get()

    post(editor, csv_table(row(title_en="Revised")), "import", source=source.pk, title="")

    assert Record.objects.get().titles == {"en": "Revised"}


@pytest.mark.parametrize("title", ["", "The Ministry"])
def test_a_new_source_needs_a_name_of_its_own(editor: Client, title: str):
    Source.objects.create(key="the-ministry", title="The ministry")

    response = post(editor, csv_table(row()), "import", title=title)

    assert response.status_code == 200
    assert response.context["form"].errors["title"]
    assert not ImportRun.objects.exists()


def test_a_source_named_in_another_script_gets_a_key(editor: Client):
    post(editor, csv_table(row()), "import", title="وزارة البيئة")

    assert Source.objects.get().title == "وزارة البيئة"


def test_only_tables_are_taken(editor: Client):
    response = post(editor, crossref_answer(work()), "check")

    assert "Only tables (CSV or XLSX) can be imported here." in response.content.decode()


def test_a_large_upload_is_refused_with_what_to_do(editor: Client):
    response = post(editor, b"x" * (5 * 1024 * 1024 + 1), "check")

    assert "larger than 5 MB" in str(response.context["form"].errors["file"])


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_the_template_that_is_downloaded_can_be_imported(editor: Client, suffix: str):
    template = editor.get(reverse("table_import:template", args=[suffix])).content

    response = post(editor, template, "check")

    assert response.context["report"].new == 1
    assert response.context["report"].is_clean


PAGES = ("table_import:index", "importrun:index", "importproblem:index", "harvestsource:index")


@pytest.mark.parametrize("name", PAGES)
def test_the_pages_are_for_those_who_may_import(editor: Client, name: str):
    other = client_of(email="other@example.org")

    assert editor.get(reverse(name)).status_code == 200
    assert other.get(reverse(name)).status_code == 302
    assert Client().get(reverse(name)).status_code == 302


def test_viewing_the_log_does_not_allow_to_import():
    viewer = client_of("view_importrun")

    assert viewer.get(reverse("importrun:index")).status_code == 200
    assert viewer.get(reverse("table_import:index")).status_code == 302


@pytest.mark.parametrize("name", ["importrun", "importproblem", "harvestsource"])
def test_the_log_cannot_be_edited_by_anybody(name: str):
    administrator = Client()
    administrator.force_login(User.objects.create_superuser("root@example.org"))
    source = Source.objects.create(key="a", title="A")
    run = ImportRun.objects.create(file_name="file", source=source)
    problem = ImportProblem.objects.create(run=run, reason="Because.")
    pk = {"importrun": run, "importproblem": problem, "harvestsource": source}[name].pk

    for view in ("edit", "delete"):
        assert administrator.get(reverse(f"{name}:{view}", args=[pk])).status_code == 302
    assert administrator.get(reverse(f"{name}:add")).status_code == 302
    assert administrator.get(reverse(f"{name}:inspect", args=[pk])).status_code == 200


def test_the_lists_need_equally_many_queries_for_few_and_many_rows(editor: Client):
    def needed() -> list[int]:
        taken = []
        for name in PAGES[1:]:
            with CaptureQueriesContext(connection) as queries:
                editor.get(reverse(name))
            taken.append(len(queries))
        return taken

    def add(count: int) -> None:
        for _number in range(count):
            source = Source.objects.create(key=f"s{Source.objects.count()}", title="S")
            run = ImportRun.objects.create(file_name="file", source=source)
            ImportProblem.objects.create(run=run, reason="Because.")

    add(2)
    needed()
    few = needed()
    add(18)

    assert needed() == few
