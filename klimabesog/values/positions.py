"""Positions as people write them: decimal degrees, degrees-minutes-seconds, or a map link; stored as ODK does.

Stored: "latitude longitude altitude accuracy", in degrees and metres with a decimal point (ODK's geopoint).
"""

from __future__ import annotations

import re
from urllib.parse import parse_qs, unquote, urlsplit

from klimabesog.values.errors import InputError
from klimabesog.values.texts import _

_NUMBER = r"[-+−]?\d{1,3}(?:[.,]\d+)?"
_PAIR = re.compile(rf"^({_NUMBER})°?\s*(?:[;,]\s+|[;\s]\s*|,(?=-?\d+\.)\s*)({_NUMBER})°?(.*)$", re.DOTALL)
_POINTS = re.compile(r"^([-+−]?\d{1,3}\.\d+)\s*,\s*([-+−]?\d{1,3}\.\d+)(.*)$", re.DOTALL)
_DMS = re.compile(
    r"([NSEWØVnsewøv])?\s*(\d{1,3})\s*°\s*(?:(\d{1,2}(?:[.,]\d+)?)\s*['′’]\s*)?(?:(\d{1,2}(?:[.,]\d+)?)\s*[\"″”]\s*)?"
    r"([NSEWØVnsewøv])?"
)
_REST = re.compile(r"^[\s,;]*(?:(-?\d+(?:[.,]\d+)?)\s*m?(?:[\s;]+(?:±\s*)?(\d+(?:[.,]\d+)?)\s*m?)?)?\s*$")
_IN_LINK = (
    re.compile(r"!3d(-?\d+(?:\.\d+)?)!4d(-?\d+(?:\.\d+)?)"),  # the marked place on Google Maps
    re.compile(r"/@(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?)"),
    re.compile(r"#map=[\d.]+/(-?\d+(?:\.\d+)?)/(-?\d+(?:\.\d+)?)"),
    re.compile(r"/(?:place|search|dir)/(-?\d+\.\d+),\+?(-?\d+\.\d+)"),
    re.compile(r"^geo:(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?)"),
)
_SOUTH_WEST = frozenset("SWVswv")


def parse_position(text: str) -> str:
    """One position as ODK stores it. Raises InputError with an example when it cannot be read."""
    text = text.strip()
    if re.match(r"(https?://|geo:)", text):
        latitude, longitude, rest = (*_from_link(text), "")
    elif "°" in text and re.search(r"['′’\"″”NSEWØV]", text, re.IGNORECASE):
        latitude, longitude, rest = _from_degrees(text)
    else:
        found = _POINTS.match(text) or _PAIR.match(text)
        if found is None:
            raise InputError(_example())
        latitude, longitude, rest = _float(found[1]), _float(found[2]), found[3]
    height, accuracy = _rest(rest)
    if abs(latitude) > 90 or abs(longitude) > 180:
        raise InputError(_("Bredden er højst 90 grader og længden højst 180. Se, om de er byttet om."))
    return f"{_plain(latitude)} {_plain(longitude)} {height} {accuracy}"


def parse_positions(text: str) -> str:
    """A line or an area: one position on each line. Raises InputError that names the line."""
    points = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                points.append(parse_position(line))
            except InputError as error:
                raise InputError(
                    _("Linje {number}: {problem}").format(number=number, problem=error)
                ) from error
    return "; ".join(points)


def shown_position(value: str) -> str:
    """A stored position as a Dane writes it: "55,6761 12,5683", with height and accuracy where they are known."""
    words = value.split()
    if not 2 <= len(words) <= 4:
        return value
    shown = " ".join(_shown(word) for word in words[:2])
    height, accuracy = [*words[2:], "0", "0"][:2]
    if float(height or 0) or float(accuracy or 0):
        shown += f" {_shown(height)} m"
    if float(accuracy or 0):
        shown += f" ± {_shown(accuracy)} m"
    return shown


def _from_link(text: str) -> tuple[float, float]:
    link = unquote(text)
    try:
        asked = {name: values[0] for name, values in parse_qs(urlsplit(link).query).items()}
    except ValueError:  # no address at all, as "http://[x"
        asked = {}
    if re.fullmatch(_NUMBER, asked.get("mlat", "")) and re.fullmatch(_NUMBER, asked.get("mlon", "")):
        return _float(asked["mlat"]), _float(asked["mlon"])  # the mark, wherever the map is centred
    for pattern in _IN_LINK:
        if found := pattern.search(link):
            return float(found[1]), float(found[2])
    for name in ("q", "query", "ll", "center", "destination"):
        if found := re.match(r"(?:loc:)?(-?\d+\.\d+),\s*(-?\d+\.\d+)", asked.get(name, "")):
            return float(found[1]), float(found[2])
    raise InputError(_("Linket viser ikke et punkt. Kopiér koordinaterne fra kortet i stedet."))


def _from_degrees(text: str) -> tuple[float, float, str]:
    found = list(_DMS.finditer(text))
    if len(found) < 2:
        raise InputError(_example())
    values = {}
    for place, match in enumerate(found[:2]):
        degrees = int(match[2]) + _float(match[3] or "0") / 60 + _float(match[4] or "0") / 3600
        side = (match[1] or match[5] or "NE"[place]).upper()
        values["latitude" if side in "NS" else "longitude"] = -degrees if side in _SOUTH_WEST else degrees
    if len(values) < 2:
        raise InputError(_example())
    return values["latitude"], values["longitude"], text[found[1].end() :]


def _rest(text: str) -> tuple[str, str]:
    found = _REST.match(text)
    if found is None:
        raise InputError(_example())
    return _plain(_float(found[1] or "0")), _plain(_float(found[2] or "0"))


def _float(text: str) -> float:
    return float(text.replace(",", ".").replace("−", "-"))


def _plain(number: float) -> str:
    return f"{number:.7f}".rstrip("0").removesuffix(".") or "0"


def _shown(word: str) -> str:
    return (word[:-2] if word.endswith(".0") else word).replace(".", ",")


def _example() -> str:
    return _("Skriv bredde og længde som 55,6761 12,5683, eller indsæt et link fra et kort.")
