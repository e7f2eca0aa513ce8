"""What the choices of models are called in the API's schema, where their fields alone do not tell them apart."""

ENUM_NAMES = {
    "Answer": "specialists.coverage.Answer", "Stage": "specialists.stages.Stage", "Did": "partners.taxonomy.Did",
    "OrganizationKind": "partners.kinds.Kind", "Says": "partners.models.statement.Says",
    "LawConfidence": "partners.erpo.Confidence", "BarrierKind": "partners.taxonomy.BarrierKind",
    "BarrierState": "partners.models.barrier.Barrier.State", "BarrierSide": "partners.models.barrier.Barrier.Side",
    "StepState": "partners.models.step.NextStep.State",
    "BarrierSays": "partners.models.barrier.BarrierAnswer.Says", "Side": "partners.models.step.NextStep.Side",
    "NoticeSays": "partners.models.notice.NoticeReply.Says", "ProjectStage": "partners.models.project.Stage",
    "DutyNumber": "partners.duties.Duty", "Need": "partners.taxonomy.Need", "Link": "partners.chain.Link",
    "Decline": "partners.cases.Decline", "DraftState": "partners.models.library.State",
    "ReviewDecision": "partners.models.library.Review.Decision", "Population": "partners.taxonomy.Population",
    "ProgramConfidence": "grants.catalog.Confidence",
    "GuidanceState": "grants.models.request.GuidanceRequest.State", "OutcomeSaid": "grants.taxonomy.Said",
    "AdministratorStands": "grants.administrators.Stands", "StandsEnum": "partners.erpo.Answer",
    "NoticeStatus": "grants.models.opportunity.Standing", "StatusEnum": "partners.chain.Status",
}  # fmt: skip
