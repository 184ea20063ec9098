import { describe, expect, it } from 'vitest';
import { lintExamples } from '../../src/bot/publish.ts';
import { intentSchema } from '../../src/content/intent.ts';
import { readYaml } from '../../src/content/yaml-file.ts';
import { trainClassifier } from '../../src/dialogue/classifier.ts';
import { chatWords } from '../helpers/chat-words.ts';

function intentFile(id: string, examples: readonly string[]) {
  const both = (text: string) => `{ vi: ${text}, en: ${text} }`;
  const lines = [
    `id: ${id}`,
    `title: ${both(id)}`,
    `button: ${both(id)}`,
    'examples:',
    '  vi:',
    ...examples.map((text) => `    - ${text}`),
    '  en: []',
    `answers: [{ text: ${both('xong')}, short: ${both('xong')}, guide: true }]`,
  ];
  return readYaml(lines.join('\n'), `intents/${id}.yaml`, intentSchema);
}

const WHEN = [
  'bao giờ tắt sóng 2G',
  'khi nào thì cắt 2G',
  'ngày nào ngừng 2G',
  'chừng nào dừng sóng 2G vậy',
  'tháng mấy tắt 2G',
];
const BUY = [
  'mua điện thoại 4G nào rẻ',
  'máy phím bấm 4G giá bao nhiêu',
  'nên mua máy nào cho ông bà',
  'điện thoại 4G rẻ nhất',
];

async function lint(...files: ReturnType<typeof intentFile>[]) {
  const examples = files.flatMap(({ value }) =>
    (value?.examples.vi ?? []).map((text) => ({ intent: value?.id ?? '', text })),
  );
  return lintExamples(files, await trainClassifier(examples, { chatWords, codeVersion: 'test' }));
}

describe('the check of examples', () => {
  it('names the line of an example that stands in the wrong file', async () => {
    const buy = intentFile('cost-buy', [...BUY, 'Bao giờ cắt sóng 2G vậy?']);
    const problems = await lint(intentFile('shutdown-when', WHEN), buy);
    expect(problems).toContainEqual({
      file: 'intents/cost-buy.yaml',
      line: 10,
      level: 'warning',
      message: expect.stringMatching(/^"Bao giờ cắt sóng 2G vậy\?" is nearer to shutdown-when/),
    });
  });

  it('is silent on examples that resemble their own', async () => {
    const problems = await lint(intentFile('shutdown-when', WHEN), intentFile('cost-buy', BUY));
    expect(problems.filter(({ message }) => message.includes('2G'))).toEqual([]);
  });
});
