/**
 * Takes pictures of the product as citizens see it, with its real content: `npm run screenshots`.
 *
 * All of them go to `var/screenshots/`, to be looked at one by one; those that the README shows
 * go to `docs/screenshots/`.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { startApp } from '../src/app.ts';
import { readConfig } from '../src/config.ts';
import { launchChromium } from './helpers/browser.ts';
import { takeDeskPictures } from './screenshots-desk.ts';

const ROOT = join(import.meta.dirname, '..');
const ALL = join(ROOT, 'var/screenshots');
const BEST = join(ROOT, 'docs/screenshots');

/** The day on which the pictures are taken, so that they stay the same: a Monday morning. */
const NOW = new Date('2026-11-23T02:30:00Z');

/** What is said in each; nothing is the first screen. These are taken in every size and look. */
const MAIN: Readonly<Record<string, readonly string[]>> = {
  home: [],
  verdict: ['nokia 1280 của bà nội còn xài được không'],
};
/** And these on a phone and a desk only. */
const OTHERS: Readonly<Record<string, readonly string[]>> = {
  when: ['bao gio tat song 2g vay'],
  offers: ['viettel có hỗ trợ gì không'],
  followup: ['viettel có hỗ trợ gì không', 'thế còn vina?'],
  complaint: ['khiếu nại viettel ở đâu'],
  reverify: ['đổi máy xong không gọi đi được'],
  person: ['gặp người thật'],
  unknown: ['asdf qwer zxcv'],
};
const ENGLISH: readonly string[] = ['will my nokia 1280 still work?'];

interface Look {
  readonly name: string;
  readonly scheme: 'light' | 'dark';
  /** Size, contrast, language: the cookie of the display. */
  readonly view: string;
}

const LIGHT: Look = { name: 'light', scheme: 'light', view: '1.normal.vi' };
const DARK: Look = { name: 'dark', scheme: 'dark', view: '1.normal.vi' };
const LOOKS: readonly Look[] = [
  LIGHT,
  DARK,
  { name: 'contrast', scheme: 'light', view: '1.more.vi' },
  { name: 'contrast-dark', scheme: 'dark', view: '1.more.vi' },
  { name: 'large', scheme: 'light', view: '3.normal.vi' },
];
const ENGLISH_LOOK: Look = { name: 'english', scheme: 'light', view: '1.normal.en' };

/** Widths with the height of a screen of that width. */
const SCREENS = [
  { width: 320, height: 568 },
  { width: 390, height: 844 },
  { width: 768, height: 1024 },
  { width: 1280, height: 800 },
] as const;
type Screen = (typeof SCREENS)[number];
const PHONE = SCREENS[1];
const DESK = SCREENS[3];

interface Picture {
  readonly says: readonly string[];
  readonly look: Look;
  readonly screen: Screen;
  readonly path: string;
  /** Pixels of the picture for one of the page. */
  readonly scale?: number;
}

function pictures(): Picture[] {
  const all = [
    ...scenes(MAIN, SCREENS, LOOKS),
    ...scenes(OTHERS, [PHONE], [LIGHT, DARK]),
    ...scenes(OTHERS, [DESK], [LIGHT]),
  ];
  const english = { says: ENGLISH, look: ENGLISH_LOOK, screen: PHONE };
  const best = (name: string) => join(BEST, `${name}.png`);
  return [
    ...all,
    { ...english, path: pathOf('verdict', PHONE, ENGLISH_LOOK) },
    { says: [], look: LIGHT, screen: PHONE, path: best('first-screen'), scale: 1.5 },
    { says: MAIN.verdict ?? [], look: LIGHT, screen: PHONE, path: best('verdict'), scale: 1.5 },
    { says: OTHERS.when ?? [], look: DARK, screen: DESK, path: best('desktop-dark') },
  ];
}

function scenes(
  said: Readonly<Record<string, readonly string[]>>,
  screens: readonly Screen[],
  looks: readonly Look[],
): Picture[] {
  return Object.entries(said).flatMap(([scene, says]) =>
    screens.flatMap((screen) =>
      looks.map((look) => ({ says, look, screen, path: pathOf(scene, screen, look) })),
    ),
  );
}

function pathOf(scene: string, { width }: Screen, { name }: Look): string {
  return join(ALL, `${scene}-${width}-${name}.png`);
}

async function take(browser: Browser, url: string, picture: Picture): Promise<void> {
  const { says, look, screen, path, scale = 1 } = picture;
  const context = await browser.newContext({
    viewport: screen,
    deviceScaleFactor: scale,
    colorScheme: look.scheme,
    hasTouch: screen.width < 768,
    reducedMotion: 'reduce',
  });
  await context.addCookies([{ name: 'view', value: look.view, url }]);
  const page = await context.newPage();
  await page.goto(`${url}/chat`);
  for (const [turn, text] of says.entries()) await say(page, text, turn + 1);
  await page.screenshot({ path });
  await context.close();
}

async function say(page: Page, text: string, turn: number): Promise<void> {
  await page.locator('#text').fill(text);
  await page.locator('#text').press('Enter');
  await page
    .locator('.log .bot')
    .nth(turn - 1)
    .waitFor();
  await page.mouse.move(0, 0);
}

const dataDir = mkdtempSync(join(tmpdir(), 'tro-ly-2g-pictures-'));
mkdirSync(ALL, { recursive: true });
mkdirSync(BEST, { recursive: true });
const config = readConfig({ PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'warn' });
const app = await startApp(config, { root: ROOT, now: () => NOW });
const browser = await launchChromium();
try {
  for (const picture of pictures()) {
    await take(browser, app.url, picture);
    console.log(picture.path.slice(ROOT.length + 1));
  }
  await takeDeskPictures(browser, app, { all: ALL, best: BEST });
} finally {
  await browser.close();
  await app.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
