"""From the final analysis to a measure in force: essential facts, report, decision, and entry into force apart."""

from __future__ import annotations

from cases.law.limits import limit
from cases.lifecycle import (
    ACT_BY,
    BOOL,
    DATE,
    DOCUMENT,
    EFFECTIVE,
    LONGTEXT,
    THEIR_ACT_BY,
    Action,
    Before,
    Deadline,
    Email,
    Expiry,
    Input,
    OnFact,
    Outside,
    Rung,
    Stage,
)
from cases.lifecycles.remedy import asks, basis, letters
from cases.lifecycles.remedy.before import OURS, PARTIES, standard
from cases.lifecycles.remedy.gates import (
    case_has_not_fallen,
    comments_are_in,
    decision_is_taken,
    facts_were_disclosed,
)
from cases.lifecycles.remedy.inquiry import END_FOR_ONE, FINDING, TERMINATE
from cases.seats import (
    CS_TRADE,
    EXECUTIVE_DIRECTOR,
    GAZETTE,
    INTERESTED_PARTY,
    INVESTIGATOR,
)
from cases.words import N_

IN_FORCE_INPUTS = (
    asks.GAZETTE,
    asks.PUBLISHED_ON,
    Input("measure_from", N_("Day from which the duty applies"), DATE, anchor=EFFECTIVE, fact="measure_from",
          may_be_future=True, hint=N_("The five years of the duty count from here.")),
    Input("rates", N_("Rate for each exporter, and for all others"), LONGTEXT, fact="rates"),
)  # fmt: skip

FINAL_WORK = Stage(
    "ad_final_work",
    N_("Final analysis"),
    Outside(N_("The final analysis is going on."), OURS),
    phase="deciding",
    main=True,
    actions=(
        FINDING,
        Action(
            "disclose", N_("Disclose the essential facts"), by=(INVESTIGATOR,), cite=basis.ESSENTIAL_FACTS,
            to="ad_essential_facts",
            inputs=(Input("disclosure", N_("Disclosure, with each party's own calculation"), DOCUMENT),),
            emails=letters.DISCLOSED, button=N_("Disclose them"),
            says=N_("Each party sees its own calculation; the rest is public. Comments follow."),
        ),
        END_FOR_ONE, TERMINATE,
    ),
    deadlines=(standard("final_work", "svc_ad_final_work", N_("The final analysis is done"), INVESTIGATOR,
                        of="initiate"),),
)  # fmt: skip

ESSENTIAL_FACTS = Stage(
    "ad_essential_facts",
    N_("Essential facts are out"),
    Outside(N_("The parties may comment on the facts that matter."), PARTIES, N_("Comment, if you are a party.")),
    phase="deciding",
    main=True,
    actions=(
        Action("comment", N_("Record a comment"), by=(INTERESTED_PARTY, INVESTIGATOR), cite=basis.ESSENTIAL_FACTS,
               inputs=(Input("comment", N_("Comment"), DOCUMENT),), button=N_("Record it"),
               says=N_("Each comment is answered in the report. The case stays here.")),
        Action("all_commented", N_("Record that all parties have commented"), by=(INVESTIGATOR,),
               cite=basis.ESSENTIAL_FACTS, inputs=(asks.NOTE,), button=N_("Record it"),
               says=N_("The report may go on. The case stays here.")),
        Action("disclose_again", N_("Disclose changed facts"), by=(INVESTIGATOR,), cite=basis.ESSENTIAL_FACTS,
               inputs=(Input("disclosure", N_("What changed"), DOCUMENT),), emails=letters.DISCLOSED,
               button=N_("Disclose them"), says=N_("The time for comments begins again.")),
        Action("report", N_("Hand in the final report"), by=(INVESTIGATOR,), cite=basis.ESSENTIAL_FACTS,
               to="ad_final_report", when=(comments_are_in,), inputs=(asks.REPORT,), emails=(letters.DIRECTOR_TURN,),
               button=N_("Hand it in"), says=N_("Comments are answered one by one.")),
        TERMINATE,
    ),
    deadlines=(
        Deadline(
            "comments", N_("The parties comment"), kind=THEIR_ACT_BY, within=limit("svc_ad_comments"), of="disclose",
            cite=limit("svc_ad_comments").provision, seat=INTERESTED_PARTY, met_by=("all_commented",),
        ),
        Deadline(
            "comments_again", N_("The parties comment on what changed"), kind=THEIR_ACT_BY,
            within=limit("svc_ad_comments"), of="disclose_again", cite=limit("svc_ad_comments").provision,
            seat=INTERESTED_PARTY, met_by=("all_commented",),
        ),
    ),
)  # fmt: skip

FINAL_REPORT = Stage(
    "ad_final_report",
    N_("Final report"),
    Outside(N_("The final report is before the Executive Director."), OURS),
    phase="deciding",
    main=True,
    actions=(
        Action(
            "recommend", N_("Send the report to the Cabinet Secretary"), by=(EXECUTIVE_DIRECTOR,), cite=basis.MEASURES,
            to="ad_cs_decision", when=(facts_were_disclosed,),
            inputs=(Input("rates", N_("Rate for each exporter"), LONGTEXT),
                    Input("lesser_duty", N_("A duty lower than the margin is enough"), BOOL, required=False,
                          fact="lesser_duty"),
                    Input("public_interest", N_("Memorandum on the public interest"), DOCUMENT, required=False)),
            emails=letters.TO_DECIDE, button=N_("Send it"), says=N_("The decision lies with the Cabinet Secretary."),
        ),
        TERMINATE,
    ),
    deadlines=(standard("final_report", "svc_ad_report", N_("The report is with the Cabinet Secretary"),
                        EXECUTIVE_DIRECTOR, of="initiate"),),
)  # fmt: skip

PUBLISH = Action(
    "publish", N_("Record the measure's entry into force"), by=(GAZETTE,), cite=basis.NOTICE, to="ad_measure_in_force",
    when=(decision_is_taken, facts_were_disclosed, case_has_not_fallen), inputs=IN_FORCE_INPUTS, emails=letters.FINAL,
    button=N_("Record the publication"), says=N_("The decision is one act, its entry into force another: this one."),
)  # fmt: skip
DECLINE = Action(
    "decline", N_("Decide against a measure"), by=(CS_TRADE,), cite=basis.MEASURES, to="ad_declined",
    needs_reason=True, emails=letters.TERMINATED, button=N_("Decide against it"),
    says=N_("No measure follows; securities are released."),
)  # fmt: skip

CS_DECISION = Stage(
    "ad_cs_decision",
    N_("Decision of the Cabinet Secretary"),
    Outside(N_("The Cabinet Secretary is deciding."), OURS),
    phase="deciding",
    main=True,
    actions=(
        Action("approve", N_("Decide for a measure"), by=(CS_TRADE,), cite=basis.MEASURES, when=(case_has_not_fallen,),
               inputs=(Input("decision", N_("Signed decision"), DOCUMENT),), sets={"measure_decided": True},
               emails=(Email("case-informed", GAZETTE),), button=N_("Decide for it"),
               says=N_("The measure is decided; it enters into force by its publication.")),
        PUBLISH,
        Action("suspend", N_("Defer the decision"), by=(CS_TRADE,), cite=basis.MEASURES, to="ad_suspended_decision",
               inputs=(Input("until", N_("Until which day"), DATE, fact="suspended_until", may_be_future=True),),
               needs_reason=True, button=N_("Defer it"), says=N_("The eighteen months still run.")),
        DECLINE,
    ),
    deadlines=(standard("cs_decision", "svc_ad_decision", N_("The Cabinet Secretary decides"), CS_TRADE,
                        of="initiate"),),
)  # fmt: skip

SUSPENDED = Stage(
    "ad_suspended_decision",
    N_("Decision deferred"),
    Outside(N_("The decision was put off."), OURS),
    phase="deciding",
    actions=(
        Action("approve", N_("Decide for a measure"), by=(CS_TRADE,), cite=basis.MEASURES, when=(case_has_not_fallen,),
               inputs=(Input("decision", N_("Signed decision"), DOCUMENT),), sets={"measure_decided": True},
               button=N_("Decide for it"), says=N_("It enters into force by its publication.")),
        PUBLISH, DECLINE,
    ),
    deadlines=(
        Deadline(
            "deferred", N_("The deferred decision is taken"), kind=ACT_BY, within=None, of=OnFact("suspended_until"),
            cite=basis.MEASURES, seat=CS_TRADE, met_by=("publish", "decline"),
            remind=(Rung(Before(7), Email("decision-due", CS_TRADE)),),
            on_expiry=(Expiry(emails=(Email("decision-due", CS_TRADE),)),),
        ),
    ),
)  # fmt: skip

TERMINATING = Stage(
    "ad_terminating",
    N_("Ending without a measure"),
    Outside(N_("The investigation is ending without a measure."), OURS),
    phase="deciding",
    actions=(
        Action("close_without_measure", N_("Publish the end"), by=(EXECUTIVE_DIRECTOR,), cite=basis.NOTICE,
               to="ad_closed_no_measure", inputs=(asks.GAZETTE, asks.PUBLISHED_ON),
               emails=(*letters.TERMINATED, *letters.RELEASED), button=N_("Record the notice"),
               says=N_("Securities are released and refunds ordered.")),
    ),
)  # fmt: skip

STAGES = (FINAL_WORK, ESSENTIAL_FACTS, FINAL_REPORT, CS_DECISION, SUSPENDED, TERMINATING)
KEYS = tuple(stage.key for stage in STAGES)
