// The service worker: what the page showed last can be read while the desk is away, and is always said to be old.
//
//     the desk answers         -> its answer, a copy of which is kept          nothing that is kept is shown
//     the desk does not answer -> what is kept, marked with when that was      the page says so
//     log-in is over           -> everything is thrown away
//
// For pages and answers the network goes first, so there is no stale page after an upgrade. Files bear the build in
// their address and never change: what is kept of them is not asked for again. A new build has new caches, and the old
// ones go. Served as /sw.js, with the build and what every page needs in front (dashboard/web/installable.py).

/* global AT, BUILD, PAGES, SHELL */

const OURS = "sitwell-";
const FILES = `${OURS}files-${BUILD}`;
const ANSWERS = `${OURS}answers-${BUILD}`;
const DOCUMENT = "/"; // all pages stand in it; the router shows the one that was asked for
const KEPT = "x-sitwell-kept"; // in an answer: when the desk gave it, in ms
const PATIENCE_MS = 6000; // so long the desk may take when something is kept
const SELDOM_MS = 30_000; // an answer is written down no more often: a page may ask each five seconds
const AWAY = [502, 504]; // a proxy's words for it
const ANSWER = /^\/api\/v1\/chairs(\/[a-z0-9_-]{1,32}(\/today|\/day\/today)?)?$/;
const OUT = ["/login", "/logout", "/setup", "/account/everywhere"];

let era = 0; // grows when everything is thrown away: an answer of before must not come back afterwards
const written = new Map(); // address -> when

self.addEventListener("install", (event) => {
    self.skipWaiting();
    event.waitUntil(Promise.all(SHELL.map(async (path) => {
        const answer = path === DOCUMENT ? await pages() : await fetch(path);
        if (fine(answer)) await keep(FILES, path, answer, era);
    })));
});

self.addEventListener("activate", (event) => {
    event.waitUntil((async () => {
        for (const name of await caches.keys()) if (name.startsWith(OURS) && name !== FILES && name !== ANSWERS) await caches.delete(name);
        await self.clients.claim();
    })());
});

self.addEventListener("fetch", (event) => {
    const { request } = event;
    const url = new URL(request.url);
    if (url.origin !== location.origin) return;
    if (OUT.includes(url.pathname)) {
        event.waitUntil(forget());
        return;
    }
    if (request.method !== "GET") return;
    if (request.mode === "navigate") {
        if (PAGES.includes(url.pathname)) event.respondWith(first(event, FILES, DOCUMENT));
    } else if (url.pathname.startsWith(AT) || url.pathname.startsWith("/words/")) {
        event.respondWith(lasting(event, url.pathname));
    } else if (!url.search && ANSWER.test(url.pathname)) {
        event.respondWith(first(event, ANSWERS, url.pathname));
    }
});

/** The document as this browser got it a moment ago, unless that was one of an older build. */
async function pages() {
    const had = await fetch(DOCUMENT, { cache: "force-cache" });
    if (!fine(had) || (await had.clone().text()).includes(AT)) return had;
    return fetch(DOCUMENT, { cache: "no-cache" });
}

/** A file as it is kept; the desk's, and from then on kept, when it is not. */
async function lasting(event, path) {
    const born = era;
    const kept = await (await caches.open(FILES)).match(path);
    if (kept) return kept;
    const answer = await fetch(event.request);
    if (fine(answer)) event.waitUntil(keep(FILES, path, answer.clone(), born));
    return answer;
}

/** The desk's answer; what is kept when there is none. */
async function first(event, cache, path) {
    const born = era;
    const kept = await (await caches.open(cache)).match(path);
    let answer;
    try {
        const asked = fetch(event.request);
        answer = await (kept ? Promise.race([asked, late()]) : asked);
    } catch (error) {
        if (kept && born === era) return kept;
        throw error;
    }
    if (AWAY.includes(answer.status) && kept && born === era) return kept;
    if (answer.status === 401) event.waitUntil(forget());
    else if (fine(answer) && (path !== DOCUMENT || new URL(event.request.url).pathname === DOCUMENT)) event.waitUntil(keep(cache, path, answer.clone(), born));
    return answer;
}

const late = () => new Promise((_, refuse) => { setTimeout(() => refuse(new Error("the desk takes too long")), PATIENCE_MS); });
const fine = (answer) => answer.status === 200 && answer.type === "basic" && !answer.redirected;

async function keep(name, path, answer, born) {
    const nowMs = Date.now();
    if (name === ANSWERS && nowMs - (written.get(path) ?? -Infinity) < SELDOM_MS) return;
    const headers = new Headers(answer.headers);
    headers.delete("content-encoding"); // the body is unpacked already
    headers.delete("content-length");
    headers.set(KEPT, String(nowMs));
    const body = await answer.blob();
    const cache = await caches.open(name);
    if (born !== era) return; // somebody left meanwhile; if it is now, this cache is no one's any more
    written.set(path, nowMs);
    await cache.put(path, new Response(body, { status: 200, headers }));
}

async function forget() {
    era += 1;
    written.clear();
    for (const name of await caches.keys()) if (name.startsWith(OURS)) await caches.delete(name);
}
