import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { cacheFolder } from "../../../sandbox/engine/build";
import { exclusively } from "../../../sandbox/engine/lock";

/** As distributions of Linux and Google name it. */
const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

const onMac = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

const isRoot = process.getuid?.() === 0;

/**
 * Starts a browser without a window: that of `CHROMIUM`, or the machine's own, or one that is installed now.
 *
 * @throws Error that says what to install.
 */
export async function launchChromium(): Promise<Browser> {
  const executablePath = process.env["CHROMIUM"] ?? find() ?? (await installed());
  // Chromium's sandbox refuses to run as root, which CI and containers often are.
  return chromium.launch({ executablePath, args: isRoot ? ["--no-sandbox"] : [] });
}

function find(): string | undefined {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const candidates = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...candidates, onMac].find((path) => existsSync(path));
}

/** The browser, which one of several tests that want it at once installs. */
async function installed(): Promise<string> {
  mkdirSync(cacheFolder(), { recursive: true });
  const wait = (): void => console.error("waiting for another test that installs a browser");
  return exclusively(join(cacheFolder(), "browser.held"), wait, async () => find() ?? install());
}

/** From the distribution's package manager: the browser has to be one that it keeps up to date. */
function install(): string {
  const missing =
    "the site is opened in a real browser: install chromium or Google Chrome, or set CHROMIUM to its path";
  if (!isRoot || process.platform !== "linux") throw new Error(missing);
  try {
    const apt = (...args: string[]) =>
      execFileSync("apt-get", args, {
        env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
        stdio: ["ignore", "pipe", "pipe"],
      });
    apt("update");
    apt("install", "--yes", "--no-install-recommends", "chromium");
  } catch (error) {
    throw new Error(`${missing}; apt-get could not: ${(error as Error).message}`, { cause: error });
  }
  const browser = find();
  if (browser === undefined) throw new Error(missing);
  return browser;
}
