"""Advice for the day: shifting, breaks, driving, standing long, exercise, and what a chair's prompts are about."""

from dashboard.advice.advice import Advice
from dashboard.words import N_, Message

EVERYDAY = (
    Advice(
        id="shift-often",
        title=Message(N_("Shift while you sit")),
        says=(
            Message(N_("No single way to sit is the good one. Move your weight now and then.")),
            Message(N_("In two trials, fewer office workers who shifted more often reported new low-back pain.")),
            Message(N_("Around 20 shifts in an hour are usual for healthy office workers.")),
        ),
        rests_on=("shift-prompts", "shifting-cushion", "shifts-per-hour", "stillness"),
    ),
    Advice(
        id="break-often",
        title=Message(N_("Get up now and then")),
        says=(
            Message(
                N_("Get up at least once in an hour, for five to ten minutes if you can. Two are better than none.")
            ),
            Message(N_("In a trial, fewer office workers who took active breaks reported new low-back pain.")),
            Message(N_("Aim for two hours off the seat in a working day, and later for four.")),
            Message(N_("Nobody knows how many hours of sitting in a day are too many. There is no limit here.")),
        ),
        rests_on=("active-breaks", "hourly-breaks", "break-length", "long-bouts", "off-seat", "no-daily-limit"),
    ),
    Advice(
        id="uneven",
        title=Message(N_("Load on one side")),
        says=(
            Message(
                N_("Sitting to one side for long is something to notice. What is even for you is your own way to sit.")
            ),
            Message(N_("Whether it matters for your back is not known.")),
        ),
        rests_on=("uneven-load", "four-cells"),
    ),
    Advice(
        id="prompts",
        title=Message(N_("Prompts")),
        says=(
            Message(N_("A signal alone changed little in a study of a chair that vibrated.")),
            Message(N_("So each prompt is recorded with what followed, and you can see which ones work for you.")),
        ),
        rests_on=("vibration",),
    ),
    Advice(
        id="driving",
        title=Message(N_("Driving")),
        says=(
            Message(N_("On a long drive, take breaks: stop, get out and walk a little.")),
            Message(N_("A car seat can carry the same cushion. Fasten it so that it cannot slide.")),
            Message(N_("Read the car's manual first: belts, airbags and seat sensors are made for the seat as it is.")),
            Message(N_("Look at figures only when the car is parked.")),
        ),
        rests_on=("driving", "car-cushion", "everyday-causes"),
    ),
    Advice(
        id="standing",
        title=Message(N_("Standing for long")),
        says=(
            Message(
                N_("Standing for long is named among the causes of back pain too. Change between sitting and standing.")
            ),
            Message(N_("Hunching, twisting and straining are named as well.")),
        ),
        rests_on=("everyday-causes", "off-seat"),
    ),
    Advice(
        id="exercise",
        title=Message(N_("Strength and flexibility")),
        says=(
            Message(N_("Exercise for a strong trunk and for flexibility is advised.")),
            Message(N_("Ask a professional first which exercises are for you.")),
        ),
        rests_on=("exercise",),
    ),
)
