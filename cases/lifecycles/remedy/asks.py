"""Questions that several acts of an investigation ask in the same words, and what is asked when a file is opened."""

from __future__ import annotations

from cases.lifecycle import (
    BOOL,
    CHOICE,
    COUNT,
    DATE,
    DOCUMENT,
    LONGTEXT,
    PERCENTAGE,
    PUBLISHED,
    STATES,
    TEXT,
    Input,
)
from cases.words import N_

FILES = Input("files", N_("Files"), DOCUMENT, required=False)
NOTE = Input("note", N_("Note"), LONGTEXT, required=False)
MEMO = Input("memo", N_("Memorandum"), DOCUMENT)
REPORT = Input("report", N_("Report, with its public version"), DOCUMENT)
GAZETTE = Input("gazette", N_("Number of the Gazette notice"), TEXT, outward=True)
PUBLISHED_ON = Input(
    "published_on", N_("Day of publication in the Gazette"), DATE, anchor=PUBLISHED, fact="published_on",
    hint=N_("This day counts in law."),
)  # fmt: skip
MARGIN = Input("margin", N_("Dumping margin in per cent of the export price"), PERCENTAGE, least=0)
MARGIN_IF_KNOWN = Input(
    "margin", N_("Dumping margin in per cent of the export price"), PERCENTAGE, required=False, least=0
)
SHARES = Input(
    "volume_shares", N_("Share of each country in all imports, in per cent"), LONGTEXT,
    hint=N_("One country per line, such as CN 45.2. Unrounded numbers count."),
)  # fmt: skip
SHARES_IF_NEEDED = Input(
    "volume_shares", N_("Share of each country in all imports, in per cent"), LONGTEXT, required=False,
    hint=N_("One country per line, such as CN 45.2. Needed for negligible volume."),
)  # fmt: skip
GROUNDS = (
    ("de_minimis", N_("The margin is below 2 per cent")),
    ("negligible", N_("The volume is negligible")),
    ("no_injury", N_("No injury")),
    ("no_causation", N_("No causal link")),
    ("withdrawn", N_("The application was withdrawn")),
)
GROUND = Input("ground", N_("Ground"), CHOICE, choices=GROUNDS, fact="ground")
LESSER_DUTY = Input(
    "lesser_duty", N_("A duty lower than the margin is examined"), BOOL, required=False, fact="lesser_duty"
)

OUTPUTS = (
    Input("support_output", N_("Output of those who support the application"), COUNT, least=0,
          hint=N_("In one unit for all three, for instance tonnes in 12 months.")),
    Input("opposing_output", N_("Output of those who oppose it"), COUNT, least=0),
    Input("total_output", N_("Total output of the domestic industry"), COUNT, least=1),
)  # fmt: skip

OPENING = (
    Input("title", N_("Product, in a few words"), TEXT),
    Input("product", N_("Product under investigation"), LONGTEXT, fact="product"),
    Input("hs_codes", N_("HS codes"), TEXT, fact="hs_codes"),
    Input("exporting_countries", N_("Exporting countries"), STATES, fact="exporting_countries"),
    Input("exporters", N_("Known exporters"), LONGTEXT, required=False, fact="exporters",
          hint=N_("One per line, such as CN: Example Steel.")),
    Input("applicant", N_("Applicant"), TEXT, fact="applicant"),
    Input("origin", N_("How it begins"), CHOICE, fact="origin", choices=(
        ("application", N_("On application of the industry")), ("own_motion", N_("On the Agency's own motion")),
    )),
)  # fmt: skip
"""What a new file is opened with."""
CARRIED = ("product", "hs_codes", "exporting_countries", "applicant", "initiated_on", "lesser_duty", "effect_on")
