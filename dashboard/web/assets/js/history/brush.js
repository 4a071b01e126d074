// Which days the trend shows: two handles over the whole of them, for pointer, finger and keyboard alike.

import { t } from "../language.js";
import { longDate } from "./figures.js";

const LEAST = 6; // a week at least

export class Brush {
    constructor(place, onChange) {
        this.onChange = onChange;
        this.place = place;
        this.fill = document.createElement("div");
        this.fill.className = "brush-fill";
        this.low = handle(t("First day shown"), () => this.#moved(this.low));
        this.high = handle(t("Last day shown"), () => this.#moved(this.high));
        const track = document.createElement("div");
        track.className = "brush-track";
        track.append(this.fill);
        place.replaceChildren(track, this.low, this.high);
    }

    show(days, from, to) {
        this.days = days;
        for (const [input, value] of [[this.low, from], [this.high, to]]) {
            input.max = days.length - 1;
            input.value = value;
            input.setAttribute("aria-valuetext", longDate(days[value]));
        }
        const last = Math.max(1, days.length - 1);
        this.fill.style.left = `${(100 * from) / last}%`;
        this.fill.style.right = `${100 - (100 * to) / last}%`;
        this.place.hidden = days.length <= LEAST + 1;
    }

    #moved(input) {
        let [from, to] = [Number(this.low.value), Number(this.high.value)];
        const last = this.days.length - 1;
        if (input === this.low) from = Math.max(0, Math.min(from, to - LEAST));
        else to = Math.min(last, Math.max(to, from + LEAST));
        this.onChange(from, to);
    }
}

function handle(label, moved) {
    const input = document.createElement("input");
    input.type = "range";
    input.min = 0;
    input.className = "brush-handle";
    input.setAttribute("aria-label", label);
    input.addEventListener("input", moved);
    return input;
}
