"""The checker in English, for `form check --lang en`: Danish sentence -> English, the same fields in both."""

from __future__ import annotations

ENGLISH = {
    "Beregningen bider sig selv i halen: {chain}.": "The calculation goes in a circle: {chain}.",
    "Filen {name} kan ikke åbnes.": "The file {name} cannot be opened.",
    # expressions
    "Skriv komma mellem værdierne i stedet for semikolon.": "Put commas between the values, not semicolons.",
    "Et udtryk begynder ikke med =. Slet det.": "An expression does not begin with =. Delete it.",
    "Decimaltal skrives med punktum: {right} i stedet for {wrong}.": "Decimals take a point: {right}, not {wrong}.",
    "Funktionen {name}() findes ikke.": "There is no function {name}().",
    "1 værdi": "1 value",
    "{count} værdier": "{count} values",
    "mindst {count} værdier": "at least {count} values",
    "{least} til {most} værdier": "{least} to {most} values",
    "{name}() skal have {wanted}, ikke {count}.": "{name}() takes {wanted}, not {count}.",
    "Krøllet anførselstegn: skriv {right} i stedet for {wrong}.": "Smart quote: write {right}, not {wrong}.",
    "Skriv {right} i stedet for {wrong}.": "Write {right}, not {wrong}.",
    "{error} Se tegn {place}: {part}": "{error} See character {place}: {part}",
    "Henvisningen {part} mangler }} til sidst.": "The reference {part} lacks its closing }}.",
    "Skriv {operator} mellem de to betingelser.": "Write {operator} between the two conditions.",
    "Mener du {near}?": "Do you mean {near}?",
    "Datoen {text} skrives år-måned-dag, fx '2026-12-31'.": "Write the date {text} as '2026-12-31'.",
    "Datoen {text} skrives år-måned-dag, fx 2026-12-31.": "Write the date {text} as 2026-12-31.",
    "Skriv ${{{name}}} i stedet for ${name}.": "Write ${{{name}}}, not ${name}.",
    "Skriv ${{{name}}} i stedet for {name}.": "Write ${{{name}}}, not {name}.",
    "${{{name}}} findes ikke i skemaet.": "There is no ${{{name}}} in the form.",
    "${{{name}}} er tvetydigt: flere spørgsmål hedder {name}. Giv dem hver sit navn.": (
        "${{{name}}} is ambiguous: several questions are called {name}. Give each its own name."
    ),
    "Mønstret {text} i regex() kan ikke læses: tjek parenteserne.": (
        "The pattern {text} in regex() cannot be read: check the brackets."
    ),
    "Kolonnen {name} findes ikke på arket choices.": "There is no column {name} on the choices sheet.",
    "Skriv ${{{word}}}, hvis du mener spørgsmålet, eller '{word}', hvis det er tekst.": (
        "Write ${{{word}}} if you mean the question, or '{word}' if it is text."
    ),
    "Sæt tekst i anførselstegn: '{word}'.": "Put text in quotes: '{word}'.",
    "Betingelsen kan aldrig være sand, så spørgsmålet kan aldrig nås.": (
        "The condition can never be true, so the question is never reached."
    ),
    "Betingelsen kan aldrig være opfyldt, så intet svar er gyldigt.": (
        "The condition can never hold, so no answer is valid."
    ),
    "Betingelsen modsiger den i {name} (række {row}), så spørgsmålet kan aldrig nås.": (
        "The condition contradicts that of {name} (row {row}), so the question is never reached."
    ),
    "Se listen på arket choices.": "See the list on the choices sheet.",
    "Der er {names}.": "There are {names}.",
    "{name} kan ikke være '{value}': listen {list} har ikke det svar.": (
        "{name} cannot be '{value}': the list {list} has no such choice."
    ),
    "trigger skal være et spørgsmål, fx ${{{name}}}.": "trigger must be a question, as ${{{name}}}.",
    "Skriv tallet uden anførselstegn: {value}.": "Write the number without quotes: {value}.",
    "{name} er et tal og kan ikke sammenlignes med '{value}'.": (
        "{name} is a number and cannot be compared with '{value}'."
    ),
    "{name} er en dato, men sammenlignes med tallet {value}.": (
        "{name} is a date, but is compared with the number {value}."
    ),
    "{name} er en dato. Skriv datoen som år-måned-dag, fx date('2026-12-31').": (
        "{name} is a date. Write the other as date('2026-12-31')."
    ),
    "{name} er tekst, men sammenlignes med et tal. Brug typen integer eller decimal.": (
        "{name} is text, but is compared with a number. Use the type integer or decimal."
    ),
    "instance('{name}') findes ikke i skemaet.": "There is no instance('{name}') in the form.",
    "Sæt en række med typen xml-external og navnet kontekst ind øverst.": (
        "Add a first row of type xml-external named kontekst."
    ),
    # rows
    "gruppen": "the group",
    "gentagelsen": "the repeat",
    "Navnet {name} må kun have bogstaver, tal, - _ og punktum, og det skal begynde med et bogstav.": (
        "The name {name} may only have letters, digits, - _ and points, and must begin with a letter."
    ),
    "Navnet må ikke have mellemrum: skriv {name}.": "A name has no spaces: write {name}.",
    "Navnet {name} bruges to gange i samme gruppe": "The name {name} is used twice in one group",
    "Navnet {name} bruges af to gentagelser": "The name {name} is used by two repeats",
    "{said} (også i række {row}).": "{said} (also in row {row}).",
    "{name} ligner {other} i række {row}: kun store og små bogstaver er forskellige.": (
        "{name} is like {other} in row {row}: only capitals differ."
    ),
    "Navnet {name} er optaget af skemaet selv. Vælg et andet.": (
        "The name {name} is taken by the form itself. Choose another."
    ),
    "Navnet er langt: {count} tegn. Et kort navn er lettere at bruge i betingelser.": (
        "The name is long: {count} characters. A short one is easier to use in conditions."
    ),
    "Navnet {name} har mellemrum til sidst. Slet dem.": "The name {name} ends in spaces. Delete them.",
    "Typen {name} kendes ikke.": "There is no type {name}.",
    "Kolonnen type mangler på arket survey.": "The survey sheet has no column type.",
    "Kolonnen name mangler på arket survey.": "The survey sheet has no column name.",
    "Skemaet har ingen spørgsmål.": "The form has no questions.",
    "Skriv listens navn efter {type}, fx {type} {example}.": (
        "Write the list's name after {type}, as {type} {example}."
    ),
    "Efter {type} står navnet på én liste og højst or_other.": (
        "After {type} stands the name of one list, and at most or_other."
    ),
    "Arket choices mangler, og {name} skal bruge listen {list}.": (
        "The choices sheet is missing, and {name} needs the list {list}."
    ),
    "Listen {name} findes ikke på arket choices.": "There is no list {name} on the choices sheet.",
    "Beregningen mangler (kolonnen calculation).": "The calculation is missing (column calculation).",
    "Spørgsmålet mangler et navn (name).": "The question has no name.",
    "Spørgsmålet mangler en type (kolonnen type).": "The question has no type (column type).",
    "Spørgsmålet {name} mangler en tekst (label).": "The question {name} has no text (label).",
    "En note kan ikke besvares, så den kan ikke være påkrævet. Slet required.": (
        "A note cannot be answered, so it cannot be required. Delete required."
    ),
    "required virker ikke på en gruppe. Skriv det ved spørgsmålene i den.": (
        "required has no effect on a group. Write it at the questions in it."
    ),
    "{name} kan hverken besvares eller regnes ud. Skriv en calculation eller en default.": (
        "{name} can be neither answered nor calculated. Write a calculation or a default."
    ),
    "end_{kind} står uden en begyndelse, der passer. Slet rækken.": (
        "end_{kind} has no beginning that fits. Delete the row."
    ),
    "Her slutter en anden, før {what} {name} fra række {row} er slut: end_{kind} mangler.": (
        "Another ends here before {what} {name} of row {row} does: end_{kind} is missing."
    ),
    "{what} {name} begynder i række {row}, men slutter ikke: end_{kind} mangler.": (
        "{what} {name} begins in row {row}, but does not end: end_{kind} is missing."
    ),
    "{name} er tom: der er ingen spørgsmål i.": "{name} is empty: there are no questions in it.",
    "Svaret {name} må ikke have mellemrum: skriv {better}.": "The choice {name} has no spaces: write {better}.",
    "Standardsvaret {value} er ikke et tal.": "The default {value} is no number.",
    "Standardsvaret {value} er ikke et helt tal.": "The default {value} is no whole number.",
    "Standardsvaret {value} findes ikke i listen {list}.": "The default {value} is not in the list {list}.",
    "repeat_count skal være et tal, ikke {value}.": "repeat_count must be a number, not {value}.",
    "repeat_count skal være et tal, men {name} er af typen {type}.": (
        "repeat_count must be a number, but {name} is of type {type}."
    ),
    "repeat_count kan ikke være negativt.": "repeat_count cannot be negative.",
    "repeat_count virker kun på en begin_repeat.": "repeat_count has an effect on begin_repeat only.",
    "{name} skal være et tal med punktum, ikke {text}.": "{name} must be a number with a point, not {text}.",
    "step kan ikke være 0.": "step cannot be 0.",
    "step er større end afstanden mellem start og end.": "step is larger than the distance from start to end.",
    # sheets and columns
    "Cellen er en formel uden værdi. Skriv værdien i stedet for formlen.": (
        "The cell is a formula without a value. Write the value instead."
    ),
    "Cellen viser Excels fejl {error}. Ret formlen, eller skriv værdien.": (
        "The cell shows Excel's error {error}. Mend the formula, or write the value."
    ),
    "Cellen har et usynligt tegn, der ikke kan gemmes. Skriv teksten igen.": (
        "The cell has an invisible character that cannot be saved. Write the text again."
    ),
    "Cellen står i en kolonne uden overskrift og bliver ikke brugt.": (
        "The cell is in a column without a heading and is not used."
    ),
    "Arket survey mangler.": "The survey sheet is missing.",
    "Arket {near} bruges ikke. Skal det hedde {name}?": "The sheet {near} is not used. Should it be {name}?",
    "Kolonnen {column} står to gange på arket {sheet}. Slet den ene.": (
        "The column {column} is twice on the sheet {sheet}. Delete one."
    ),
    "Kolonnen {column} kendes ikke. Mener du {near}?": "There is no column {column}. Do you mean {near}?",
    "Kolonnerne {one} og {other} betyder det samme. Slet den ene.": (
        "The columns {one} and {other} mean the same. Delete one."
    ),
    "Skemaet har intet form_id på arket settings, så filens navn bruges. Skriv et fast navn.": (
        "The form has no form_id on the settings sheet, so the file's name is used. Write a lasting one."
    ),
    "Skemaet har ingen version på arket settings. Skriv en, fx {example}.": (
        "The form has no version on the settings sheet. Write one, as {example}."
    ),
    "Arket settings har kun én række med værdier. Slet denne.": (
        "The settings sheet has one row of values only. Delete this one."
    ),
    "form_id har mellemrum. Skriv hellere {name}.": "form_id has spaces. Better write {name}.",
    "Svaret hører ikke til nogen liste (list_name).": "The choice belongs to no list (list_name).",
    "Svaret mangler et navn (name).": "The choice has no name.",
    "Svaret {name} mangler en tekst (label).": "The choice {name} has no text (label).",
    "Svaret {name} står to gange i listen {list} (også i række {row}).": (
        "The choice {name} is twice in the list {list} (also in row {row})."
    ),
    "Kolonnen {name} mangler på arket choices.": "The choices sheet has no column {name}.",
    "Sproget {name} har ingen kolonne.": "The language {name} has no column.",
    "Sprogene {one} og {other} skrives forskelligt. Skriv dem ens.": (
        "The languages {one} and {other} are written differently. Write them alike."
    ),
    "Teksten mangler på sproget {language}.": "The text is missing in the language {language}.",
    "Teksten mangler i kolonnen {column}.": "The text is missing in the column {column}.",
    "Kolonnen {column} mangler på sproget {language}.": "The column {column} is missing in the language {language}.",
    "Kolonnen {column} har intet sprog, men andre har. Kald den fx {column}::Dansk (da).": (
        "The column {column} has no language, but others have. Call it {column}::Dansk (da)."
    ),
    # kb columns
    "Et kontrolpunkt skal have svaret nej eller delvist i sin liste, ellers giver det aldrig et fund.": (
        "A checkpoint needs the choice nej or delvist in its list, else it never gives a finding."
    ),
    "kb:tiltag virker kun sammen med kb:kontrolpunkt på samme række.": (
        "kb:tiltag has an effect only together with kb:kontrolpunkt on the same row."
    ),
    "kb:kontrolpunkt hører til et select_one-spørgsmål, ikke {type}.": (
        "kb:kontrolpunkt belongs to a select_one question, not {type}."
    ),
    "kb:lag hører til en gentagelse, ikke {type}.": "kb:lag belongs to a repeat, not {type}.",
    "En gentagelse med kb:lag skal have {name}.": "A repeat with kb:lag must have {name}.",
    "kb:lov virker kun sammen med kb:kontrolpunkt på samme række, eller på en gruppe.": (
        "kb:lov has an effect only together with kb:kontrolpunkt on the same row, or on a group."
    ),
    "kb:enhed hører til et tal, ikke {type}.": "kb:enhed belongs to a number, not {type}.",
    "kb:kilde hører til et tal, ikke {type}.": "kb:kilde belongs to a number, not {type}.",
    "{column}: {name} skal stå i samme gruppe som {question}.": (
        "{column}: {name} must be in the same group as {question}."
    ),
    "Arket settings skal have kolonnen namespaces med {text}.": (
        "The settings sheet needs the column namespaces with {text}."
    ),
    "Kontrolpunktet {name} bruges også i række {row}. Giv det sit eget nummer.": (
        "The checkpoint {name} is also used in row {row}. Give it its own number."
    ),
    "{text} kendes ikke her. Vælg mellem {allowed}.": "{text} is not known here. Choose among {allowed}.",
    "Kolonnen {column} kendes ikke. Der findes {known}.": "There is no column {column}. There are {known}.",
    "Kolonnen {column} skal hedde {right}.": "The column {column} must be called {right}.",
    "Skriv {text}.": "Write {text}.",
    "Spørgsmålet {name}, som kb:kilde nævner, findes ikke.": "The question {name} named by kb:kilde is not there.",
    "Spørgsmålet {name}, som kb:enhed nævner, findes ikke.": "The question {name} named by kb:enhed is not there.",
    "Tiltagsskemaet {name} findes ikke.": "There is no measure form {name}.",
    # measure forms, and records of other forms
    "Et tiltagsskema skal have en gruppe med besparelsen. Kald den {name}.": (
        "A measure form needs a group with the saving. Call it {name}."
    ),
    "Tiltagsskemaet har ikke {name}, så {what} mangler.": "The measure form has no {name}, so {what} is missing.",
    "overskriften": "the heading",
    "prisen": "the price",
    "{name} mangler art: {known}.": "{name} lacks art: {known}.",
    "{name} mangler et tal: kwh, andel eller kroner.": "{name} lacks a figure: kwh, andel or kroner.",
    "{name} mangler energibaerer, fx 'el'.": "{name} lacks energibaerer, as 'el'.",
    "{name} mangler til_energibaerer, fx 'el'.": "{name} lacks til_energibaerer, as 'el'.",
    "{code} kendes ikke som {name}. Vælg mellem {known}.": "{code} is not known as {name}. Choose among {known}.",
    "{name} regnes også ud af skemaet {title}. Gem i en anden egenskab.": (
        "{name} is also calculated by the form {title}. Save to another property."
    ),
    # entities and files
    "save_to kræver arket entities, der siger, hvad svarene gemmes i.": (
        "save_to needs the sheet entities, which says what the answers are kept in."
    ),
    "save_to hører til et spørgsmål, ikke en gruppe.": "save_to belongs to a question, not a group.",
    "Arket entities mangler listens navn (list_name).": "The entities sheet lacks the list's name (list_name).",
    "repeat skal være en gentagelse i skemaet, fx ${{navn}}, ikke {text}.": (
        "repeat must be a repeat of the form, as ${{navn}}, not {text}."
    ),
    "Listen {name} står to gange på arket entities.": "The list {name} is twice on the entities sheet.",
    "{name} skrives også af {other} (række {row}). Kun ét spørgsmål må skrive en egenskab.": (
        "{name} is also written by {other} (row {row}). Only one question may write a property."
    ),
    "{name} kan ikke bruges i save_to: brug bogstaver, tal og _, og ikke name eller label.": (
        "{name} cannot be used in save_to: use letters, digits and _, and not name or label."
    ),
    "Listen {name} gemmes, men vises ikke: programmet kender {known}.": (
        "The list {name} is kept, but not shown: the program knows {known}."
    ),
    "Filen skal hedde noget, der ender på .csv, .xml eller .geojson.": (
        "The file's name must end in .csv, .xml or .geojson."
    ),
    "Filen er adskilt med semikolon. Brug komma som skilletegn.": (
        "The file is separated by semicolons. Use commas."
    ),
    "{name} kan ikke bruges: skriv kun filens navn, uden mappe.": (
        "{name} cannot be used: write the file's name only, without a folder."
    ),
    "{name} fylder for meget til et skema.": "{name} is too large for a form.",
    "Filen {name} mangler. Læg den i samme mappe som skemaet.": (
        "The file {name} is missing. Put it in the form's folder."
    ),
    "{name}: {reason}": "{name}: {reason}",
    "select_one_external virker ikke her. Brug select_one {list} med choice_filter.": (
        "select_one_external does not work here. Use select_one {list} with choice_filter."
    ),
    "Filen {file} har ingen kolonne {name}.": "The file {file} has no column {name}.",
    # the profile
    "Lyd optages ikke i programmet. En lydfil kan vedhæftes.": (
        "The program records no sound. A sound file can be attached."
    ),
    "Video optages ikke i programmet. En videofil kan vedhæftes.": (
        "The program records no video. A video file can be attached."
    ),
    "Der er intet kort. Punkterne skrives, ét på hver linje.": "There is no map. Points are typed, one a line.",
    "Kameraet bruges ikke. Koden skrives eller læses med en håndskanner.": (
        "The camera is not used. The code is typed or read by a hand scanner."
    ),
    "Koden skrives eller læses med en håndskanner.": "The code is typed or read by a hand scanner.",
    "Lyd optages ikke i programmet. Spørgsmålet bliver tomt.": (
        "The program records no sound. The question stays empty."
    ),
    "Programmet finder ikke stedet af sig selv. Spørgsmålet bliver tomt.": (
        "The program does not find the place by itself. The question stays empty."
    ),
    "Programmet fører selv historik. audit bliver ikke brugt.": (
        "The program keeps a history of its own. audit is not used."
    ),
    "OpenStreetMap er uden for det, programmet kan. Svaret skrives som tekst.": (
        "OpenStreetMap is outside what the program can do. The answer is typed as text."
    ),
    "Pc'en har intet telefonnummer. Spørgsmålet bliver tomt.": (
        "The computer has no phone number. The question stays empty."
    ),
    "Pc'en har intet simkort. Spørgsmålet bliver tomt.": "The computer has no SIM card. The question stays empty.",
    "Der er intet kompas. Retningen skrives som et tal.": "There is no compass. The bearing is typed as a number.",
    "Der tegnes ikke på billedet. Det vedhæftes, som det er.": (
        "The picture is not drawn on. It is attached as it is."
    ),
    "Der er intet kort. Svarene vises som en liste.": "There is no map. The choices are shown as a list.",
    "Der er intet kort. Stedet skrives som bredde og længde.": (
        "There is no map. The place is typed as latitude and longitude."
    ),
    "Billedet vises ikke som kort. Svarene vises som en liste.": (
        "The picture is not shown as a map. The choices are shown as a list."
    ),
    "Kameraet åbnes ikke af sig selv. Et billede kan vælges.": (
        "The camera does not open by itself. A picture can be chosen."
    ),
    "Kalenderen er den almindelige.": "The calendar is the ordinary one.",
    "Sider styres af skemaets grupper. pages bliver ikke brugt.": (
        "Pages follow the form's groups. pages is not used."
    ),
    "Udseendet {word} kendes ikke.": "There is no appearance {word}.",
    "Udseendet {word} er uden for det, programmet kan. Spørgsmålet vises som normalt.": (
        "The appearance {word} is outside what the program can do. The question looks as usual."
    ),
    "Udseendet {word} virker ikke på {type}. Spørgsmålet vises som normalt.": (
        "The appearance {word} has no effect on {type}. The question looks as usual."
    ),
    "Bemærk: {message}": "Note: {message}",
    # files that are no forms
    "Skemaet har ingen primær instans (model/instance).": "The form has no primary instance (model/instance).",
    "Filen er i det gamle Excel-format. Gem den som .xlsx.": (
        "The file is in Excel's old format. Save it as .xlsx."
    ),
    "Filen er ikke et skema: brug .xlsx, .csv eller .md.": "The file is no form: use .xlsx, .csv or .md.",
    "Filen indeholder ikke noget skema: arket survey mangler.": (
        "There is no form in the file: the survey sheet is missing."
    ),
    "Skemaet kan ikke omsættes. Kør form check, og ret det, den finder.": (
        "The form cannot be converted. Run form check and mend what it finds."
    ),
    "Filen fylder for meget til et skema.": "The file is too large for a form.",
    "række {row}: ": "row {row}: ",
    "{name}: {where}{reason}": "{name}: {where}{reason}",
    "Filen er gemt som UTF-16 eller er ingen tekstfil. Gem den som CSV UTF-8.": (
        "The file is saved as UTF-16 or is no text file. Save it as CSV UTF-8."
    ),
    "Filen er adskilt med semikolon. Gem skemaet som .xlsx, eller brug komma som skilletegn.": (
        "The file is separated by semicolons. Save the form as .xlsx, or use commas."
    ),
    "Filen er ikke gemt som UTF-8. Gem den som CSV UTF-8.": "The file is not saved as UTF-8. Save it as CSV UTF-8.",
    "Cellen i arket {sheet}, række {row}, er for lang: {count} tegn. Der er plads til {most}.": (
        "The cell on the sheet {sheet}, row {row}, is too long: {count} characters. There is room for {most}."
    ),
    "Arket {sheet} har over {most} rækker. Det er for mange til et skema.": (
        "The sheet {sheet} has more than {most} rows. That is too many for a form."
    ),
    "Linje {line} kan ikke læses som CSV: er der et anførselstegn for meget?": (
        "Line {line} cannot be read as CSV: is there a quote too many?"
    ),
    "Regnearket er beskadiget. Åbn det i Excel, og gem det igen som .xlsx.": (
        "The workbook is damaged. Open it in Excel and save it again as .xlsx."
    ),
    "Regnearket har adgangskode eller er i det gamle .xls-format. Gem det i Excel som .xlsx uden adgangskode.": (
        "The workbook has a password or is in the old .xls format. Save it in Excel as .xlsx without a password."
    ),
    "Regnearket pakker ud til mere, end et skema kan fylde.": "The workbook unpacks to more than a form can be.",
    "Regnearket har adgangskode. Gem det i Excel uden adgangskode.": (
        "The workbook has a password. Save it in Excel without one."
    ),
    # what the converter refuses
    "Omsætteren siger: {reason}": "The converter says: {reason}",
    "Navnet må kun have bogstaver, tal, - _ og punktum, og det skal begynde med et bogstav.": (
        "A name may only have letters, digits, - _ and points, and must begin with a letter."
    ),
    "Spørgsmålet mangler en type.": "The question has no type.",
    "Spørgsmålet mangler et navn.": "The question has no name.",
    "En henvisning skrives ${navn}: tjek tegnene $, { og }.": "A reference is written ${name}: check $, { and }.",
    "Skriv parametre som navn=værdi med mellemrum imellem, fx start=0 end=10.": (
        "Write parameters as name=value with spaces between, as start=0 end=10."
    ),
    "Parameteren {rejected} kendes ikke her. Brug {accepted}.": (
        "The parameter {rejected} is not known here. Use {accepted}."
    ),
    "Parameteren {name} har en værdi, der ikke kan bruges.": "The parameter {name} has a value that cannot be used.",
    "choice_filter kan ikke bruges sammen med or_other eller table-list.": (
        "choice_filter cannot be used with or_other or table-list."
    ),
    "Alle spørgsmål i en table-list skal bruge samme liste.": "All questions of a table-list must use one list.",
    "trigger skal være et spørgsmål i skemaet.": "trigger must be a question of the form.",
    # the grammar of expressions
    "Tegnet {sign} kan ikke stå her i et udtryk.": "The character {sign} cannot be here in an expression.",
    "Krøllet anførselstegn {sign}: skriv et lige tegn, ' eller \".": (
        "Smart quote {sign}: write a straight one, ' or \"."
    ),
    "Teksten begynder med {sign}, men slutter ikke.": "The text begins with {sign}, but does not end.",
    "Udtrykket slutter midt i en beregning: der mangler noget til sidst.": (
        "The expression ends in the middle: something is missing at its end."
    ),
    "Udtrykket er for dybt indlejret.": "The expression is nested too deeply.",
    "Udtrykket er for langt: højst {most} tegn.": "The expression is too long: at most {most} characters.",
    "Her er for mange sammenligninger efter hinanden.": "There are too many comparisons in a row here.",
    "Her mangler et navn.": "A name is missing here.",
    "Før {text} mangler en værdi eller et spørgsmål.": "A value or a question is missing before {text}.",
    "Her ventes en regneoperation, ikke {text}.": "An operator is expected here, not {text}.",
    "Her mangler {text}": "Here {text} is missing",
    "Ukendt akse {name}.": "Unknown axis {name}.",
}
