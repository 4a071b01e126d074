// What followed the reminders of the last weeks: how many, how many were followed, how soon. Few say nothing.

import { ask } from "../api.js";
import { t } from "../language.js";
import { hourName } from "../units.js";
import { longSpan } from "../words.js";

const NAMES = {
    nudge: () => t("First reminder"),
    alert: () => t("Firm reminder"),
    stillness: () => t("Reminder to shift"),
    uneven: () => t("Warning about uneven load"),
};
const PARTS = [
    ["followed", ["stood_up", "shifted", "evened"], (count) => t("{count} followed", { count })],
    ["snoozed", ["snoozed"], (count) => t("{count} snoozed", { count })],
    ["paused", ["paused"], (count) => t("{count} paused", { count })],
    ["ignored", ["ignored"], (count) => t("{count} not followed", { count })],
];

export class Prompts {
    #asked = null;

    constructor(find) {
        this.place = find("prompts-place");
        this.list = find("prompts");
    }

    async open(chair) {
        this.#asked = chair;
        this.place.hidden = true;
        if (!chair) return;
        try {
            const told = await ask(`/api/v1/chairs/${encodeURIComponent(chair)}/prompts`);
            if (chair === this.#asked) this.#draw(told);
        } catch {
            // It stays hidden; the page has more urgent things to say about a desk that does not answer.
        }
    }

    #draw(told) {
        const kinds = told.kinds.filter(({ known }) => known);
        this.list.replaceChildren(...kinds.map((kind) => row(kind, told)));
        this.place.hidden = !kinds.length;
    }
}

function row(kind, told) {
    const sum = (outcomes) => outcomes.reduce((all, each) => all + (kind.outcomes[each] ?? 0), 0);
    const parts = PARTS.map(([name, outcomes, word]) => [name, sum(outcomes), word]).filter(([, count]) => count);
    const bar = made("div", "prompt-bar");
    bar.setAttribute("aria-hidden", "true"); // the same in words is below
    for (const [name, count] of parts) {
        const part = made("span", `prompt-part prompt-${name}`);
        part.style.flexGrow = count;
        bar.append(part);
    }
    const counts = parts.map(([, count, word]) => word(count)).join(" · ");
    const name = made("h3", "prompt-name", NAMES[kind.kind]?.() ?? kind.kind);
    return made("div", "prompt", name, bar, made("p", "prompt-counts", counts), made("p", "note", verdict(kind, told)));
}

function verdict(kind, told) {
    if (kind.followed_share === null) {
        return t("{count} of at least {least} that it takes to say how it works for you", { count: kind.known, least: told.least });
    }
    if (kind.median_s === null) return t("Never followed so far.");
    const percent = Math.round(kind.followed_share * 100);
    const span = longSpan(Math.max(60, Math.ceil(kind.median_s / 60) * 60));
    const all = t("Followed in {percent} % of cases, half of those within {span}.", { percent, span });
    const [best, ...others] = [...kind.hours].sort((a, b) => b.followed_share - a.followed_share);
    if (!others.length) return all;
    const hour = t("Most often at {time}.", { time: hourName(best.hour) });
    return `${all} ${hour}`;
}

function made(kind, name, ...children) {
    const element = document.createElement(kind);
    element.className = name;
    element.append(...children);
    return element;
}
