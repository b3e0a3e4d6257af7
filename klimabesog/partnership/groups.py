"""Groups of companies: a network, an area or a theme; several may hold the same company."""

from __future__ import annotations

NETWORK, AREA, THEME = "netvaerk", "omraade", "tema"
GROUP_KINDS = {NETWORK: "Netværk", AREA: "Område", THEME: "Tema"}
"""A circle that meets, a business area (Vejle Nord), a working group on one thing (Klimaalliancen Aarhus)."""

LEADER = "leder"
"""The role of the company that leads a group: in Aarhus a company does, not the municipality."""
