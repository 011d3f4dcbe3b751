"""What the vocabularies room adds to Wagtail."""

from typing import Any

from django.db import models
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from vocabularies.models import Scheme, Term
from vocabularies.viewsets import VocabularyViewSetGroup


class KeptPermissionPolicy(ModelPermissionPolicy):
    """Nobody deletes: content carries identifiers, which must go on meaning something."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Everything but deleting is as Django's permissions say."""
        return action != "delete" and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        """The same for several actions."""
        return any(self.user_has_permission(user, action) for action in actions)

    def user_has_permission_for_instance(
        self, user: Any, action: str, instance: models.Model
    ) -> bool:
        """The same for one object."""
        return action != "delete" and super().user_has_permission_for_instance(
            user, action, instance
        )


register_permission_policy(Term, KeptPermissionPolicy(Term))
register_permission_policy(Scheme, KeptPermissionPolicy(Scheme))
register_snippet(VocabularyViewSetGroup)
