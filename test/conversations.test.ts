/** The conversations of `test/conversations/*.yaml`, each played turn by turn. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { openDialogue } from '../src/bot/dialogue.ts';
import type { Snapshot } from '../src/content/content.ts';
import { openContent } from '../src/content/files.ts';
import { writeProblem } from '../src/content/problems.ts';
import { readYaml } from '../src/content/yaml-file.ts';
import { parseWhen } from '../src/day.ts';
import { freshConversation } from '../src/dialogue/conversation.ts';
import { choiceValue } from '../src/dialogue/draft.ts';
import { LOCALES } from '../src/message.ts';
import { play, type Stage, TICKET_CODE } from './conversations/play.ts';
import { brokenRules } from './conversations/rules.ts';
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
      const faults = story === undefined ? problems.map(writeProblem) : play(stage, story);
      if (faults.length > 0) throw unlike(file, faults);
    });
  }
});

/** A day on each side of every date that changed the answers. */
const DAYS = ['2024-09-01', '2024-09-20', '2024-10-20', '2026-09-01', '2026-11-22'];

describe('every button', () => {
  for (const day of DAYS) {
    it(`keeps the rules of all replies on ${day}, in each language, for each carrier`, () => {
      const { content, answer } = stage;
      const now = parseWhen(day);
      const faults = buttons(content).flatMap(({ locale, carrier, intent }) => {
        const output = answer({
          conversation: { ...freshConversation(locale), carrier },
          message: { kind: 'choice', text: choiceValue.intent(intent) },
          now,
          ticketCode: TICKET_CODE,
        });
        const broken = brokenRules(output, { content, on: day, said: [] });
        return broken.map((rule) => `${intent}, ${locale}, ${carrier}: ${rule}`);
      });
      expect(faults).toEqual([]);
    });
  }
});

/** Each matter, in each language, with each carrier in talk and with none. */
function buttons({ intents, carriers }: Snapshot) {
  return LOCALES.flatMap((locale) =>
    [null, ...carriers.keys()].flatMap((carrier) =>
      [...intents.keys()].map((intent) => ({ locale, carrier, intent })),
    ),
  );
}

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
    expect([...days]).toEqual(expect.arrayContaining(DAYS));
  });
});
