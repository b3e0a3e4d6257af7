"""Names of the record kinds in the log: the entity lists of the forms, and what the program itself keeps."""

COMPANY = "virksomheder"
SITE = "lokationer"
CONTACT = "kontakter"
SCREENING = "screeninger"
VISIT = "besoeg"
CONSUMPTION = "forbrug"
SPLIT = "fordeling"
FINDING = "fund"
MEASURE = "tiltag"
DOCUMENT = "dokumenter"
DRAFTING = "dokumentkladder"

FORM = "skemaer"
FACTORS = "faktorsaet"
INSTANCE = "instanser"
ROW = "raekker"
PHOTO = "fotos"
FILE = "filer"
NOTE = "noter"
TWIN = "samme_virksomhed"
INFORMATION, AGREEMENT, REVIEW, PLAN = "informationer", "aftaler", "gennemgange", "planer"
FOLLOW_UP = "opfoelgninger"
STEP = "trin"
PARTNERSHIP = "partnerskaber"
DELETION = "sletninger"
WASTE = "affald"
THEMES = "temaer"
HELP = "hjaelp"
GROUP, MEMBER = "grupper", "gruppemedlemmer"

DRAFT, FINISHED, ISSUED = "kladde", "afsluttet", "udgivet"
"""The states of a visit."""

NAMES = {
    COMPANY: "virksomhed",
    SITE: "lokation",
    CONTACT: "kontaktperson",
    SCREENING: "screening",
    VISIT: "besøg",
    FINDING: "fund",
    MEASURE: "tiltag",
    DOCUMENT: "dokument",
    DRAFTING: "dokumentkladde",
    INFORMATION: "information",
    AGREEMENT: "partnerskabsaftale",
    REVIEW: "teknisk gennemgang",
    PLAN: "klimahandlingsplan",
    FOLLOW_UP: "opfølgning",
    STEP: "trin",
    INSTANCE: "skema",
    ROW: "række",
    PHOTO: "foto",
    FILE: "fil",
    NOTE: "note",
    WASTE: "affaldsstrøm",
    THEMES: "fælles tema",
    HELP: "hjælpetekst",
    GROUP: "gruppe",
    MEMBER: "medlem af en gruppe",
}
"""Singular Danish names, for sentences such as "Foto fjernet"."""

COMMON_GENDER = frozenset(
    {
        COMPANY, SITE, CONTACT, SCREENING, INFORMATION, AGREEMENT, REVIEW, PLAN, FOLLOW_UP, DRAFTING, ROW, FILE, NOTE,
        WASTE, HELP, GROUP,
    }
)  # fmt: skip
"""Kinds of common gender: "Ny note", but "Nyt fund"."""
