"""What must be so before an act of a dispute: each gate answers in words. Numbers stand in the limits, never here."""

from __future__ import annotations

from datetime import date

from cases.history import Facts

COMPLAINANT, THIRD_PARTY, OBSERVER = "complainant", "third_party", "observer"
LDCS = frozenset({"UG", "TZ", "RW", "BI", "CD"})
"""Least-developed neighbours of Kenya that the specification names (section 0, point 9)."""


def day(when: date) -> str:
    """A date as people write it: 3 March 2027."""
    return f"{when.day} {when:%B %Y}"


def role(facts: Facts) -> str:
    return facts.text("role") or COMPLAINANT


def kenya_complains(facts: Facts) -> str | None:
    """Kenya is the complainant of this dispute."""
    if role(facts) == COMPLAINANT:
        return None
    return "Kenya is not the complainant here. Record what the parties do instead."


def others_complain(facts: Facts) -> str | None:
    """Another Member is the complainant: what it does is recorded, not done."""
    if role(facts) != COMPLAINANT:
        return None
    return "Kenya is the complainant here: this act is Kenya's own."


def reply_is_overdue(facts: Facts) -> str | None:
    """The time for the reply is over and no reply came. DSU Art. 4.3."""
    if facts.taken("respondent_replied"):
        return "The other side has replied. Talks go on, or their time runs out."
    if facts.lapsed("reply"):
        return None
    due = facts.due("reply")
    if due is None:
        return "The day of receipt is not on record; the ten days of the reply run from it. Record the receipt first."
    return f"The other side has until {day(_last(facts, 'reply') or due)} to reply."


def _last(facts: Facts, key: str) -> date | None:
    """The last day of a limit; of a range the later end, which alone is safe."""
    clock = facts.clock(key)
    return (clock.latest or clock.due) if clock else None


def right_to_a_panel(facts: Facts) -> str | None:
    """No reply or no consultations in time, both say that talks failed, or the time to settle is over.

    DSU Art. 4.3, 4.7 and 4.8.
    """
    if facts.taken("declare_failed_jointly"):
        return None
    if facts.lapsed("settle"):
        return None
    if facts.lapsed("reply") and not facts.taken("respondent_replied"):
        return None
    if facts.lapsed("enter") and not facts.taken("hold_meeting"):
        return None
    last = _last(facts, "settle")
    if last is None:
        return "The day of receipt is not on record; the time to settle runs from it. Record the receipt first."
    return (
        f"Consultations run until {day(last)}; a panel may be requested after that day, or earlier when both sides "
        "say in writing that they failed."
    )


def time_to_settle_is_over(facts: Facts) -> str | None:
    """The time to settle is over, or both say that talks failed. DSU Art. 4.7. For what others do: of their replies and
    meetings the record may be silent, so that nothing follows from silence.
    """
    if facts.taken("declare_failed_jointly") or facts.lapsed("settle"):
        return None
    last = _last(facts, "settle")
    if last is None:
        return "The day of receipt is not on record; the time to settle runs from it. Record the receipt first."
    return f"Consultations run until {day(last)}; an earlier request needs a ground (DSU Art. 4.3, 4.7 or 4.8)."


def request_was_checked(facts: Facts) -> str | None:
    """A second person checked every measure and article of this draft."""
    if facts.taken("check_request", this_visit=True):
        return None
    return "A second person must check every measure and article first: what is left out cannot be added later."


def forum_is_free(facts: Facts) -> str | None:
    """No other forum was used for the same measure, or the Attorney General allows it all the same."""
    if not facts.taken("record_forums", this_visit=True):
        return "Record first which forums were already used for this measure, or that there were none."
    used = facts.value("forums_used")
    if not used or used == ["none"] or facts.is_true("forum_override"):
        return None
    return (
        "Another forum was already used for this measure. Once a forum is chosen a second is barred in some "
        "agreements; the Attorney General must allow it first."
    )


def joinable(facts: Facts) -> str | None:
    """The consultations are held under an article that lets others join. DSU Art. 4.11."""
    if facts.value("gatt_xxii") is False:
        return (
            "These consultations are not held under GATT Art. XXII:1 or a corresponding article, so nobody can join "
            "them. Wait for the panel instead."
        )
    return None


def joining_is_approved(facts: Facts) -> str | None:
    """The Cabinet Secretary or the Principal Secretary approved joining."""
    return None if facts.taken("approve_joining", this_visit=True) else "Joining is not approved yet."


def in_time_to_join(facts: Facts) -> str | None:
    """The ten days from circulation are not over. DSU Art. 4.11."""
    clock = facts.clock("join")
    if clock is None or clock.due is None:
        return "The day of circulation is not on record; the ten days to join run from it. Record it first."
    if facts.on <= clock.due:
        return None
    return f"The ten days to ask to join ended on {day(clock.due)}. A request of one's own remains possible."


def panel_is_established(facts: Facts) -> str | None:
    """The day on which the panel was established is on record."""
    return None if facts.value("established_on") else "Record first on which day the panel was established."


def in_time_for_rights(facts: Facts) -> str | None:
    """The ten days of practice from establishment are not over. DSU Art. 10.2."""
    clock = facts.clock("third_party_rights")
    if clock is None or clock.due is None or facts.on <= clock.due:
        return None
    return (
        f"The ten days to reserve third-party rights ended on {day(clock.due)}. They are practice: the panel may still "
        "let Kenya in."
    )


def panel_was_requested(facts: Facts) -> str | None:
    """A panel request is on record."""
    seen = ("approve_panel_request", "panel_requested_by_party", "second_request")
    if any(facts.taken(act) for act in seen) or facts.visited("panel_requested"):
        return None
    return "No request for a panel is on record. Record it first."


def second_meeting(facts: Facts) -> str | None:
    """The item stands on the agenda of a second meeting. DSU Art. 6.1."""
    if facts.taken("second_request", this_visit=True):
        return None
    return "The panel is established at the second meeting with the item. Put it on an agenda first."


def least_developed_respondent(facts: Facts) -> bool:
    """Whether a least-developed country is the respondent."""
    found = facts.value("respondents")
    return isinstance(found, list) and bool(LDCS & set(map(str, found)))


def agenda_is_open(facts: Facts) -> str | None:
    """The agenda of the meeting has not closed: items close on the 11th day before it."""
    clock = facts.clock("agenda") or facts.clock("agenda_again")
    if clock is None or clock.due is None or facts.on <= clock.due:
        return None
    return f"The agenda of that meeting closed on {day(clock.due)}. Choose a later meeting."


def not_to_join(facts: Facts) -> str | None:
    """Joining is no question here."""
    if facts.value("gatt_xxii") is False:
        return "Nobody can join consultations that are not held under GATT Art. XXII:1 or a corresponding article."
    return None if role(facts) == THIRD_PARTY else "Kenya does not ask to join here."
