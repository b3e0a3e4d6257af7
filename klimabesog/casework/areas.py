"""Danish names of the focus areas (indsatsområder), by the codes that forms use (`kb:omraade`)."""

from __future__ import annotations

AREAS = {
    "bel": "Belysning",
    "ven": "Ventilation",
    "try": "Trykluft",
    "koel": "Køling og frys",
    "var": "Rumvarme og varmt vand",
    "kli": "Klimaskærm",
    "pro": "Procesvarme",
    "mot": "Motorer og pumper",
    "its": "IT og standby",
    "tra": "Transport",
    "ve": "Solceller og vedvarende energi",
    "aff": "Affald",
    "van": "Vand",
    "ind": "Indkøb",
    "adf": "Adfærd og energiledelse",
}
"""The fifteen focus areas (indsatsområder) in the order of the checklist."""
