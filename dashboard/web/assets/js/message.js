// Sentences that the desk made: a whole text, and the values of its places, each written by the unit its name ends with.

import { t } from "./language.js";

const MONDAY = Date.UTC(2026, 0, 5);
const WEEKDAY = new Intl.DateTimeFormat("en-GB", { weekday: "long", timeZone: "UTC" });
const DATE = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

/** A message of the desk in the reader's language; "" for none. */
export function worded(message) {
    if (!message) return "";
    const shown = Object.entries(message.values).map(([name, value]) => [name, written(unit(name), value)]);
    return t(message.text, Object.fromEntries(shown));
}

const unit = (name) => (name.endsWith("per_h") ? "per_h" : name.slice(name.lastIndexOf("_") + 1));

function written(of, value) {
    switch (of) {
        case "count": return String(value);
        case "days": return t("{number} days", { number: value });
        case "h": return t("{number} h", { number: value });
        case "hour": return `${value}:00`;
        case "on": return DATE.format(Date.parse(`${value}T00:00Z`));
        case "min": return t("{number} min", { number: value });
        case "pct": return t("{number} %", { number: value });
        case "per_h": return t("{number} per hour", { number: value });
        case "points": return t("{number} points", { number: value });
        case "s": return span(value);
        case "weeks": return t("{number} weeks", { number: value });
        case "weekday": return WEEKDAY.format(MONDAY + value * 86_400_000);
        default: return String(value);
    }
}

/** 40 -> "40 s", 2400 -> "40 min", 9000 -> "2 h 30 min": rounded, as the desk's own words are. */
function span(seconds) {
    if (seconds < 60) return t("{number} s", { number: Math.round(seconds) });
    const minutes = Math.round(seconds / 60);
    if (minutes < 60) return t("{number} min", { number: minutes });
    return t("{hours} h {minutes} min", { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}
