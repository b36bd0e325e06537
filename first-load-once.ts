import { gzipSync } from "node:zlib";
import { launchBrowser } from "./tests/support/open-app.ts";
import { serveBuild } from "./tests/support/serve-build.ts";
const browser = await launchBrowser();
const served = await serveBuild();
for (let i = 0; i < 3; i++) {
const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: "zh-CN" });
const page = await context.newPage();
const scripts = new Map<string, number>();
context.on("response", async (r) => { if (!/\.m?js(\?|$)/.test(r.url())) return; const b = await r.body().catch(() => null); if (b) scripts.set(r.url(), gzipSync(b).length); });
await page.addInitScript(() => localStorage.setItem("minsheng.tour", "done"));
await page.goto(served.url);
await page.waitForSelector('body[data-choropleth="visible"]', { timeout: 120_000 });
console.log([...scripts.values()].reduce((a, b) => a + b, 0) / 1000, scripts.size);
if (i === 0) console.log([...scripts].map(([u, n]) => `${u.split("/").pop()} ${n}`).join("\n"));
}
await served.close(); await browser.close();
