"""The sheet of Nordkrogens Maskinværksted (eksempel): base year 2025, six measures, followed up three times.

Inputs are what the company's papers say; the rest is worked out from them, line by line. M3 in the comments is a row of
`docs/measures.md`.
"""

from __future__ import annotations

import math

from tests.spreadsheet.sheet import (
    Bill,
    Line,
    Measure,
    Progress,
    Row,
    base_year,
    between,
    compare,
    metered,
    own_and_factors,
    part_of,
    reached,
    stock_of,
    table,
    total,
)

NIGHT, LEAKS, LED = "Sluk kompressoren om natten", "Find og tæt trykluftlækager", "LED i hal 1 og 2"
RECOVERY, STORE, PIPES = (
    "Varmegenvinding på udsugningen i hal 2",
    "Sænk temperaturen på lageret",
    "Isolér rør i teknikrummet",
)
SUN = "Solceller på det nye tag"

# -- 1. Inputs: the year's bills, without VAT --------------------------------------------------------------------------

BILLS = [
    Bill("el", 318_396, "kWh", 413_915),
    Bill("fjernvarme", 62, "MWh", 42_780),
    Bill("diesel", 3_200, "l", 33_280),
]
KWH_PER_UNIT = {("el", "kWh"): 1.0, ("fjernvarme", "MWh"): 1_000.0, ("diesel", "l"): 9.97}
"""Lower heating value of diesel: Q8 (35.9 MJ/l)."""
FACTORS = {"el": 0.135, "fjernvarme": 0.0878, "diesel": 3.24 / 9.97}
"""kg CO2e per kWh, life cycle: BR18 appendix 2, table 8, for 2025; diesel B7 3.24 kg/l, Q8."""

# -- 2. The base year --------------------------------------------------------------------------------------------------

YEAR = base_year(BILLS, KWH_PER_UNIT, FACTORS)
KWH = 318_396 + 62 * 1_000 + 3_200 * 9.97
KR = 413_915 + 42_780 + 33_280
KG = 318_396 * 0.135 + 62_000 * 0.0878 + 3_200 * 3.24

# The submeter and the heat bill say what two end uses take; nobody divided the rest.
STOCK = stock_of(YEAR, {}, {("trykluft", "el"): 82_600, ("rumvarme", "fjernvarme"): 58_000})

# -- 3. Each measure alone ---------------------------------------------------------------------------------------------

# M sluk_kompressor: kW x h
night = Measure(NIGHT, (Line("less", "trykluft", "el", kwh=2 * 4_600),), price=1_500, life=10)

# M tryklufttab: E x leaks x mended, given as a share of the compressed air
leaks = Measure(LEAKS, (Line("less", "trykluft", "el", share=0.25 * 0.60),), price=6_000, life=3)

# M led: n P b h before - after; two tubes of 58 W, ballast 1.15, 48 W afterwards; 800 kr. each
led_kwh = 93 * 116 * 1.15 * 3_000 / 1_000 - 93 * 48 * 3_000 / 1_000
led = Measure(LED, (Line("less", "belysning", "el", kwh=led_kwh),), price=93 * 800, life=15)

# M frit_tiltag: 16,000 kWh of heat, and 600 kWh more for the fan
recovery = Measure(
    RECOVERY,
    (
        Line("less", "rumvarme", "fjernvarme", kwh=16_000),
        Line("less", "ventilation", "el", kwh=-600),
    ),
    price=36_000,
    life=20,
)

# M rumtemperatur: 4 K x 5 % of a quarter of the building
store = Measure(STORE, (Line("less", "rumvarme", "fjernvarme", share=4 * 0.05 * 0.25),), price=1_200, life=5)

# M roerisolering: bare minus insulated, W/m. Convection 1.25 (dT/D)^0.25, radiation eps sigma (T1^4 - T2^4) / dT;
# insulated: the insulation's resistance and the surface's, 9 W/m2K
D, T, ROOM, S, LAMBDA, EPS, SIGMA = 0.060, 64.5, 20.0, 0.040, 0.04, 0.8, 5.67037e-8
dT = T - ROOM
h = 1.25 * (dT / D) ** 0.25 + EPS * SIGMA * ((T + 273.15) ** 4 - (ROOM + 273.15) ** 4) / dT
bare = h * math.pi * D * dT
insulated = dT / (math.log((D + 2 * S) / D) / (2 * math.pi * LAMBDA) + 1 / (9 * math.pi * (D + 2 * S)))
pipes_kwh = (bare - insulated) * 12 * 5_000 / 1_000 * 0.50
pipes = Measure(PIPES, (Line("less", "rumvarme", "fjernvarme", kwh=pipes_kwh),), price=5_400, life=20)

# -- 4. One after another ----------------------------------------------------------------------------------------------

VISIT = table([night, leaks, led, recovery, store, pipes], STOCK, YEAR)

# The same in longhand: all of them lower the need, so the shortest payback acts first.
EL_PRICE, HEAT_PRICE = 413_915 / 318_396, 42_780 / 62_000
LONGHAND = {
    NIGHT: 9_200,
    LEAKS: (82_600 - 9_200) * 0.15,
    STORE: 58_000 * 0.05,
    LED: led_kwh,
    PIPES: pipes_kwh,
    RECOVERY: 16_000 - 600,
}
LONGHAND_KR = {
    NIGHT: 9_200 * EL_PRICE,
    LEAKS: (82_600 - 9_200) * 0.15 * EL_PRICE,
    STORE: 58_000 * 0.05 * HEAT_PRICE,
    LED: led_kwh * EL_PRICE,
    PIPES: pipes_kwh * HEAT_PRICE,
    RECOVERY: 16_000 * HEAT_PRICE - 600 * EL_PRICE,
}

# -- 5. Step 3: the agreement ------------------------------------------------------------------------------------------

REDUCTION, TARGET_YEAR = 0.15, 2029
POTENTIAL = total(VISIT).kg / KG
"""The form shows it in percent with one decimal."""


def progress(rows: list[Row], done: list[Row]) -> Progress:
    """kg CO2e: the target, what all measures would give, what the finished ones give."""
    return Progress(REDUCTION * KG, total(rows).kg, total(done).kg)


# -- 6. Step 4: the adviser's figures for the lamps, and a proposal of the adviser's own -------------------------------

led_adviser = Measure(LED, (Line("less", "belysning", "el", kwh=22_800),), price=81_500, life=15)
sun = Measure(
    SUN,
    (Line("own", "", "el", kwh=26_000), Line("money", kr=6_500 * 0.60)),
    price=210_000,
    life=25,
    running=1_200,
)
REVIEW = table([night, leaks, led_adviser, recovery, store, pipes, sun], STOCK, YEAR)

# -- 7. Step 5: the plan; the pipes are rejected, the sun is not decided on --------------------------------------------

agreed = {
    NIGHT: night,
    LEAKS: leaks,
    LED: part_of(led_adviser, 1.0, price=79_500),
    RECOVERY: recovery,
    STORE: store,
}
PLAN = table([*agreed.values(), sun], STOCK, YEAR)

# -- 8. Step 6: three follow-ups ---------------------------------------------------------------------------------------

# First: the compressor's meter says 8,700 of the 9,200 kWh that were agreed on; the leaks are reckoned as agreed.
night_done = metered(night, 8_700, STOCK, YEAR, price=1_350)
first_done = {NIGHT: night_done, LEAKS: leaks}
FIRST = table([*(agreed | first_done).values(), sun], STOCK, YEAR)
FIRST_DONE = table(list(first_done.values()), STOCK, YEAR)

# Second: the bills show 95 % for the lamps; the store as agreed, by estimate.
second_done = first_done | {LED: reached(agreed[LED], 0.95, price=80_200), STORE: store}
SECOND = table([*(agreed | second_done).values(), sun], STOCK, YEAR)
SECOND_DONE = table(list(second_done.values()), STOCK, YEAR)

# Third: the submeter shows 8,700 kWh for the leaks; the recovery is reckoned at 13,900 kWh, heat less power.
third_done = second_done | {
    LEAKS: metered(leaks, 8_700, STOCK, YEAR),
    RECOVERY: metered(recovery, 13_900, STOCK, YEAR, price=41_000),
}
THIRD = table([*(agreed | third_done).values(), sun], STOCK, YEAR)
THIRD_DONE = table(list(third_done.values()), STOCK, YEAR)

# -- 9. New bills ------------------------------------------------------------------------------------------------------

# First follow-up: half a year of heat, of which nobody knows what January to June took in the base year's one bill.
FIRST_MONTHS = {"fjernvarme": 0}

# Second: the twelve months of 2027. 94 % of the heat is for rooms; 40 % of the electricity follows the tonnes made.
EL_2027 = (
    (25_900, 33_670), (24_100, 31_330), (25_300, 32_637), (23_400, 30_186), (24_000, 30_720), (23_200, 29_696),
    (15_100, 19_479), (23_700, 30_573), (24_500, 31_605), (25_200, 32_760), (25_000, 32_750), (21_200, 27_984),
)  # fmt: skip
"""kWh and kr., January to December."""
DEGREE_DAYS = (2_620, 2_480)
TONNES = (1_240, 1_302)
SECOND_BILLS = {
    "el": compare(318_396, sum(kwh for kwh, _kr in EL_2027), grown=0.40 * (TONNES[1] / TONNES[0] - 1)),
    "fjernvarme": compare(62_000, 48_500, heating=0.94, degree_days=DEGREE_DAYS),
}

# -- 10. Own effort and other factors: what is used after the measures carried out, at those of 2025 and of 2028 -------

LATER = {
    "el": between((2025, 0.135), (2030, 0.0470), 2028),
    "fjernvarme": between((2025, 0.0878), (2030, 0.0713), 2028),
    "diesel": 3.24 / 9.97,
}
USE_AFTER = {code: line.kwh - total(THIRD_DONE).by_carrier.get(code, 0.0) for code, line in YEAR.items()}
EFFORT = {
    code: own_and_factors(line.kwh, USE_AFTER[code], FACTORS[code], LATER[code]) for code, line in YEAR.items()
}
