"""The part of the settings that says how the API answers."""

from datetime import timedelta

REST_FRAMEWORK = {
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "rest_framework.authentication.SessionAuthentication",
        "config.api_tokens.TokenOfAMember",
    ],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_PAGINATION_CLASS": "config.api.Page",
    "PAGE_SIZE": 50,
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "config.api.exception_handler",
    "DATE_INPUT_FORMATS": ["iso-8601"],
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
KNOX_TOKEN_MODEL = "accounts.ApiToken"
REST_KNOX = {
    "TOKEN_TTL": timedelta(days=30),
    "TOKEN_LIMIT_PER_USER": 10,
    "AUTO_REFRESH": False,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Fortnight",
    "DESCRIPTION": "The fortnightly case meeting of a children's centre: the same verbs as the pages.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": r"/api/v1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "SWAGGER_UI_SETTINGS": {"deepLinking": False, "persistAuthorization": False, "validatorUrl": None},
    "REDOC_DIST": "SIDECAR",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    # Fields of several records are called `status`, `kind` or `tier`: each set of choices has one name of its own.
    "ENUM_NAME_OVERRIDES": {
        "ReferralStatus": "referrals.status.ReferralStatus",
        "FeedbackKind": "referrals.status.FeedbackKind",
        "CaseStatus": "cases.status.CaseStatus",
        "LeadStatus": "cases.status.LeadStatus",
        "DeputyStatus": "cases.status.DeputyStatus",
        "PassOnStatus": "cases.status.PassOnStatus",
        "OfferStatus": "cases.status.OfferStatus",
        "VisitStatus": "cases.status.VisitStatus",
        "NextStep": "cases.status.NextStep",
        "ActionStatus": "cases.status.ActionStatus",
        "ReviewDecision": "cases.status.ReviewDecision",
        "HeldWhere": "cases.status.HeldWhere",
        "HeldWithFamily": "cases.status.WITH_FAMILY_CHOICES",
        "HelpAnswer": "cases.status.HelpAnswer",
        "CheckResult": "cases.status.CheckResult",
        "StepUpStatus": "cases.status.StepUpStatus",
        "Need": "centres.status.Need",
        "ContactKind": "cases.status.ContactKind",
        "OtherKind": "cases.status.OtherKind",
        "NoteKind": "cases.status.NoteKind",
        "AgreementStatus": "consent.status.AgreementStatus",
        "AgencyKind": "centres.status.AgencyKind",
        "MeetingStatus": "meetings.status.MeetingStatus",
        "MinutesStatus": "meetings.status.MinutesStatus",
        "ItemStatus": "meetings.status.ItemStatus",
        "ItemKind": "meetings.status.ItemKind",
        "DecisionKind": "meetings.status.DecisionKind",
        "Tier": "referrals.models.TIERS",
        "MeetingTier": [(2, 2), (3, 3)],
    },
}
