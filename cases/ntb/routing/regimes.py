"""The comparative table of section 8 as data: what each regime uses, through whom, and how it ends formally."""

from __future__ import annotations

from dataclasses import dataclass, field

from cases.ntb.wording import N_


@dataclass(frozen=True, slots=True)
class Regime:
    """A way to pursue a barrier. The numbers of days stand with the limits on file; here are only their keys.

    `extra_stages` are stage ids used besides the common ones. `response_limit` is the key of the limit for the other
    state's answer, None where the texts name none. `instrument_status` and `ways_status` are legal statuses; what is
    unconfirmed is shown as to be confirmed. `owner` is the department that usually holds the case (allocation to be
    confirmed): a case can be handed over.
    """

    key: str
    title: str
    instrument: str
    instrument_status: str
    in_force: str
    ways: str
    ways_status: str
    extra_stages: tuple[str, ...] = ()
    response_limit: str | None = None
    facilitator_limits: tuple[str, ...] = ()
    dispute_limits: tuple[str, ...] = ()
    national_bodies: tuple[str, ...] = ()
    review_body: str = ""
    council: str = ""
    forum_calendar: str = "nairobi"
    secretariat: str = ""
    portal: str = ""
    portal_statuses: tuple[str, ...] = ()
    formal_end: str = ""
    compensation: str = ""
    owner: str = "trade"
    action: str = "route_outbound"
    notes: tuple[str, ...] = field(default=())


_TRIPARTITE_STATUSES = ("New", "In process", "Resolved")
_NO_AWARD = N_("None found.")

EAC = Regime(
    "EAC",
    N_("East African Community"),
    N_("EAC Elimination of Non-Tariff Barriers Act 2017; EAC Treaty Art. 75(5); Customs Union Protocol Art. 13"),
    "read",
    N_("All heads of state had assented by April 2017; how far the Act is applied is to be confirmed."),
    N_("Mutual agreement, the Time-Bound Programme, or Council regulations, directives, decisions or recommendations."),
    "unconfirmed",
    extra_stages=("time_bound", "regional_review", "referred_technical", "ministerial_review"),
    response_limit="eac_focal_exchange",
    dispute_limits=("eac_dsm_reply", "eac_dsm_consult", "eac_dsm_settle"),
    national_bodies=("nmc", "nfp_ke"),
    review_body="rmc",
    council="sctifi",
    forum_calendar="arusha",
    secretariat=N_("EAC Secretariat"),
    portal="tradebarriers.org",
    portal_statuses=_TRIPARTITE_STATUSES,
    formal_end=N_("Committee on Trade Remedies (not operational); East African Court of Justice"),
    compensation=N_(
        "Not available: it needs the Committee on Trade Remedies, for which only Burundi had ratified the amended "
        "Art. 24 in August 2025."
    ),
    owner="eac_affairs",
    notes=(
        N_("A new barrier enters the Time-Bound Programme only with documentary evidence (SCTIFI, November 2013)."),
    ),
)

COMESA = Regime(
    "COMESA",
    N_("Common Market for Eastern and Southern Africa"),
    N_("COMESA Treaty Arts 49 and 50; COMESA NTB Regulations"),
    "read",
    N_("In use."),
    N_("Exchange of information between the states; a facilitator; enforcement under Treaty Art. 171."),
    "read",
    extra_stages=("facilitation", "factual_report", "time_bound", "regional_review", "ministerial_review"),
    response_limit="comesa_response",
    facilitator_limits=("comesa_facilitator",),
    national_bodies=("nmc", "nfp_ke"),
    review_body="comesa_forum",
    council="council",
    forum_calendar="capital:ZM",
    secretariat=N_("COMESA Secretariat"),
    portal="tradebarriers.org",
    portal_statuses=_TRIPARTITE_STATUSES,
    formal_end=N_("COMESA Court of Justice; sanctions under Treaty Art. 171"),
    compensation=_NO_AWARD,
)

TFTA = Regime(
    "TFTA",
    N_("Tripartite Free Trade Area"),
    N_("TFTA Agreement Art. 10; annex on non-tariff barriers"),
    "read",
    N_("In force since 25 July 2024."),
    N_("Request and reply, a facilitator, a factual report."),
    "unconfirmed",
    extra_stages=("facilitation", "factual_report", "regional_review"),
    response_limit="tfta_response",
    facilitator_limits=("tfta_facilitator_appoint", "tfta_facilitation_end", "tfta_report_comment"),
    national_bodies=("nfp_ke",),
    review_body="regional_body",
    secretariat=N_("Tripartite task force of the EAC, COMESA and SADC secretariats"),
    portal="tradebarriers.org",
    portal_statuses=_TRIPARTITE_STATUSES,
    formal_end=N_("Dispute settlement annex of the TFTA (adopted March 2023)"),
    compensation=_NO_AWARD,
)

AFCFTA = Regime(
    "AfCFTA",
    N_("African Continental Free Trade Area"),
    N_("AfCFTA Protocol on Trade in Goods, Annex 5 with Appendices 1 and 2"),
    "read",
    N_("In force since 30 May 2019; its complaint portal has been open since 13 January 2020."),
    N_("Request and reply, a facilitator, a report. A barrier known to a regional community is tried there first."),
    "unconfirmed",
    extra_stages=("facilitation", "factual_report", "time_bound", "regional_review", "ministerial_review"),
    response_limit="afcfta_response",
    facilitator_limits=("afcfta_facilitator_appoint", "afcfta_facilitation_end", "afcfta_report_comment"),
    dispute_limits=("afcfta_dsp_reply", "afcfta_dsp_consult", "afcfta_dsp_settle"),
    national_bodies=("nmc", "nfp_ke"),
    review_body="afcfta_subcommittee",
    council="council",
    forum_calendar="capital:GH",
    secretariat=N_("AfCFTA Secretariat, NTB Coordination Unit"),
    portal="tradebarriers.africa",
    portal_statuses=("New", "In process", "Transferred", "Complaint registered with REC", "Resolved"),
    formal_end=N_("Dispute Settlement Body: panel and Appellate Body, for states only"),
    compensation=N_("Compensation or suspension of concessions between states, through the Dispute Settlement Body."),
)

EU_EPA = Regime(
    "EU-EPA",
    N_("EU-Kenya Economic Partnership Agreement"),
    N_("EU-Kenya EPA, Parts VI and VII"),
    "read",
    N_("In force since 1 July 2024."),
    N_("Committee of Senior Officials, EPA Council, the Kenyan mission."),
    "read",
    extra_stages=("bilateral_channel",),
    response_limit="eu_epa_consult",
    national_bodies=("mission", "ntb_officer"),
    review_body="regional_body",
    forum_calendar="capital:BE",
    formal_end=N_("Arbitration under Arts 112 to 119 of the EPA"),
    compensation=_NO_AWARD,
    action="route_bilateral",
    notes=(N_("The complaint desk of the EU serves stakeholders in the EU only."),),
)

UK_EPA = Regime(
    "UK-EPA",
    N_("UK-Kenya Economic Partnership Agreement"),
    N_("UK-Kenya EPA, Arts 104, 106, 111 and 113"),
    "read",
    N_("In use; the date of its entry into force is not on file."),
    N_("Committee of Senior Officials (at least yearly), EPA Council, mediation, the Kenyan mission."),
    "read",
    extra_stages=("bilateral_channel",),
    response_limit="uk_epa_consult",
    national_bodies=("mission", "ntb_officer"),
    review_body="regional_body",
    forum_calendar="capital:GB",
    formal_end=N_("Mediation (Art. 111) and panel (Art. 113) of the EPA"),
    compensation=_NO_AWARD,
    action="route_bilateral",
)

WTO = Regime(
    "WTO",
    N_("World Trade Organization"),
    N_("Marrakesh Agreement; TBT and SPS Agreements"),
    "known",
    N_("Kenya has been a member since 1 January 1995."),
    N_("Specific trade concern in the TBT or SPS Committee, raised by the State; the Kenyan mission."),
    "read",
    extra_stages=("bilateral_channel",),
    dispute_limits=("wto_dsu_reply", "wto_dsu_consult", "wto_dsu_settle"),
    national_bodies=("tbt_enquiry", "mission", "ntb_officer"),
    review_body="regional_body",
    forum_calendar="geneva",
    formal_end=N_("Dispute settlement under the DSU, for states only"),
    compensation=_NO_AWARD,
    action="route_bilateral",
    notes=(N_("A specific trade concern is raised by the Member, not by the trader."),),
)

DOMESTIC = Regime(
    "domestic",
    N_("The Kenyan agency itself"),
    N_("Fair Administrative Action Act 2015; mandate of the National Monitoring Committee"),
    "known",
    N_("In force."),
    N_("The agency acts or gives its reasons; the National Monitoring Committee recommends."),
    "service",
    national_bodies=("lead_agency", "nmc"),
    review_body="nmc",
    formal_end=N_("Review by the Kenyan courts"),
    compensation=_NO_AWARD,
    action="route_domestic",
)

REGIMES: dict[str, Regime] = {each.key: each for each in (EAC, COMESA, TFTA, AFCFTA, EU_EPA, UK_EPA, WTO, DOMESTIC)}

ORDER = ("EAC", "COMESA", "TFTA", "AfCFTA", "EU-EPA", "UK-EPA", "WTO")
"""The routing rule of section 8 (a service rule): the first regime to which both states belong leads."""
