import base64

import msgspec
import pytest

from contract.enrolment import MARK, Enrolment, read_code
from contract.errors import ConfigError

ENROLMENT = Enrolment(
    chair="desk", host="desk.local", port=8883, prefix="chairs/v1", password="p" * 32, ca="-----BEGIN CERTIFICATE-----"
)


def test_a_code_says_what_was_put_into_it_however_a_terminal_broke_its_lines():
    code = ENROLMENT.code()
    assert read_code(code) == ENROLMENT
    assert read_code("\n  ".join(code[at : at + 60] for at in range(0, len(code), 60)) + "\r\n") == ENROLMENT


def test_every_cut_of_a_code_is_refused_and_never_half_read():
    code = ENROLMENT.code()
    for length in range(len(code)):
        with pytest.raises(ConfigError) as refused:
            read_code(code[:length])
        assert "p" * 16 not in str(refused.value)


@pytest.mark.parametrize("text", ["", "sitwell2:abc", "hello", MARK + "ä", MARK + "x" * 9000, MARK + "bnVsbA"])
def test_what_is_no_code_is_refused_with_a_remedy(text):
    with pytest.raises(ConfigError, match="code"):
        read_code(text)


@pytest.mark.parametrize(
    "change", [{"chair": "+"}, {"host": "a b"}, {"port": 0}, {"password": "short"}, {"version": 2}]
)
def test_a_code_with_something_odd_in_it_is_refused(change):
    odd = msgspec.json.decode(msgspec.json.encode(ENROLMENT)) | change
    code = MARK + base64.urlsafe_b64encode(msgspec.json.encode(odd)).decode().rstrip("=")
    with pytest.raises(ConfigError, match="something odd"):
        read_code(code)


def test_the_password_is_not_in_what_reaches_a_log():
    assert "pppp" not in f"{ENROLMENT} {ENROLMENT!r}"
