// A break with something to do in it. The chair itself sees who gets up: nothing has to be told to it.

import { t } from "../language.js";
import { say } from "../svg.js";

export class Break {
    #at = null;
    #hour = 0;

    constructor(find) {
        this.dialog = find("break");
        this.clock = find("break-clock");
        this.movements = [...this.dialog.querySelectorAll(".movement")];
        find("start-break").addEventListener("click", () => this.open());
        find("break-more").addEventListener("click", () => this.#go(this.#at + 1));
        for (const id of ["break-close", "break-done"]) find(id).addEventListener("click", () => this.close());
        this.dialog.addEventListener("click", (event) => { if (event.target === this.dialog) this.close(); });
    }

    open() {
        this.#go(this.#at ?? this.#hour % 3); // of the three that are done standing, another each hour
        this.dialog.showModal();
    }

    close() {
        if (!this.dialog.open) return;
        this.dialog.close();
        this.#at += 1; // the next break brings another
    }

    #go(at) {
        this.#at = at % this.movements.length;
        this.movements.forEach((movement, number) => { movement.hidden = number !== this.#at; });
    }

    /** Tell how long the break has been, once it is one. */
    show({ level, time, next }, nowMs) {
        this.#hour = Math.floor((nowMs ?? 0) / 3_600_000);
        if (!this.dialog.open) return;
        say(this.clock, level === "break" ? t("On a break for {time}. {next}", { time, next }) : t("Get up when you are ready: the chair notices by itself."));
    }
}
