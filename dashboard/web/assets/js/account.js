// Who is here, in the bar; and back to log-in when nobody is any more.

const AGAIN_MS = 5000;

export class Account {
    #root;
    #asked = -Infinity;

    constructor(root) {
        this.#root = root;
        root.addEventListener("keydown", (event) => { if (event.key === "Escape") this.#close(true); });
        document.addEventListener("click", (event) => { if (!root.contains(event.target)) this.#close(false); });
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
        this.#root.hidden = way !== "login";
        this.#root.querySelector("#account-initial").textContent = [...name][0].toUpperCase();
        this.#root.querySelector("#account-name").textContent = name;
        this.#root.querySelector("summary").setAttribute("aria-label", `Account of ${name}`);
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
    const button = Object.assign(document.createElement("button"), { className: "account-item", textContent: "Log out" });
    form.append(field, button);
    return form;
}
