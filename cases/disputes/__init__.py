"""Public records of disputes at the WTO, read as they are."""

from cases.disputes.records import DisputeRecord, RecordedEvent, read_disputes

__all__ = ["DisputeRecord", "RecordedEvent", "read_disputes"]
