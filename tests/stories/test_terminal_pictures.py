"""The pictures of the terminal in the documents can still be made, and show what the commands show."""

import re

from tests.stories.terminal_pictures import main


def words(path):
    """Return the words of a picture; SVG parts them by fixed spaces."""
    return " ".join(re.sub(r"<[^>]*>", " ", path.read_text("utf-8")).replace("&#160;", " ").split())


def test_the_pictures_of_check_calibrate_and_monitor_can_be_made(tmp_path):
    main(tmp_path)
    check, monitor = words(tmp_path / "terminal-check.svg"), words(tmp_path / "terminal-monitor.svg")
    assert "FAILED rear right: cell" in check
    assert "The chair may not run yet: 1 of" in check
    assert str(tmp_path) not in check
    assert "seen from above, as you sit" in monitor
    assert "left" in re.search(r"centre .*", monitor)[0]
    calibrate = words(tmp_path / "terminal-calibrate.svg")
    assert "Keep off: measuring." in calibrate
    assert "▸ rear left" in calibrate
    assert "residual in the middle" in calibrate
    assert not [path.name for path in tmp_path.glob("*.svg") if "@font-face" in path.read_text("utf-8")]
