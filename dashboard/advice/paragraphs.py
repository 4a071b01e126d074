"""What the advice rests on, as a page lists it: each paragraph of docs/evidence.md that advice names, word for word.

A test holds the two against each other, so a page without the docs beside it says the same.
"""

from typing import NamedTuple


class Paragraph(NamedTuple):
    """A paragraph: its anchor, its heading, what was found, by whom, and what it cannot tell."""

    id: str
    title: str
    says: str
    source: str
    limits: str


LISTED = (
    Paragraph(
        "not-a-medical-device",
        "Not a medical device",
        "Sitwell measures how a chair is loaded. It examines nobody, and it has not been tested as a medical "
        "device. It names no illness and treats none. With pain that worries you, ask a doctor or a "
        "physiotherapist.",
        "ours.",
        "no text makes up for being examined.",
    ),
    Paragraph(
        "side-by-side",
        "Side by side is no proof",
        "Pain and sitting on the same days are shown next to each other. That both rise together does not say "
        "that one causes the other: pain can make people sit more, or less, and a hard week at work can bring "
        "both.",
        "ours; it holds for anything that is watched and not tried out.",
        "a single person's diary is too little for more, however long it is.",
    ),
    Paragraph(
        "four-cells",
        "What four cells can tell",
        "Four cells give the load and where its centre is, so: whether somebody sits, and whether centred, to "
        "the left, to the right, forward or back, and when that shifts. They cannot see a round back over an "
        "even load, the shape of the small of the back, or the neck.",
        "ours; four readings have three facts about a load in them and a fourth that checks the cells.",
        "five classes of posture are claimed and no more.",
    ),
    Paragraph(
        "shift-prompts",
        "Shifting more often",
        "Office workers at high risk who were prompted to shift their weight on the seat reported new "
        "low-back pain in 7 of 100 cases within six months; of those with a seat pad that did nothing, 33 of "
        "100 did.",
        "Waongenngarm, van der Beek, Akkarakittichoke, Janwantanakul 2021, Scandinavian Journal of Work, "
        "Environment & Health.",
        "193 people in Bangkok, mostly women, healthy at the start; one research group; wide intervals. About "
        "new pain, not about pain that is there.",
    ),
    Paragraph(
        "active-breaks",
        "Getting up and moving",
        "In the same trial, of those who were prompted to take active breaks 9 of 100 reported new low-back "
        "pain, against 33.",
        "Waongenngarm, van der Beek, Akkarakittichoke, Janwantanakul 2021, Scandinavian Journal of Work, "
        "Environment & Health.",
        "as above. Which movements people made in their breaks was not compared.",
    ),
    Paragraph(
        "shifting-cushion",
        "A cushion that moves",
        "With a cushion that makes one shift, 10 of 100 office workers at high risk reported new low-back "
        "pain within six months; with a pad that did nothing, 59 of 100.",
        "Channak, Speklé, van der Beek, Janwantanakul 2024, Scandinavian Journal of Work, Environment & Health.",
        "133 people, of the same group of researchers. In those who did have pain, neither pain nor "
        "disability got less.",
    ),
    Paragraph(
        "vibration",
        "A chair that only vibrates",
        "A chair that gave a signal by vibration changed how its 45 office workers sat by little or not measurably.",
        "Roossien, Stegenga, Hodselmans and others 2017, Applied Ergonomics.",
        "twelve weeks, no group for comparison. It is why a prompt here is not one signal alone, and is "
        "recorded with what followed.",
    ),
    Paragraph(
        "shifts-per-hour",
        "How often people shift",
        "In an hour of typing on a usual chair, healthy office workers shifted some 20 times. Asking for "
        "about that many is the product's goal.",
        "Roynarin, Channak, Janwantanakul 2024, Ergonomics; Akkarakittichoke and others 2023, Journal of "
        "Manipulative and Physiological Therapeutics.",
        "an hour in a laboratory, counted with a pressure mat. What counts as a shift is defined by each "
        "instrument anew, so the chair's count is best compared with its own.",
    ),
    Paragraph(
        "stillness",
        "Sitting still",
        "In an hour of typing, office workers with chronic low-back pain shifted less often than healthy "
        "ones, and by about 20 minutes all of them sat slumped.",
        "Akkarakittichoke, Janwantanakul 2017, Safety and Health at Work.",
        "46 people, looked at once: it does not say which came first, the pain or the stillness.",
    ),
    Paragraph(
        "long-bouts",
        "Long stretches of sitting",
        "People whose sitting came in bouts of under 30 minutes died less often in the years that were "
        "followed than people with long ones; in a trial, five minutes of walking every half hour lowered "
        "blood sugar and blood pressure after meals.",
        "Diaz and others 2017, Annals of Internal Medicine; Duran and others 2023, Medicine & Science in "
        "Sports & Exercise.",
        "about heart and metabolism, not about backs; the first only watched, the second had eleven people for days.",
    ),
    Paragraph(
        "hourly-breaks",
        "A break in each hour",
        "Those who work at screens are advised to take 5 to 10 minutes after 50 to 60 minutes, rather than a "
        "longer break more rarely.",
        "UK Health and Safety Executive, guidance on display screen equipment (L26), no single author or year.",
        "a rule of good practice for screen work, not the result of one trial.",
    ),
    Paragraph(
        "break-length",
        "How short a break may be",
        "Two minutes of walking every 20 minutes lowered blood sugar after a meal; so did five minutes every "
        "half hour.",
        "Dunstan and others 2012, Diabetes Care; Duran and others 2023, Medicine & Science in Sports & Exercise.",
        "blood sugar in a laboratory, not backs. From when a break counts here is our choice from it.",
    ),
    Paragraph(
        "off-seat",
        "Hours off the seat",
        "Experts advised people at desks to aim for two hours of standing and light movement in a working "
        "day, and later for four.",
        "Buckley and others 2015, British Journal of Sports Medicine.",
        "an opinion of experts, mostly from studies that only watched, and about heart and metabolism.",
    ),
    Paragraph(
        "no-daily-limit",
        "No limit for a day",
        "For how many hours of sitting in a day are too many, the evidence was found insufficient. So there "
        "is none here.",
        "World Health Organization 2020, guidelines on physical activity and sedentary behaviour (Bull and "
        "others, British Journal of Sports Medicine).",
        "to sit less is still advised there.",
    ),
    Paragraph(
        "uneven-load",
        "Load to one side",
        "Standing people with low-back pain put 8.8 % of their weight more on one leg than on the other, "
        "people without it 3.6 %.",
        "Childs, Piva, Erhard, Hicks 2003, Manual Therapy.",
        "66 people, standing and not sitting; which came first is not known. From where on load is called "
        "uneven is ours, and a person's own way to sit is what it is held against.",
    ),
    Paragraph(
        "everyday-causes",
        "Everyday causes",
        "Sitting or standing for long, hunching, twisting and straining are commonly named among everyday "
        "causes of back pain.",
        "public patient information, no single author or year.",
        "experience and opinion; how much each of them matters is not known.",
    ),
    Paragraph(
        "workplace",
        "The place one sits at",
        "The common advice: a back rest, with something that supports the small of the back; arm rests; a "
        "base that turns; knees and hips at one level; feet flat on the floor, or on a footstool; elbows at "
        "90 degrees when typing.",
        "public patient information, no single author or year.",
        "good practice. No trial is known to us that shows that any single point keeps backs free of pain.",
    ),
    Paragraph(
        "driving",
        "Driving",
        "On long drives, breaks are advised.",
        "public patient information, no single author or year.",
        "how long and how often is not said.",
    ),
    Paragraph(
        "car-cushion",
        "The same cushion in a car",
        "What lies under somebody on an office chair can lie on a car seat too.",
        "ours.",
        "never tried in a car. A car tells by its own sensors who sits on a seat, and its belts and airbags "
        "are made for the seat as it is: its manual goes first.",
    ),
    Paragraph(
        "exercise",
        "Strength and flexibility",
        "Exercise for a strong trunk and for flexibility is advised, after asking a professional which.",
        "public patient information, no single author or year.",
        "the movements shown here were put together by us from everyday ones; no study has tried this set.",
    ),
    Paragraph(
        "acute-chronic",
        "Acute and chronic",
        "Back pain that starts suddenly and lasts up to six weeks is called acute, and pain that lasts over "
        "three months chronic. Between the two neither word is used here.",
        "public patient information; among others the page on back pain of Rutgers Health, undated.",
        "words for how long, not for why. Others call four to twelve weeks subacute.",
    ),
    Paragraph(
        "warning-signs",
        "Warning signs",
        "A doctor should see back pain that comes with: weight loss that nobody can explain; fever; an "
        "inflammation or a swelling on the back; pain that neither rest nor lying down eases; pain down the "
        "legs or below the knees; an injury, a blow or a fall a short time ago; urine that cannot be held, or "
        "trouble passing it; stool that cannot be held; numbness around genitals, anus or buttocks; numbness, "
        "tingling or weakness in the legs.",
        "public patient information, no single author or year; health services print such lists, which differ "
        "a little.",
        "a list finds neither every serious cause, nor only serious ones. That none of it is there does not "
        "say that all is well.",
    ),
    Paragraph(
        "emergency",
        "An emergency",
        "Trouble with bladder or bowel together with numbness around genitals, anus or buttocks is an "
        "emergency: nerves at the lower end of the spine may be pressed on (cauda equina). Nobody should wait "
        "with it.",
        "public patient information; among others Norfolk and Waveney Community Health, on back pain, undated.",
        "some health services count either of the two alone as a reason to go at once. Whoever is unsure should.",
    ),
)
