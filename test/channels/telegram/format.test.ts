import { describe, expect, test } from 'vitest';
import { keyboardOf, partsOf } from '../../../src/channels/telegram/format.ts';
import type { Reply } from '../../../src/message.ts';
import { reply } from '../../helpers/bot.ts';
import { parseHtml } from '../../providers/telegram/html.ts';

const CARD = {
  kind: 'verdict',
  tone: 'bad',
  sign: 'Không dùng được',
  title: 'Nokia <1280> & co',
  lines: ['Chỉ có 2G.'],
} as const;

function answer(parts: Partial<Reply>): Reply {
  return { ...reply(''), ...parts };
}

describe('a reply in HTML', () => {
  test('has the title of each card in bold, and nothing that could be read as markup', () => {
    const text = 'Máy này:\nNokia <1280> & co: Không dùng được\nChỉ có 2G.';
    expect(partsOf(answer({ text, cards: [CARD] }))).toEqual([
      {
        plain: text,
        html: 'Máy này:\n<b>Nokia &lt;1280&gt; &amp; co: Không dùng được</b>\nChỉ có 2G.',
      },
    ]);
  });

  test('opens its sources', () => {
    const sources = [
      { title: 'Báo A', url: 'https://a.vn/?x=1&y="2"', asOf: '2024-07' },
      { title: 'Báo A mới', url: 'https://moi.vn/', asOf: null },
      { title: 'Công văn', url: null, asOf: null },
    ];
    const text = 'Báo A viết thế.\nNguồn: Báo A, 7/2024; Báo A mới, không ghi ngày; Công văn';
    const [part] = partsOf(answer({ text, sources }));
    expect(part?.html).toBe(
      'Báo A viết thế.\nNguồn: <a href="https://a.vn/?x=1&amp;y=&quot;2&quot;">Báo A</a>, 7/2024; <a href="https://moi.vn/">Báo A mới</a>, không ghi ngày; Công văn',
    );
    expect(parseHtml(part?.html ?? '')).toMatchObject({ text });
  });

  test('of several parts opens its sources in the last', () => {
    const sources = [{ title: 'Báo A', url: 'https://a.vn/', asOf: null }];
    const parts = partsOf(answer({ text: `${'Câu. '.repeat(1200)}\nNguồn: Báo A`, sources }));
    expect(parts.map(({ html }) => html.includes('<a '))).toEqual([false, true]);
  });
});

test('each button stands in a line of its own', () => {
  const choices = [
    { label: 'Kiểm tra máy', value: 'i:check-phone' },
    { label: 'Gặp người thật', value: 'i:handoff-human' },
  ];
  expect(keyboardOf(answer({ choices })).inline_keyboard).toEqual([
    [{ text: 'Kiểm tra máy', callback_data: 'i:check-phone' }],
    [{ text: 'Gặp người thật', callback_data: 'i:handoff-human' }],
  ]);
});
