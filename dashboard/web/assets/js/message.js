// Sentences that the desk made: a whole text, and the values of its places, each written by the unit its name ends with.

import { locale, number, t, tn } from "./language.js";
import { hourName } from "./units.js";
import { minutes } from "./words.js";

const MONDAY = Date.UTC(2026, 0, 5);
const WEEKDAY = new Intl.DateTimeFormat(locale, { weekday: "long", timeZone: "UTC" });
const DATE = new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

/** A message of the desk in the reader's language; "" for none. */
export function worded(message) {
    if (!message) return "";
    const shown = Object.entries(message.values).map(([name, value]) => [name, written(unit(name), value)]);
    return t(message.text, Object.fromEntries(shown));
}

const unit = (name) => (name.endsWith("per_h") ? "per_h" : name.slice(name.lastIndexOf("_") + 1));

function written(of, value) {
    if (of === "s") return span(value);
    if (of === "on") return DATE.format(Date.parse(`${value}T00:00Z`));
    if (of === "weekday") return WEEKDAY.format(MONDAY + value * 86_400_000);
    const n = number(value, Number.isInteger(value) ? 0 : of === "rho" ? 2 : 1);
    switch (of) {
        case "days": return tn("{n} day", "{n} days", value, { n });
        case "weeks": return tn("{n} week", "{n} weeks", value, { n });
        case "h": return t("{n} h", { n });
        case "hour": return hourName(value);
        case "min": return t("{n} min", { n });
        case "pct": return t("{n} %", { n });
        case "per_h": return t("{n} per hour", { n });
        case "points": return t("{n} points", { n });
        default: return n;
    }
}

/** 40 -> "40 s", 2400 -> "40 min", 9000 -> "2 h 30 min": rounded, as the desk's own words are. */
const span = (seconds) => (seconds < 60 ? minutes(Math.round(seconds)) : minutes(Math.round(seconds / 60) * 60));
