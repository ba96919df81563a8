#!/usr/bin/env python3
"""Writes cldr.json: which plural form whole numbers take, as CLDR has it (pip install babel)."""

import json
import pathlib

from babel import Locale

LANGUAGES = "ar be cs de en es fr he it ja lt pl pt ro ru sl sr tr uk".split()
NUMBERS = [*range(0, 131), 200, 201, 202, 211, 999, 1000, 1001, 1002, 1005, 1011, 1012, 1021,
           10_000, 100_000, 999_999, 1_000_000, 1_000_001, 1_000_002, 2_000_000, 1_000_000_000]

forms = {}
for language in LANGUAGES:
    rule = Locale.parse(language).plural_form
    forms[language] = {}
    for number in NUMBERS:
        forms[language].setdefault(rule(number), []).append(number)

lines = [f'  "{language}": {json.dumps(forms[language])}' for language in LANGUAGES]
target = pathlib.Path(__file__).with_name("cldr.json")
target.write_text("{\n" + ",\n".join(lines) + "\n}\n")
