/** The conversations of `test/conversations/*.yaml`, each played turn by turn. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { openDialogue } from '../src/bot/dialogue.ts';
import { openContent } from '../src/content/files.ts';
import { writeProblem } from '../src/content/problems.ts';
import { readYaml } from '../src/content/yaml-file.ts';
import { play, type Stage } from './conversations/play.ts';
import { storySchema } from './conversations/story.ts';

const root = join(import.meta.dirname, '..');
const folder = 'test/conversations';
const files = readdirSync(join(root, folder))
  .filter((name) => name.endsWith('.yaml'))
  .map((name) =>
    readYaml(readFileSync(join(root, folder, name), 'utf8'), `${folder}/${name}`, storySchema),
  );

let stage: Stage;
beforeAll(async () => {
  const content = openContent(root, '2026-11-22');
  // The models of earlier runs are used again: training takes seconds.
  stage = { content, answer: await openDialogue(content, join(root, 'var')) };
});

/** Without a stack: staff read what differs, and where in the story. */
function unlike(file: string, faults: readonly string[]): Error {
  const error = new Error(`${file}\n\n${faults.join('\n\n')}\n`);
  error.stack = '';
  return error;
}

describe('conversations', () => {
  for (const { file, value: story, problems } of files) {
    it(`${file}: ${story?.title ?? 'cannot be read'}`, () => {
      expect(problems.map(writeProblem).join('\n')).toBe('');
      const faults = story === undefined ? [] : play(stage, story);
      if (faults.length > 0) throw unlike(file, faults);
    });
  }
});

describe('the stories together', () => {
  const stories = files.flatMap(({ value }) => value ?? []);

  it('ask for every matter', () => {
    const asked = new Set(
      stories.flatMap(({ turns }) =>
        turns.flatMap(({ bot }) => [bot.intent ?? [], bot.intents ?? []].flat()),
      ),
    );
    const all = [...stage.content.intents.keys()];
    expect(all.filter((intent) => !asked.has(intent))).toEqual([]);
  });

  it('are told on each side of every date that changed the answers', () => {
    const days = new Set(stories.map(({ asOf }) => asOf.slice(0, 10)));
    expect([...days]).toEqual(
      expect.arrayContaining([
        '2024-09-01',
        '2024-09-20',
        '2024-10-20',
        '2026-09-01',
        '2026-11-22',
      ]),
    );
  });
});
