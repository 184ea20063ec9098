/** What the consoles' pages load: sheets of their own, the product's constants, and a font. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type Assets, loadAssets, type OtherAsset } from '../assets.ts';
import { THEMES, type Theme } from './theme.ts';

/** Files of `@fontsource/be-vietnam-pro`, which `fonts.css` names. */
const FONTS = ['vietnamese', 'latin'].flatMap((letters) =>
  [400, 600, 700].map((weight) => `be-vietnam-pro-${letters}-${weight}-normal.woff2`),
);

/** When the dark colours of `tokens.css` apply. */
const DARK: Readonly<Record<Theme, string>> = {
  auto: '@media (prefers-color-scheme: dark)',
  light: '@media not all',
  dark: '@media all',
};

/** @throws when a file is missing, as after an incomplete installation. */
export function loadConsoleAssets(): Assets {
  return loadAssets(join(import.meta.dirname, 'assets'), [...themedTokens(), ...fonts()]);
}

/** `tokens-light.css` and so on: the same constants, with the dark ones always, never, or by the system. */
function themedTokens(): OtherAsset[] {
  const tokens = readFileSync(join(import.meta.dirname, '../chat/assets/tokens.css'), 'utf8');
  return THEMES.map((theme) => ({
    name: `tokens-${theme}.css`,
    bytes: Buffer.from(tokens.replaceAll(DARK.auto, DARK[theme])),
  }));
}

function fonts(): OtherAsset[] {
  const { resolve } = createRequire(import.meta.url);
  return FONTS.map((name) => ({
    name,
    bytes: readFileSync(resolve(`@fontsource/be-vietnam-pro/files/${name}`)),
  }));
}
