"""The sheet of Engdammens Emballagefabrik (eksempel): base year 2023, five carriers, twelve measures and an adviser's.

Inputs are what the company's papers say; the rest is worked out from them, line by line. "M led" in the comments is the
row of `docs/measures.md`; lifetimes are those the forms propose there or by BR's list.
"""

from __future__ import annotations

from tests.spreadsheet.sheet import (
    Bill,
    Line,
    Measure,
    Progress,
    Row,
    base_year,
    between,
    compare,
    in_order,
    metered,
    own_and_factors,
    part_of,
    reached,
    stock_of,
    table,
    total,
)

LEAKS, PRESSURE, COMPRESSOR = (
    "Find og tæt trykluftlækager",
    "Sænk trykket til 7 bar",
    "Brug varmen fra kompressorerne",
)
LED, FAN, RECOVERY = "LED i hal A og B", "Frekvensstyr udsugningen i hal A", "Varmegenvinding på hal B"
LOFT, PUMP, OVEN = (
    "Efterisolér loftet i hal A",
    "Varmepumpe til hal A og B",
    "Forvarm ovnluften med aftrækket",
)
NIGHT, VANS, SUN = "Natsænkning i kontor og lager", "Fire elvarebiler", "Solceller på hal B"
TRUCKS = "Eltrucks i stedet for gastrucks"

# -- 1. Inputs: the year's bills, without VAT --------------------------------------------------------------------------

EL_2023 = (
    (101_400, 121_680), (94_800, 110_916), (99_600, 111_552), (90_300, 96_621), (92_100, 93_021), (91_500, 94_245),
    (58_200, 57_618), (95_700, 97_614), (98_400, 103_320), (102_900, 110_103), (104_700, 118_311), (92_400, 110_880),
)  # fmt: skip
"""kWh and kr., January to December."""
GAS_2023 = (
    (14_850, 135_135), (13_420, 117_425), (12_310, 103_404), (9_640, 78_084), (7_180, 56_004), (5_730, 43_548),
    (3_050, 23_180), (5_640, 43_428), (6_890, 54_776), (9_310, 76_342), (12_040, 101_738), (13_940, 119_884),
)  # fmt: skip
"""m³ and kr., January to December."""
BILLS = [
    *(Bill("el", kwh, "kWh", kr) for kwh, kr in EL_2023),
    *(Bill("naturgas", m3, "m3", kr) for m3, kr in GAS_2023),
    Bill("fjernvarme", 212, "MWh", 148_400),
    Bill("diesel", 17_400, "l", 182_700),
    Bill("lpg", 3_900, "kg", 74_100),
]
KWH_PER_UNIT = {
    ("el", "kWh"): 1.0,
    ("naturgas", "m3"): 11.0,
    ("fjernvarme", "MWh"): 1_000.0,
    ("diesel", "l"): 9.97,
    ("lpg", "kg"): 12.78,
}
"""Lower heating values: gas hbemo (39.6 MJ/Nm³), diesel Q8 (35.9 MJ/l), LPG DGC (46.0 GJ/t)."""
FACTORS = {"el": 0.187, "naturgas": 0.225, "fjernvarme": 0.105, "diesel": 3.24 / 9.97, "lpg": 0.234}
"""kg CO2e per kWh: BR18 appendix 2, table 8, for 2023; diesel B7 3.24 kg/l, Q8; LPG hbemo, combustion alone [10]."""
AGREED_PRICES = {"diesel": 9.90 / 9.97}
"""Kr. per kWh: a frame agreement of 9.90 kr. per litre."""

# -- 2. The base year --------------------------------------------------------------------------------------------------

YEAR = base_year(BILLS, KWH_PER_UNIT, FACTORS, AGREED_PRICES)
KWH = 1_122_000 + 114_000 * 11 + 212_000 + 17_400 * 9.97 + 3_900 * 12.78
KR = sum(kr for _kwh, kr in EL_2023) + sum(kr for _m3, kr in GAS_2023) + 148_400 + 182_700 + 74_100
KG = 1_122_000 * 0.187 + 1_254_000 * 0.225 + 212_000 * 0.105 + 17_400 * 3.24 + 3_900 * 12.78 * 0.234
AUDIT_KWH = 10e12 / 3.6e6
"""10 TJ: the law asks for an energisyn above it (BEK 761 of 18 June 2024)."""

# What is used for what; 4 % of the electricity is nobody's.
SHARES = {
    ("belysning", "el"): 0.13,
    ("ventilation", "el"): 0.14,
    ("trykluft", "el"): 0.14,
    ("koeling", "el"): 0.09,
    ("motorer", "el"): 0.16,
    ("proces", "el"): 0.30,
    ("procesvarme", "naturgas"): 0.56,
    ("rumvarme", "naturgas"): 0.38,
    ("varmt_vand", "naturgas"): 0.06,
    ("transport", "diesel"): 1.00,
    ("transport", "lpg"): 1.00,
}
# The night setback knows what the district heating heats rooms with; it is rejected at the second follow-up.
STOCK = stock_of(YEAR, SHARES, {("rumvarme", "fjernvarme"): 185_000})
AIR, ROOMS = 0.14 * 1_122_000, 0.38 * 1_254_000

# -- 3. Each measure alone ---------------------------------------------------------------------------------------------

# M tryklufttab: E x leaks x mended
leaks = Measure(LEAKS, (Line("less", "trykluft", "el", share=0.30 * 0.60),), 18_000, life=3, running=4_000)

# M tryk: adiabatic work, exponent 0.2857, from 8 to 7 bar(g)
pressure_part = 1 - (((7 + 1.013) / 1.013) ** 0.2857 - 1) / (((8 + 1.013) / 1.013) ** 0.2857 - 1)
pressure = Measure(PRESSURE, (Line("less", "trykluft", "el", share=pressure_part),), 3_000, life=10)

# M kompressorvarme: E f u / eta; f 72 % to water, u 40 %, gas boiler 90 %
compressor_kwh = AIR * 0.72 * 0.40 / 0.90
compressor = Measure(COMPRESSOR, (Line("less", "rumvarme", "naturgas", compressor_kwh),), 95_000, life=15)

# M led: n P b h before - after; two tubes of 58 W, ballast 1.15, 48 W afterwards
led_kwh = 240 * 116 * 1.15 * 4_400 / 1_000 - 240 * 48 * 4_400 / 1_000
led = Measure(LED, (Line("less", "belysning", "el", led_kwh),), 240 * 950, life=15)

# M frekvensstyring: E - E r^2.5 / 0.96, a quarter less air
fan_kwh = 78_000 - 78_000 * 0.75**2.5 / 0.96
fan = Measure(FAN, (Line("less", "ventilation", "el", fan_kwh),), 64_000, life=15)

# M varmegenvinding: 0.335 m³ (eta1 - eta0) 24 G / 8760 / eta, and more power for the fan as a negative line
recovery_kwh = 0.335 * 12_000 * 4_000 * 0.65 * (24 * 2_552 / 8_760) / 1_000 / 0.90
recovery = Measure(
    RECOVERY,
    (Line("less", "rumvarme", "naturgas", recovery_kwh), Line("less", "ventilation", "el", -4_200)),
    410_000,
    life=20,
)

# M efterisolering: dU A G 24 b / 1000 / eta; a loft from 50 to 300 mm
loft_kwh = (0.65 - 0.13) * 2_300 * 2_552 * 24 * 1.0 / 1_000 / 0.90
loft = Measure(LOFT, (Line("less", "rumvarme", "naturgas", loft_kwh),), 690_000, life=40)

# M varmepumpe: 80 % of the rooms' gas to F eta / SCOP of electricity, SCOP 3.1 and boiler 90 %
pump = Measure(
    PUMP,
    (Line("swap", "rumvarme", "naturgas", share=0.80, to="el", ratio=3.1 / 0.90),),
    1_450_000,
    life=20,
    running=12_000,
)

# M overskudsvarme: m³/h x 0.000335 K h eta_hx u / eta; the flue is cooled from 180 to 120 °C
oven_kwh = 9_000 * 0.000335 * (180 - 120) * 5_200 * 0.60 * 0.60 / 0.90
oven = Measure(OVEN, (Line("less", "procesvarme", "naturgas", oven_kwh),), 420_000, life=20)

# M natsaenkning: heat x 5 % a degree x hours / 168 x inertia 0.6
night = Measure(
    NIGHT, (Line("less", "rumvarme", "fjernvarme", share=3 * 0.05 * 100 / 168 * 0.6),), 8_000, life=15
)

# M elbil: litres x 9.97 kWh to km x 0.27 kWh/km / 0.9
vans_diesel, vans_power = 4 * 28_000 / 11 * 9.97, 4 * 28_000 * 0.27 / 0.9
vans = Measure(
    VANS,
    (Line("swap", "transport", "diesel", vans_diesel, to="el", ratio=vans_diesel / vans_power),),
    180_000,
    life=8,
    running=-16_000,
)

# M solceller: 900 kWh/kWp; 70 % is the company's own, the rest is sold for 0.35 kr.
sun = Measure(
    SUN,
    (Line("own", "", "el", 320 * 900 * 0.70), Line("money", kr=320 * 900 * 0.30 * 0.35)),
    2_080_000,
    life=25,
    running=15_000,
)

# -- 4. One after another; the officer then lets the leaks, which only cost time, act one place earlier ----------------

proposed = in_order(
    [leaks, pressure, compressor, led, fan, recovery, loft, pump, oven, night, vans, sun], STOCK, YEAR
)
at = proposed.index(leaks)
chosen = [*proposed[: at - 1], leaks, proposed[at - 1], *proposed[at + 1 :]]
PROPOSED = [measure.title for measure in proposed]
placed = {measure.title: measure._replace(place=place) for place, measure in enumerate(chosen, 1)}
VISIT = table(list(placed.values()), STOCK, YEAR)

# -- 5. Step 3: the agreement ------------------------------------------------------------------------------------------

REDUCTION, TARGET_YEAR = 0.20, 2026
POTENTIAL = total(VISIT).kg / KG


def progress(rows: list[Row], done: list[Row]) -> Progress:
    """kg CO2e: the target, what all measures would give, what the finished ones give."""
    return Progress(REDUCTION * KG, total(rows).kg, total(done).kg)


# -- 6. Step 4: the adviser's figures replace ours for the lamps; for the ovens ours count; trucks are a new proposal --

led_adviser = placed[LED]._replace(lines=(Line("less", "belysning", "el", 84_600),), price=246_000)
trucks = Measure(
    TRUCKS,
    (Line("swap", "transport", "lpg", 46_000, to="el", ratio=3.1), Line("money", kr=14_000)),
    310_000,
    life=10,
    running=-6_000,
)
REVIEW = table([*(placed | {LED: led_adviser}).values(), trucks], STOCK, YEAR)

# -- 7. Step 5: the plan; the loft is rejected, the trucks are not decided on ------------------------------------------

agreed = {
    LEAKS: placed[LEAKS],
    PRESSURE: placed[PRESSURE],
    COMPRESSOR: placed[COMPRESSOR],
    LED: part_of(led_adviser, 0.60, price=150_000),
    FAN: placed[FAN],
    RECOVERY: placed[RECOVERY],
    PUMP: part_of(placed[PUMP], 0.50),
    OVEN: placed[OVEN],
    NIGHT: placed[NIGHT],
    VANS: part_of(placed[VANS], 0.50),
    SUN: placed[SUN],
}
PLAN = table([*agreed.values(), trucks], STOCK, YEAR)

# -- 8. Step 6: three follow-ups ---------------------------------------------------------------------------------------

# First: the leaks are reckoned as agreed, a meter shows 9,100 kWh for the pressure.
first_done = {LEAKS: agreed[LEAKS], PRESSURE: metered(agreed[PRESSURE], 9_100, STOCK, YEAR)}
FIRST = table([*(agreed | first_done).values(), trucks], STOCK, YEAR)
FIRST_DONE = table(list(first_done.values()), STOCK, YEAR)

# Second: 92 % of the lamps by bills, a meter on the fan, 75 % of the leaks, two vans; the night setback is given up.
STOCK_LATER = stock_of(YEAR, SHARES)
second_done = first_done | {
    LED: reached(agreed[LED], 0.92, price=148_500),
    FAN: metered(agreed[FAN], 35_200, STOCK, YEAR, price=66_800),
    LEAKS: reached(agreed[LEAKS], 0.75),
    VANS: reached(agreed[VANS], 1.0, price=84_000),
}
second = {title: m for title, m in (agreed | second_done).items() if title != NIGHT}
SECOND = table([*second.values(), trucks], STOCK_LATER, YEAR)
SECOND_DONE = table(list(second_done.values()), STOCK_LATER, YEAR)

# Third: a meter on the ovens, 90 % of the heat pump.
third_done = second_done | {
    OVEN: metered(agreed[OVEN], 352_000, STOCK_LATER, YEAR, price=447_500),
    PUMP: reached(agreed[PUMP], 0.90, price=742_000),
}
third = {title: m for title, m in (agreed | third_done).items() if title != NIGHT}
THIRD = table([*third.values(), trucks], STOCK_LATER, YEAR)
THIRD_DONE = table(list(third_done.values()), STOCK_LATER, YEAR)

# -- 9. New bills ------------------------------------------------------------------------------------------------------

# First: September and October alone, too few to say anything.
FIRST_BILLS = {"el": compare(98_400 + 102_900, 93_900 + 97_100)}
FIRST_MONTHS = {"el": 2}

# Second: November to April against the same months, and the heat of 2024. 90 % of the heat is for rooms.
WINTER = (99_800, 88_300, 95_200, 88_900, 92_600, 83_500)
SECOND_BILLS = {
    "el": compare(104_700 + 92_400 + 101_400 + 94_800 + 99_600 + 90_300, sum(WINTER)),
    "fjernvarme": compare(212_000, 197_500, heating=0.90, degree_days=(2_838, 2_745)),
}
SECOND_MONTHS = {"el": 6, "fjernvarme": 12}

# Third: all of 2025. 46 % of what heats is for rooms; 60 % of the electricity follows the tonnes, and 10 % of it and of
# what heats the hours. Diesel and LPG drive.
EL_2025 = (95_200, 88_900, 92_600, 83_500, 86_900, 86_100, 54_800, 90_300, 93_100, 96_900, 98_700, 87_200)
GAS_2025 = (13_100, 11_900, 10_650, 8_120, 5_980, 4_710, 2_480, 2_610, 3_290, 5_480, 7_690, 8_240)
DEGREE_DAYS = (2_838, 2_711)
TONNES, HOURS = 4_410 / 4_150 - 1, 4_510 / 4_400 - 1
WARM = {"heating": 0.46, "degree_days": DEGREE_DAYS, "grown": 0.10 * HOURS}
THIRD_BILLS = {
    "el": compare(1_122_000, sum(EL_2025), grown=0.60 * TONNES + 0.10 * HOURS),
    "fjernvarme": compare(212_000, 201_000, **WARM),
    "naturgas": compare(114_000 * 11, sum(GAS_2025) * 11, **WARM),
    "lpg": compare(3_900 * 12.78, 3_750 * 12.78),
    "diesel": compare(17_400 * 9.97, 13_900 * 9.97),
}

# -- 10. Own effort and other factors: what is used after the measures carried out, at those of 2023 and of 2026 -------

LATER = {
    "el": between((2025, 0.135), (2030, 0.0470), 2026),
    "naturgas": between((2025, 0.189), (2030, 0.105), 2026),
    "fjernvarme": between((2025, 0.0878), (2030, 0.0713), 2026),
    "diesel": 3.24 / 9.97,
    "lpg": 0.234,
}
USE_AFTER = {code: line.kwh - total(THIRD_DONE).by_carrier.get(code, 0.0) for code, line in YEAR.items()}
EFFORT = {
    code: own_and_factors(line.kwh, USE_AFTER[code], FACTORS[code], LATER[code]) for code, line in YEAR.items()
}
