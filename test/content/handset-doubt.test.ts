import { describe, expect, it } from 'vitest';
import { openContent } from '../../src/content/files.ts';
import { lookupHandset } from '../../src/content/handset-lookup.ts';
import { ROOT } from '../helpers/content.ts';

const { handsets } = openContent(ROOT, '2026-11-22');

describe('a generation that is named in doubt', () => {
  it.each([
    'nokia 105 ko 4g',
    'nokia 110 không có 4G',
    'nokia 105 nhưng không thấy chữ 4g',
    'nokia 105 4g hay 2g',
    'nokia 105 có 4g không',
    'nokia 105 4g giả',
    'my nokia 105 is not 4g',
    'nokia 225 without 4g',
  ])('is no part of the name: "%s" is asked back', (text) => {
    expect(lookupHandset(handsets, text)).toMatchObject({ status: 'ambiguous', network: null });
  });

  it.each(['nokia 105 4g', 'nokia 110 4G pro', 'nokia 225 4g'])(
    '"%s" is still the 4G one',
    (text) => {
      expect(lookupHandset(handsets, text)).toMatchObject({ status: 'known', network: '4G' });
    },
  );
});
