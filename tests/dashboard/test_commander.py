import asyncio
import json

import pytest

from contract.codec import encode
from contract.commands import COMMAND_LIFE_S, CommandResult
from contract.errors import PayloadError
from contract.topics import Topics
from dashboard.errors import BrokerAwayError, NoAnswerError, TooManyError
from dashboard.web.commander import MOST_WAITING, Commander, patience_s

NOW_MS = 1_784_727_120_000
AT_ONCE_S = 0.001


class Chair:
    """A broker with a chair behind it: keeps what is sent, and answers as told, before publish returns."""

    def __init__(self, *answers, patience_s=lambda _name: 5.0):
        self.commander = Commander(Topics(), lambda: NOW_MS, patience_s)
        self.commander.through(self.publish)
        self.answers, self.sent = answers, []

    def publish(self, topic, payload, **how):
        self.sent.append((topic, json.loads(payload), how))
        for answer in self.answers:
            id_ = self.sent[-1][1]["id"]
            self.commander.receive(answer.get("topic", topic.replace("/cmd/", "/result/")), result(id_, **answer))
        return 1

    def tell(self, name, **fields):
        return asyncio.run(self.commander.tell("desk", name, fields))


def result(id_, accepted=True, why="", **other):
    told = CommandResult(id=other.get("id", id_), accepted=accepted, why=why, code=other.get("code", ""))
    return encode(told)


def test_a_chairs_answer_comes_back_to_who_asked():
    chair = Chair({"accepted": False, "why": "somebody sits; get up"})
    answer = chair.tell("tare")
    assert (answer.accepted, answer.why) == (False, "somebody sits; get up")
    assert chair.commander.waiting == 0


def test_a_command_expires_is_not_kept_and_carries_an_id_of_its_own():
    chair = Chair({})
    for _ in range(2):
        chair.tell("snooze", snooze_s=600)
    (topic, first, how), (_, second, _) = chair.sent
    assert (topic, how) == ("chairs/v1/desk/cmd/snooze", {"qos": 1, "expires_s": COMMAND_LIFE_S})
    assert (first["name"], first["snooze_s"], first["sent_ms"]) == ("snooze", 600.0, NOW_MS)
    assert first["id"] != second["id"]


def test_a_chair_that_says_nothing_is_given_up_and_forgotten():
    chair = Chair(patience_s=lambda _name: AT_ONCE_S)
    with pytest.raises(NoAnswerError, match=r"did not answer within 0\.001 s; is it on\?"):
        chair.tell("identify")
    assert chair.commander.waiting == 0


def test_a_baseline_may_take_its_two_minutes():
    assert (patience_s("baseline"), patience_s("tare")) == (130, 30)


@pytest.mark.parametrize(
    "answer",
    [
        {"id": "somebody-elses"},
        {"topic": "chairs/v1/other/result/identify"},
        {"topic": "chairs/v1/desk/result/tare"},
    ],
)
def test_an_answer_to_another_question_is_nobodys(answer):
    chair = Chair(answer, patience_s=lambda _name: AT_ONCE_S)
    with pytest.raises(NoAnswerError):
        chair.tell("identify")


def test_an_answer_given_twice_counts_once():
    assert Chair({}, {"accepted": False}).tell("identify").accepted


def test_without_the_broker_nothing_is_sent_and_that_is_said():
    alone = Commander(Topics(), lambda: NOW_MS)
    for publish in (None, lambda *_, **__: None):
        if publish:
            alone.through(publish)
        with pytest.raises(BrokerAwayError, match="broker is away"):
            asyncio.run(alone.tell("desk", "identify", {}))
    assert alone.waiting == 0


def test_no_more_questions_wait_than_a_person_asks():
    chair = Chair()

    async def story():
        asked = [asyncio.ensure_future(chair.commander.tell("desk", "identify", {})) for _ in range(MOST_WAITING)]
        await asyncio.sleep(0)
        with pytest.raises(TooManyError):
            await chair.commander.tell("desk", "identify", {})
        for question in asked:
            question.cancel()
        await asyncio.gather(*asked, return_exceptions=True)

    asyncio.run(story())
    assert chair.commander.waiting == 0


def test_what_is_no_answers_topic_is_left_to_others():
    commander = Commander(Topics(), lambda: NOW_MS)
    assert not commander.receive("chairs/v1/desk/state", b"{}")
    assert not commander.receive("elsewhere/desk/result/tare", b"{}")
    with pytest.raises(PayloadError):
        commander.receive("chairs/v1/desk/result/tare", b"{}")


@pytest.mark.parametrize(
    ("name", "fields", "field", "why"),
    [
        ("snooze", {}, "snooze_s", "is missing"),
        ("snooze", {"snooze_s": 7201}, "snooze_s", "<= 7200"),
        ("snooze", {"snooze_s": "long"}, "snooze_s", "expected `float`, got `str`"),
        ("snooze", {"snooze_s": 60, "sent_ms": 1}, "sent_ms", "no such field; snooze takes snooze_s"),
        ("limits", {}, "", "limits takes nudge_s, alert_s, uneven_points, uneven_s, hours: give at least one"),
        ("limits", {"nudge_s": 1e-300}, "nudge_s", "expected `float` >= 10"),
        ("limits", {"alert_s": 9.9}, "alert_s", "expected `float` >= 10"),
        ("limits", {"uneven_s": 9.9}, "uneven_s", "expected `float` >= 10"),
        ("limits", {"uneven_points": 0.9}, "uneven_points", "expected `float` >= 1"),
        ("tare", {"now": True}, "now", "tare takes no fields"),
        ("do_not_disturb", {"quiet": 1}, "quiet", "expected `bool`"),
    ],
)
def test_a_field_that_cannot_be_is_named_and_nothing_is_sent(name, fields, field, why):
    chair = Chair({})
    with pytest.raises(PayloadError) as refused:
        chair.tell(name, **fields)
    assert refused.value.field == field
    assert why in str(refused.value)
    assert chair.sent == []
