"""Selected works from elsewhere. Nothing is asked inside a transaction."""

from collections.abc import Iterable, Iterator

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from experts.actions.profiles import require_own
from experts.models import Profile, Work
from experts.outgoing import UnknownThingError, UnreachableError
from experts.work_sources import FoundWork, crossref_work, orcid_works
from records import projection

MOST_WORKS = 30


def add_work_by_doi(*, actor: User, profile: Profile, doi: str) -> Work:
    """Add what Crossref knows by this DOI. ValidationError says what to do instead."""
    require_own(actor, profile)
    if profile.works.filter(doi=doi).exists():
        raise ValidationError(_("This work is in your profile already."))
    try:
        found = crossref_work(doi)
    except UnknownThingError:
        found = None
    except UnreachableError as error:
        raise ValidationError(
            _("Crossref does not answer now. Try again later, or write the work by hand.")
        ) from error
    if found is None:
        raise ValidationError(
            _("Crossref does not know this DOI. Look for a slip, or write the work by hand.")
        )
    added = add_works(actor=actor, profile=profile, works=[found])
    if not added:
        raise ValidationError(_("This work is in your profile already."))
    return added[0]


def works_at_orcid(*, actor: User, profile: Profile) -> list[FoundWork]:
    """The public works of the iD that its person proved, but those in the profile already.

    ValidationError without an iD, or when ORCID does not answer.
    """
    require_own(actor, profile)
    if not profile.orcid:
        raise ValidationError(_("Connect your ORCID iD first. Then we can ask for your works."))
    try:
        found = orcid_works(profile.orcid)
    except UnknownThingError:
        found = []
    except UnreachableError as error:
        raise ValidationError(
            _("ORCID does not answer now. Try again later, or add works by their DOI.")
        ) from error
    return list(without_known(profile, found))


@transaction.atomic
def add_works(*, actor: User, profile: Profile, works: Iterable[FoundWork]) -> list[Work]:
    """Put works at the end of the list, each once. ValidationError when there are too many."""
    require_own(actor, profile)
    # Two windows of one person do not add the same work twice.
    Profile.objects.select_for_update().get(pk=profile.pk)
    new = list(without_known(profile, works))
    present = profile.works.count()
    if present + len(new) > MOST_WORKS:
        raise ValidationError(
            _("A profile shows at most %(most)s works. Choose fewer, or remove some first.")
            % {"most": MOST_WORKS}
        )
    added = [
        Work(
            profile=profile, source=work.source, title=work.title, authors=work.authors,
            container=work.container, year=work.year, kind=work.kind, doi=work.doi,
            url=work.url, put_code=work.put_code, position=present + number,
        )
        for number, work in enumerate(new)
    ]  # fmt: skip
    Work.objects.bulk_create(added)
    projection.refresh(profile)
    return added


def without_known(profile: Profile, works: Iterable[FoundWork]) -> Iterator[FoundWork]:
    """Works that are not in the profile: by DOI, by number at ORCID, then by title."""
    known = list(profile.works.values_list("doi", "put_code", "title"))
    dois = {doi.lower() for doi, _code, _title in known if doi}
    codes = {code for _doi, code, _title in known if code}
    titles = {title.casefold() for _doi, _code, title in known}
    for work in works:
        is_known = work.doi in dois if work.doi else work.title.casefold() in titles
        if is_known or (work.put_code and work.put_code in codes):
            continue
        dois.add(work.doi)
        titles.add(work.title.casefold())
        yield work
