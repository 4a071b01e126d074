"""How commands on the desk's own computer reach the page that runs there."""

import ssl

from contract.errors import ConfigError
from dashboard.config import WebSettings

EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}  # noqa: S104 - where it listens, not where we do


def page_url(web: WebSettings) -> str:
    """Return where the page is by its settings, from this computer."""
    host = EVERYWHERE.get(web.host, web.host)
    return f"{'https' if web.certificate else 'http'}://{f'[{host}]' if ':' in host else host}:{web.port}/"


def trust(web: WebSettings) -> ssl.SSLContext | None:
    """Return what to trust over https: the page's own certificate, whatever name is in it; None for http.

    Raises `ConfigError` when it cannot be read.
    """
    if not web.certificate:
        return None
    try:
        context = ssl.create_default_context(cafile=web.certificate)
    except OSError as error:
        raise ConfigError(f"certificate {web.certificate!r} in [web] cannot be read: {error}") from error
    context.check_hostname = False  # we ask 127.0.0.1, and the certificate has the name that others ask for
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    return context
