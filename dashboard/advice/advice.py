"""A piece of advice, and the two texts that stand beside all of them."""

import msgspec

from dashboard.words import N_, Message


class Advice(msgspec.Struct, frozen=True, kw_only=True):
    """A title, what is said, and the anchors of docs/evidence.md that it rests on. `id` never changes: it is stored."""

    id: str
    title: Message
    says: tuple[Message, ...]
    rests_on: tuple[str, ...]


NOT_A_MEDICAL_DEVICE = Advice(
    id="not-a-medical-device",
    title=Message(N_("Not a medical device")),
    says=(
        Message(N_("Sitwell measures how a chair is loaded. It examines nobody, names no illness and treats none.")),
        Message(N_("With pain that worries you, ask a doctor or a physiotherapist.")),
    ),
    rests_on=("not-a-medical-device", "four-cells"),
)

NO_PROOF = Advice(
    id="no-proof",
    title=Message(N_("Side by side is no proof")),
    says=(
        Message(N_("Pain and sitting stand next to each other here. That does not say that one causes the other.")),
        Message(N_("Pain can make people sit more, or less, and a hard week can bring both.")),
    ),
    rests_on=("side-by-side",),
)
