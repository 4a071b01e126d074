// Which page is shown. All pages stand in the document, hidden; the module of one is loaded when it is first shown.

const NAME = "Sitwell";

export class Router {
    #pages = new Map(); // its path -> { section, page }
    #shown = null;
    #address = "";

    /** `onTurn(section)` when another section is shown, `onOpen(page)` when its page can be opened for an address. */
    constructor({ onTurn, onOpen, make }) {
        this.onTurn = onTurn;
        this.onOpen = onOpen;
        this.make = make;
        this.nowhere = document.getElementById("no-page");
        for (const section of document.querySelectorAll("[data-path]")) {
            this.#pages.set(section.dataset.path, { section, page: null });
        }
        document.addEventListener("click", (event) => this.#click(event));
        window.addEventListener("popstate", () => this.#turn());
    }

    start() {
        this.#turn({ first: true });
    }

    /** Go to an address of this site; the chosen chair comes along. */
    go(address, { replace = false } = {}) {
        const url = new URL(address, location.href);
        const chair = new URLSearchParams(location.search).get("chair");
        if (chair && !url.searchParams.has("chair")) url.searchParams.set("chair", chair);
        if (url.href === location.href) return;
        history[replace ? "replaceState" : "pushState"](null, "", url);
        this.#turn();
    }

    #click(event) {
        const link = event.target.closest?.("a[href]");
        const other = event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
        if (!link || other || link.target || link.hasAttribute("download")) return;
        const url = new URL(link.href);
        if (url.origin !== location.origin || url.hash || !this.#pages.has(url.pathname)) return;
        event.preventDefault();
        this.go(url);
    }

    async #turn({ first = false } = {}) {
        const address = location.pathname + location.search;
        if (address === this.#address) return; // only the place within the page
        this.#address = address;
        this.#mark();
        const found = this.#pages.get(location.pathname);
        const section = found?.section ?? this.nowhere;
        if (section !== this.#shown?.section) {
            this.#shown?.page?.close();
            this.#shown = found ?? { section, page: null };
            await style(section.dataset.style);
            if (this.#shown.section !== section) return; // somebody was faster than the style
            this.#show(section, first);
        }
        if (!found) return;
        try {
            found.page ??= this.make(await import(section.dataset.module));
        } catch (error) {
            this.#address = ""; // so that the same link tries again
            throw error;
        }
        if (this.#address === address) this.onOpen(found.page);
    }

    #show(section, first) {
        for (const { section: other } of this.#pages.values()) other.hidden = other !== section;
        this.nowhere.hidden = section !== this.nowhere;
        document.title = `${section.dataset.title} · ${NAME}`;
        this.onTurn(section);
        if (first) return;
        window.scrollTo(0, 0);
        section.querySelector("h1")?.focus({ preventScroll: true });
    }

    /** Mark the page in the navigation, whose links keep the chair for who opens them in another window. */
    #mark() {
        const chair = new URLSearchParams(location.search).get("chair");
        for (const link of document.querySelectorAll("a.nav-link")) {
            const url = new URL(link.href);
            if (chair) url.searchParams.set("chair", chair);
            link.href = url;
            if (url.pathname === location.pathname) link.setAttribute("aria-current", "page");
            else link.removeAttribute("aria-current");
        }
    }
}

/** Load a page's own style; a page that asked for at once has it already. */
function style(href) {
    if (!href || document.querySelector(`link[rel=stylesheet][href="${href}"]`)) return null;
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = href;
    const loaded = new Promise((done) => { link.onload = link.onerror = done; });
    document.head.append(link);
    return loaded;
}
