"""A settings file that cannot be used names the file, the key and the remedy."""

from typing import Annotated

import msgspec
import pytest

from contract.errors import ConfigError
from contract.settings import describe, example, load_settings


class Lamp(msgspec.Struct, frozen=True, kw_only=True):
    watts: Annotated[float, msgspec.Meta(gt=0, le=60, description="W; how bright")] = 5.0
    colour: Annotated[str, msgspec.Meta(description="name of a colour")] = "warm"
    dim: Annotated[bool, msgspec.Meta(description="true to dim")] = False
    retries: Annotated[int, msgspec.Meta(ge=0, description="tries")] = 3

    def __post_init__(self):
        if self.dim and self.watts > 40:
            raise ValueError("a lamp over 40 W cannot be dimmed")


class House(msgspec.Struct, frozen=True, kw_only=True):
    lamp: Lamp = Lamp()


@pytest.fixture
def load(tmp_path):
    def load(text, **environment):
        path = tmp_path / "house.toml"
        path.write_text(text, "utf-8")
        return load_settings(House, path, environment)

    return load


def test_without_a_file_the_defaults_hold():
    assert load_settings(House, None, {}) == House()


def test_a_key_that_is_set_is_set_and_the_others_keep_their_defaults(load):
    assert load("[lamp]\nwatts = 40\n").lamp == Lamp(watts=40.0)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[lamp]\nwats = 3\n", "there is no key 'lamp.wats'; did you mean 'lamp.watts'?"),
        ("[lamb]\nwatts = 3\n", "there is no key 'lamb'; did you mean 'lamp'?"),
        ("watts = 3\n", "there is no key 'watts'; did you mean 'lamp.watts'?"),
        ("lamp = 3\n", "'lamp' is a table: write [lamp] and its keys below it"),
        ("[lamp]\nwatts = 'many'\n", "lamp.watts: Expected `float`, got `str` (lamp.watts is: W; how bright)"),
        ("[lamp]\nwatts = nan\n", "lamp.watts: Expected `float` > 0.0"),
        ("[lamp]\nwatts = inf\n", "lamp.watts: Expected `float` <= 60.0"),
        ("[lamp]\nwatts = 61\n", "lamp.watts: Expected `float` <= 60.0"),
        ("[lamp]\nretries = 1.5\n", "lamp.retries: Expected `int`, got `float`"),
        ("[lamp]\ncolour = 7\n", "lamp.colour: Expected `str`, got `int`"),
        ("[lamp.colour]\nred = 1\n", "lamp.colour: Expected `str`, got `object`"),
        ("[lamp]\nwatts = 50\ndim = true\n", "lamp: a lamp over 40 W cannot be dimmed"),
        ("[lamp\n", "not TOML"),
    ],
)
def test_a_bad_file_names_itself_the_key_and_the_remedy(load, text, said):
    with pytest.raises(ConfigError) as refused:
        load(text)
    assert "house.toml" in str(refused.value)
    assert said in str(refused.value)


def test_a_file_that_is_not_there_is_not_the_defaults(tmp_path):
    with pytest.raises(ConfigError, match=r"house\.toml: there is no such file; give its path with --config"):
        load_settings(House, tmp_path / "house.toml", {})


def test_a_folder_and_a_file_of_other_letters_are_refused(tmp_path):
    with pytest.raises(ConfigError, match="cannot be read"):
        load_settings(House, tmp_path, {})
    (tmp_path / "house.toml").write_bytes(b"[lamp]\ncolour = '\xff'\n")
    with pytest.raises(ConfigError, match="cannot be read"):
        load_settings(House, tmp_path / "house.toml", {})


def test_the_environment_goes_above_the_file(load):
    lamp = load("[lamp]\nwatts = 40\n", SITWELL_LAMP_WATTS="12.5", SITWELL_LAMP_DIM="true").lamp
    assert lamp == Lamp(watts=12.5, dim=True)


def test_a_bad_variable_is_named(load):
    with pytest.raises(ConfigError, match=r"house\.toml with SITWELL_LAMP_WATTS: lamp\.watts: Expected `float`"):
        load("", SITWELL_LAMP_WATTS="many")
    with pytest.raises(ConfigError, match=r"^SITWELL_LAMP_WATTS: lamp\.watts: "):
        load_settings(House, None, {"SITWELL_LAMP_WATTS": "0"})


def test_a_misspelt_variable_of_a_table_is_refused_with_the_nearest(load):
    with pytest.raises(ConfigError, match=r"SITWELL_LAMP_WATS sets no key; did you mean SITWELL_LAMP_WATTS, which is "):
        load("", SITWELL_LAMP_WATS="12")


def test_a_variable_of_no_table_here_is_somebody_elses(load):
    assert load("", SITWELL_APT="no", SITWELL_SITTING_NUDGE_S="600", SITWELL_LAMPS="4", LAMP_WATS="1") == House()


def test_a_contradiction_of_the_whole_names_the_file_and_the_reason(tmp_path):
    class Even(msgspec.Struct, frozen=True, kw_only=True):
        number: int = 2

        def __post_init__(self):
            if self.number % 2:
                raise ValueError("number must be even")

    path = tmp_path / "even.toml"
    path.write_text("number = 3\n")
    with pytest.raises(ConfigError, match=r"even\.toml: number must be even$"):
        load_settings(Even, path, {})


def test_the_example_has_every_key_at_its_default_with_its_meaning(load):
    text = example(House)
    assert "watts = 5.0  # W; how bright" in text
    assert load(text) == House()
    assert [key for key, _, _ in describe(House)] == ["lamp.watts", "lamp.colour", "lamp.dim", "lamp.retries"]
