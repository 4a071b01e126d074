// Numbers and times as a person reads them.

import { locale, t, tn } from "./language.js";
import { ofDay } from "./units.js";

/** 44 -> "0:44", 1244 -> "20:44", 3700 -> "1:01:40". */
export function clock(seconds) {
    const whole = Math.max(0, Math.floor(seconds));
    const h = Math.floor(whole / 3600);
    const m = Math.floor((whole % 3600) / 60);
    const s = String(whole % 60).padStart(2, "0");
    return h ? `${h}:${String(m).padStart(2, "0")}:${s}` : `${m}:${s}`;
}

const SHORT = { s: (n) => t("{n} s", { n }), min: (n) => t("{n} min", { n }), h: (n) => t("{n} h", { n }) };
const LONG = {
    s: (n) => tn("{n} second", "{n} seconds", n), min: (n) => tn("{n} minute", "{n} minutes", n), h: (n) => tn("{n} hour", "{n} hours", n),
};

function parts(seconds) {
    const whole = Math.round(seconds);
    if (whole < 120 && whole !== 60) return [[whole, "s"]];
    const h = Math.floor(whole / 3600);
    const m = Math.floor((whole % 3600) / 60);
    const s = whole % 60;
    const all = [[h, "h"], [m, "min"]];
    // Seconds matter only to a span of a few minutes.
    if (whole < 600) all.push([s, "s"]);
    return all.filter(([n]) => n);
}

/** 80 -> "80 s", 150 -> "2 min 30 s", 1800 -> "30 min", 3900 -> "1 h 5 min". */
export const span = (seconds) => parts(seconds).map(([n, unit]) => SHORT[unit](n)).join(" ");

/** 80 -> "80 seconds", 1800 -> "30 minutes", 3900 -> "1 hour 5 minutes". */
export const longSpan = (seconds) => parts(seconds).map(([n, unit]) => LONG[unit](n)).join(" ");

const LONG_S = 1800; // the desk's own word for too long, where nobody was asked to stand up

/** What the mark of a bout that was too long means. A shorter limit, for a trial, marks only where the chair asked. */
export const overText = (nudgeS) => (nudgeS >= LONG_S ? t("Over {span}", { span: span(nudgeS) }) : t("Over the limit"));

/** A total, rounded down: 40 -> "40 s", 80 -> "1 min", 3900 -> "1 h 5 min", 7200 -> "2 h". */
export function minutes(seconds) {
    const whole = Math.floor(seconds / 60);
    if (!whole) return SHORT.s(Math.floor(seconds));
    if (whole < 60) return SHORT.min(whole);
    const [h, m] = [Math.floor(whole / 60), whole % 60];
    return m ? t("{h} h {m} min", { h, m }) : SHORT.h(h);
}

/** What is left: whole minutes rounded up, under one minute seconds. */
export function left(seconds) {
    return seconds > 59 ? minutes(Math.ceil(seconds / 60) * 60) : SHORT.s(Math.max(0, Math.ceil(seconds)));
}

/** Time of day in the chair's zone, with the date when it is another day than `nowMs`. */
export function timeOfDay(atMs, zone, nowMs) {
    const format = (options) => {
        try {
            return new Intl.DateTimeFormat(locale, { ...options, timeZone: zone || "UTC" });
        } catch {
            return new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" }); // a zone nobody knows
        }
    };
    const time = format(ofDay).format(atMs).replace(/^0(?=\d)/, "");
    const day = format({ day: "numeric", month: "long" });
    return day.format(atMs) === day.format(nowMs) ? time : `${day.format(atMs)}, ${time}`;
}

/** Whole percents of shares that sum to 1: largest remainders up, so that they sum to 100. */
export function percents(shares) {
    const exact = shares.map((share) => share * 100);
    const whole = exact.map(Math.floor);
    const missing = Math.round(exact.reduce((a, b) => a + b, 0)) - whole.reduce((a, b) => a + b, 0);
    exact
        .map((value, at) => [value - whole[at], at])
        .sort((a, b) => b[0] - a[0])
        .slice(0, missing)
        .forEach(([, at]) => { whole[at] += 1; });
    return whole;
}

const CORNER_NAMES = {
    front_left: t("front left"), front_right: t("front right"), rear_left: t("rear left"), rear_right: t("rear right"),
};

/** "front_left" -> "front left". */
export const cornerName = (corner) => CORNER_NAMES[corner] ?? corner;

const POSTURE_NAMES = {
    centred: t("centred"), left: t("leaning left"), right: t("leaning right"), forward: t("leaning forward"), back: t("leaning back"),
};

const SHORT_POSTURES = { centred: t("centred"), left: t("left"), right: t("right"), forward: t("forward"), back: t("back") };

/** The same where there is little room: "left"; "–" where it is not known, as without one of the cells. */
export const postureShort = (posture) => SHORT_POSTURES[posture] ?? "–";

/** "left" -> "leaning left". */
export const postureName = (posture) => POSTURE_NAMES[posture] ?? posture;
