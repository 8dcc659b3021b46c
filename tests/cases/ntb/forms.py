"""A complaint as people send it: `answers()` is complete and right; a test changes what it is about."""

from __future__ import annotations

from datetime import date

from cases.ntb.intake import Checked, validate_topic

TODAY = date(2026, 3, 27)

COMPLETE: dict[str, object] = {
    "channel": "web",
    "filer_capacity": "exporter",
    "filer_name": "Amina Wanjiru",
    "filer_email": "amina@example.co.ke",
    "filer_country": "KE",
    "product_description": "Long-life milk in cartons",
    "hs_codes": "0401.20",
    "perishable": "yes",
    "goods_held_now": "no",
    "measure_country": ["TZ"],
    "authority": "tra",
    "location_type": "border_post",
    "location_name": "namanga",
    "date_of_incident": "2026-03-20",
    "reporting_country": "KE",
    "description": "The officers at the border refused our certificate of origin and asked for full duty.",
    "frequency": "repeated",
    "other_forum": "no",
}


def answers(**changes: object) -> dict[str, object]:
    """The complete complaint with changes; an answer of None is one not given."""
    return {key: value for key, value in {**COMPLETE, **changes}.items() if value is not None}


def checked(topic: str, **changes: object) -> Checked:
    """One page of that complaint, checked on 27 March 2026."""
    return validate_topic(topic, answers(**changes), today=TODAY)
