"""The eleven proposals of the invented workshop."""

from __future__ import annotations

from dataclasses import replace

from klimabesog.reports.model import Amount, Effect, Input, Measure, Payback
from tests.reports.pictures import Pictures

EL, HEAT, GAS = 1.30, 0.72, 0.95
CO2 = {EL: 0.112, HEAT: 0.068, GAS: 0.204}


def measure(
    number: int,
    title: str,
    area: str,
    price: float,
    kwh: float,
    investment: float,
    accuracy: str = "C",
    **more: object,
) -> Measure:
    """A measure that saves `kwh` of the carrier with this price."""
    kroner = kwh * price
    amounts = [Amount(v, accuracy) for v in (kwh, kroner, kwh * CO2[price])]  # type: ignore[arg-type]
    years = investment / kroner if kroner else None
    payback = Payback(word="straks") if not investment else Payback(Amount(years, accuracy))  # type: ignore[arg-type]
    return replace(
        Measure(
            f"t{number}",
            title,
            area,
            accuracy=accuracy,
            alone=Effect(*amounts),  # type: ignore[arg-type]
            investment=Amount(investment, accuracy if investment else "A"),
            payback=payback,
        ),
        **more,
    )  # type: ignore


def measures(pictures: Pictures) -> tuple[Measure, ...]:
    """Eleven proposals, from a switch to solar cells."""
    return (
        measure(
            1,
            "Sluk kompressoren om natten",
            "Trykluft",
            EL,
            9200,
            800,
            "B",
            tags=("Hurtig gevinst",),
            place="Kompressorrum",
            lifetime=10,
            seen="Kompressoren holder tryk på hele nettet døgnet rundt, selv om sidste vagt går kl. 15.30. "
            "Om natten kører den kun for at fylde utætheder.",
            proposal="Sæt et ugeur på tavlen, så kompressoren er slukket uden for driftstid og i weekenden. "
            "Lad en nøgle på tavlen kunne slå uret fra ved overarbejde.",
            inputs=(
                Input("Effekt i aflastning", 5.5, "kW", 1, "mærkeplade", "B"),
                Input("Timer uden for driftstid", 5980, "timer/år", 0, "oplyst", "A"),
                Input("Andel af tiden, den kører", 28, "%", 0, "aflæst timetæller", "A"),
            ),
            formula="5,5 kW × 5.980 timer × 28 %",
            uncertainty="Timetælleren er aflæst over én nat. Aflæs den en uge, før uret indstilles.",
            other_benefits="Mindre slid på kompressoren og mindre støj om morgenen.",
            next_step="Driftslederen bestiller et ugeur hos elektrikeren i denne uge.",
            responsible="Driftsleder Kim Eksempel",
            deadline="2026-12-04",
        ),
        measure(
            2,
            "Find og tæt trykluftlækager",
            "Trykluft",
            EL,
            12390,
            6000,
            tags=("Hurtig gevinst",),
            place="Hal 1 og 2",
            lifetime=5,
            stacked=Effect(Amount(9800, "C"), Amount(12740, "C"), Amount(1097.6, "C")),
            overlap="Overlapper med ”Sluk kompressoren om natten”: lækagerne koster kun, når der er tryk.",
            seen="Tydelig hvislen ved pressen og ved slangetromlen i hal 2, mens alt andet stod stille.\n\n"
            "Kompressoren kørte 12 af 30 minutter, mens alle maskiner stod stille.",
            proposal="Gå en lækagerunde med sæbevand eller ultralyd, skift koblinger og slanger, og gentag "
            "runden hvert halve år. Skriv dato på de steder, der er tættet.",
            inputs=(
                Input("Kompressorens forbrug", 82600, "kWh/år", 0, "bimåler", "A"),
                Input("Andel, der går til lækager", 25, "%", 0, "skøn efter tomgangsprøve", "C"),
                Input("Andel, der kan tættes", 60, "%", 0, "skøn", "C"),
            ),
            formula="82.600 × 25 % × 60 %",
            uncertainty="± 40 %. Tomgangsprøven varede 30 minutter.",
            other_benefits="Mere stabilt tryk ved pressen.",
            next_step="Lækagerunde i uge 49 sammen med kommunen.",
            responsible="Driftsleder Kim Eksempel",
            deadline="2026-12-04",
            photos=(
                pictures.add(
                    3,
                    "Slangetromle i hal 2 med slidt kobling.",
                    "Slangetromle på en væg med en slidt kobling",
                ),
                pictures.add(
                    4, "Kompressoren kl. 10.20, alle maskiner slukket.", "Kompressorens display viser 7,8 bar"
                ),
            ),
        ),
        measure(
            3,
            "LED i hal 1 og 2",
            "Belysning",
            EL,
            23900,
            74500,
            "B",
            place="Hal 1 og 2",
            lifetime=15,
            seen="84 armaturer med to 58 W lysstofrør, tændt 2.600 timer om året. Flere rør blinker.",
            proposal="Skift til LED-armaturer med lysstyring efter dagslys langs vinduerne mod syd.",
            inputs=(
                Input("Armaturer", 84, "stk.", 0, "talt", "A"),
                Input("Effekt før, med forkobling", 134, "W", 0, "mærkeplade", "B"),
                Input("Effekt efter", 24.5, "W", 1, "datablad", "B"),
                Input("Brændetid", 2600, "timer/år", 0, "oplyst", "A"),
            ),
            formula="84 × (134 − 24,5) W × 2.600 timer ÷ 1.000",
            uncertainty="± 15 %. Brændetiden er oplyst og ikke målt.",
            other_benefits="Bedre lys ved drejebænkene og færre stop for at skifte rør.",
            next_step="Indhent to tilbud. Bedre lys ved drejebænkene følger med.",
            deadline="2027-01-29",
            responsible="Direktør Anna Eksempel",
            operation=Amount(-2400, "C"),
            photos=(
                pictures.add(
                    5,
                    "Lysstofarmaturer i hal 1.",
                    "Rækker af lysstofarmaturer under et højt loft",
                    size=(1200, 1600),
                ),
            ),
        ),
        measure(
            4,
            "Sænk rumtemperaturen to grader om natten",
            "Varme",
            HEAT,
            8850,
            0,
            tags=("Uden investering",),
            lifetime=5,
            seen="Varmeanlægget holder 20 °C hele døgnet i begge haller.",
            proposal="Indstil natsænkning til 17 °C fra kl. 16 til kl. 5 og hele weekenden.",
            inputs=(
                Input("Varmeforbrug til haller", 88500, "kWh/år", 0, "regning, fordelt", "B"),
                Input("Besparelse pr. grad", 5, "%", 0, "erfaringstal", "C"),
                Input("Sænkning", 2, "°C", 0, "valgt", None),
            ),
            formula="88.500 × 5 % × 2",
            next_step="Driftslederen ændrer kurven på regulatoren.",
        ),
        measure(
            5,
            "Portstyring på port mod vest",
            "Klimaskærm",
            HEAT,
            7100,
            18500,
            lifetime=10,
            place="Hal 2",
            seen="Porten stod åben i 25 minutter under besøget.",
            proposal="Hurtigport eller automatisk lukning efter to minutter.",
            inputs=(
                Input("Portareal", 16, "m²", 0, "målt", "A"),
                Input("Åben tid", 2.5, "timer/dag", 1, "skøn", "C"),
            ),
            formula="16 m² × 2,5 timer/dag × gradtimer",
            uncertainty="± 50 %.",
        ),
        measure(
            6,
            "Lavere tryk i trykluftnettet",
            "Trykluft",
            EL,
            4100,
            0,
            tags=("Uden investering",),
            inputs=(
                Input("Tryk nu", 7.8, "bar", 1, "aflæst", "A"),
                Input("Tryk efter", 6.8, "bar", 1, "valgt", None),
                Input("Besparelse pr. bar", 7, "%", 0, "erfaringstal", "C"),
            ),
            formula="58.600 × 7 % × 1 bar",
            seen="Trykket er 7,8 bar. Den mest krævende maskine skal bruge 6 bar.",
            proposal="Sænk trykket 0,2 bar ad gangen, og spørg operatørerne efter hver uge.",
        ),
        measure(
            7,
            "Frekvensstyring af udsugning i svejsehal",
            "Ventilation",
            EL,
            9600,
            34000,
            "B",
            lifetime=15,
            carriers=(("El", Amount(9600, "B")), ("Fjernvarme", Amount(-600, "C"))),
            inputs=(
                Input("Ventilatorens effekt", 7.5, "kW", 1, "mærkeplade", "B"),
                Input("Driftstid", 2400, "timer/år", 0, "oplyst", "A"),
            ),
            formula="7,5 kW × 2.400 timer × 53 %",
            seen="Udsugningen kører på fuld kraft, når én svejser arbejder.",
            proposal="Spjæld ved hver plads og frekvensomformer efter tryk i kanalen.",
        ),
        measure(
            8,
            "Isolér rør og ventiler i varmecentralen",
            "Varme",
            HEAT,
            3400,
            4200,
            "B",
            lifetime=15,
            inputs=(
                Input("Uisolerede rør", 14, "m", 0, "målt", "A"),
                Input("Ventiler", 6, "stk.", 0, "talt", "A"),
            ),
            formula="opslag i tabel for 60 °C",
            seen="14 meter rør og seks ventiler uden isolering.",
        ),
        measure(
            9,
            "Sluk standby på CNC-maskiner",
            "Processer",
            EL,
            5200,
            1500,
            seen="Tre maskiner står tændt fra fredag til mandag.",
            proposal="Fast lukkerutine med tjekliste på døren.",
        ),
        measure(
            10,
            "Varmegenvinding fra kompressoren",
            "Trykluft",
            HEAT,
            14800,
            46000,
            lifetime=15,
            seen="Kompressorens køleluft blæses ud i det fri hele året.",
            proposal="Led køleluften ind i hal 1 om vinteren gennem en kanal med spjæld.",
        ),
        measure(
            11,
            "Solceller på taget af hal 2",
            "Vedvarende energi",
            EL,
            38000,
            285000,
            lifetime=25,
            proposal="Et anlæg på 45 kWp mod sydvest. Undersøg tagets bæreevne først.",
            inputs=(
                Input("Anlæggets størrelse", 45, "kWp", 0, "valgt", None),
                Input("Egetforbrug", 85, "%", 0, "skøn", "C"),
            ),
            formula="45 kWp × 990 kWh × 85 %",
        ),
    )
