"""What the acts of the NTB procedure rest on. Acts that all regimes know rest on our own standards; the limits of a
regime cite that regime's text. Confirming or correcting a provision is an edit of its line in the law on file.
"""

from __future__ import annotations

from cases.law import AFCFTA_ANNEX5, COMESA_TREATY, EAC_NTB_ACT, EAC_TBP, EAC_TREATY, FAIR_ADMIN_ACT, SERVICE

INTAKE = SERVICE("intake")
SCREENING = SERVICE("screening")
CLASSIFICATION = SERVICE("classification")
ROUTING = SERVICE("routing")
EVIDENCE = SERVICE("evidence")
CONSENT = SERVICE("consent")
RECORD = SERVICE("record")
PLAN = SERVICE("plan")
ESCALATION = SERVICE("escalation")
CONFIRMATION = SERVICE("confirmation")
CLOSE_AS_FOUND = SERVICE("close_as_found")
WITHDRAWAL = SERVICE("withdrawal")
REOPENING = SERVICE("reopening")
MERGING = SERVICE("merging")
SPLITTING = SERVICE("splitting")
HAND_OVER = SERVICE("hand_over")
DISPUTE_GATE = SERVICE("dispute_gate")
PROGRESS = SERVICE("svc_progress")
REPLY_DRAFT = SERVICE("reply_draft")

NMC = AFCFTA_ANNEX5("8")
FOCAL_POINTS = AFCFTA_ANNEX5("7")
MATRIX = AFCFTA_ANNEX5("8(4)")
REASONS = FAIR_ADMIN_ACT("reasons")
COURT = EAC_TREATY("30(2)")
SANCTION = EAC_NTB_ACT("17")
SANCTION_COMESA = COMESA_TREATY("171")
LISTING_EVIDENCE = EAC_TBP("evidence")
OTHER_CLASSES = EAC_TBP("class D")
