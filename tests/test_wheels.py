"""What a Raspberry Pi installs, named: without these wheels pip would look for a compiler, or take an empty lgpio.

The hashes are those of the files that pip brought for aarch64 and glibc 2.36 in November 2026. After `scripts/lock` a
version here may be behind; `pip download --only-binary :all: --platform manylinux_2_34_aarch64 ...` names the new ones.
"""

import re
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import parse_wheel_filename

LOCK = (Path(__file__).resolve().parents[1] / "requirements" / "pi.txt").read_text()

MANY = "manylinux2014_aarch64.manylinux_2_17_aarch64"
WHEELS = {
    "3.11": {
        "lgpio-0.2.2.0-cp311-cp311-manylinux_2_34_aarch64.whl": (
            "a2f71fb95b149d8ac82c7c6bae70f054f6dc42a006ad35c90c7d8e54921fbcf4"
        ),
        f"gpiod-2.5.0-cp311-cp311-{MANY}.manylinux_2_28_aarch64.whl": (
            "52cd6b973a80c5db29f34f9a54205e88e91e40132fb8a85bccfa06634cb77deb"
        ),
        f"msgspec-0.22.0-cp311-cp311-{MANY}.manylinux_2_28_aarch64.whl": (
            "b962000e11dd34fb210a5a2c57a8a62b2d92b381c8cb3b05c075a83e38f8d645"
        ),
        f"pydantic_core-2.50.4-cp311-cp311-{MANY}.whl": (
            "30d4dc35bc0eea52202a90b3820445ee0072c820241bfa710a623a078c9b267b"
        ),
        f"sysv_ipc-1.2.0-cp311-cp311-{MANY}.manylinux_2_28_aarch64.whl": (
            "d2137e9711b672d04285a544703a323a6b9cde77e113041b1b142e89aa7e1455"
        ),
    },
    "3.13": {
        f"gpiod-2.5.0-cp313-cp313-{MANY}.manylinux_2_28_aarch64.whl": (
            "c6b51959d24461d55fbafc1a6d1accd0904bb1de76182f7479b2bc473d86cfc8"
        ),
        f"msgspec-0.22.0-cp313-cp313-{MANY}.manylinux_2_28_aarch64.whl": (
            "627bfdfe5a4b3d916b3360b30f4cddeee3a084f56593e33527c6872fa8322ff9"
        ),
        f"pydantic_core-2.50.4-cp313-cp313-{MANY}.whl": (
            "a9ee990bf2cfbd81574c5d4f9f6c9d480a14b5b43d2c4f2ca13f4c6f48089394"
        ),
        f"sysv_ipc-1.2.0-cp313-cp313-{MANY}.manylinux_2_28_aarch64.whl": (
            "977f0e313c2e663000f0c316682ea2c3f6d2f86bbbdb1bcd274fea244a211df0"
        ),
    },
}
"""By Python: every wheel that holds machine code; all others are for any machine. On 3.13 lgpio comes from apt."""


def pinned(name):
    """The requirement as pinned for a Pi, and its hashes."""
    found = re.search(rf"^{re.escape(name)}==(?P<rest>.*?)(?=^\S|\Z)", LOCK, re.MULTILINE | re.DOTALL)
    assert found, f"requirements/pi.txt has no {name}"
    line = found[0].partition("\\")[0].strip()
    return Requirement(line), set(re.findall(r"sha256:([0-9a-f]{64})", found["rest"]))


@pytest.mark.parametrize(("python", "wheel"), [(python, wheel) for python in WHEELS for wheel in WHEELS[python]])
def test_a_raspberry_pi_has_a_wheel_for_everything_that_is_machine_code(python, wheel):
    name, version, _, tags = parse_wheel_filename(wheel)
    requirement, hashes = pinned(name)
    assert requirement.specifier.contains(version), f"pinned is {requirement}; name its wheel here"
    assert WHEELS[python][wheel] in hashes
    assert requirement.marker is None or requirement.marker.evaluate(
        {"python_version": python, "python_full_version": f"{python}.2", "platform_machine": "aarch64"}
    )
    glibc = min(int(re.search(r"manylinux_2_(\d+)_", tag.platform)[1]) for tag in tags if "_2_" in tag.platform)
    assert glibc <= 36, "Raspberry Pi OS of Debian 12 has glibc 2.36"


def test_the_real_lgpio_is_pinned_where_it_has_wheels_and_nowhere_else():
    requirement, _ = pinned("lgpio")
    assert str(requirement.specifier) == "==0.2.2.0"
    wanted = {python: requirement.marker.evaluate({"python_full_version": f"{python}.2"}) for python in WHEELS}
    assert wanted == {"3.11": True, "3.13": False}
