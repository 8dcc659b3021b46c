"""What must be so before an act of an investigation, and what its answers must meet. Numbers are data elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from cases.history import Facts, Value
from cases.remedies import DE_MINIMIS, Volumes, is_negligible, read_shares, standing

Answers = Mapping[str, Value]


def day(when: date) -> str:
    """A date as people write it: 3 March 2027."""
    return f"{when.day} {when:%B %Y}"


def number(value: Value) -> Decimal:
    """An answer as a decimal; answers were checked to be numbers already."""
    return Decimal(str(value))


def countries(facts: Facts) -> list[str]:
    """The exporting countries of the case."""
    found = facts.value("exporting_countries")
    return [str(each) for each in found] if isinstance(found, list) else []


def governments_were_told(facts: Facts) -> str | None:
    """Every exporting government was notified of the documented application. ADA Art. 5.5."""
    last = facts.last("notify_governments")
    told = last.data.get("states") if last else None
    missing = [c for c in countries(facts) if not isinstance(told, list) or c not in told]
    if last is not None and not missing:
        return None
    which = f" Still to be told: {', '.join(missing)}." if missing else ""
    return f"The exporting government must be notified before the investigation is initiated (ADA Art. 5.5).{which}"


def all_governments(facts: Facts, answers: Answers, subject: str | None) -> str | None:
    """The note goes to the government of every exporting country."""
    told = answers.get("states")
    missing = [c for c in countries(facts) if not isinstance(told, list) or c not in told]
    return f"The note goes to every exporting government. Missing: {', '.join(missing)}." if missing else None


def industry_supports(facts: Facts, answers: Answers, subject: str | None) -> str | None:
    """More than half of those with a view, and at least a quarter of all output. ADA Art. 5.4."""
    output = [number(answers[key]) for key in ("support_output", "opposing_output", "total_output")]
    try:
        return standing(*output).refusal or None
    except ValueError as wrong:
        return str(wrong)


def margin_is_worth_it(facts: Facts, answers: Answers, subject: str | None) -> str | None:
    """The margin alleged is not de minimis. ADA Art. 5.8."""
    margin = number(answers["prima_facie_margin"])
    if not DE_MINIMIS.met(margin):
        return None
    return f"A margin of {margin} per cent is {DE_MINIMIS.words}: no case may be opened on it (ADA Art. 5.8)."


def some_volume_counts(facts: Facts, answers: Answers, subject: str | None) -> str | None:
    """At least one exporting country has imports that are not negligible. ADA Art. 5.8."""
    try:
        shares = read_shares(str(answers["volume_shares"]))
    except ValueError as wrong:
        return str(wrong)
    missing = [c for c in countries(facts) if c not in shares]
    if missing:
        return f"Give the share of every exporting country. Missing: {', '.join(missing)}."
    small = Volumes({c: shares[c] for c in countries(facts)}).negligible()
    if set(small) != set(countries(facts)) or not small:
        return None
    return (
        f"The imports from {', '.join(small)} are negligible: below 3 per cent each, and together not above 7 "
        "(ADA Art. 5.8)."
    )


def ground_is_met(facts: Facts, answers: Answers, subject: str | None) -> str | None:
    """A country or an exporter leaves the case on a ground that the numbers bear out. ADA Art. 5.8."""
    ground = answers.get("ground")
    if ground == "de_minimis":
        margin = answers.get("margin")
        if margin is None:
            return "Give the margin found: it must be below 2 per cent (ADA Art. 5.8)."
        return (
            None
            if DE_MINIMIS.met(number(margin))
            else (f"A margin of {number(margin)} per cent is not {DE_MINIMIS.words} (ADA Art. 5.8).")
        )
    if ground == "negligible":
        try:
            shares = read_shares(str(answers.get("volume_shares") or ""))
        except ValueError as wrong:
            return str(wrong)
        country = (subject or "").partition(":")[0].strip()
        if is_negligible(country, shares):
            return None
        return (
            f"The imports from {country} are not negligible: below 3 per cent, and the small ones together not above "
            "7 (ADA Art. 5.8)."
        )
    return None


def known_subject(facts: Facts, answers: Answers, subject: str | None) -> str | None:
    """The country is one of those investigated."""
    country = (subject or "").partition(":")[0].strip()
    if not countries(facts) or country in countries(facts):
        return None
    return f"{country} is not investigated here. Write a country such as {countries(facts)[0]}, or CN: Exporter."


def sixty_days_are_over(facts: Facts) -> str | None:
    """Not sooner than 60 days from initiation: day 60 is the first. ADA Art. 7.3."""
    first = facts.due("provisional_wait")
    if first is None:
        return "The investigation is not initiated; no provisional measure is possible (ADA Art. 7.1)."
    if facts.on >= first:
        return None
    return f"A provisional measure is not possible before {day(first)}, 60 days from initiation (ADA Art. 7.3)."


def facts_were_disclosed(facts: Facts) -> str | None:
    """The essential facts were disclosed before the decision. ADA Art. 6.9."""
    if facts.taken("disclose"):
        return None
    return "The essential facts must be disclosed to the parties before a final decision (ADA Art. 6.9)."


def comments_are_in(facts: Facts) -> str | None:
    """The time for comments is over, or every party has commented."""
    if facts.taken("all_commented", this_visit=True) or facts.lapsed("comments"):
        return None
    due = facts.due("comments")
    until = f" until {day(due)}" if due else ""
    return f"The parties may comment{until}. Record when all have commented, or wait."


def decision_is_taken(facts: Facts) -> str | None:
    """The Cabinet Secretary approved the measure."""
    return None if facts.taken("approve") else "The Cabinet Secretary has not decided on the measure yet."


def case_has_not_fallen(facts: Facts) -> str | None:
    """Eighteen months from initiation are not over. ADA Art. 5.10."""
    last = facts.due("fall")
    if last is None or facts.on <= last:
        return None
    return f"The investigation fell on {day(last)}, 18 months from initiation; no measure can follow (ADA Art. 5.10)."


def case_has_fallen(facts: Facts) -> str | None:
    """Eighteen months from initiation are over without a final act. ADA Art. 5.10."""
    if facts.lapsed("fall"):
        return None
    last = facts.due("fall")
    return f"The investigation may run until {day(last)}." if last else "The investigation is not initiated."


def expiry_has_come(facts: Facts) -> str | None:
    """Five years are over and no review was initiated before. ADA Art. 11.3."""
    keys = ("expiry", "expiry_again")
    if any(facts.lapsed(key) for key in keys) and not review_is_open(facts):
        return None
    return "The duty stays: its five years are not over, or a review was initiated before they ended (ADA Art. 11.3)."


def review_is_open(facts: Facts) -> bool:
    """Whether a review was initiated and not concluded."""
    opened, closed = facts.last("initiate_review"), facts.last("conclude_review")
    return opened is not None and (closed is None or closed.seq < opened.seq)


def review_was_initiated(facts: Facts) -> str | None:
    """A review is open."""
    return None if review_is_open(facts) else "No review is open."


def in_time_for_review(facts: Facts) -> str | None:
    """A review is initiated before the five years end. ADA Art. 11.3."""
    ends = [d for d in (facts.due("expiry"), facts.due("expiry_again")) if d]
    if not ends or facts.on <= max(ends):
        return None
    return f"A review that keeps the duty had to be initiated by {day(max(ends))} (ADA Art. 11.3)."


def gaps_lapsed(facts: Facts) -> str | None:
    """The applicant did not answer in time."""
    if facts.lapsed("gaps"):
        return None
    due = facts.due("gaps")
    return f"The applicant has until {day(due)}." if due else "Nothing was asked."


def reply_is_missing(facts: Facts, answers: Answers, subject: str | None) -> str | None:
    """The time for this exporter's reply is over, and the warning with the chance to explain went out."""
    clock = facts.clock("questionnaire", subject=subject)
    if clock is None:
        return f"No questionnaire was sent to {subject}."
    if facts.taken("reply_received", subject=subject) and not facts.taken("deficiency_letter", subject=subject):
        return f"{subject} has replied. Ask for what is missing first."
    if not facts.taken("reply_received", subject=subject) and not clock.lapsed(facts.on, facts.at):
        return f"{subject} has until {day(clock.due) if clock.due else 'a day that is not known'} (ADA Art. 6.1.1)."
    if not facts.taken("warn", subject=subject):
        return f"{subject} must first be told what is missing and be heard (ADA Annex II, para. 6)."
    return None


def was_asked(facts: Facts, answers: Answers, subject: str | None) -> str | None:
    """A questionnaire went to this party before it can reply or get more time."""
    return None if facts.taken("dispatch", subject=subject) else f"No questionnaire was sent to {subject}."
