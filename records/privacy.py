"""What this room holds of people: nothing of its own."""

from accounts.personal_data import declare_impersonal

declare_impersonal(
    "Written by projectors from what other rooms hold; erasing there changes the record.",
    "records.Record", "records.RecordTerm", "records.RecordReference",
)  # fmt: skip
declare_impersonal(
    "How far jobs have come.", "records.Consumer", "records.JobLease", "records.RebuildRun"
)
