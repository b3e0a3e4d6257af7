"""A plainly invented workshop with everything a report can hold, and photos painted on the spot."""
from __future__ import annotations

import hashlib
from dataclasses import replace
from io import BytesIO

from PIL import Image, ImageDraw, ImageFilter

from klimabesog.reports.model import (
    Action,
    Amount,
    Answer,
    CarrierUse,
    Chapter,
    ChecklistArea,
    Checkpoint,
    Company,
    Effect,
    EndUse,
    Factor,
    Finding,
    FocusArea,
    Input,
    Measure,
    Municipality,
    Participant,
    Payback,
    Photo,
    ScreeningReport,
    Totals,
    Visit,
)


# ---------------------------------------------------------------- photos

def painted(number: int, size: tuple[int, int] = (1600, 1200), turned: bool = False) -> bytes:
    """A JPEG of a hall with machines, different for each number; `turned` lies on its side with an EXIF note."""
    hue = (number * 47) % 360
    image = Image.new("RGB", size)
    draw = ImageDraw.Draw(image)
    width, height = size
    for y in range(height):
        draw.line((0, y, width, y), fill=_hsl(hue, 18, 78 - 46 * y // height))
    floor = height * 7 // 10
    draw.polygon([(0, height), (width, height), (width * 3 // 4, floor), (width // 4, floor)], fill=_hsl(hue, 8, 46))
    for k in range(4):
        x = width * (k * 23 + number * 11 % 17) // 100
        draw.rectangle((x, floor - height // (3 + k % 3), x + width // 7, floor + height // 12),
                       fill=_hsl(hue + 40 * k, 30, 34), outline=_hsl(hue, 10, 22), width=8)
        draw.ellipse((x + 40, floor - height // 5, x + 130, floor - height // 5 + 90), fill=_hsl(48, 70, 66))
    for k in range(5):
        draw.rectangle((width * k // 5 + 60, height // 12, width * k // 5 + 240, height // 12 + 26), fill="#fbf6df")
    image = image.filter(ImageFilter.GaussianBlur(2))
    exif = Image.Exif()
    if turned:
        image, exif[0x0112] = image.transpose(Image.Transpose.ROTATE_90), 6
    out = BytesIO()
    image.save(out, "JPEG", quality=88, exif=exif)
    return out.getvalue()


def _hsl(hue: int, saturation: int, light: int) -> str:
    return f"hsl({hue % 360}, {saturation}%, {light}%)"


class Pictures:
    """Painted photos by hash."""

    def __init__(self) -> None:
        self.bytes: dict[str, bytes] = {}

    def add(self, number: int, caption: str, alt: str, *, size: tuple[int, int] = (1600, 1200),
            turned: bool = False) -> Photo:
        data = painted(number, size, turned)
        sha256 = hashlib.sha256(data).hexdigest()
        self.bytes[sha256] = data
        return Photo(sha256, caption, alt)

    def __call__(self, sha256: str) -> bytes:
        return self.bytes[sha256]


# ---------------------------------------------------------------- measures

EL, HEAT, GAS = 1.30, 0.72, 0.95
CO2 = {EL: 0.112, HEAT: 0.068, GAS: 0.204}


def measure(number: int, title: str, area: str, price: float, kwh: float, investment: float, accuracy: str = "C",
            **more: object) -> Measure:
    """A measure that saves `kwh` of the carrier with this price."""
    kroner = kwh * price
    amounts = [Amount(v, accuracy) for v in (kwh, kroner, kwh * CO2[price])]  # type: ignore[arg-type]
    years = investment / kroner if kroner else None
    payback = Payback(word="straks") if not investment else Payback(Amount(years, accuracy))  # type: ignore[arg-type]
    return replace(Measure(
        f"t{number}", title, area, accuracy=accuracy, alone=Effect(*amounts),  # type: ignore[arg-type]
        investment=Amount(investment, accuracy if investment else "A"), payback=payback), **more)  # type: ignore


def measures(pictures: Pictures) -> tuple[Measure, ...]:
    """Eleven proposals, from a switch to solar cells."""
    return (
        measure(1, "Sluk kompressoren om natten", "Trykluft", EL, 9200, 800, "B", tags=("Hurtig gevinst",),
                place="Kompressorrum", lifetime=10,
                seen="Kompressoren holder tryk på hele nettet døgnet rundt, selv om sidste vagt går kl. 15.30. "
                     "Om natten kører den kun for at fylde utætheder.",
                proposal="Sæt et ugeur på tavlen, så kompressoren er slukket uden for driftstid og i weekenden. "
                         "Lad en nøgle på tavlen kunne slå uret fra ved overarbejde.",
                inputs=(Input("Effekt i aflastning", 5.5, "kW", 1, "mærkeplade", "B"),
                        Input("Timer uden for driftstid", 5980, "timer/år", 0, "oplyst", "A"),
                        Input("Andel af tiden, den kører", 28, "%", 0, "aflæst timetæller", "A")),
                formula="5,5 kW × 5.980 timer × 28 %",
                uncertainty="Timetælleren er aflæst over én nat. Aflæs den en uge, før uret indstilles.",
                other_benefits="Mindre slid på kompressoren og mindre støj om morgenen.",
                next_step="Driftslederen bestiller et ugeur hos elektrikeren i denne uge.",
                responsible="Driftsleder Kim Eksempel", deadline="2026-12-04"),
        measure(2, "Find og tæt trykluftlækager", "Trykluft", EL, 12390, 6000, tags=("Hurtig gevinst",),
                place="Hal 1 og 2", lifetime=5,
                stacked=Effect(Amount(9800, "C"), Amount(12740, "C"), Amount(1097.6, "C")),
                overlap="Overlapper med \u201dSluk kompressoren om natten\u201d: lækagerne koster kun, når der er tryk.",
                seen="Tydelig hvislen ved pressen og ved slangetromlen i hal 2, mens produktionen holdt pause.\n\n"
                     "Kompressoren kørte 12 af 30 minutter, mens alle maskiner stod stille.",
                proposal="Gå en lækagerunde med sæbevand eller ultralyd, skift koblinger og slanger, og gentag runden "
                         "hvert halve år. Skriv dato på de steder, der er tættet.",
                inputs=(Input("Kompressorens forbrug", 82600, "kWh/år", 0, "bimåler", "A"),
                        Input("Andel, der går til lækager", 25, "%", 0, "skøn efter tomgangsprøve", "C"),
                        Input("Andel, der kan tættes", 60, "%", 0, "skøn", "C")),
                formula="82.600 × 25 % × 60 %",
                uncertainty="± 40 %. Tomgangsprøven varede 30 minutter.",
                other_benefits="Mere stabilt tryk ved pressen.",
                next_step="Lækagerunde i uge 49 sammen med kommunen.", responsible="Driftsleder Kim Eksempel",
                deadline="2026-12-04",
                photos=(pictures.add(3, "Slangetromle i hal 2 med slidt kobling.",
                                     "Slangetromle på en væg med en slidt kobling"),
                        pictures.add(4, "Kompressoren kl. 10.20, alle maskiner slukket.",
                                     "Kompressorens display viser 7,8 bar"))),
        measure(3, "LED i hal 1 og 2", "Belysning", EL, 23900, 74500, "B", place="Hal 1 og 2", lifetime=15,
                seen="84 armaturer med to 58 W lysstofrør, tændt 2.600 timer om året. Flere rør blinker.",
                proposal="Skift til LED-armaturer med lysstyring efter dagslys langs vinduerne mod syd.",
                inputs=(Input("Armaturer", 84, "stk.", 0, "talt", "A"),
                        Input("Effekt før, med forkobling", 134, "W", 0, "mærkeplade", "B"),
                        Input("Effekt efter", 24.5, "W", 1, "datablad", "B"),
                        Input("Brændetid", 2600, "timer/år", 0, "oplyst", "A")),
                formula="84 × (134 − 24,5) W × 2.600 timer ÷ 1.000",
                uncertainty="± 15 %. Brændetiden er oplyst og ikke målt.",
                other_benefits="Bedre lys ved drejebænkene og færre stop for at skifte rør.",
                next_step="Indhent to tilbud. Bedre lys ved drejebænkene følger med.", deadline="2027-01-29",
                responsible="Direktør Anna Eksempel", operation=Amount(-2400, "C"),
                photos=(pictures.add(5, "Lysstofarmaturer i hal 1.", "Rækker af lysstofarmaturer under et højt loft",
                                     size=(1200, 1600)),)),
        measure(4, "Sænk rumtemperaturen to grader om natten", "Varme", HEAT, 8850, 0, tags=("Uden investering",),
                lifetime=5, seen="Varmeanlægget holder 20 °C hele døgnet i begge haller.",
                proposal="Indstil natsænkning til 17 °C fra kl. 16 til kl. 5 og hele weekenden.",
                inputs=(Input("Varmeforbrug til haller", 88500, "kWh/år", 0, "regning, fordelt", "B"),
                        Input("Besparelse pr. grad", 5, "%", 0, "erfaringstal", "C"),
                        Input("Sænkning", 2, "°C", 0, "valgt", None)),
                formula="88.500 × 5 % × 2", next_step="Driftslederen ændrer kurven på regulatoren."),
        measure(5, "Portstyring på port mod vest", "Klimaskærm", HEAT, 7100, 18500, lifetime=10, place="Hal 2",
                seen="Porten stod åben i 25 minutter under besøget.",
                proposal="Hurtigport eller automatisk lukning efter to minutter.",
                inputs=(Input("Portareal", 16, "m²", 0, "målt", "A"), Input("Åben tid", 2.5, "timer/dag", 1, "skøn", "C")),
                formula="16 m² × 2,5 timer/dag × gradtimer", uncertainty="± 50 %."),
        measure(6, "Lavere tryk i trykluftnettet", "Trykluft", EL, 4100, 0, tags=("Uden investering",),
                inputs=(Input("Tryk nu", 7.8, "bar", 1, "aflæst", "A"), Input("Tryk efter", 6.8, "bar", 1, "valgt", None),
                        Input("Besparelse pr. bar", 7, "%", 0, "erfaringstal", "C")),
                formula="58.600 × 7 % × 1 bar", seen="Trykket er 7,8 bar. Den mest krævende maskine skal bruge 6 bar.",
                proposal="Sænk trykket 0,2 bar ad gangen, og spørg operatørerne efter hver uge."),
        measure(7, "Frekvensstyring af udsugning i svejsehal", "Ventilation", EL, 9600, 34000, "B", lifetime=15,
                carriers=(("El", Amount(9600, "B")), ("Fjernvarme", Amount(-600, "C"))),
                inputs=(Input("Ventilatorens effekt", 7.5, "kW", 1, "mærkeplade", "B"),
                        Input("Driftstid", 2400, "timer/år", 0, "oplyst", "A")),
                formula="7,5 kW × 2.400 timer × 53 %", seen="Udsugningen kører på fuld kraft, når én svejser arbejder.",
                proposal="Spjæld ved hver plads og frekvensomformer efter tryk i kanalen."),
        measure(8, "Isolér rør og ventiler i varmecentralen", "Varme", HEAT, 3400, 4200, "B", lifetime=15,
                inputs=(Input("Uisolerede rør", 14, "m", 0, "målt", "A"), Input("Ventiler", 6, "stk.", 0, "talt", "A")),
                formula="opslag i tabel for 60 °C", seen="14 meter rør og seks ventiler uden isolering."),
        measure(9, "Sluk standby på CNC-maskiner", "Processer", EL, 5200, 1500,
                seen="Tre maskiner står tændt fra fredag til mandag.", proposal="Fast lukkerutine med tjekliste på døren."),
        measure(10, "Varmegenvinding fra kompressoren", "Trykluft", HEAT, 14800, 46000, lifetime=15,
                seen="Kompressorens køleluft blæses ud i det fri hele året.",
                proposal="Led køleluften ind i hal 1 om vinteren gennem en kanal med spjæld."),
        measure(11, "Solceller på taget af hal 2", "Vedvarende energi", EL, 38000, 285000, lifetime=25,
                proposal="Et anlæg på 45 kWp mod sydvest. Undersøg tagets bæreevne først.",
                inputs=(Input("Anlæggets størrelse", 45, "kWp", 0, "valgt", None),
                        Input("Egetforbrug", 85, "%", 0, "skøn", "C")), formula="45 kWp × 990 kWh × 85 %"),
    )


# ---------------------------------------------------------------- the report

def factors() -> tuple[Factor, ...]:
    source = "Eksempeltal, opfundet til prøven"
    return (Factor("El", "kWh", 1.0, EL, CO2[EL], "2026", source, "virksomhedens regning 2025"),
            Factor("Fjernvarme", "MWh", 1000.0, HEAT, CO2[HEAT], "2026", source, "Eksempel Fjernvarmes takstblad 2025"),
            Factor("Naturgas", "m³", 11.0, GAS, CO2[GAS], "2026", source, "virksomhedens regning 2025"))


def baseline() -> tuple[CarrierUse, ...]:
    period = "jan.–dec. 2025"
    return (CarrierUse("El", Amount(262400), "kWh", Amount(262400), Amount(341120), Amount(29388.8), "regning", period,
                       "måler 0001 og 0002", Amount(169000, "C")),
            CarrierUse("Fjernvarme", Amount(118), "MWh", Amount(118000), Amount(84960), Amount(8024), "regning", period,
                       kwh_after=Amount(86600, "C")),
            CarrierUse("Naturgas", Amount(2900), "m³", Amount(31900), Amount(30305), Amount(6507.6), "oplyst", period,
                       kwh_after=Amount(31900, "A")))


def areas(pictures: Pictures) -> tuple[FocusArea, ...]:
    hall = [pictures.add(n, caption, alt) for n, caption, alt in (
        (11, "Hal 1 set fra kontoret.", "En maskinhal med lysstofrør i loftet"),
        (12, "Blinkende rør over drejebænk 3.", "Et lysstofarmatur, hvor det ene rør er sort i enden"),
        (13, "Lampe uden skærm ved lageret.", "En bar lampe over lagerreoler"))]
    tall = pictures.add(14, "Koblingen ved pressen.", "En kobling med synlig luftlækage", size=(1200, 1600), turned=True)
    wide = pictures.add(15, "Manometer ved kompressoren: 7,8 bar.", "Et manometer, der viser 7,8 bar")
    return (
        FocusArea("bel", "Belysning", "Lyset i begge haller er gammelt og tændt hele dagen, også i tomme zoner.", (
            Finding("Er lyskilderne nyere end ti år?", "84 armaturer fra 2004 med to 58 W rør. Rør skiftes enkeltvis, "
                    "når de går ud, og det koster et stop hver gang.", "Hal 1 og 2", "Nej", tuple(hall), ("t3",)),
            Finding("Er lyset slukket, hvor ingen arbejder?", "Lageret var oplyst uden at være i brug.", "Lager",
                    "Delvist")), 4),
        FocusArea("try", "Trykluft", "", (
            Finding("Er nettet tæt?", "Vi hørte to tydelige lækager. Kompressoren kørte 12 af 30 minutter i pausen.",
                    "Hal 2", "Nej", (tall, wide), ("t1", "t2")),
            Finding("Er trykket så lavt, som maskinerne kan nøjes med?", "7,8 bar i nettet; pressen skal bruge 6 bar.",
                    "Kompressorrum", "Nej", (), ("t6",))), 2),
        FocusArea("var", "Varme", "", (
            Finding("Sænkes temperaturen uden for arbejdstid?", "20 °C hele døgnet, også i weekenden.", "Hal 1 og 2",
                    "Nej", (), ("t4",)),
            Finding("Er rør og ventiler isoleret?", "14 m rør og seks ventiler er bare.", "Varmecentral", "Delvist",
                    (pictures.add(16, "Bare ventiler i varmecentralen.", "Uisolerede ventiler og rør"),), ("t8",))), 3),
        FocusArea("koel", "Køling", in_order=5))


def interview() -> tuple[Chapter, ...]:
    return (
        Chapter("Virksomheden", (
            Answer("Hvad laver I, og hvad er vigtigst for jer de næste år?",
                   "Vi drejer og fræser emner til landbrugsmaskiner. Kunderne spørger mere og mere til klimaaftryk."),
            Answer("Hvordan ser en almindelig uge ud?", "Et skift, mandag til fredag kl. 6.30–15.30."),
            Answer("Hvor mange timer kører kompressoren?", "Hele døgnet.", "Aflæst på timetælleren."))),
        Chapter("Energi og klima i dag", (
            Answer("Hvem følger energiforbruget?", "Bogholderen ser regningerne. Ingen følger forbruget hver måned."),
            Answer("Hvad har I allerede gjort?", "Nyt tag på hal 1 i 2021 med 300 mm isolering."),
            Answer("Hvad er jeres dækningsgrad?", "HEMMELIGT-TAL", visibility="fortrolig"),
            Answer("Egen vurdering af ledelsens opbakning", "INTERN-NOTE", visibility="intern"))),
        Chapter("Partnerskabet", (
            Answer("Er ledelsen med på et mål for CO2?", "Ja, hvis tilbagebetalingen er under fire år."),
            Answer("Hvad kan stå i vejen?", "Tid. Driftslederen har mange kasketter."))))


def checklist() -> tuple[ChecklistArea, ...]:
    return (
        ChecklistArea("Belysning", (
            Checkpoint("Er lyskilderne nyere end ti år?", "Nej", "84 armaturer fra 2004"),
            Checkpoint("Er lyset slukket, hvor ingen arbejder?", "Delvist"),
            Checkpoint("Er der bevægelsesmelder i birum?", "Ja"),
            Checkpoint("Er lofter og vægge lyse?", "Ja"))),
        ChecklistArea("Trykluft", (
            Checkpoint("Er nettet tæt?", "Nej", "To hørbare lækager"),
            Checkpoint("Er trykket så lavt, som maskinerne kan nøjes med?", "Nej", "7,8 bar"),
            Checkpoint("Er kompressoren slukket uden for driftstid?", "Nej"),
            Checkpoint("Tages luften ind udefra?", "Ja"))),
        ChecklistArea("Varme", (
            Checkpoint("Sænkes temperaturen uden for arbejdstid?", "Nej"),
            Checkpoint("Er rør og ventiler isoleret?", "Delvist", "14 m rør mangler"),
            Checkpoint("Er der aftalt eftersyn?", "Ved ikke"))))


def report(pictures: Pictures) -> ScreeningReport:
    """The whole example."""
    proposals = measures(pictures)
    sums = [sum(getattr(m.alone, name).value for m in proposals) for name in ("kwh", "kroner", "co2_kg")]
    saved = (124800.0, 145100.0, 12600.0)
    invested = sum(m.investment.value or 0 for m in proposals)
    return ScreeningReport(
        company=Company("Nordkrogens Maskinværksted (eksempel)", "00 00 00 00 (eksempel)", "0000000000 (eksempel)",
                        "Eksempelvej 1, 0000 Eksempelby", "25.53.00 Maskinforarbejdning af metal", 24, 3150,
                        "Ejer bygningerne", "Mandag–fredag kl. 6.30–15.30, 46 uger om året", "Fjernvarme, strålepaneler"),
        municipality=Municipality("Eksempel Kommune", "Klima og Erhverv",
                                  "Berit Eksempel, tlf. 00 00 00 00, klima@eksempel.example"),
        visit=Visit("2026-11-20", "10:05", "11:30", "Finde besparelser, der kan gå i gang inden foråret.", (
            Participant("Anna Eksempel", "Direktør", "Nordkrogens Maskinværksted"),
            Participant("Kim Eksempel", "Driftsleder", "Nordkrogens Maskinværksted"),
            Participant("Berit Eksempel", "Klimamedarbejder", "Eksempel Kommune")),
            "Begge haller, kompressorrum, varmecentral og kontor. Lakkabinen var i brug og er ikke set.",
            "Besøget er vejledning. Ser vi ulovlige forhold af betydning, har kommunen pligt til at reagere."),
        date="2026-11-20", author="Berit Eksempel, Eksempel Kommune", base_year="2025",
        baseline=baseline(), end_uses=(
            EndUse("Rumvarme", Amount(111000, "B")), EndUse("Maskiner", Amount(104000, "C")),
            EndUse("Trykluft", Amount(82600, "A")), EndUse("Belysning", Amount(38000, "B")),
            EndUse("Ventilation", Amount(31000, "C")), EndUse("Andet", Amount(45700, "C"))),
        areas=areas(pictures), measures=proposals, best=("t1", "t2", "t3"),
        totals=Totals(Effect(*(Amount(v, "C") for v in sums)), Effect(*(Amount(v, "C") for v in saved)),
                      Amount(invested, "C"), Payback(Amount(invested / saved[1], "C"))),
        actions=(Action("Ugeur på kompressoren", "Kim Eksempel", "2026-12-04", "I gang"),
                 Action("Lækagerunde i hal 1 og 2", "Kim Eksempel og Berit Eksempel", "uge 49", "Ikke startet"),
                 Action("To tilbud på LED i hal 1 og 2", "Anna Eksempel", "2027-01-29", "Ikke startet"),
                 Action("Kommunen ringer og hører, hvordan det går", "Berit Eksempel", "2027-02-15", "Ikke startet")),
        factors=factors(), factor_set="Faktorer 2026 (eksempel)",
        conditions=("Forbruget er fra regninger for 2025 og ikke korrigeret for vejret.",
                    "Procesgas til hærdning er talt med, men der er ikke regnet forslag på den.",
                    "Solcellernes salg til nettet er ikke regnet med."),
        interview=interview(), checklist=checklist())
