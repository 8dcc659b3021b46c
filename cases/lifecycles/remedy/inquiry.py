"""From initiation to the preliminary finding: parties, questionnaires, visits, and the measure while it goes on."""

from __future__ import annotations

from cases.law.limits import limit
from cases.lifecycle import (
    BOOL,
    COUNT,
    DATE,
    DOCUMENT,
    LONGTEXT,
    THEIR_ACT_BY,
    Action,
    Before,
    Deadline,
    Email,
    Expiry,
    Extends,
    Input,
    Opens,
    Outside,
    Rung,
    Stage,
)
from cases.lifecycles.remedy import asks, basis, letters
from cases.lifecycles.remedy.before import OURS, PARTIES, standard
from cases.lifecycles.remedy.gates import (
    ground_is_met,
    known_subject,
    reply_is_missing,
    sixty_days_are_over,
    was_asked,
)
from cases.periods import Weeks
from cases.seats import CS_TRADE, EXECUTIVE_DIRECTOR, INTERESTED_PARTY, INVESTIGATOR
from cases.words import N_

EXPORTER = "exporter"

FINDING = Action(
    "finding", N_("Record a finding"), by=(INVESTIGATOR,), cite=basis.RECORD, per=EXPORTER, standing="found",
    checks=(known_subject,), inputs=(asks.MARGIN, asks.LESSER_DUTY, asks.NOTE), button=N_("Record the finding"),
    says=N_("Margin for one exporter, or for a country. The case stays here."),
)  # fmt: skip
END_FOR_ONE = Action(
    "end_for", N_("End the case for one country or exporter"), by=(EXECUTIVE_DIRECTOR,), cite=basis.THRESHOLDS,
    per=EXPORTER, standing="ended", checks=(known_subject, ground_is_met),
    inputs=(asks.GROUND, asks.MARGIN_IF_KNOWN, asks.SHARES_IF_NEEDED, asks.NOTE), emails=letters.TERMINATED,
    button=N_("End it there"), says=N_("The investigation goes on against the others."),
)  # fmt: skip
WARN = Action(
    "warn", N_("Warn before the facts available are used"), by=(INVESTIGATOR,), cite=basis.EXPLAIN, per=EXPORTER,
    checks=(was_asked,), inputs=(Input("missing", N_("What is missing"), LONGTEXT, outward=True),),
    emails=letters.WARNING, button=N_("Send the warning"), says=N_("The party may explain."),
)  # fmt: skip
FACTS_AVAILABLE = Action(
    "use_facts_available", N_("Use the facts available"), by=(INVESTIGATOR,), cite=basis.FACTS_AVAILABLE, per=EXPORTER,
    standing="facts_available", checks=(reply_is_missing,), needs_reason=True, button=N_("Use them"),
    says=N_("For this exporter alone; the reasons are kept."),
)  # fmt: skip
TERMINATE = Action(
    "terminate", N_("End the investigation"), by=(EXECUTIVE_DIRECTOR,), cite=basis.THRESHOLDS, to="ad_terminating",
    inputs=(asks.GROUND, asks.MEMO), needs_reason=True, button=N_("End it"),
    says=N_("No measure follows; a notice and the release of any security come next."),
)  # fmt: skip

INITIATED = Stage(
    "ad_initiated",
    N_("Initiated"),
    Outside(N_("An investigation has begun."), OURS),
    phase="inquiry",
    main=True,
    actions=(
        Action(
            "send_application", N_("Send the public version of the application"), by=(INVESTIGATOR,),
            cite=basis.APPLICATION, inputs=(asks.FILES,), button=N_("Record the sending"),
            says=N_("To known exporters and their governments, at once. The case stays here."),
        ),
        Action(
            "open_register", N_("Open the register of parties"), by=(INVESTIGATOR,), cite=basis.RECORD,
            to="ad_registration", emails=letters.REGISTER, button=N_("Open the register"),
            says=N_("Interested parties come forward; whoever is late only observes."),
        ),
        TERMINATE,
    ),
)  # fmt: skip

REGISTRATION = Stage(
    "ad_registration",
    N_("Parties register"),
    Outside(N_("Interested parties may register."), PARTIES, N_("Register if you want to be heard.")),
    phase="inquiry",
    main=True,
    actions=(
        Action(
            "register", N_("Register a party"), by=(INTERESTED_PARTY, INVESTIGATOR), cite=basis.RECORD, per=EXPORTER,
            standing="registered", enters=INTERESTED_PARTY, checks=(known_subject,), inputs=(asks.FILES,),
            button=N_("Register it"), says=N_("Written as the country and the name, such as CN: Example Steel."),
        ),
        Action("begin_sampling", N_("Draw a sample"), by=(INVESTIGATOR,), cite=basis.SAMPLE, to="ad_sampling",
               needs_reason=True, button=N_("Draw a sample"), says=N_("There are too many parties to examine each.")),
        Action("begin_questionnaires", N_("Go on to the questionnaires"), by=(INVESTIGATOR,), cite=basis.QUESTIONNAIRE,
               to="ad_questionnaires", button=N_("Go on"), says=N_("Every exporter is asked.")),
        END_FOR_ONE, TERMINATE,
    ),
    deadlines=(standard("registration", "svc_ad_registration", N_("Parties register"), INVESTIGATOR),),
)  # fmt: skip

SAMPLING = Stage(
    "ad_sampling",
    N_("Sample"),
    Outside(N_("A sample of the parties is being chosen."), OURS),
    phase="inquiry",
    actions=(
        Action(
            "settle_sample", N_("Settle the sample"), by=(INVESTIGATOR,), cite=basis.SAMPLE, to="ad_questionnaires",
            inputs=(asks.MEMO, Input("sampled", N_("Who is in the sample"), LONGTEXT)), emails=letters.REGISTER,
            button=N_("Settle it"), says=N_("Those in the sample are asked next."),
        ),
    ),
    deadlines=(standard("sampling", "svc_ad_sampling", N_("The sample is settled"), INVESTIGATOR),),
)  # fmt: skip

QUESTIONNAIRES = Stage(
    "ad_questionnaires",
    N_("Questionnaires"),
    Outside(N_("The parties are answering questionnaires."), PARTIES, N_("Answer the questionnaire in time.")),
    phase="inquiry",
    main=True,
    actions=(
        Action(
            "dispatch", N_("Send a questionnaire"), by=(INVESTIGATOR,), cite=basis.QUESTIONNAIRE, per=EXPORTER,
            standing="asked", checks=(known_subject,), inputs=(Input("questionnaire", N_("Questionnaire"), DOCUMENT),),
            emails=letters.QUESTIONNAIRE, button=N_("Send it"),
            says=N_("Thirty days run from receipt, which is deemed a week after this day."),
        ),
        Action(
            "extend", N_("Give more time for a reply"), by=(INVESTIGATOR,), cite=basis.QUESTIONNAIRE, per=EXPORTER,
            checks=(was_asked,), inputs=(Input("days", N_("Days more"), COUNT, least=1, most=60),),
            extends=Extends("questionnaire", by="days"), needs_reason=True, button=N_("Give more time"),
            says=N_("On cause shown, where practicable. The reasons are kept."),
        ),
        Action(
            "reply_received", N_("Record a reply"), by=(INTERESTED_PARTY, INVESTIGATOR), cite=basis.QUESTIONNAIRE,
            per=EXPORTER, standing="replied", checks=(was_asked,),
            inputs=(Input("reply", N_("Reply, with its public version"), DOCUMENT),), button=N_("Record the reply"),
            says=N_("The case stays here for the others."),
        ),
        WARN, FACTS_AVAILABLE,
        Action("examine", N_("Go on to the gaps in the replies"), by=(INVESTIGATOR,), cite=basis.RECORD,
               to="ad_deficiency_letters", button=N_("Go on"), says=N_("What is missing is asked for next.")),
        END_FOR_ONE, TERMINATE,
    ),
    deadlines=(
        Deadline(
            "questionnaire", N_("A questionnaire is answered"), kind=THEIR_ACT_BY, within=limit("ad_questionnaire"),
            of="dispatch", deemed=Weeks(1), per=EXPORTER, cite=limit("ad_questionnaire").provision,
            seat=INTERESTED_PARTY, met_by=("reply_received",), runs_on=True,
            remind=tuple(Rung(Before(days), Email("deadline-approaching", INVESTIGATOR)) for days in (14, 7, 2)),
            on_expiry=(Expiry(door=N_("The facts available may be used, after a warning.")),),
        ),
    ),
)  # fmt: skip

DEFICIENCY_LETTERS = Stage(
    "ad_deficiency_letters",
    N_("Gaps in the replies"),
    Outside(N_("The parties are asked for what is missing in their replies."), PARTIES),
    phase="inquiry",
    main=True,
    actions=(
        Action(
            "deficiency_letter", N_("Ask a party for what is missing"), by=(INVESTIGATOR,), cite=basis.RECORD,
            per=EXPORTER, checks=(was_asked,),
            inputs=(Input("gaps", N_("What is missing, item by item, with the reason"), LONGTEXT, outward=True),),
            emails=letters.PARTY_GAPS, button=N_("Ask for it"), says=N_("Seven days for the party."),
        ),
        Action("mended", N_("Record what a party handed in"), by=(INTERESTED_PARTY, INVESTIGATOR), cite=basis.RECORD,
               per=EXPORTER, standing="replied", inputs=(Input("reply", N_("What is handed in"), DOCUMENT),),
               button=N_("Record it"), says=N_("The case stays here.")),
        WARN, FACTS_AVAILABLE,
        Action("verify", N_("Go on to the visits"), by=(INVESTIGATOR,), cite=basis.OFFICERS, to="ad_verification",
               button=N_("Go on"), says=N_("Firms that consent are visited; their government is told.")),
        Action("skip_visits", N_("Go on to the analysis"), by=(INVESTIGATOR,), cite=basis.RECORD,
               to="ad_preliminary_work", needs_reason=True, button=N_("Go on"),
               says=N_("Visits are made later or not at all.")),
        END_FOR_ONE, TERMINATE,
    ),
    deadlines=(
        Deadline(
            "party_gaps", N_("A party mends its reply"), kind=THEIR_ACT_BY, within=limit("svc_ad_deficiencies"),
            of="deficiency_letter", per=EXPORTER, cite=limit("svc_ad_deficiencies").provision, seat=INTERESTED_PARTY,
            met_by=("mended",), runs_on=True,
        ),
    ),
)  # fmt: skip

VERIFICATION = Stage(
    "ad_verification",
    N_("Visits"),
    Outside(N_("Firms are being visited."), OURS),
    phase="inquiry",
    main=True,
    actions=(
        Action("visit_report", N_("Record a visit"), by=(INVESTIGATOR,), cite=basis.OFFICERS, per=EXPORTER,
               standing="verified",
               inputs=(asks.REPORT, Input("consent", N_("The firm consented and its government was told"), BOOL)),
               button=N_("Record the visit"), says=N_("With a public version. The case stays here.")),
        Action("analyse", N_("Go on to the analysis"), by=(INVESTIGATOR,), cite=basis.RECORD, to="ad_preliminary_work",
               button=N_("Go on"), says=N_("The preliminary analysis is next.")),
        END_FOR_ONE, TERMINATE,
    ),
    deadlines=(standard("verification", "svc_ad_verification", N_("The visits are made"), INVESTIGATOR),),
)  # fmt: skip

PRELIMINARY = Stage(
    "ad_preliminary_work",
    N_("Preliminary analysis"),
    Outside(N_("The data are being analysed."), OURS),
    phase="inquiry",
    main=True,
    actions=(
        FINDING,
        Action("affirm", N_("Affirm dumping and injury for now"), by=(EXECUTIVE_DIRECTOR,), cite=basis.NOTICE,
               to="ad_prelim_affirmative", inputs=(asks.REPORT, asks.LESSER_DUTY), emails=letters.PRELIMINARY,
               button=N_("Affirm"), says=N_("The Cabinet Secretary may impose a provisional measure from day 60.")),
        Action("deny", N_("Deny dumping or injury for now"), by=(EXECUTIVE_DIRECTOR,), cite=basis.NOTICE,
               to="ad_prelim_negative", inputs=(asks.REPORT,), emails=letters.PRELIMINARY, button=N_("Deny"),
               says=N_("The investigation goes on without a measure, or ends.")),
        END_FOR_ONE, TERMINATE,
    ),
    deadlines=(standard("preliminary", "svc_ad_preliminary", N_("The preliminary finding is made"), INVESTIGATOR),),
)  # fmt: skip

NEGATIVE = Stage(
    "ad_prelim_negative",
    N_("Negative for now"),
    Outside(N_("For now no dumping or injury was found."), OURS),
    phase="inquiry",
    actions=(
        Action("go_on", N_("Go on to the final analysis"), by=(EXECUTIVE_DIRECTOR,), cite=basis.RECORD,
               to="ad_final_work", needs_reason=True, button=N_("Go on"), says=N_("The investigation goes on.")),
        TERMINATE,
    ),
)  # fmt: skip

AFFIRMATIVE = Stage(
    "ad_prelim_affirmative",
    N_("Affirmative for now"),
    Outside(N_("For now dumping and injury were found."), OURS),
    phase="inquiry",
    main=True,
    actions=(
        Action(
            "impose_provisional", N_("Impose a provisional measure"), by=(CS_TRADE,), cite=basis.PROVISIONAL,
            to="ad_final_work", when=(sixty_days_are_over,), recordable=True,
            inputs=(
                asks.GAZETTE,
                Input("effect_on", N_("Day from which security is taken"), DATE, fact="effect_on", may_be_future=True),
                Input("rates", N_("Rate for each exporter, not above its margin"), LONGTEXT),
                asks.LESSER_DUTY,
            ),
            opens=Opens("remedy_provisional", "provisional_of", carries=asks.CARRIED, same_measure=False),
            emails=letters.SECURITY, button=N_("Impose it"),
            says=N_("Security is taken from that day, in a file of its own that ends by itself. Analysis goes on."),
        ),
        Action("go_on", N_("Go on without a provisional measure"), by=(EXECUTIVE_DIRECTOR,), cite=basis.RECORD,
               to="ad_final_work", needs_reason=True, button=N_("Go on"), says=N_("The final analysis is next.")),
        TERMINATE,
    ),
)  # fmt: skip

STAGES = (
    INITIATED, REGISTRATION, SAMPLING, QUESTIONNAIRES, DEFICIENCY_LETTERS, VERIFICATION, PRELIMINARY, NEGATIVE,
    AFFIRMATIVE,
)  # fmt: skip
KEYS = tuple(stage.key for stage in STAGES)
