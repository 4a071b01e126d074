// Times and days of the diary as a person reads them, in the reader's own zone.

import { locale } from "../language.js";
import { ofDay } from "../units.js";

export const ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";

const DAY = new Intl.DateTimeFormat(locale, { weekday: "short", day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
const SHORT = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", timeZone: "UTC" });
const TIME = new Intl.DateTimeFormat(locale, ofDay);

const midnight = (on) => Date.parse(`${on}T00:00Z`);

/** "2026-07-22" -> "Wed, 22 July 2026". */
export const dayName = (on) => DAY.format(midnight(on));

/** "2026-07-22" -> "22 Jul". */
export const shortDay = (on) => SHORT.format(midnight(on));

/** The time of day, by the clock of whoever reads. */
export const timeName = (atMs) => TIME.format(atMs).replace(/^0/, "");

/** An instant as a field for date and time takes it, and back; "" for none. */
export function toField(atMs) {
    if (atMs === null) return "";
    const local = new Date(atMs - new Date(atMs).getTimezoneOffset() * 60_000);
    return local.toISOString().slice(0, 16);
}

export const fromField = (text) => (text ? new Date(text).getTime() : null);
