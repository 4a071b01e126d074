"""The languages of the desk: texts by gettext's catalogues, dates and numbers by Babel. docs/languages.md says how."""
