"""Where messages go, and topics that are none of ours."""

from typing import get_args

import pytest

from contract.errors import ConfigError, PayloadError
from contract.topics import Channel, Topics


@pytest.mark.parametrize("prefix", ["chairs/v1", "site", "a/b/c/d"])
@pytest.mark.parametrize("channel", get_args(Channel))
def test_a_topic_leads_back_to_its_chair_and_channel(prefix, channel):
    topics = Topics(prefix)
    assert topics.of("desk-3", channel) == f"{prefix}/desk-3/{channel}"
    assert topics.parse(topics.of("desk-3", channel)) == ("desk-3", channel)


def test_a_filter_matches_one_channel_of_all_chairs():
    assert Topics("site/v1").every("minute") == "site/v1/+/minute"


@pytest.mark.parametrize("prefix", ["", "/", "/v1", "v1/", "a//b", "a/+", "#", "a b", "a\n"])
def test_a_prefix_with_wildcards_spaces_or_empty_levels_is_refused(prefix):
    with pytest.raises(ConfigError, match="topic prefix"):
        Topics(prefix)


@pytest.mark.parametrize("chair", ["", "A", "a/b", "+", "#", "a" * 33, "a\n", "ä"])
def test_a_chair_id_that_is_no_topic_level_is_refused(chair):
    with pytest.raises(ConfigError, match="chair id"):
        Topics().of(chair, "frame")


@pytest.mark.parametrize(
    "topic",
    [
        "",
        "chairs/v1",
        "chairs/v1/frame",
        "chairs/v1/a/b/frame",
        "chairs/v2/a/frame",
        "chairs/v1/A/frame",
        "chairs/v1/a/cmd",
        "chairs/v1/a/frame/",
        "chairs/v1/a\n/frame",
    ],
)
def test_a_topic_of_somebody_else_is_refused(topic):
    with pytest.raises(PayloadError, match="topic"):
        Topics().parse(topic)


def test_two_sites_at_one_broker_have_no_client_of_the_same_name():
    assert Topics().client_id("ingest") == "sitwell-ingest"
    names = {Topics(prefix).client_id("chair-desk") for prefix in ("chairs/v1", "attic/v1", "cellar/v1")}
    assert len(names) == 3
