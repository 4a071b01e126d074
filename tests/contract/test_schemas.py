"""The schema files say what the code says."""

from contract.schemas import FOLDER, schemas


def test_the_schema_files_are_current():
    written = {path.name: path.read_text("utf-8") for path in FOLDER.glob("*.json")}
    assert written == schemas(), "run: python -m contract.schemas"
