"""How a message is told where nobody asks: by the language of the settings, without Babel where that is English."""

from collections.abc import Callable

from contract.errors import ConfigError
from dashboard.words import Message, plainly, render


def speaker(language: str) -> Callable[[Message], str]:
    """Return what tells a message in a language. Raises `ConfigError` for one that there is not."""
    if language == "en":
        return lambda message: render(message, str, plainly)
    from dashboard.locale.catalogue import LANGUAGES, catalogue  # noqa: PLC0415 - brings Babel, 10 MB

    if language not in LANGUAGES:
        raise ConfigError(f"language {language!r} in [ingest] is not there; there are {', '.join(LANGUAGES)}")
    return catalogue(language).render
