"""The queue: lists of cases with filters in the address, and what officers do with a list."""

from api.pages.officer.queue.page import router
from api.pages.officer.queue.wording import BANDS, DIRECTIONS, days_of, regime_title, stage_names, stage_title

__all__ = ["BANDS", "DIRECTIONS", "days_of", "regime_title", "router", "stage_names", "stage_title"]
