"""Takes the step that a button names, and says in words what came of it."""

from collections.abc import Callable, Mapping

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from accounts.models import User
from experts.cooperation import actions
from experts.cooperation.presenting import reader
from experts.cooperation.suggesting import DecidedError, NotOpenError
from experts.models import CooperationItem
from experts.stages import Stage

Take = Callable[[User, CooperationItem, int, str], object]

VERBS: Mapping[str, Take] = {
    Stage.SUBMITTED: lambda actor, item, version, _text: actions.submit_item(
        actor=actor, item=item, version=version
    ),
    Stage.CLARIFYING: lambda actor, item, version, text: actions.ask_owner(
        actor=actor, item=item, version=version, reason=text
    ),
    Stage.PUBLISHED: lambda actor, item, version, _text: actions.publish_item(
        actor=actor, item=item, version=version
    ),
    Stage.MATCHING: lambda actor, item, version, _text: actions.start_matching(
        actor=actor, item=item, version=version
    ),
    Stage.AGREED: lambda actor, item, version, text: actions.agree_item(
        actor=actor, item=item, version=version, reason=text
    ),
    Stage.RUNNING: lambda actor, item, version, _text: actions.run_item(
        actor=actor, item=item, version=version
    ),
    Stage.CLOSED: lambda actor, item, version, text: actions.close_item(
        actor=actor, item=item, version=version, outcome=text, language=reader()
    ),
    Stage.DECLINED: lambda actor, item, version, text: actions.decline_item(
        actor=actor, item=item, version=version, reason=text
    ),
    Stage.WITHDRAWN: lambda actor, item, version, text: actions.withdraw_item(
        actor=actor, item=item, version=version, reason=text
    ),
}


def take_step(request: HttpRequest, actor: User, item: CooperationItem) -> None:
    """Take the step `after` of a form; 404 for one that does not exist."""
    verb = VERBS.get(request.POST.get("after", ""))
    if verb is None:
        raise Http404
    text = request.POST.get("reason", "")[:2000]
    told(request, lambda: verb(actor, item, version_of(request), text), _("Done."))


def version_of(request: HttpRequest) -> int:
    """The version that the form was made from; 0, which is never right, without one."""
    value = request.POST.get("version", "")
    return int(value) if value.isdecimal() and len(value) < 10 else 0


def told(request: HttpRequest, do: Callable[[], object], done: str) -> bool:
    """Do something and tell how it went; False when it could not be done."""
    try:
        do()
    except (actions.StaleItemError, DecidedError):
        text = _("Somebody else changed this meanwhile. Look again, then repeat your step.")
    except (actions.WrongStageError, NotOpenError):
        text = _("This step is not possible at this stage.")
    except ValidationError as error:
        text = " ".join(error.messages)
    else:
        messages.success(request, done)
        return True
    messages.error(request, text)
    return False
