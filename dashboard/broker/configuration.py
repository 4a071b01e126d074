"""The text of mosquitto.conf, for mosquitto 2.0 and for 2.1, where password and ACL files are read by plugins."""

from typing import Literal, NamedTuple

Version = Literal["2.0", "2.1"]

BIGGEST_PACKET = 65_536
"""Bytes. No message of ours has over 16 KB; Home Assistant's description of a chair has about 10."""

CONTAINER_CONFIG, CONTAINER_DATA = "/mosquitto/config", "/mosquitto/data"
"""Where the image eclipse-mosquitto looks."""


class Layout(NamedTuple):
    """Where mosquitto finds its files, and which mosquitto it is."""

    version: Version
    port: int
    config: str
    data: str
    plugins: str


_FILES = """\
allow_anonymous false
password_file {config}/passwords
acl_file {config}/acl
"""

_PLUGINS = """\
listener_allow_anonymous false
plugin {plugins}/mosquitto_password_file.so
plugin_opt_password_file {config}/passwords
plugin {plugins}/mosquitto_acl_file.so
plugin_opt_acl_file {config}/acl
"""

_CONFIGURATION = """\
# For mosquitto {version}, made by `sitwell-dashboard broker-config`, which makes it anew: change its options instead.

# Chairs keep each event until the desk has stored it. What waits here spares them from sending it again: a day of 50
# chairs. mosquitto's own limit is 1000.
max_queued_messages 100000
max_queued_bytes 67108864
max_packet_size {biggest}
max_keepalive 120
persistence true
persistence_location {data}/
persistent_client_expiration 14d
autosave_interval 300

log_dest stderr
log_type error
log_type warning
log_type notice
connection_messages true
{before}
# The only way in: encrypted, with a user and a password.
listener {port}
max_connections 1000
{after}certfile {config}/server.crt
keyfile {config}/server.key
tls_version tlsv1.2
# A client id is the user's name, whatever the client says: nobody takes over the session of somebody else.
use_username_as_clientid true
"""


def configuration_text(layout: Layout) -> str:
    """Return mosquitto.conf for a place and a version."""
    plugins = layout.version == "2.1"
    guard = (_PLUGINS if plugins else _FILES).format(config=layout.config, plugins=layout.plugins)
    return _CONFIGURATION.format(
        version=layout.version,
        biggest=BIGGEST_PACKET,
        data=layout.data.rstrip("/"),
        port=layout.port,
        config=layout.config,
        before="" if plugins else f"\n{guard}",
        after=guard if plugins else "",
    )
