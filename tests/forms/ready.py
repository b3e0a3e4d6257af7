"""Answers that make each measure form complete; the smallest a visit can do with."""

from __future__ import annotations

READY: dict[str, dict[str, object]] = {
    "adfaerd": {"ind_forbrug": 318000},
    "droevling": {"ind_tryk": 1, "ind_vand": 100, "ind_timer": 6000},
    "efterisolering": {"ind_del": "loft_50", "ind_areal": 200},
    "elbil": {"ind_antal": 3, "ind_km": 20000, "ind_km_l": 12},
    "frekvensstyring": {"ind_forbrug": 30000, "ind_flow": 70},
    "frikoeling": {"ind_forbrug": 40000, "ind_temp": 18},
    "koelemoebler": {"ind_forbrug": 25000},
    "koeletemperatur": {"ind_forbrug": 40000, "ind_temp_foer": 18, "ind_temp_efter": 22},
    "kompressorvarme": {"ind_forbrug": 82600},
    "led": {"ind_antal": 60, "ind_watt": 58, "ind_timer": 3000, "ind_watt_efter": 22},
    "lysstyring": {"ind_antal": 20, "ind_watt": 50, "ind_timer": 2500},
    "motorklasse": {"ind_kw": 37, "ind_timer": 4000, "ind_eta_foer": 91.2, "ind_eta_efter": 93.9},
    "natsaenkning": {"ind_varme": 62000, "ind_timer_uge": 115},
    "overskudsvarme": {"ind_maengde": 2, "ind_temp": 45, "ind_temp_kold": 10, "ind_timer": 3000},
    "ovnvaeg": {"ind_areal": 10, "ind_temp_foer": 80, "ind_timer": 4000},
    "remtraek": {"ind_kw": 11, "ind_timer": 4000},
    "roerisolering": {"ind_laengde": 12, "ind_diameter": 60, "ind_temp": 65, "ind_timer": 5000},
    "rumtemperatur": {"ind_varme": 62000, "ind_temp_foer": 22, "ind_temp_efter": 20},
    "sluk_kompressor": {"ind_effekt": 2, "ind_timer": 4600},
    "solceller": {"ind_kwp": 50},
    "standby": {"ind_antal": 12, "ind_watt": 35, "ind_timer": 6700},
    "tryk": {"ind_forbrug": 82600, "ind_tryk_foer": 8, "ind_tryk_efter": 7},
    "tryklufttab": {"ind_forbrug": 82600},
    "varmegenvinding": {"ind_luft": 3000, "ind_timer": 2600},
    "varmepumpe": {"ind_varme": 62000},
    "varmtvand": {"ind_vand": 100, "ind_tab": 300, "ind_timer": 6700, "ind_pumpe": 45},
    "ventilation": {"ind_luft": 3000, "ind_timer": 5000, "ind_timer_efter": 3000, "ind_genvinding": 60},
}
"""By form id; `frit_tiltag`, where everything is free, stands apart."""
FROM_THE_BASELINE: dict[str, dict[str, object]] = {
    form: {"ind_varme": ""} for form in ("natsaenkning", "rumtemperatur", "varmepumpe")
}
"""What the case around a form fills in by itself, blank."""
