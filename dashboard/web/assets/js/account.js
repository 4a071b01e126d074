// Who is here, in the bar; and back to log-in when nobody is any more.

import { t } from "./language.js";

const AGAIN_MS = 5000;

export class Account {
    #root;
    #asked = -Infinity;
    #language = null; // what the button is called without an account

    constructor(root) {
        this.#root = root;
        root.addEventListener("keydown", (event) => { if (event.key === "Escape") this.#close(true); });
        document.addEventListener("click", (event) => { if (!root.contains(event.target)) this.#close(false); });
        const form = root.querySelector("#languages");
        const back = Object.assign(document.createElement("input"), { type: "hidden", name: "back" });
        form.append(back);
        form.addEventListener("submit", () => { back.value = location.pathname + location.search; });
        for (const button of form.querySelectorAll("button")) {
            if (button.value === document.documentElement.lang) button.setAttribute("aria-current", "true");
        }
        this.check();
    }

    /** Ask the server who is here; called when the stream is lost too, because a log-out ends it. */
    async check() {
        if (performance.now() - this.#asked < AGAIN_MS) return;
        this.#asked = performance.now();
        let answer;
        try {
            answer = await fetch("/api/v1/me", { cache: "no-store" });
        } catch {
            return; // the server is away: the page says so elsewhere
        }
        if (answer.status === 401) {
            location.assign(`/login?next=${encodeURIComponent(location.pathname + location.search)}`);
        } else if (answer.ok) {
            this.#show(await answer.json());
        }
    }

    #show({ name, role, way, token }) {
        document.documentElement.dataset.role = role;
        const own = way === "login"; // else the desk is open: there is nobody to log out, but a language to choose
        this.#root.hidden = false;
        for (const id of ["#account-name", "#account-link", "#account-log-out"]) this.#root.querySelector(id).hidden = !own;
        this.#root.querySelector("#account-initial").textContent = own ? [...name][0].toUpperCase() : document.documentElement.lang.toUpperCase();
        const button = this.#root.querySelector("summary");
        this.#language ??= button.getAttribute("aria-label");
        if (!own) {
            button.setAttribute("aria-label", `${document.documentElement.lang.toUpperCase()}: ${this.#language}`); // begins as it looks
            return;
        }
        this.#root.querySelector("#account-name").textContent = name;
        button.setAttribute("aria-label", t("Account of {name}", { name }));
        this.#root.querySelector("#account-log-out").replaceChildren(logOutForm(token));
    }

    #close(back) {
        if (!this.#root.open) return;
        this.#root.open = false;
        if (back) this.#root.querySelector("summary").focus();
    }
}

function logOutForm(token) {
    const form = document.createElement("form");
    form.method = "post";
    form.action = "/logout";
    const field = Object.assign(document.createElement("input"), { type: "hidden", name: "token", value: token });
    const button = Object.assign(document.createElement("button"), { className: "account-item", textContent: t("Log out") });
    form.append(field, button);
    return form;
}
