"""Complaints on their way: before the committee, an agency, another state; reported fixed, watched, closed."""

from __future__ import annotations

from cases.seed.stories import CHECKED, VERIFIED, Act, Ago, Paper, Story, classified, filer, request, routed, told

COMMITTEE = Story(
    "amina",
    24,
    filer(
        "Mkulima Seeds",
        "info@mkulimaseeds.example",
        measure_country=["TZ"],
        authority="elsewhere",
        authority_other="Tanzania seed certification institute",
        location_name="isebania",
        product_description="Hybrid maize seed",
        hs_codes=["100510"],
        date_of_incident=Ago(60),
        description="Seed released in the region must go through two more seasons of trials before it may be sold, "
        "against the seed rules of the community.",
    ),
    (
        Act(23, "take_up", "amina"),
        Act(21, "accept", "amina", CHECKED),
        Act(
            20,
            "classify",
            "amina",
            classified("tripartite:3", "B83", "policy_regulatory", "outbound", 10, 0, 9, 5, 9, 5),
        ),
        Act(18, "route_outbound", "amina", routed("EAC", "kephis", "Both states are in the EAC.", "eac_affairs")),
    ),
    evidence=("Letter of the institute",),
)  # fmt: skip

AGENCY_LATE = Story(
    "ines",
    22,
    filer(
        "Umoja Bottlers", "plant@umoja.example", measure_country=["KE"], authority="kebs", location_type="icd",
        location_name="elsewhere", location_name_other="Nairobi inland container depot", capacity="importer",
        product_description="Bottle preforms from Tanzania", hs_codes=["392330"], date_of_incident=Ago(35),
        description="The conformity certificate of the sister bureau is not accepted for preforms, although it is for "
        "bottles. Two containers pay for storage every day.",
    ),
    (
        Act(21, "take_up", "ines"),
        Act(19, "accept", "ines", CHECKED),
        Act(18, "classify", "ines",
            classified("tripartite:3", "B83", "operational", "domestic", 10, 5, 6, 0, 9, 12)),
        Act(14, "route_domestic", "ines", {
            "lead_agency": "kebs", "why_regime": "A Kenyan authority, a Kenyan complainant.", "department": "trade",
        }),
    ),
    evidence=("Certificate of conformity",),
)  # fmt: skip

CLARIFIED = Story(
    "otieno",
    50,
    filer(
        "Kilimo Fresh", "sales@kilimofresh.example", measure_country=["KE"], authority="afa", location_type="airport",
        location_name="jkia", product_description="Avocados", hs_codes=["080440"], perishable=True,
        date_of_incident=Ago(52),
        description="Export clearance of avocados was refused at the airport for three weeks and nobody gave us a "
        "reason that we could put before our buyer.",
    ),
    (
        Act(49, "take_up", "otieno"),
        Act(48, "accept", "otieno", CHECKED),
        Act(47, "classify", "otieno",
            classified("tripartite:4", "A85", "policy_regulatory", "domestic", 10, 10, 6, 0, 3, 6)),
        Act(46, "route_domestic", "otieno", {
            "lead_agency": "afa", "why_regime": "A Kenyan authority, a Kenyan complainant.", "department": "trade",
        }),
        Act(38, "justify", "otieno", {
            "aim": "Unripe fruit was found in the market; the season was closed for a time, for all exporters.",
            "legal_basis": "Notice of the authority on the avocado season", "received_on": Ago(38),
        }),
        Act(32, "accept_explanation", "otieno", {
            "heard_on": Ago(33), "heard": "The exporter accepts the closed season but asks for earlier notice.",
            "outcome_type": "clarified_not_an_ntb",
        }, reason="The closed season binds all exporters alike and was published; notice will be earlier next year."),
    ),
)  # fmt: skip

WATCHED = Story(
    "amina",
    58,
    filer(
        "Bidii Transporters", "fleet@bidii.example", capacity="transporter", measure_country=["KE"], authority="kenha",
        location_type="weighbridge", location_name="elsewhere", location_name_other="Mariakani weighbridge",
        goods_scope="transit_wide", product_description="All transit cargo", date_of_incident=Ago(65),
        barrier_kind="transit",
        description="Trucks that were weighed and sealed an hour before are weighed again and wait half a day in the "
        "same queue as empty trucks.",
    ),
    (
        Act(57, "take_up", "amina"),
        Act(55, "accept", "amina", CHECKED),
        Act(54, "classify", "amina",
            classified("tripartite:8.8", "none", "operational", "domestic", 10, 5, 12, 0, 6, 15)),
        Act(53, "route_domestic", "amina", {
            "lead_agency": "kenha", "why_regime": "A Kenyan authority, a Kenyan complainant.", "department": "trade",
        }),
        Act(45, "report", "amina", {
            "facts": "Sealed trucks are weighed again when the seal cannot be read.",
            "legal_basis": "Standing instruction of the weighbridge",
            "proposal": "A lane of its own for sealed trucks.",
            "received_on": Ago(45),
        }),
        Act(40, "remove", "amina", {
            "what": "Sealed trucks have a lane of their own and are weighed by sample only.", "fixed_on": Ago(41),
            "outcome_type": "measure_removed_or_amended",
        }),
        told(37, "amina", "The weighbridge says that sealed trucks have a lane of their own now."),
        Act(36, "confirm_full", "party", {"barrier_stopped_on": Ago(41)}),
        told(15, "amina", "We are watching. Tell us at once if trucks are weighed again."),
    ),
)  # fmt: skip

REPLY_SOON = Story(
    "ines",
    40,
    filer(
        "Nairobi Cosmetics", "compliance@nairobicosmetics.example", measure_country=["GH"], authority="elsewhere",
        authority_other="Ghana food and drugs authority", location_type="seaport", location_name="elsewhere",
        location_name_other="Port of Tema", product_description="Skin creams", hs_codes=["330499"],
        date_of_incident=Ago(70),
        description="Registration of each shade as a product of its own is asked, with a fee for each; makers from the "
        "region register a product line once.",
    ),
    (
        Act(39, "take_up", "ines"),
        Act(37, "accept", "ines", CHECKED),
        Act(36, "classify", "ines",
            classified("afcfta:3.2", "B81", "policy_regulatory", "outbound", 15, 0, 9, 0, 9, 9)),
        Act(34, "route_outbound", "ines", routed("AfCFTA", "kebs", "Only the AfCFTA joins both states.")),
        Act(26, "verify", "nyambura", VERIFIED),
        told(20, "ines", "The committee found the complaint proven; the request is being written."),
        Act(
            18, "notify", "kamau",
            request(
                18, identity="named",
                what="Kenya asks why each shade of one cream is registered as a product of its own, on what law, and "
                "whether makers of other states must do the same.",
                provisions="AfCFTA Protocol on Trade in Goods, Annex 5",
            ),
        ),
    ),
    evidence=("Fee schedule", "Refusal of registration"),
)  # fmt: skip

REPLY_OVERDUE = Story(
    "otieno",
    75,
    filer(
        "Savanna Leather", "md@savannaleather.example", measure_country=["ZA"], authority="elsewhere",
        authority_other="South African revenue service", location_type="airport", location_name="elsewhere",
        location_name_other="O. R. Tambo airport", product_description="Leather shoes", hs_codes=["640359"],
        date_of_incident=Ago(110),
        description="The proof of origin under the tripartite agreement is not accepted because the officers have no "
        "specimen of the stamp; the full duty is paid on each consignment.",
    ),
    (
        Act(74, "take_up", "otieno"),
        Act(70, "accept", "otieno", CHECKED),
        Act(69, "classify", "otieno",
            classified("tripartite:2.3", "O", "operational", "outbound", 10, 0, 9, 0, 12, 9)),
        Act(67, "route_outbound", "otieno", routed("TFTA", "kra", "Both states are parties to the tripartite area.")),
        told(56, "otieno", "The committee looks at the papers this week."),
        Act(55, "verify", "nyambura", VERIFIED),
        told(41, "otieno", "The request to the other state is being approved."),
        Act(
            40, "notify", "kamau",
            request(
                40,
                what="Kenya asks that proofs of origin be accepted, or that the missing specimen of the stamp be asked "
                "for through the focal points.",
                provisions="TFTA Agreement Art. 10",
            ),
        ),
        told(16, "otieno", "There is no answer yet. We have asked again by telephone."),
        Act(14, "expired", "system"),
        told(8, "otieno", "The answer is overdue. We are deciding how to press for it."),
    ),
    evidence=("Proof of origin", "Duty receipt"),
    note="The other side says by telephone that the specimen has been found. Nothing in writing yet.",
)  # fmt: skip

FIX_REPORTED = Story(
    "ines",
    60,
    filer(
        "Ziwa Fish Processors", "quality@ziwafish.example", measure_country=["GH"], authority="elsewhere",
        authority_other="Fisheries commission", location_type="seaport", location_name="elsewhere",
        location_name_other="Port of Tema", product_description="Frozen tilapia fillets", hs_codes=["030461"],
        perishable=True, date_of_incident=Ago(80),
        description="Consignments wait for a letter of the commission that nobody could tell us how to get; two "
        "containers had to be re-exported.",
    ),
    (
        Act(59, "take_up", "ines"),
        Act(57, "accept", "ines", CHECKED),
        Act(56, "classify", "ines",
            classified("afcfta:2.6", "C9", "operational", "outbound", 15, 10, 6, 0, 9, 12)),
        Act(55, "route_outbound", "ines", routed("AfCFTA", "kephis", "Only the AfCFTA joins both states.")),
        Act(48, "verify", "nyambura", VERIFIED),
        Act(
            45, "notify", "kamau",
            request(
                45,
                what="Kenya asks on what law the letter is required for frozen fish, who issues it and in what time.",
                provisions="AfCFTA Protocol on Trade in Goods, Annex 5",
            ),
        ),
        told(38, "ines", "The request was sent; we wait for the answer of the other state."),
        Act(30, "reply", "kamau", {
            "reply_text": "The letter is no longer required as of this month; the ports have been told.",
            "received_on": Ago(30), "files": Paper("Reply of the focal point of Ghana"),
        }),
        told(17, "ines", "The other state says that the letter is no longer asked for; we are checking."),
        Act(11, "accept_fix", "ines", {
            "what": "The letter is no longer required; a circular went to the ports.", "fixed_on": Ago(31),
            "outcome_type": "measure_removed_or_amended",
        }),
    ),
    evidence=("Bill of lading", "Notice of re-export"),
)  # fmt: skip
