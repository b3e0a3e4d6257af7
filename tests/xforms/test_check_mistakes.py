"""Every mistake that authors make: the checker names the row, the column and what is wrong, and nothing else."""

from __future__ import annotations

import pytest

from tests.xforms.checking import problems

CHOICES = """
| choices |
| | list_name | name | label | by |
| | svar | ja | Ja | a |
| | svar | nej | Nej | b |
| | sted | inde | Inde | a |
| | sted | ude | Ude | b |
"""

ERRORS = {
    # expressions
    "ends with an operator": ("relevant", "${n} =", "slutter midt"),
    "begins with an operator": ("relevant", "> ${n}", "Før > mangler"),
    "two operators": ("relevant", "${n} > > 3", "mangler en værdi"),
    "decimal comma": ("constraint", ". < 1,5", "1.5 i stedet for 1,5"),
    "decimal comma in a call": ("calculation", "if(${n} > 1,5, 2, 3)", "1.5 i stedet for 1,5"),
    "text without quotes": ("relevant", "${s} = ja", "anførselstegn: 'ja'"),
    "result without quotes": ("calculation", "if(${n} > 3, stor, 'lille')", "anførselstegn: 'stor'"),
    "question without ${}": ("relevant", "n > 3", "Skriv ${n}"),
    "dollar without braces": ("relevant", "$n > 3", "Skriv ${n} i stedet for $n"),
    "smart quotes": ("relevant", "${t} = “x”", "skriv 'x' i stedet for “x”"),
    "Danish quotes": ("relevant", "${t} = »x«", "skriv 'x' i stedet for »x«"),
    "unclosed quote": ("relevant", "${t} = 'x", "slutter ikke"),
    "unknown function": ("calculation", "explode(${n})", "explode() findes ikke"),
    "misspelt function": ("calculation", "roud(${n})", "Mener du round?"),
    "function of Excel": ("calculation", "HVIS(${n} > 3, 1, 2)", "Mener du if?"),
    "capital function": ("calculation", "Round(${n}, 1)", "Mener du round?"),
    "too few arguments": ("calculation", "if(${n} > 3, 1)", "3 værdier, ikke 2"),
    "too many arguments": ("calculation", "not(${n}, 1)", "1 værdi, ikke 2"),
    "unknown question": ("relevant", "${m} = 1", "${m} findes ikke"),
    "misspelt question": ("calculation", "${tekzt}", "Mener du tekst?"),
    "unclosed reference": ("relevant", "${n = 1", "mangler } til sidst"),
    "arrow": ("constraint", ". => 3", ">= i stedet for =>"),
    "two equals": ("relevant", "${n} == 3", "= i stedet for =="),
    "not equal of Excel": ("relevant", "${n} <> 3", "!= i stedet for <>"),
    "sign of mathematics": ("constraint", ". ≥ 3", ">= i stedet for ≥"),
    "multiplication sign": ("calculation", "${n} × 2", "* i stedet for ×"),
    "ampersands": ("relevant", "${n} = 1 && ${n} = 2", "and i stedet for &&"),
    "Danish and": ("relevant", "${n} = 1 og ${t} = 'x'", "and i stedet for og"),
    "capital or": ("relevant", "${n} = 1 OR ${n} = 2", "or i stedet for OR"),
    "function and": ("relevant", "and(${n} = 1, ${t} = 'x')", "Skriv and mellem"),
    "semicolons": ("calculation", "if(${n} > 3; 1; 2)", "komma mellem"),
    "missing parenthesis": ("relevant", "(${n} = 1", "mangler )"),
    "begins with =": ("calculation", "=${n} * 2", "begynder ikke med ="),
    "pattern": ("constraint", "regex(., '[a-z')", "kan ikke læses"),
    "Danish date": ("constraint", ". < date('31-12-2026')", "år-måned-dag"),
    "unknown instance": ("calculation", "instance('stad')/root/item[name = 'x']/label", "Mener du sted?"),
    "kontekst not declared": ("calculation", "instance('kontekst')/root/besoeg/dato", "xml-external"),
    # what is compared
    "choice not in the list": ("relevant", "${s} = 'jaa'", "Mener du ja?"),
    "choice of no likeness": ("relevant", "${s} != 'delvist'", "Der er ja, nej"),
    "selected of no choice": ("relevant", "selected(${flere}, 'oppe')", "listen sted har ikke det svar"),
    "number for a choice": ("relevant", "${s} = 1", "kan ikke være '1'"),
    "number and text": ("relevant", "${n} = 'mange'", "n er et tal"),
    "date and text": ("relevant", "${d} > '31-12-2025'", "d er en dato"),
    # what can never be
    "never right": ("constraint", "false()", "intet svar"),
    "never shown in numbers": ("relevant", "1 = 2", "aldrig nås"),
    "two choices at once": ("relevant", "${s} = 'ja' and ${s} = 'nej'", "aldrig nås"),
    "chosen and not": ("relevant", "selected(${flere}, 'inde') and not(selected(${flere}, 'inde'))", "aldrig nås"),
    "blank and large": ("relevant", "${n} = '' and ${n} > 3", "aldrig nås"),
    "no number between": ("constraint", ". > 10 and . < 5", "intet svar"),
    "no whole number between": ("constraint", ". > 3 and . < 4", "intet svar"),
    "an open limit": ("constraint", ". >= 5 and . < 5", "intet svar"),
    "equal and larger": ("constraint", ". = ${n} and . > ${n}", "intet svar"),
    "each side impossible": ("constraint", "(. > 5 and . < 1) or (. > 9 and . < 7)", "intet svar"),
}  # fmt: skip


@pytest.mark.parametrize("name", ERRORS)
def test_mistakes_in_a_condition(name: str) -> None:
    column, text, word = ERRORS[name]
    cells = {"relevant": "", "constraint": "", "calculation": "", column: text}
    kind = "date" if "date(" in text else "text" if "regex" in text else "integer"
    table = f"""
| survey |
| | type | name | label | relevant | constraint | calculation |
| | integer | n | Antal | | | |
| | text | t | Tekst | | | |
| | text | tekst | Mere tekst | | | |
| | date | d | Dato | | | |
| | select_one svar | s | Svar | | | |
| | select_multiple sted | flere | Steder | | | |
| | {kind} | x | Her | {cells["relevant"]} | {cells["constraint"]} | {cells["calculation"]} |
{CHOICES.strip()}
"""
    (problem,) = problems(table)
    assert (problem.sheet, problem.row, problem.column) == ("survey", 9, column)
    assert word in problem.message
    assert not problem.warning


COLUMNS = (
    "type | name | label | hint | required | relevant | constraint | default | appearance | read_only "
    "| choice_filter | repeat_count | trigger | parameters | save_to | bind::kb:omraade"
)
ROWS = {
    "unknown type": ("textt | a | A", 4, "type", "Mener du text?"),
    "Danish type": ("heltal | a | A", 4, "type", "Mener du integer?"),
    "capital type": ("Integer | a | A", 4, "type", "Mener du integer?"),
    "select without list": ("select_one | a | A", 4, "type", "select_one svar"),
    "unknown list": ("select_one svr | a | A", 4, "type", "Mener du svar?"),
    "select with two lists": ("select_one svar sted | a | A", 4, "type", "én liste"),
    "no type": (" | a | A", 4, "name", "mangler en type"),
    "no name": ("text | | A", 4, "type", "mangler et navn"),
    "no label": ("text | a | ", 4, "name", "mangler en tekst"),
    "space in a name": ("text | min by | A", 4, "name", "min_by"),
    "name with a sign": ("text | pris/stk | A", 4, "name", "må kun have"),
    "name with a digit first": ("text | 1a | A", 4, "name", "begynde med et bogstav"),
    "reserved name": ("text | meta | A", 4, "name", "optaget"),
    "reserved instanceID": ("text | instanceID | A", 4, "name", "optaget"),
    "same name twice": ("integer | n | A", 4, "name", "også i række 3"),
    "group that does not end": ("begin_group | g | G\n| | text | a | A", 4, "type", "række 4, men slutter ikke"),
    "repeat that does not end": ("begin repeat | g | G\n| | text | a | A", 4, "type", "end_repeat mangler"),
    "end without a beginning": ("end_group | | ", 4, "type", "uden en begyndelse"),
    "group ended as a repeat": (
        "begin_group | g | G\n| | text | a | A\n| | end_repeat | | ", 6, "type", "gruppen g fra række 4",
    ),
    "required note": ("note | a | A | | yes", 4, "required", "kan ikke besvares"),
    "default not in the list": ("select_one svar | a | A | | | | | jaa", 4, "default", "Mener du ja?"),
    "default that is no number": ("integer | a | A | | | | | mange", 4, "default", "ikke et tal"),
    "default with a comma": ("decimal | a | A | | | | | 1,5", 4, "default", "1.5 i stedet for 1,5"),
    "default with decimals": ("integer | a | A | | | | | 1.5", 4, "default", "helt tal"),
    "default of a Danish date": ("date | a | A | | | | | 31-12-2026", 4, "default", "2026-12-31"),
    "default of no question": ("text | a | A | | | | | ${m}", 4, "default", "${m} findes ikke"),
    "choice_filter of no column": ("select_one svar | a | A | | | | | | | | byy = 'a'", 4, "choice_filter", "du by?"),
    "repeat_count of text": (
        "begin_repeat | g | G | | | | | | | | | mange\n| | text | a | A\n| | end_repeat",
        4, "repeat_count", "ikke mange",
    ),
    "repeat_count of a text question": (
        "text | t | T\n| | begin_repeat | g | G | | | | | | | | | ${t}\n| | text | a | A\n| | end_repeat",
        5, "repeat_count", "t er af typen text",
    ),
    "trigger without ${}": ("calculate | a | | | | | | 1 | | | | | n", 4, "trigger", "${n}"),
    "range with a comma": ("range | a | A | | | | | | | | | | | start=0 end=1,5 step=0.5", 4, "parameters", "punktum"),
    "range without a step": ("range | a | A | | | | | | | | | | | start=0 end=5 step=0", 4, "parameters", "step"),
    "save_to without entities": ("integer | a | A | | | | | | | | | | | | antal", 4, "save_to", "arket entities"),
    "area": ("integer | a | A | | | | | | | | | | | | | lys", 4, "bind::kb:omraade", "lys kendes ikke"),
    "file of no known kind": ("select_one_from_file byer.txt | a | A", 4, "type", ".csv"),
    "file in a folder": ("select_one_from_file ../byer.csv | a | A", 4, "type", "uden mappe"),
    "external select": ("select_one_external svar | a | A | | | | | | | | by = 'a'", 4, "type", "choice_filter"),
    "calculation that is missing": ("calculate | a | ", 4, "name", "Beregningen mangler"),
    "label of no question": ("note | a | I alt ${nn} kr.", 4, "label", "Mener du n?"),
    "contradicts its group": (
        "begin_group | g | G | | | ${n} > 5\n| | text | a | A | | | ${n} < 3\n| | end_group",
        5, "relevant", "modsiger den i g (række 4)",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ROWS)
def test_mistakes_in_a_row(name: str) -> None:
    row, number, column, word = ROWS[name]
    row = row.replace("\n", " |\n")
    table = f"""
| survey |
| | {COLUMNS} |
| | integer | n | Antal |
| | {row} |
{CHOICES.strip()}
"""
    found = problems(table)
    (problem,) = [each for each in found if not each.warning]
    assert (problem.sheet, problem.row, problem.column) == ("survey", number, column), found
    assert word in problem.message


FORMS = {
    "misspelt column": (
        "| survey |\n| | type | name | label | relevent |\n| | text | a | A | |",
        ("survey", 2, "relevent"), "Mener du relevant?",
    ),
    "Danish column": (
        "| survey |\n| | type | name | spørgsmål | \n| | note | a | A |",
        ("survey", 2, "spørgsmål"), "Mener du label?",
    ),
    "column twice": (
        "| survey |\n| | type | name | label | label |\n| | text | a | A | A |",
        ("survey", 2, "label"), "to gange",
    ),
    "two columns of one meaning": (
        "| survey |\n| | type | name | label | relevant | relevance |\n| | text | a | A | | |",
        ("survey", 2, "relevance"), "betyder det samme",
    ),
    "no type column": ("| survey |\n| | name | label |\n| | a | A |", ("survey", 2, ""), "type mangler"),
    "no name column": ("| survey |\n| | type | label |\n| | text | A |", ("survey", 2, ""), "name mangler"),
    "misspelt sheet": (
        "| survey |\n| | type | name | label |\n| | select_one svar | a | A |\n"
        "| choises |\n| | list_name | name | label |\n| | svar | ja | Ja |",
        ("choises", 0, ""), "Skal det hedde choices?",
    ),
    "choice twice": (
        "| survey |\n| | type | name | label |\n| | select_one svar | a | A |\n"
        "| choices |\n| | list_name | name | label |\n| | svar | ja | Ja |\n| | svar | ja | Også |",
        ("choices", 7, "name"), "også i række 6",
    ),
    "choice without a name": (
        "| survey |\n| | type | name | label |\n| | select_one svar | a | A |\n"
        "| choices |\n| | list_name | name | label |\n| | svar | | Ja |\n| | svar | nej | Nej |",
        ("choices", 6, "list_name"), "mangler et navn",
    ),
    "choice of no list": (
        "| survey |\n| | type | name | label |\n| | select_one svar | a | A |\n"
        "| choices |\n| | list_name | name | label |\n| | | ja | Ja |\n| | svar | nej | Nej |",
        ("choices", 6, "name"), "ikke til nogen liste",
    ),
    "space in a multiple choice": (
        "| survey |\n| | type | name | label |\n| | select_multiple svar | a | A |\n"
        "| choices |\n| | list_name | name | label |\n| | svar | helt sikkert | Ja |",
        ("choices", 6, "name"), "helt_sikkert",
    ),
    "two entities of one list": (
        "| survey |\n| | type | name | label | save_to |\n| | text | a | A | titel |\n"
        "| entities |\n| | list_name | label |\n| | tiltag | ${a} |\n| | tiltag | ${a} |",
        ("entities", 7, "list_name"), "to gange",
    ),
    "property written twice": (
        "| survey |\n| | type | name | label | save_to |\n| | text | a | A | titel |\n| | text | b | B | titel |\n"
        "| entities |\n| | list_name | label |\n| | tiltag | ${a} |",
        ("survey", 4, "save_to"), "skrives også af a (række 3)",
    ),
    "property called name": (
        "| survey |\n| | type | name | label | save_to |\n| | text | a | A | name |\n"
        "| entities |\n| | list_name | label |\n| | tiltag | ${a} |",
        ("survey", 3, "save_to"), "ikke name eller label",
    ),
    "entity label without ${}": (
        "| survey |\n| | type | name | label | save_to |\n| | text | a | A | titel |\n"
        "| entities |\n| | list_name | label |\n| | tiltag | a |",
        ("entities", 6, "label"), "${a}",
    ),
    "entity in a repeat that is none": (
        "| survey |\n| | type | name | label | save_to |\n| | text | a | A | titel |\n"
        "| entities |\n| | list_name | label | repeat |\n| | tiltag | ${a} | ${a} |",
        ("entities", 6, "repeat"), "en gentagelse",
    ),
    "cycle": (
        "| survey |\n| | type | name | calculation |\n| | calculate | a | ${b} + 1 |\n"
        "| | calculate | b | ${c} + 1 |\n| | calculate | c | ${a} + 1 |",
        ("survey", 3, "name"), "a → b → c → a",
    ),
    "name in two groups": (
        "| survey |\n| | type | name | label | relevant |\n| | begin_group | g | G | |\n| | text | a | A | |\n"
        "| | end_group | | | |\n| | begin_group | h | H | |\n| | text | a | A | |\n| | end_group | | | |\n"
        "| | text | b | B | ${a} = 'x' |",
        ("survey", 9, "relevant"), "tvetydigt",
    ),
    "checkpoint of text": (
        "| survey |\n| | type | name | label | bind::kb:kontrolpunkt |\n| | text | a | A | BEL-01 |",
        ("survey", 3, "bind::kb:kontrolpunkt"), "select_one",
    ),
    "checkpoint that can't fail": (
        "| survey |\n| | type | name | label | bind::kb:kontrolpunkt |\n| | select_one svar | a | A | BEL-01 |\n"
        "| choices |\n| | list_name | name | label |\n| | svar | ja | Ja |",
        ("survey", 3, "bind::kb:kontrolpunkt"), "nej eller delvist",
    ),
    "measure without a checkpoint": (
        "| survey |\n| | type | name | label | bind::kb:tiltag |\n| | text | a | A | led |",
        ("survey", 3, "bind::kb:tiltag"), "kb:kontrolpunkt",
    ),
    "unit on a note": (
        "| survey |\n| | type | name | label | bind::kb:enhed |\n| | note | a | A | kWh |",
        ("survey", 3, "bind::kb:enhed"), "et tal, ikke note",
    ),
    "unit of no question": (
        "| survey |\n| | type | name | label | bind::kb:enhed |\n| | decimal | a | A | enhed_a |",
        ("survey", 3, "bind::kb:enhed"), "enhed_a, som kb:enhed nævner",
    ),
    "source of no question": (
        "| survey |\n| | type | name | label | bind::kb:kilde |\n"
        "| | decimal | a | A | kilden |\n| | text | kilde | K |",
        ("survey", 3, "bind::kb:kilde"), "Mener du kilde?",
    ),
    "source elsewhere": (
        "| survey |\n| | type | name | label | bind::kb:kilde |\n| | decimal | a | A | kilde |\n"
        "| | begin_group | g | G | |\n| | text | kilde | K | |\n| | end_group | | | |",
        ("survey", 3, "bind::kb:kilde"), "samme gruppe",
    ),
    "place in the report": (
        "| survey |\n| | type | name | label | bind::kb:rapport |\n| | text | a | A | bilg |",
        ("survey", 3, "bind::kb:rapport"), "resume, fund, bilag",
    ),
    "short list": (
        "| survey |\n| | type | name | label | bind::kb:kort |\n| | text | a | A | måske |",
        ("survey", 3, "bind::kb:kort"), "ja, nej",
    ),
    "law on a question that is no checkpoint": (
        "| survey |\n| | type | name | label | bind::kb:lov |\n| | text | a | A | ja |",
        ("survey", 3, "bind::kb:lov"), "kb:kontrolpunkt",
    ),
    "law or not": (
        "| survey |\n| | type | name | label | bind::kb:lov |\n| | begin_group | g | G | måske |\n"
        "| | text | a | A | |\n| | end_group | | | |",
        ("survey", 3, "bind::kb:lov"), "ja, nej",
    ),
    "short list in another word": (
        "| survey |\n| | type | name | label | bind::kb:kort |\n| | text | a | A | yes |",
        ("survey", 3, "bind::kb:kort"), "ja, nej",
    ),
    "branch": (
        "| survey |\n| | type | name | label | bind::kb:branche |\n| | text | a | A | kontor smedje |",
        ("survey", 3, "bind::kb:branche"), "smedje kendes ikke",
    ),
    "kb column without bind": (
        "| survey |\n| | type | name | label | kb:rapport |\n| | text | a | A | bilag |",
        ("survey", 2, "kb:rapport"), "bind::kb:rapport",
    ),
    "unknown kb column": (
        "| survey |\n| | type | name | label | bind::kb:raport |\n| | text | a | A | bilag |",
        ("survey", 2, "bind::kb:raport"), "Mener du rapport?",
    ),
    "Excel's error": (
        "| survey |\n| | type | name | label |\n| | text | a | #N/A |", ("survey", 3, "label"), "Excels fejl",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FORMS)
def test_mistakes_in_a_form(name: str) -> None:
    table, place, word = FORMS[name]
    found = problems(table)
    problem = next(each for each in found if (each.sheet, each.row, each.column) == place)
    assert not problem.warning
    assert word in problem.message


WARNINGS = {
    "a question put aside": (
        "| survey |\n| | type | name | label | relevant |\n| | text | a | A | false() |",
        ("survey", 3, "relevant"), "aldrig nås",
    ),
    "a question put aside in a word": (
        "| survey |\n| | type | name | label | relevant |\n| | text | a | A | FALSE |",
        ("survey", 3, "relevant"), "aldrig nås",
    ),
    "a translation": (
        "| survey |\n| | type | name | label::Dansk (da) | label::English (en) |\n| | text | a | A | A |\n"
        "| | text | b | B | |",
        ("survey", 4, "label::English (en)"), "mangler på sproget English (en)",
    ),
    "a column without a language": (
        "| survey |\n| | type | name | label | label::English (en) |\n| | text | a | A | A |",
        ("survey", 2, "label"), "label::Dansk (da)",
    ),
    "choices in one language": (
        "| survey |\n| | type | name | label::Dansk (da) | label::English (en) |\n| | select_one svar | a | A | A |\n"
        "| choices |\n| | list_name | name | label::Dansk (da) |\n| | svar | ja | Ja |",
        ("choices", 5, "label::Dansk (da)"), "label::English (en) mangler",
    ),
    "a hint in one language": (
        "| survey |\n| | type | name | label::Dansk (da) | label::English (en) | hint::Dansk (da) |\n"
        "| | text | a | A | A | H |",
        ("survey", 2, "hint::Dansk (da)"), "hint::English (en) mangler",
    ),
    "an appearance outside": (
        "| survey |\n| | type | name | label | appearance |\n| | geopoint | a | A | placement-map |",
        ("survey", 3, "appearance"), "intet kort",
    ),
    "an appearance of another type": (
        "| survey |\n| | type | name | label | appearance |\n| | integer | a | A | multiline |",
        ("survey", 3, "appearance"), "virker ikke på integer",
    ),
    "a table of what is no repeat": (
        "| survey |\n| | type | name | label | appearance |\n| | begin_group | g | G | tabel |\n"
        "| | text | a | A | |\n| | end_group | | | |",
        ("survey", 3, "appearance"), "virker ikke på begin_group",
    ),
    "a number that would not be hidden": (
        "| survey |\n| | type | name | label | appearance |\n| | integer | a | A | hidden-answer |",
        ("survey", 3, "appearance"), "virker ikke på integer",
    ),
    "a picture to draw on": (
        "| survey |\n| | type | name | label | appearance |\n| | image | a | A | annotate |",
        ("survey", 3, "appearance"), "tegnes ikke på billedet",
    ),
    "a misspelt appearance": (
        "| survey |\n| | type | name | label | appearance |\n| | text | a | A | multline |",
        ("survey", 3, "appearance"), "Mener du multiline?",
    ),
    "a type outside": (
        "| survey |\n| | type | name | label |\n| | audio | a | A |", ("survey", 3, "type"), "vedhæftes",
    ),
    "a number in quotes": (
        "| survey |\n| | type | name | label | relevant |\n| | integer | a | A | |\n| | text | b | B | ${a} = '5' |",
        ("survey", 4, "relevant"), "uden anførselstegn: 5",
    ),
    "a text as a number": (
        "| survey |\n| | type | name | label | relevant |\n| | text | a | A | |\n| | text | b | B | ${a} > 5 |",
        ("survey", 4, "relevant"), "a er tekst",
    ),
    "names alike but for capitals": (
        "| survey |\n| | type | name | label |\n| | text | a | A |\n| | text | A | B |",
        ("survey", 4, "name"), "ligner a i række 3",
    ),
    "an empty group": (
        "| survey |\n| | type | name | label |\n| | text | a | A |\n| | begin_group | g | G |\n| | end_group | | |",
        ("survey", 4, "type"), "g er tom",
    ),
    "a required group": (
        "| survey |\n| | type | name | label | required |\n| | begin_group | g | G | yes |\n| | text | a | A | |\n"
        "| | end_group | | | |",
        ("survey", 3, "required"), "ikke på en gruppe",
    ),
    "read-only and empty": (
        "| survey |\n| | type | name | label | read_only |\n| | integer | a | A | yes |",
        ("survey", 3, "read_only"), "hverken besvares eller regnes ud",
    ),
    "an entity list of one's own": (
        "| survey |\n| | type | name | label | save_to |\n| | text | a | A | titel |\n"
        "| entities |\n| | list_name | label |\n| | tiltg | ${a} |",
        ("entities", 6, "list_name"), "Mener du tiltag?",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WARNINGS)
def test_what_works_but_is_hardly_meant(name: str) -> None:
    table, place, word = WARNINGS[name]
    (problem,) = problems(table)
    assert (problem.sheet, problem.row, problem.column) == place
    assert word in problem.message
    assert problem.warning
    assert ": Bemærk: " in str(problem)


@pytest.mark.parametrize(
    ("settings", "place", "word", "warning"),
    [
        ("", ("settings", 0, ""), "intet form_id", True),
        ("| settings |\n| | form_id |\n| | a |", ("settings", 5, ""), "ingen version", True),
        ("| settings |\n| | form_id | version |\n| | a | 1 |\n| | b | 2 |", ("settings", 7, "form_id"), "én", False),
        (
            "| settings |\n| | form_id | version | default_language |\n| | a | 1 | Norsk |",
            ("settings", 6, "default_language"), "Norsk har ingen kolonne", False,
        ),
    ],
)  # fmt: skip
def test_settings(settings: str, place: tuple[str, int, str], word: str, warning: bool) -> None:
    found = problems(
        "| survey |\n| | type | name | label::Dansk (da) |\n| | text | a | A |", settings=settings
    )
    assert (found[0].sheet, found[0].row, found[0].column) == place
    assert word in found[0].message
    assert found[0].warning is warning


def test_kb_needs_its_namespace() -> None:
    table = "| survey |\n| | type | name | label | bind::kb:rapport |\n| | text | a | A | bilag |"
    found = problems(table, settings="| settings |\n| | form_id | version |\n| | a | 1 |")
    assert [(each.sheet, "namespaces" in each.message) for each in found] == [("settings", True)]


def test_many_mistakes_are_all_named_in_reading_order() -> None:
    found = problems(
        "| survey |\n| | type | name | label | relevant |\n| | textt | a | A | |\n| | text | b c | B | ${x} = 1 |\n"
        "| | text | d | | |"
    )
    assert [(each.row, each.column) for each in found] == [
        (3, "type"), (4, "name"), (4, "relevant"), (5, "name"),
    ]  # fmt: skip
