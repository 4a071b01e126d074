"""`python -m dashboard.locale`: bring every catalogue up to date with the texts; say what it lacks.

With the name of a language that there is not yet, such as `fr`, its file is made.
"""

import sys

from babel.core import UnknownLocaleError
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from dashboard.locale.catalogue import LANGUAGES, SOURCE, po_file, read_catalog
from dashboard.locale.collect import template

HEADER = """\
# The texts of Sitwell. `python -m dashboard.locale` keeps the list; docs/languages.md says how to translate."""


def update(language: str, collected: Catalog) -> list[str]:
    """Write a language's file anew with what was collected, and return the texts that it still lacks."""
    path = po_file(language)
    kept = read_catalog(language) if path.exists() else Catalog(language, project="Sitwell", header_comment=HEADER)
    kept.header_comment, kept.fuzzy, kept.project, kept.version = HEADER, False, "Sitwell", ""
    kept.msgid_bugs_address = kept.last_translator = kept.language_team = ""  # git knows better
    kept.revision_date = kept.creation_date
    kept.update(collected, no_fuzzy_matching=True, update_header_comment=False, update_creation_date=False)
    kept.obsolete.clear()  # what is gone is gone: git keeps it
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, kept, width=120, sort_output=True, include_lineno=False, ignore_obsolete=True)
    return [str(message.id) for message in kept if message.id and not _whole(message.string)]


def _whole(translated: object) -> bool:
    return all(translated) if isinstance(translated, tuple | list) else bool(translated)


def main(arguments: list[str]) -> int:
    """Update all catalogues and those that are named; 1 while something is missing."""
    collected = template()
    missing = 0
    for language in sorted({*LANGUAGES, *arguments} - {SOURCE}):
        try:
            lacks = update(language, collected)
        except (UnknownLocaleError, ValueError) as error:
            print(f"{language}: {error}; give the short name of a language, such as fr", file=sys.stderr)
            return 2
        print(f"{language}: {len(collected)} texts, {len(lacks)} without a translation")
        print("".join(f"    {text}\n" for text in lacks), end="")
        missing += len(lacks)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
