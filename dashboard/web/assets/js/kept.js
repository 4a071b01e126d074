// What the service worker (worker.js) keeps of the last answers, for a time without the desk.

const EVERY_MS = 300_000;
const IDLE_MS = 3000; // the worker has time
const MARK = "x-sitwell-kept";
const EVENT = "sitwell-kept";

/** Let the worker in when the page is done, where the browser has one for this origin: a safe one, or this computer. */
export function letIn() {
    if (!("serviceWorker" in navigator) || !window.isSecureContext) return;
    const register = () => navigator.serviceWorker.register("/sw.js").catch((error) => console.warn(`Nothing is kept for a time without the desk: ${error.message}`));
    const enter = () => (window.requestIdleCallback ? requestIdleCallback(register, { timeout: IDLE_MS }) : setTimeout(register, IDLE_MS));
    if (document.readyState === "complete") enter();
    else window.addEventListener("load", enter, { once: true });
}

/** Whether anything may be kept in this browser. */
export const mayKeep = () => Boolean(navigator.serviceWorker?.controller);

/** Tell who listens (`whenOld`) when an answer is one that was kept. */
export function notice(answer) {
    const atMs = Number(answer.headers.get(MARK));
    if (atMs) document.dispatchEvent(new CustomEvent(EVENT, { detail: atMs }));
}

/** `old(atMs)` is called for each answer that the desk gave earlier, at that time by this browser's clock. */
export function whenOld(old) {
    document.addEventListener(EVENT, ({ detail }) => old(detail));
}

/** Have the state and the day of a chair kept, now and then and when the page is put away. `chair()` may give null. */
export function keepNow(chair) {
    const ask = async () => {
        const id = chair();
        if (!id || !mayKeep()) return;
        const base = "/api/v1/chairs";
        const paths = ["", `/${id}`, `/${id}/today`, `/${id}/day/today`];
        await Promise.allSettled(paths.map((path) => fetch(base + path, { headers: { accept: "application/json" } })));
    };
    setInterval(() => { if (!document.hidden) ask(); }, EVERY_MS);
    document.addEventListener("visibilitychange", () => { if (document.hidden) ask(); });
    navigator.serviceWorker?.addEventListener("controllerchange", ask);
    return ask;
}
