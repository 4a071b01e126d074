// Numbers and times as a person reads them.

/** 44 -> "0:44", 1244 -> "20:44", 3700 -> "1:01:40". */
export function clock(seconds) {
    const whole = Math.max(0, Math.floor(seconds));
    const h = Math.floor(whole / 3600);
    const m = Math.floor((whole % 3600) / 60);
    const s = String(whole % 60).padStart(2, "0");
    return h ? `${h}:${String(m).padStart(2, "0")}:${s}` : `${m}:${s}`;
}

function parts(seconds) {
    const whole = Math.round(seconds);
    if (whole < 120 && whole !== 60) return [[whole, "s", "second"]];
    const h = Math.floor(whole / 3600);
    const m = Math.floor((whole % 3600) / 60);
    const s = whole % 60;
    const all = [[h, "h", "hour"], [m, "min", "minute"]];
    // Seconds matter only to a span of a few minutes.
    if (whole < 600) all.push([s, "s", "second"]);
    return all.filter(([n]) => n);
}

/** 80 -> "80 s", 150 -> "2 min 30 s", 1800 -> "30 min", 3900 -> "1 h 5 min". */
export const span = (seconds) => parts(seconds).map(([n, unit]) => `${n} ${unit}`).join(" ");

/** 80 -> "80 seconds", 1800 -> "30 minutes", 3900 -> "1 hour 5 minutes". */
export const longSpan = (seconds) =>
    parts(seconds).map(([n, , unit]) => `${n} ${unit}${n === 1 ? "" : "s"}`).join(" ");

const LONG_S = 1800; // the desk's own word for too long, where nobody was asked to stand up

/** What the mark of a bout that was too long means. A shorter limit, for a trial, marks only where the chair asked. */
export const overText = (nudgeS) => (nudgeS >= LONG_S ? `Over ${span(nudgeS)}` : "Over the limit");

/** A total, rounded down: 40 -> "40 s", 80 -> "1 min", 3900 -> "1 h 5 min". */
export function minutes(seconds) {
    const whole = Math.floor(seconds / 60);
    if (!whole) return `${Math.floor(seconds)} s`;
    return whole < 60 ? `${whole} min` : `${Math.floor(whole / 60)} h ${whole % 60} min`;
}

/** What is left: whole minutes rounded up, under one minute seconds. */
export function left(seconds) {
    return seconds > 59 ? minutes(Math.ceil(seconds / 60) * 60) : `${Math.max(0, Math.ceil(seconds))} s`;
}

/** Time of day in the chair's zone, with the date when it is another day than `nowMs`. */
export function timeOfDay(atMs, zone, nowMs) {
    const format = (options) => {
        try {
            return new Intl.DateTimeFormat("en-GB", { ...options, timeZone: zone || "UTC" });
        } catch {
            return new Intl.DateTimeFormat("en-GB", { ...options, timeZone: "UTC" }); // a zone nobody knows
        }
    };
    const time = format({ hour: "numeric", minute: "2-digit", hourCycle: "h23" }).format(atMs).replace(/^0(?=\d)/, "");
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

/** "front_left" -> "front left". */
export const cornerName = (corner) => corner.replace("_", " ");

const POSTURE_NAMES = {
    centred: "centred", left: "leaning left", right: "leaning right", forward: "leaning forward", back: "leaning back",
};

/** "left" -> "leaning left". */
export const postureName = (posture) => POSTURE_NAMES[posture] ?? posture;
