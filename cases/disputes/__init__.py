"""Public records of disputes at the WTO, read as they are."""

from cases.disputes.records import DisputeRecord, RecordedEvent, RefusedDispute, read_disputes

__all__ = ["DisputeRecord", "RecordedEvent", "RefusedDispute", "read_disputes"]
