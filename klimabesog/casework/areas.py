"""Danish names of the focus areas (indsatsområder), by the codes that forms use (`kb:omraade`)."""

from __future__ import annotations

AREAS = {
    "bel": "Belysning",
    "ven": "Ventilation",
    "try": "Trykluft",
    "koel": "Køling og frys",
    "var": "Varme",
    "kli": "Klimaskærm",
    "pro": "Procesvarme",
    "mot": "Motorer og pumper",
    "its": "IT og standby",
    "tra": "Transport",
    "ve": "Vedvarende energi",
    "aff": "Affald",
    "van": "Vand",
    "ind": "Indkøb",
    "adf": "Adfærd og ledelse",
}
"""The fifteen focus areas (indsatsområder) in the order of the checklist."""
