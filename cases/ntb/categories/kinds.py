"""The question tree in a trader's words: what kind of barrier is it, what went wrong, what can you show?"""

from __future__ import annotations

from dataclasses import dataclass

from cases.ntb.wording import N_

EVIDENCE: dict[str, str] = {
    "refusal": N_("The refusal or instruction in writing, or a photo of the notice or stamp"),
    "asked_reasons": N_("Your letter or message that asked for written reasons"),
    "legal_text": N_("The law, notice or circular that they relied on"),
    "declaration": N_("The customs declaration"),
    "assessment": N_("The assessment or the tax notice that shows the charge"),
    "receipt": N_("The receipt or bank slip of what was paid"),
    "invoice": N_("The commercial invoice"),
    "origin": N_("The certificate of origin, both sides"),
    "origin_proof": N_("How the goods were made: materials, costs, or the approval of the plant"),
    "permit": N_("The permit or licence, or the application with its date"),
    "test_report": N_("The test report, certificate of conformity or mark"),
    "health": N_("The health, plant or veterinary certificate"),
    "waybill": N_("The waybill, bill of lading or road manifest"),
    "bond": N_("The transit bond, seal numbers or tracking record"),
    "photo": N_("Photos with place and time: the queue, the closed office, the goods"),
    "log": N_("A list of dates and hours: arrived, waited, left"),
    "comparison": N_("Something that shows others are treated better: price lists, receipts, tenders"),
    "witness": N_("Names of people who saw it, given to us only"),
    "correspondence": N_("Letters and messages with the authority"),
}
"""What can be shown, by key. A case's documents are tagged with these keys, so that advice can say what is missing."""

WHY: dict[str, str] = {
    "refusal": N_("It shows who refused what, on which day and why. Nothing convinces more."),
    "asked_reasons": N_("It shows that you asked, and that no reasons came."),
    "legal_text": N_("Then we can show that the rule does not apply, or was not followed."),
    "declaration": N_("It shows the goods, their code, the day and the office."),
    "assessment": N_("It shows the amount and the rule by which it was charged."),
    "receipt": N_("It proves what you paid, to whom and when."),
    "invoice": N_("It shows the goods and their value."),
    "origin": N_("It is the paper in question: without it nobody can judge the refusal."),
    "origin_proof": N_("It answers the doubt whether the goods are made here."),
    "permit": N_("It shows that you have it, or since when you have been waiting."),
    "test_report": N_("It shows that the goods were tested and passed."),
    "health": N_("It shows that our authority has cleared the goods."),
    "waybill": N_("It shows the route, the truck and the days."),
    "bond": N_("It shows that the goods were under seal and tracked."),
    "photo": N_("A photo with day and place is hard to deny."),
    "log": N_("It shows how long you waited, and what it cost you."),
    "comparison": N_("It shows that others are treated better for the same thing."),
    "witness": N_("We can ask them, without giving away your name."),
    "correspondence": N_("It shows what you tried, and what they answered."),
}
"""Why each of them helps."""

_BY_WORDS = {words: key for key, words in EVIDENCE.items()}


def evidence_of(title: str) -> str | None:
    """The kind of evidence that a document's title names; None for a title in somebody's own words."""
    return _BY_WORDS.get(title)


OBSTACLES: dict[str, str] = {
    "delay": N_("It takes too long"),
    "cost": N_("It costs too much"),
    "no_notice": N_("Nobody announced the rule or the change"),
    "no_reasons": N_("No written reasons were given"),
    "discrimination": N_("Others are treated better"),
    "arbitrary": N_("Officers decide differently from day to day"),
    "unclear": N_("The rule or the papers needed are not clear"),
    "not_recognised": N_("Papers from Kenya are not accepted"),
    "closed": N_("The office is closed, the system is down, or staff are missing"),
    "payment": N_("An unofficial payment was asked for"),
    "harassment": N_("Somebody was threatened or harassed"),
}
"""What went wrong, apart from what the rule is: a lawful measure badly applied is a barrier too."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of barrier as a trader would name it.

    `suggested` are (scheme, code) pairs: a hint for the officer, who sets the validated category. `sensitive` kinds
    open the restricted path: the page offers it before asking for details.
    """

    key: str
    question: str
    suggested: tuple[tuple[str, str], ...]
    obstacles: tuple[str, ...]
    evidence: tuple[str, ...]
    hint: str = ""
    sensitive: bool = False

    def suggestion(self, scheme: str) -> str | None:
        """The code that this kind suggests in the scheme."""
        return dict(self.suggested).get(scheme)


def _kind(
    key: str, question: str, codes: str, obstacles: str, evidence: str, hint: str = "", *, sensitive: bool = False
) -> Kind:
    pairs = tuple(zip(("tripartite", "afcfta", "mast"), codes.split(), strict=False))
    return Kind(key, question, pairs, tuple(obstacles.split()), tuple(evidence.split()), hint, sensitive)


PLAIN_KINDS: tuple[Kind, ...] = (
    _kind(
        "origin",
        N_("They did not accept that my goods are from Kenya or another partner state"),
        "2.3 2.5 O",
        "not_recognised no_reasons delay",
        "origin refusal asked_reasons origin_proof declaration assessment",
        N_("For example: the certificate of origin was refused and full duty was charged."),
    ),
    _kind(
        "tax",
        N_("I must pay a tax, levy or excise that local goods do not pay, or that should not apply"),
        "2.6 6.2 F",
        "discrimination cost no_notice",
        "assessment legal_text receipt declaration comparison",
        N_("Also when customs raised the value of your goods."),
    ),
    _kind(
        "fee",
        N_("Fees for permits, inspection or handling are too high or come twice"),
        "6.2 6.5 F",
        "cost discrimination unclear",
        "receipt legal_text assessment",
    ),
    _kind(
        "ban",
        N_("My product may not come in, or only a limited quantity"),
        "1.8 5.1 E",
        "no_notice no_reasons discrimination",
        "refusal legal_text permit correspondence",
        N_("Bans, quotas and seasons when imports are closed."),
    ),
    _kind(
        "permit",
        N_("A permit or licence is refused, not answered, or asked for although none is needed"),
        "2.4 2.7 E",
        "delay no_reasons unclear",
        "permit refusal asked_reasons correspondence",
    ),
    _kind(
        "standard",
        N_("Standards, tests, labels or marks: ours are not accepted or the test is repeated"),
        "3 3.2 B",
        "not_recognised delay cost",
        "test_report refusal legal_text invoice",
    ),
    _kind(
        "health",
        N_("Food safety, plant or animal health: certificates or tests are the problem"),
        "4 4.1 A",
        "not_recognised delay no_notice",
        "health test_report refusal legal_text",
    ),
    _kind(
        "customs",
        N_("Customs: clearing is slow, papers are too many, or the code is wrong"),
        "2.8 2.6 C",
        "delay cost unclear arbitrary",
        "declaration log correspondence receipt",
    ),
    _kind(
        "border",
        N_("The border or an office is closed, understaffed or has no system; trucks queue"),
        "1.14 7.1",
        "closed delay",
        "photo log witness",
    ),
    _kind(
        "transit",
        N_("Trucks and transit: bonds, seals, escorts, tolls, weighbridges or vehicle rules"),
        "8.8 7.1",
        "cost delay discrimination",
        "waybill bond receipt log legal_text",
    ),
    _kind(
        "people",
        N_("Visas, work permits or passes for drivers and traders"),
        "8.3 7.2",
        "delay cost unclear",
        "permit refusal receipt",
    ),
    _kind(
        "payment",
        N_("Somebody asked for an unofficial payment, or threatened or harassed me or my staff"),
        "7.3 7.2",
        "payment harassment arbitrary",
        "witness log photo",
        N_("You decide who may know. We can keep your name from everybody outside the department."),
        sensitive=True,
    ),
    _kind(
        "other",
        N_("Something else"),
        "other 7.2",
        "delay cost no_notice no_reasons discrimination",
        "refusal legal_text correspondence photo",
        N_("Public buying, currency, local content, and whatever fits nowhere above."),
    ),
)

KINDS: dict[str, Kind] = {each.key: each for each in PLAIN_KINDS}


def kind(key: str) -> Kind | None:
    """The kind of that key, or None."""
    return KINDS.get(key)
