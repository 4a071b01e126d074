// The places that a chair's reminders go to beside the page: listed, added, tried out, removed.

import { ask } from "../api.js";
import { t } from "../language.js";
import { say } from "../svg.js";
import { timeOfDay } from "../words.js";

const WAITS = [[0, () => t("at once")], [300, () => t("after 5 minutes")], [600, () => t("after 10 minutes")], [1200, () => t("after 20 minutes")]];

export class Channels {
    #chair = null;
    #told = [];
    #view = null;

    constructor(find) {
        this.dialog = find("channels-dialog");
        this.list = find("channels");
        this.said = find("channels-said");
        this.form = find("channels-form");
        this.fields = fields(this.form);
        find("open-channels").addEventListener("click", () => this.#open());
        find("channels-close").addEventListener("click", () => this.dialog.close());
        this.dialog.addEventListener("click", (event) => { if (event.target === this.dialog) this.dialog.close(); });
        this.form.addEventListener("submit", (event) => { event.preventDefault(); this.#add(); });
    }

    open(chair) {
        this.#chair = chair;
        if (this.dialog.open) this.dialog.close();
    }

    show(view) {
        this.#view = view;
    }

    get #path() {
        return `/api/v1/chairs/${encodeURIComponent(this.#chair)}/channels`;
    }

    async #open() {
        if (!this.#chair) return;
        say(this.said, "");
        this.list.replaceChildren();
        this.dialog.showModal();
        await this.#do(async () => {
            this.#draw(await ask(this.#path));
            return "";
        });
    }

    #add() {
        const { name, url, after } = this.fields;
        return this.#do(async () => {
            const channel = { name: name.value.trim(), url: url.value.trim(), after_s: Number(after.value) };
            this.#draw(await ask(this.#path, { channels: [...this.#kept(), channel] }, "PUT"));
            this.form.reset();
            return t("Added. Try it out.");
        });
    }

    #remove(channel) {
        return this.#do(async () => {
            this.#draw(await ask(this.#path, { channels: this.#kept().filter(({ id }) => id !== channel.id) }, "PUT"));
            this.fields.name.focus();
            return t("{name} is removed.", { name: channel.name });
        });
    }

    #tryOut(channel) {
        say(this.said, t("Sending to {name} …", { name: channel.name }));
        return this.#do(async () => {
            const { said } = await ask(`${this.#path}/${channel.id}/test`, {});
            return t("{name}: {said}", { name: channel.name, said });
        });
    }

    #kept() {
        return this.#told.map(({ id, name, after_s: afterS }) => ({ id, name, after_s: afterS }));
    }

    /** Do something that takes a while, and say what came of it. */
    async #do(what) {
        for (const button of this.dialog.querySelectorAll("button")) button.disabled = button.id !== "channels-close";
        try {
            say(this.said, await what());
        } catch (error) {
            say(this.said, t("Not done: {why}", { why: error.message }));
        } finally {
            for (const button of this.dialog.querySelectorAll("button")) button.disabled = false;
        }
    }

    #draw(told) {
        this.#told = told.channels;
        this.list.replaceChildren(...told.channels.map((channel) => this.#row(channel)));
        if (!told.channels.length) this.list.append(made("li", { textContent: t("No place yet.") }));
    }

    #row(channel) {
        const wait = WAITS.find(([s]) => s === channel.after_s)?.[1]() ?? t("after {minutes} min", { minutes: Math.round(channel.after_s / 60) });
        const words = made("div", {}, made("p", { className: "channel-name", textContent: channel.name }),
            made("p", { className: "note", textContent: [channel.service, wait, this.#last(channel)].filter(Boolean).join(" · ") }));
        const tryOut = made("button", { type: "button", className: "button button-plain", textContent: t("Try it out") });
        tryOut.setAttribute("aria-label", t("Try out {name}", { name: channel.name }));
        tryOut.addEventListener("click", () => this.#tryOut(channel));
        const remove = made("button", { type: "button", className: "button button-plain", textContent: t("Remove") });
        remove.setAttribute("aria-label", t("Remove {name}", { name: channel.name }));
        remove.addEventListener("click", () => this.#remove(channel));
        return made("li", { className: "channel" }, words, made("div", { className: "channel-ways" }, tryOut, remove));
    }

    #last(channel) {
        if (channel.last_ms === null) return "";
        const time = timeOfDay(channel.last_ms, this.#view?.meta?.zone, this.#view?.nowMs ?? Date.now());
        return channel.last_sent === false ? t("not taken at {time}", { time }) : t("told at {time}", { time });
    }
}

function fields(form) {
    const name = made("input", { id: "channel-name", required: true, maxLength: 40, autocomplete: "off" });
    const url = made("input", { id: "channel-url", required: true, maxLength: 1000, type: "password", autocomplete: "off", spellcheck: false });
    const after = made("select", { id: "channel-after", className: "select" }, ...WAITS.map(([s, word]) => made("option", { value: String(s), textContent: word() })));
    form.append(
        labelled(t("Name"), name), labelled(t("Address"), url), labelled(t("After the firm prompt"), after),
        made("button", { type: "submit", className: "button", textContent: t("Add") }),
    );
    return { name, url, after };
}

const labelled = (text, field) => made("label", { className: "field" }, made("span", { textContent: text }), field);

function made(kind, properties, ...children) {
    const element = Object.assign(document.createElement(kind), properties);
    element.append(...children);
    return element;
}
