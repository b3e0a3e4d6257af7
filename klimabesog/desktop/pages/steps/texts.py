"""What F1 says of each step."""

from __future__ import annotations

from klimabesog.values.texts import _

STEPS = {
    1: (
        "Trin 1: Information",
        "Virksomheden hører om partnerskabet, helst ad veje, der findes i forvejen. Skriv, hvem der tog kontakten, "
        "om virksomheden er interesseret, og hvad næste skridt er. Datoen for næste skridt minder dig om det på "
        "Overblik.",
    ),
    3: (
        "Trin 3: Partnerskabsaftale",
        "Aftalen siger, hvad I lover hinanden, hvilket mål virksomheden har, og hvordan besparelsen vises. Den gælder, "
        "når begge har skrevet under. Så vises målet og fremdriften nederst og på virksomhedens side.",
    ),
    4: (
        "Trin 4: Teknisk gennemgang",
        "En energirådgiver går de valgte områder igennem. »Hent tiltag« lægger besøgets forslag ind, så rådgiverens "
        "tal kan stå ved siden af skønnet. Begge tal bliver gemt, og du vælger, hvilke der tæller.",
    ),
    5: (
        "Trin 5: Klimahandlingsplan",
        "Virksomheden vælger, hvilke tiltag der er med, hvem der er ansvarlig, og hvornår de skal være gjort. Det, der "
        "aftales, bliver stående, også når skønnet i besøget ændres bagefter.",
    ),
    6: (
        "Trin 6: Gennemførelse",
        "Følg op tre gange: hvordan går det med hvert tiltag, hvad blev sparet, og hvad står i vejen? Skriv de nye "
        "regninger, så ser du forskellen til basisåret, og hvor meget vejret og aktiviteten betyder.",
    ),
}


def step_help(step: int) -> tuple[str, str]:
    """Title and text of a step's help."""
    title, text = STEPS[step]
    return _(title), _(text)
