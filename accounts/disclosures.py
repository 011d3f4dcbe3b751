"""The audit log of what was taken out."""

from accounts.models import Disclosure, User


def note_disclosure(*, actor: User, what: str, rows: int, detail: str = "") -> Disclosure:
    """Write down that somebody took data of people out of the site.

    `what` names the export ("directory", "my data"), `detail` how it was narrowed. Call it
    before the first byte leaves.
    """
    return Disclosure.objects.create(actor=actor, what=what, rows=rows, detail=detail[:500])
