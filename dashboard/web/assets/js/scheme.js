// Light or dark: by the system until somebody chooses.

const root = document.documentElement;
const system = matchMedia("(prefers-color-scheme: dark)");

const dark = () => (root.dataset.scheme ?? (system.matches ? "dark" : "light")) === "dark";

/** Let a button switch, and show which way it would. */
export function switchBy(button) {
    const show = () => { button.dataset.shows = dark() ? "sun" : "moon"; };
    button.addEventListener("click", () => {
        root.dataset.scheme = dark() ? "light" : "dark";
        try {
            localStorage.setItem("sitwell-scheme", root.dataset.scheme);
        } catch {
            // No storage: the choice lasts as long as the page.
        }
        show();
    });
    system.addEventListener("change", show);
    show();
}
