"""How properties are tested here: the same examples each time, few enough that the unit folders stay fast."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "sitwell",
    derandomize=True,
    database=None,
    deadline=None,  # a busy machine is no failure
    max_examples=30,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("sitwell")
