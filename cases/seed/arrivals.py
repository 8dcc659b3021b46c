"""Complaints that have just come: a draft, goods held today, checks due and late, a question that waits."""

from __future__ import annotations

from cases.seed.stories import CHECKED, Act, Ago, Story, classified, filer

DRAFT = Story(
    None,
    None,
    {
        "filer_capacity": "small_trader", "filer_name": "Mercy Atieno", "filer_email": "mercy@trader.example",
        "filer_country": "KE", "product_description": "Second-hand clothes in bales", "hs_codes": "6309",
        "perishable": False, "goods_held_now": False,
    },
)  # fmt: skip

HELD_TODAY = Story(
    None,
    0,
    filer(
        "Samuel Kiprono",
        "samuel@freshfields.example",
        measure_country=["UG"],
        authority="ura",
        location_name="malaba",
        product_description="Fresh cut roses in a cooled truck",
        hs_codes=["060311"],
        perishable=True,
        goods_held_now=True,
        date_of_incident=Ago(1),
        frequency="once",
        barrier_kind="border",
        consignment_value={"amount": "2400000", "currency": "KES"},
        description="The truck has been standing at Malaba since yesterday evening. The officer wants a second "
        "phytosanitary certificate that no notice mentions. The flowers will be lost by tomorrow.",
    ),
    evidence=("Photograph of the truck at the border", "Phytosanitary certificate"),
)  # fmt: skip

JUST_IN = Story(
    None,
    1,
    filer(
        "Rift Dairies Ltd",
        "exports@riftdairies.example",
        measure_country=["TZ"],
        authority="tbs",
        location_name="namanga",
        product_description="Long-life milk in cartons",
        hs_codes=["040120"],
        date_of_incident=Ago(12),
        frequency="every_consignment",
        barrier_kind="standard",
        description="Every consignment is tested again at Namanga although it carries the quality mark that all "
        "partner states accept. Each test takes nine days and costs 300 dollars.",
    ),
    evidence=("Test invoice",),
)  # fmt: skip

DUE_TODAY = Story(
    "ines",
    5,
    filer(
        "Pwani Steel Works",
        "trade@pwanisteel.example",
        measure_country=["UG"],
        authority="ura",
        location_name="busia",
        product_description="Galvanised roofing sheets",
        hs_codes=["721041"],
        date_of_incident=Ago(20),
        barrier_kind="origin",
        origin_claimed="EAC",
        origin_certificate_no="KE-2201",
        description="The certificate of origin is refused at Busia and the full external tariff is asked, without any "
        "reason in writing. Other makers report the same.",
    ),
    (Act(4, "take_up", "ines"),),
    evidence=("Certificate of origin", "Customs assessment"),
)  # fmt: skip

SCREENING_LATE = Story(
    "otieno",
    8,
    filer(
        "Wafanyabiashara wa Mpaka Busia",
        None,
        phone="0712 345 678",
        capacity="association",
        consent="only_association",
        on_behalf_of="Members who trade in dried fish",
        measure_country=["UG"],
        authority="elsewhere",
        authority_other="Busia district fisheries office",
        location_name="busia",
        product_description="Dried silver fish",
        hs_codes=["030559"],
        date_of_incident=Ago(30),
        description="A new charge per bag is taken at the landing site and again at the border. The women who carry "
        "the fish are given no receipt, and the amount changes every day.",
    ),
    (Act(6, "take_up", "otieno"),),
    note="Called the association twice; they answer after market hours only.",
)  # fmt: skip

WAITING = Story(
    "ines",
    9,
    filer(
        "Chai Bora Exporters",
        "office@chaibora.example",
        measure_country=["EG"],
        authority="elsewhere",
        authority_other="Egyptian customs",
        location_type="seaport",
        location_name="elsewhere",
        location_name_other="Port of Alexandria",
        product_description="Black tea in bulk",
        hs_codes=["090240"],
        date_of_incident=Ago(25),
        barrier_kind="customs",
        description="Customs values our tea above the invoice and does not say how. Three containers were assessed "
        "in this way since last month.",
    ),
    (
        Act(8, "take_up", "ines"),
        Act(6, "ask", "ines", {"questions": "Please send the three assessment notices, and say whether you appealed."}),
    ),
)  # fmt: skip

PROTECTED = Story(
    "ines",
    12,
    filer(
        "Halima Juma",
        "halima@trader.example",
        phone="0722 000 111",
        capacity="small_trader",
        consent="no",
        measure_country=["TZ"],
        authority="tra",
        location_name="taveta",
        product_description="Oranges and onions",
        hs_codes=["080510", "070310"],
        perishable=True,
        date_of_incident=Ago(15),
        retaliation_risk=True,
        informal_payment_amount={"amount": "3000", "currency": "KES"},
        firm_size="micro",
        filer_sex="female",
        description="At the crossing a man in uniform keeps the goods of women who do not pay. Whoever asks for a "
        "receipt waits until the fruit is spoiled. I am afraid to be recognised.",
    ),
    (
        Act(12, "take_up", "ines"),
        Act(10, "accept", "ines", CHECKED),
        Act(9, "classify", "ines",
            classified("tripartite:8.4", "none", "operational", "outbound", 5, 10, 9, 10, 9, 6)),
    ),
)  # fmt: skip
