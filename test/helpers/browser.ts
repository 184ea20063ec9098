/** A real Chromium for the tests of pages. */
import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { onTestFinished } from 'vitest';

const PATH = '/usr/bin/chromium';
/** Without a user's sandbox in containers, and without calling home. */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // In place of Playwright's own list, which takes away the storage that real browsers give frames.
  '--disable-features=Translate',
];

/** Starts Debian's Chromium. @throws an error that names the line which installs it. */
export async function launchChromium(): Promise<Browser> {
  if (!existsSync(PATH)) {
    throw new Error('The browser tests need Chromium: run "apt-get install -y chromium".');
  }
  return chromium.launch({ executablePath: PATH, args: ARGUMENTS });
}

export type ContextOptions = NonNullable<Parameters<Browser['newContext']>[0]>;

export interface OpenPage {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What went wrong in the page so far: script errors and refused resources. */
  readonly troubles: readonly string[];
}

/** Opens a page of a visitor of its own until the end of the test. */
export async function visit(
  browser: Browser,
  url: string,
  options: ContextOptions = {},
): Promise<OpenPage> {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    locale: 'vi-VN',
    reducedMotion: 'reduce',
    ...options,
  });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') troubles.push(message.text());
  });
  await page.goto(url);
  return { page, context, troubles };
}
