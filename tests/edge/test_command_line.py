"""`sitwell-edge run`: what a stop does while the cells are still being opened."""

import signal

import pytest
from typer.testing import CliRunner

import edge.__main__
import mock_hw.__main__


class Opening:
    """Cells that take long to open: the stop comes meanwhile."""

    def __init__(self, *_arguments, **_options):
        pass

    def __enter__(self):
        signal.raise_signal(signal.SIGTERM)
        return self

    def __exit__(self, *_error):
        pass


@pytest.fixture
def signals():
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.parametrize(
    ("module", "arguments"), [(edge.__main__, ["run"]), (mock_hw.__main__, ["chair"])], ids=["real", "simulated"]
)
@pytest.mark.usefixtures("signals")
def test_a_stop_while_the_cells_are_opened_is_a_stop(module, arguments, tmp_path, monkeypatch):
    stops = []
    monkeypatch.setattr(module, "AcquisitionProcess", Opening)
    monkeypatch.setattr(module, "run_chair", lambda *given: stops.append(given[-1].stop()))
    (tmp_path / "edge.toml").write_text("")
    ended = CliRunner().invoke(module.cli, [*arguments, "--config", str(tmp_path / "edge.toml")])
    assert (ended.exit_code, stops) == (0, [True])
