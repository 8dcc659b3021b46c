"""The intake form: its fields as data, their checks, and the direction that follows from the answers."""

from cases.ntb.intake.checks import is_portal_number, known_hs
from cases.ntb.intake.direction import direction_of
from cases.ntb.intake.fields import TEXT_CHANNELS, TOPIC_KEYS, TOPICS, Answers, Condition, Field, Topic
from cases.ntb.intake.figures import currencies
from cases.ntb.intake.files import LARGEST_BYTES, TYPES, refuse_file
from cases.ntb.intake.groups import part_key
from cases.ntb.intake.table import CHANNELS, DIRECTIONS, FIELDS
from cases.ntb.intake.texts import clean, storable
from cases.ntb.intake.validate import (
    BY_ID,
    Checked,
    fields_of,
    is_late,
    restricted_fields,
    split_personal,
    unknown_fields,
    validate_all,
    validate_topic,
)
from cases.ntb.intake.windows import prints, put_together

__all__ = [
    "BY_ID", "CHANNELS", "DIRECTIONS", "FIELDS", "LARGEST_BYTES", "TEXT_CHANNELS", "TOPICS", "TOPIC_KEYS", "TYPES",
    "Answers", "Checked", "Condition", "Field", "Topic", "clean", "currencies", "direction_of", "fields_of", "is_late",
    "is_portal_number", "known_hs", "part_key", "prints", "put_together",
    "refuse_file", "restricted_fields", "split_personal", "storable", "unknown_fields", "validate_all",
    "validate_topic",
]  # fmt: skip
