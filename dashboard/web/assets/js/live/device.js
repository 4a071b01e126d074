// What this device does about a reminder, chosen here and kept here: another device makes its own choice.

import { t } from "../language.js";
import { speaker } from "../speak.js";
import { say } from "../svg.js";

export class Device {
    constructor(find) {
        this.sound = find("device-sound");
        this.notify = find("device-notify");
        this.note = find("device-note");
        this.sound.addEventListener("click", () => {
            speaker.sound = !speaker.sound;
            this.show();
        });
        this.notify.addEventListener("click", async () => {
            await speaker.allow(!speaker.notify);
            this.show();
        });
        this.show();
    }

    show() {
        this.sound.setAttribute("aria-checked", String(speaker.sound));
        this.notify.setAttribute("aria-checked", String(speaker.notify));
        this.notify.disabled = !speaker.canNotify || speaker.refused;
        say(this.note, this.#why());
    }

    #why() {
        if (!speaker.canNotify) return t("Browsers allow notifications only over a secure connection, and on the desk's own computer.");
        return speaker.refused ? t("This browser was told to show no notifications of this page. Its settings undo that.") : "";
    }
}
