"""The intake table of section 4 as data: every field, by topic, in the order in which it is asked."""

from __future__ import annotations

from cases.ntb.agencies import agency_choices
from cases.ntb.categories import EVIDENCE, OBSTACLES, PLAIN_KINDS, category_choices
from cases.ntb.intake.fields import Answers, Condition, Field, is_empty, is_yes
from cases.ntb.places import ELSEWHERE, place_choices
from cases.ntb.priority import VALUE_BANDS
from cases.ntb.wording import N_

SHORTEST_DESCRIPTION, LONGEST_DESCRIPTION = 50, 10_000

CHANNELS = (
    ("web", N_("Web form")),
    ("sms", N_("SMS")),
    ("ussd", N_("USSD")),
    ("phone", N_("Telephone")),
    ("border_desk", N_("Border desk")),
    ("association", N_("Association")),
    ("portal_import", N_("Imported from a portal")),
    ("letter", N_("Letter")),
)
DIRECTIONS = (
    ("outbound", N_("A Kenyan trader complains of another state")),
    ("inbound", N_("Another state or its trader complains of Kenya")),
    ("domestic", N_("A trader in Kenya complains of a Kenyan authority")),
    ("transit_or_third", N_("Goods stopped in transit or in a third state")),
)
PLACE_TYPES = frozenset({"border_post", "seaport", "airport", "icd", "weighbridge", "road", "city_or_county"})
_LOCATION_TYPES = (
    ("border_post", N_("Border post")),
    ("seaport", N_("Sea or lake port")),
    ("airport", N_("Airport")),
    ("icd", N_("Inland container depot")),
    ("weighbridge", N_("Weighbridge")),
    ("government_institution", N_("Government office")),
    ("road", N_("On the road")),
    ("city_or_county", N_("City or county")),
    ("private", N_("Private premises")),
    ("other", N_("Somewhere else")),
)
_ORIGINS = (
    ("EAC", N_("EAC")), ("COMESA", N_("COMESA")), ("TFTA", N_("Tripartite")), ("AfCFTA", N_("AfCFTA")),
    ("EU-EPA", N_("EU")), ("UK-EPA", N_("United Kingdom")), ("AGOA", N_("AGOA (United States)")),
    ("none", N_("No preference was claimed")), ("other", N_("Another")),
)  # fmt: skip


def equals(id: str, *values: str) -> Condition:
    """Needed when another answer is one of these values."""
    return Condition(f"if {id} is {' or '.join(values)}", lambda answers: str(answers.get(id, "")) in values)


def _about_origin(answers: Answers) -> bool:
    categories = ("tripartite:2.3", "afcfta:2.5", "mast:O")
    return answers.get("barrier_kind") == "origin" or answers.get("declared_category") in categories


def _at_a_place(answers: Answers) -> bool:
    kind = str(answers.get("location_type") or "")
    return not kind or kind in PLACE_TYPES


def _other(of: str, label: str, missing: str, *, topic: str, when: str = "other") -> Field:
    return Field(f"{of}_other", label, "text", "C", topic, missing=missing, condition=equals(of, when), most=200)


_GOODS = Condition(
    "unless it is about a service or about transit as a whole",
    lambda answers: answers.get("goods_scope") not in ("service", "transit_wide"),
)
_ORIGIN = Condition("if the complaint is about the rules of origin", _about_origin)
_AT_NOTIFICATION = Condition("before a request goes to another state", lambda answers: False)

MOST_PRODUCTS, MOST_CONSIGNMENTS = 9, 20

PRODUCT = (
    Field("description", N_("What are the goods?"), "text", "R", missing=N_("Describe these goods in a few words."),
          most=500),
    Field("hs_codes", N_("HS code of the product"), "hs", "O", most=20),
)  # fmt: skip
"""A further product: the first one stands in the fields of the page."""

CONSIGNMENT = (
    Field("on", N_("When was it stopped?"), "date", "O"),
    Field("place", N_("Where was it stopped?"), "text", "O", most=200),
    Field("papers", N_("Numbers of its papers"), "text", "O",
          N_("Such as the customs entry, the invoice or the waybill."), most=500),
    Field("value", N_("Its value"), "money", "O"),
)  # fmt: skip

YOU = (
    Field("filer_capacity", N_("What are you?"), "enum", "R", "you", missing=N_("Choose what you are."), choices=(
        ("exporter", N_("Exporter")), ("importer", N_("Importer")), ("transporter", N_("Transporter")),
        ("agent", N_("Clearing or forwarding agent")), ("producer", N_("Farmer or manufacturer")),
        ("small_trader", N_("Small cross-border trader")), ("association", N_("Association")),
        ("public_body", N_("Public body")), ("other", N_("Something else")),
    )),
    _other("filer_capacity", N_("What are you, in your own words?"), N_("Write what you are."), topic="you"),
    Field("filer_name", N_("Your name"), "text", "R", "you", missing=N_("Enter your name."), most=200, personal=True),
    Field("filer_email", N_("E-mail address"), "email", "C", "you",
          N_("We write to you here. Give an e-mail address or a telephone number, or both."), personal=True,
          condition=Condition("if there is no telephone number", lambda a: is_empty(a.get("filer_phone"))),
          missing=N_("Give an e-mail address or a telephone number, so that we can reach you."),
          validation=N_("an e-mail address")),
    Field("filer_phone", N_("Telephone number"), "phone", "O", "you",
          N_("For example 0712 345 678, or +255 754 123 456 for a number outside Kenya."), personal=True,
          validation=N_("a telephone number that can be written with its country code (E.164)")),
    Field("filer_country", N_("In which country do you live or have your business?"), "country", "R", "you",
          missing=N_("Choose the country where you live or have your business.")),
    Field("on_behalf_of", N_("For which member do you write?"), "text", "C", "you", most=200, personal=True,
          condition=equals("filer_capacity", "association"), missing=N_("Enter the member for whom you write.")),
    Field("business_reg_no", N_("Business registration number"), "text", "O", "you", most=60, personal=True),
    Field("kra_pin", N_("KRA PIN"), "pin", "O", "you", N_("A letter, nine digits and a letter."), most=30,
          personal=True,
          validation=N_("warned about, never refused: the pattern is to be confirmed")),
    Field("firm_size", N_("How many people work in your business?"), "enum", "O", "you",
          N_("For statistics. Never shown to another state."), personal=True, choices=(
              ("micro", N_("Fewer than 10")), ("small", N_("10 to 49")), ("medium", N_("50 to 99")),
              ("large", N_("100 or more")))),
    Field("filer_sex", N_("Are you"), "enum", "O", "you", N_("For statistics. Never shown to another state."),
          personal=True, choices=(("female", N_("A woman")), ("male", N_("A man")), ("unstated",
          N_("I prefer not to say")))),
    Field("age_band", N_("Your age"), "enum", "O", "you", N_("For statistics. Never shown to another state."),
          personal=True, choices=(("under_25", N_("Under 25")), ("25_34", N_("25 to 34")), ("35_49", N_("35 to 49")),
                                  ("50_plus", N_("50 or older")))),
)  # fmt: skip

GOODS = (
    Field("goods_scope", N_("What is it about?"), "enum", "O", "goods", default="products", choices=(
        ("products", N_("Certain products")), ("service", N_("A service, such as transport")),
        ("transit_wide", N_("All goods in transit")))),
    Field("product_description", N_("What are the goods?"), "text", "R", "goods",
          N_("For example: long-life milk in cartons."),
          missing=N_("Describe the goods in a few words."), most=500),
    Field("hs_codes", N_("HS code of the product"), "hs", "C", "goods",
          N_("The number on your customs papers; its first four digits are enough. Several: separate them by commas."),
          condition=_GOODS,
          missing=N_("Enter the HS code, at least its first four digits. It is on your customs papers."),
          validation=N_("4, 6 or 8 digits, in the Harmonized System 2022"), most=20),
    Field("more_products", N_("Other products with the same problem"), "groups", "O", "goods", most=MOST_PRODUCTS,
          parts=PRODUCT, validation=N_("the first product is the main one")),
    Field("perishable", N_("Do the goods perish, or are they live animals or plants?"), "bool", "R", "goods",
          N_("Such as fruit, flowers, fresh milk, meat or fish."),
          missing=N_("Say whether the goods perish. It decides how days are counted.")),
    Field("goods_held_now", N_("Are goods or a vehicle held at this moment?"), "bool", "R", "goods",
          N_("Stopped or seized at a border, port, depot or weighbridge. Then your report goes into the urgent lane."),
          missing=N_("Say whether goods or a vehicle are held now. Held goods are dealt with first.")),
    Field("goods_from", N_("From which country do the goods come?"), "country", "O", "goods"),
    Field("goods_to", N_("To which country are they going?"), "country", "O", "goods"),
    Field("consignment_value", N_("Value of the goods"), "money", "O", "goods", N_("For example KES 1,200,000."),
          validation=N_("an amount and an ISO 4217 currency")),
    Field("consignment_value_band", N_("Or about how much?"), "enum", "O", "goods",
          choices=tuple((key, label) for key, label, _, _ in VALUE_BANDS)),
)  # fmt: skip

PLACE = (
    Field("measure_country", N_("Which country's authority is causing the problem?"), "countries", "R", "place",
          N_("The country whose officers or rules these are, even if it happened on the other side of the border."),
          missing=N_("Choose the country whose authority is causing the problem."), most=20),
    Field("authority", N_("Which authority?"), "pick", "R", "place", choices=agency_choices(),
          missing=N_("Choose the authority, or “Another authority”.")),
    _other("authority", N_("Name of the authority"), N_("Enter the name of the authority or office."), topic="place",
           when=ELSEWHERE),
    Field("location_name", N_("Where?"), "pick", "C", "place", choices=place_choices(),
          condition=Condition("unless the kind of place has no list", _at_a_place),
          missing=N_("Choose the place, or “Somewhere else”.")),
    Field("location_type", N_("In what kind of place?"), "enum", "C", "place", choices=_LOCATION_TYPES,
          condition=Condition("if the place is not on the list", lambda a: a.get("location_name") == ELSEWHERE),
          missing=N_("Choose the kind of place.")),
    _other("location_name", N_("Name of the place"), N_("Enter the name of the place."), topic="place", when=ELSEWHERE),
    Field("location_geo", N_("Position on the map"), "geo", "O", "place",
          N_("Latitude and longitude, such as 0.46, 34.09."),
          validation=N_("latitude -90 to 90, longitude -180 to 180")),
    Field("date_of_incident", N_("When did it happen first?"), "date", "R", "place", N_("For example 27 3 2026."),
          missing=N_("Enter the day when it happened first."),
          validation=N_("not in the future; older than 24 months is warned about, not refused")),
    Field("reporting_country", N_("Which country's government should take this up for you?"), "country", "R", "place",
          N_("Usually the country where you have your business."),
          missing=N_("Choose the country that should take this up for you.")),
    Field("also_affected", N_("Which other countries' traders are affected?"), "countries", "O", "place"),
    Field("consignments", N_("Consignments that were stopped"), "groups", "O", "place",
          N_("If it happened to several, list them: it shows how often and what it costs."), most=MOST_CONSIGNMENTS,
          parts=CONSIGNMENT, restricted=True),
)  # fmt: skip

EVENT = (
    Field("barrier_kind", N_("Which comes closest?"), "enum", "O", "event",
          choices=tuple((kind.key, kind.question) for kind in PLAIN_KINDS)),
    Field("declared_category", N_("Category on the portal's list"), "enum", "O", "event",
          choices=category_choices("tripartite") + category_choices("afcfta"), asked="filer"),
    Field("several_barriers", N_("I want to report more than one barrier"), "bool", "O", "event", default=False),
    Field("description", N_("What happened?"), "longtext", "R", "event",
          N_("Who said or did what, what it cost you, and what you were told. Please no names of private persons."),
          missing=N_("Describe what happened, in at least 50 characters."),
          least=SHORTEST_DESCRIPTION, most=LONGEST_DESCRIPTION),
    Field("obstacles", N_("What went wrong?"), "multi", "O", "event", choices=tuple(OBSTACLES.items())),
    Field("frequency", N_("How often does it happen?"), "enum", "R", "event",
          missing=N_("Choose how often it happens."),
          choices=(("once", N_("Once")), ("repeated", N_("Repeatedly")), ("every_consignment",
          N_("With every consignment")),
                   ("permanent", N_("All the time")))),
    Field("traders_affected", N_("About how many traders are affected?"), "number", "O", "event", least=1,
          most=1_000_000),
    Field("measure_legal_basis", N_("Which law, notice or instruction did they name?"), "longtext", "O", "event",
          N_("Such as the number of a circular or a gazette notice. If they named none, write “none”."), most=2000),
    Field("enacted_law", N_("Is it a law or regulation that was enacted?"), "bool", "O", "event",
          N_("Not a notice or an officer's word, but an act of parliament or a regulation in the gazette.")),
    Field("country_specific", N_("Does it hit goods of one country only?"), "bool", "O", "event"),
    Field("loss_amount", N_("What did you lose?"), "money", "O", "event", restricted=True),
    Field("loss_basis", N_("How did you work that out?"), "text", "O", "event",
          N_("For example: three days of truck hire, and the part of the load that spoiled."), most=500,
          restricted=True),
    Field("time_lost_hours", N_("How many hours did you lose?"), "number", "O", "event", least=0, most=100_000),
    Field("informal_payment_amount", N_("Unofficial payment asked for or made"), "money", "O", "event",
          N_("Only a few officers can see this."), restricted=True),
    Field("steps_taken", N_("What have you tried already?"), "longtext", "O", "event", most=5000),
)  # fmt: skip

EVIDENCE_FIELDS = (
    Field("attachments", N_("Files"), "file", "C", "evidence",
          N_("PDF, JPG, PNG, DOCX or MP4, up to 20 MB each. You can add more later."), condition=_AT_NOTIFICATION,
          missing=N_("Attach at least one document: no request goes to another state without evidence.")),
    Field("evidence_lacking", N_("What you do not have"), "multi", "O", "evidence", choices=tuple(EVIDENCE.items())),
    Field("consignment_docs", N_("Numbers of your papers"), "lines", "O", "evidence",
          N_("Declaration, certificate of origin, invoice, permit, waybill: one per line."), most=50, restricted=True),
    Field("origin_claimed", N_("Under which agreement did you claim origin?"), "enum", "C", "evidence",
          choices=_ORIGINS,
          condition=_ORIGIN, missing=N_("Choose the agreement under which you claimed origin.")),
    Field("origin_certificate_no", N_("Number of the certificate of origin"), "text", "C", "evidence", most=100,
          condition=_ORIGIN, restricted=True,
          missing=N_("Enter the number of the certificate of origin, or “none” if you were given none.")),
    Field("legal_breach_claimed", N_("Provisions that you think were breached"), "lines", "O", "evidence",
          N_("If you know them: one per line."), most=20),
)  # fmt: skip

WISHES = (
    Field("remedy_sought", N_("What result do you want?"), "enum", "O", "wishes", choices=(
        ("release", N_("My goods are released")), ("remove", N_("The rule or practice ends")),
        ("refund", N_("What I paid is given back")), ("recognise", N_("My papers are accepted")),
        ("speed", N_("It goes faster")), ("explain", N_("A written explanation")), ("other", N_("Something else")))),
    _other("remedy_sought", N_("The result you want, in your own words"), N_("Write what result you want."),
          topic="wishes"),
    Field("consent_share_identity", N_("May we tell the other state your name?"), "enum", "R", "wishes",
          N_("Without a yes, nothing that shows who you are leaves the department."), default="no", choices=(
              ("yes", N_("Yes")), ("no", N_("No")), ("only_association", N_("Only the name of my association")))),
    Field("consent_publish", N_("May we publish a summary without your name?"), "bool", "R", "wishes", default=False),
    Field("retaliation_risk", N_("Do you fear that somebody takes revenge?"), "bool", "O", "wishes",
          N_("Then only a few officers can open your case."), restricted=True),
    Field("other_forum", N_("Is it before a court, or reported elsewhere already?"), "bool", "R", "wishes",
          N_("For example a case in court, or a report on the regional portal for trade barriers."),
          missing=N_("Say whether it is before a court or reported elsewhere.")),
    Field("other_forum_detail", N_("Where, and since when?"), "text", "C", "wishes", most=1000,
          condition=Condition("if it is pending elsewhere", lambda a: is_yes(a.get("other_forum"))),
          missing=N_("Say which court or portal, and since when.")),
    Field("external_refs", N_("Numbers on other portals"), "refs", "O", "wishes",
          N_("Such as NTB-001-299 or AfCFTA-000-012."),
          most=20, validation=N_("NTB-000-000 or AfCFTA-000-000")),
)  # fmt: skip

DESK = (
    Field("channel", N_("Channel"), "enum", "R", choices=CHANNELS, asked="system",
          missing=N_("The channel is not set.")),
    Field("direction", N_("Direction"), "enum", "R", choices=DIRECTIONS, asked="system"),
    Field("validated_category", N_("Validated category"), "enum", "R", asked="officer",
          choices=category_choices("tripartite") + category_choices("afcfta")),
    Field("mast_code", N_("MAST code"), "text", "R", asked="officer",
          validation=N_("a letter A to P and digits, such as B33")),
    Field("policy_or_operational", N_("Policy or operational?"), "enum", "R", asked="officer", choices=(
        ("policy_regulatory", N_("Policy or regulatory")), ("operational", N_("Operational")), ("unclear",
        N_("Unclear")))),
)  # fmt: skip

FIELDS: tuple[Field, ...] = (*YOU, *GOODS, *PLACE, *EVENT, *EVIDENCE_FIELDS, *WISHES, *DESK)
