"""Works from ORCID and Crossref, asked over real HTTP from servers of our own."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from experts.models import Profile, Work
from experts.outgoing import UnreachableError, fetch_json
from experts.work_sources import bare_doi, read_crossref, read_orcid
from records.models import Record
from tests.factories.accounts import make_user
from tests.factories.experts import make_profile

pytestmark = pytest.mark.django_db

ORCID = "0000-0002-1825-0097"
CRABS = {
    "status": "ok", "message-type": "work", "message-version": "1.0.0",
    "message": {
        "DOI": "10.1234/CRABS", "type": "journal-article",
        "title": ["Crabs of the <i>Rhizophora</i> forest"],
        "author": [
            {"given": "Mere Ana", "family": "Lagi", "sequence": "first"}, {"name": "Reef Institute"}
        ],
        "container-title": ["Pacific Science"], "publisher": "A press",
        "issued": {"date-parts": [[2019, 4]]},
    },
}  # fmt: skip


def orcid_group(number: int, title: str, doi: str = "") -> dict[str, Any]:
    """A group as ORCID's version 3.0 answers it."""
    ids = [{"external-id-type": "doi", "external-id-value": doi,
            "external-id-relationship": "self"}] if doi else []  # fmt: skip
    summary = {
        "put-code": number, "title": {"title": {"value": title}, "subtitle": None},
        "external-ids": {"external-id": ids}, "type": "journal-article", "url": None,
        "publication-date": {"year": {"value": "2020"}, "month": None, "day": None},
        "journal-title": {"value": "Wetlands"}, "visibility": "public",
    }  # fmt: skip
    return {"external-ids": {"external-id": ids}, "work-summary": [summary]}


class Service(ThreadingHTTPServer):
    """Answers with (status, body, headers) by path, and notes what it was asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers: dict[str, tuple[int, bytes, dict[str, str]]] = {}
        self.asked: list[str] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def says(self, path: str, answer: Any, status: int = 200, **headers: str) -> None:
        body = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
        self.answers[path] = (status, body, headers)


class Handler(BaseHTTPRequestHandler):
    server: Service

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        missing = (404, b"Resource not found.", {})
        status, body, headers = self.server.answers.get(self.path, missing)
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        """Keep the output of the tests clean."""


@pytest.fixture
def service(settings) -> Iterator[Service]:
    server = Service()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.CHM_CROSSREF_URL = settings.CHM_ORCID_API_URL = server.url
    settings.CHM_LOOKUPS_PRIVATE = True
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def profile(client) -> Profile:
    profile = make_profile(make_user(first_name="Mere", last_name="Lagi"), orcid=ORCID)
    client.force_login(profile.user)
    return profile


@pytest.fixture
def signed_in(profile, client) -> Client:
    return client


DOOR = "/en/workspace/profile/works/find/"


def test_a_work_is_added_by_its_doi_and_found_in_the_record(service, profile, client):
    service.says("/works/10.1234%2Fcrabs", CRABS)

    answer = client.post(reverse("experts:works_find"), {"doi": "https://doi.org/10.1234/CRABS"})

    assert answer.status_code == 302
    work = Work.objects.get()
    assert (work.title, work.year, work.doi) == (
        "Crabs of the Rhizophora forest", 2019, "10.1234/crabs",
    )  # fmt: skip
    assert (work.authors, work.container) == ("Lagi M. A.; Reef Institute", "Pacific Science")
    assert "Rhizophora" in str(Record.objects.get(uid=profile.uid).texts)


@pytest.mark.parametrize(
    ("answer", "status", "advice"),
    [
        (b"Resource not found.", 404, "Crossref does not know this DOI."),
        (b"", 503, "Crossref does not answer now."),
        (b"<html>", 200, "Crossref does not answer now."),
        (b"[]", 200, "Crossref does not answer now."),
        ({"message": {"title": []}}, 200, "Crossref does not know this DOI."),
        ({"message": None}, 200, "Crossref does not know this DOI."),
        (b"[" * 100_000, 200, "Crossref does not answer now."),
        (b" " * 5_000_000, 200, "Crossref does not answer now."),
    ],
)
def test_a_failure_says_what_to_do_and_keeps_the_doi(service, signed_in, answer, status, advice):
    service.says("/works/10.1234%2Fcrabs", answer, status)

    page = signed_in.post(DOOR, {"doi": "10.1234/crabs"})

    assert page.status_code == 422
    assert advice in page.content.decode()
    assert "write the work by hand" in page.content.decode()
    assert 'value="10.1234/crabs"' in page.content.decode()
    assert not Work.objects.exists()


def test_a_work_is_in_a_profile_once(service, profile, client):
    Work.objects.create(profile=profile, title="By hand", doi="10.1234/crabs")

    page = client.post(DOOR, {"doi": "10.1234/Crabs"})

    assert "in your profile already" in page.content.decode()
    assert service.asked == []


def test_people_choose_among_their_works_at_orcid(service, profile, client):
    Work.objects.create(profile=profile, title="Known by title")
    groups = [
        orcid_group(1, "Roots in salt", "10.5/ROOTS"), orcid_group(2, "Known by title"),
        orcid_group(3, "Mud"), orcid_group(4, "Roots again", "https://doi.org/10.5/roots"),
        {"work-summary": []}, {"work-summary": [{"title": None}]},
    ]  # fmt: skip
    service.says(f"/{ORCID}/works", {"group": groups})
    assert client.get(DOOR).status_code == 200
    assert service.asked == [], "Reading the page asks nobody."

    page = client.post(DOOR, {"orcid": "yes"}).content.decode()
    assert "Roots in salt" in page or "Roots again" in page
    assert "Known by title" not in page
    client.post(DOOR, {"choose": "yes", "works": ["10.5/roots", "3"]})

    assert set(Work.objects.filter(source="orcid").values_list("doi", "put_code")) >= {("", "3")}
    assert Work.objects.filter(doi="10.5/roots").count() == 1
    assert "no public work of yours" in client.post(DOOR, {"orcid": "yes"}).content.decode()


def test_what_is_shown_comes_from_orcid_and_not_from_the_form(service, profile, client):
    service.says(f"/{ORCID}/works", {"group": [orcid_group(1, "Roots")]})

    page = client.post(DOOR, {"choose": "yes", "works": ["999"]})

    assert page.status_code == 422
    assert not Work.objects.exists()


def test_without_an_id_nobody_is_asked(service, client):
    client.force_login(make_user())

    page = client.post(DOOR, {"orcid": "yes"})

    assert page.status_code == 422
    assert "Connect your ORCID iD first." in page.content.decode()
    assert service.asked == []


def test_orcid_away_is_said(service, profile, client):
    service.says(f"/{ORCID}/works", b"", 500)

    assert "ORCID does not answer now." in client.post(DOOR, {"orcid": "yes"}).content.decode()


def test_a_redirect_is_followed_on_the_same_host_only(service):
    service.says("/there", {"a": 1})
    service.says("/here", b"", 302, Location="/there")
    service.says("/away", b"", 302, Location="http://localhost:1/")
    service.says("/round", b"", 302, Location="/round")

    assert fetch_json(f"{service.url}/here") == {"a": 1}
    for path in ("/away", "/round"):
        with pytest.raises(UnreachableError):
            fetch_json(f"{service.url}{path}")
    assert service.asked.count("/round") == 4


@pytest.mark.parametrize("address", ["https://127.0.0.1:1/", "https://[::1]/", "http://1.1.1.1/"])
def test_private_networks_and_plain_http_are_not_asked(service, settings, address):
    settings.CHM_LOOKUPS_PRIVATE = False

    with pytest.raises(UnreachableError, match=r"private network|https"):
        fetch_json(address)


@pytest.mark.parametrize("shape", [{}, {"title": 7}, {"title": [None]}, {"title": [{}]}])
def test_unknown_shapes_are_no_works(shape):
    assert read_crossref(shape, "10.1/a") is None
    assert read_orcid(shape) is None


@pytest.mark.parametrize("written", ["", "10.", "10.1234", "11.1/a", "x" * 400])
def test_what_is_no_doi_is_none(written):
    assert bare_doi(written) == ""
