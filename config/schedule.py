"""What the clock starts: one schedule for the whole house (decision 0003).

A job is a function without arguments or a management command, safe to repeat. `every` is
in seconds; `limit` is how long its lease keeps others from starting it as well, should
the process that runs it die. `run_jobs` reads this where there is no Celery; beat sends
`records.run_job` where there is, and asks at least every ten minutes, so that restarting
beat postpones nothing: whether a job is due is written in its lease.
"""

from typing import Any, NotRequired, TypedDict


class Job(TypedDict):
    """One entry of the schedule: either `run`, a dotted path, or `command`."""

    run: NotRequired[str]
    command: NotRequired[str]
    every: int
    limit: int


MINUTE = 60
HOUR = 60 * MINUTE
DAY = 24 * HOUR

SCHEDULE: dict[str, Job] = {
    "number-changes": {
        "run": "records.sequencer.number_changes",
        "every": 5,
        "limit": 2 * MINUTE,
    },
    "follow-feed": {"run": "search.indexing.jobs.follow_feed", "every": 2, "limit": 30},
    "tidy-search-indexes": {
        "run": "search.indexing.jobs.tidy_indexes",
        "every": HOUR,
        "limit": HOUR,
    },
    "reconcile-search-indexes": {
        "run": "search.indexing.jobs.reconcile_indexes",
        "every": DAY,
        "limit": 6 * HOUR,
    },
    "send-mails": {
        "run": "notifications.jobs.send_mails",
        "every": MINUTE,
        "limit": 15 * MINUTE,
    },
    "plan-digests": {
        "run": "notifications.jobs.plan_digests",
        "every": 5 * MINUTE,
        "limit": 15 * MINUTE,
    },
    "read-files": {"run": "search.jobs.read_files", "every": 10, "limit": 30 * MINUTE},
    "check-files": {"run": "search.jobs.check_files", "every": DAY, "limit": 2 * HOUR},
    "send-search-alerts": {
        "run": "search.jobs.send_search_alerts",
        "every": 5 * MINUTE,
        "limit": HOUR,
    },
    "keep-cooperation-deadlines": {
        "run": "experts.cooperation.jobs.keep_deadlines",
        "every": HOUR,
        "limit": HOUR,
    },
    "remind-profiles": {"run": "experts.jobs.remind_profiles", "every": DAY, "limit": HOUR},
    "publish-scheduled": {"command": "publish_scheduled", "every": MINUTE, "limit": 30 * MINUTE},
    "collect-search-promotions": {
        "command": "searchpromotions_garbage_collect",
        "every": DAY,
        "limit": HOUR,
    },
    "check-translation-trees": {
        "command": "repair_translation_trees",
        "every": DAY,
        "limit": HOUR,
    },
    "erase-due-accounts": {
        "run": "accounts.erasure.erase_due_accounts",
        "every": HOUR,
        "limit": HOUR,
    },
    "wipe-old-messages": {
        "run": "experts.actions.contact.wipe_old_messages",
        "every": HOUR,
        "limit": HOUR,
    },
    "clear-sessions": {"command": "clearsessions", "every": DAY, "limit": HOUR},
}

BEAT_SCHEDULE: dict[str, dict[str, Any]] = {
    name: {
        "task": "records.run_job",
        "args": [name],
        "schedule": min(job["every"], 10 * MINUTE),
        # A message that waited longer than this is stale: the next one is on its way.
        "options": {"expires": min(job["every"], 10 * MINUTE)},
    }
    for name, job in SCHEDULE.items()
}
