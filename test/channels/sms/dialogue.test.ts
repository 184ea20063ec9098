/** The assistant's real answers, as they go by SMS. */
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { openDialogue } from '../../../src/bot/dialogue.ts';
import { textsOf } from '../../../src/channels/sms/format.ts';
import { commandOf } from '../../../src/channels/sms/keywords.ts';
import { alphabetOf, segmentsOf } from '../../../src/channels/sms/segments.ts';
import type { Snapshot } from '../../../src/content/content.ts';
import { openContent } from '../../../src/content/files.ts';
import { parseWhen } from '../../../src/day.ts';
import {
  type AnswerTurn,
  type ConversationState,
  freshConversation,
  type TurnOutput,
} from '../../../src/dialogue/conversation.ts';
import { choiceValue } from '../../../src/dialogue/draft.ts';
import { LOCALES } from '../../../src/message.ts';
import { ROOT } from '../../helpers/content.ts';

let content: Snapshot;
let answer: AnswerTurn;
beforeAll(async () => {
  content = openContent(ROOT, '2026-11-22');
  answer = await openDialogue(content, join(ROOT, 'var'));
});

/** A turn as the channel brings it. */
function turn(text: string, conversation: ConversationState = freshConversation()): TurnOutput {
  const command = commandOf(text);
  const message =
    command === undefined
      ? ({ kind: 'text', text } as const)
      : ({ kind: 'choice', text: command } as const);
  return answer({ conversation, message, now: parseWhen('2026-11-22'), ticketCode: 'TL-7K3M' });
}

function screen({ replies }: TurnOutput): string {
  return replies.flatMap(textsOf).join('\n---\n');
}

describe('every answer', () => {
  test.each(['2024-09-01', '2024-10-20', '2026-11-22'])(
    'is one message of two segments at most and names no address, on %s',
    (day) => {
      const carriers = [null, ...content.carriers.keys()];
      for (const intent of content.intents.keys()) {
        for (const locale of LOCALES) {
          for (const carrier of carriers) {
            const { replies } = answer({
              conversation: { ...freshConversation(locale), carrier },
              message: { kind: 'choice', text: choiceValue.intent(intent) },
              now: parseWhen(day),
              ticketCode: 'TL-7K3M',
            });
            const texts = replies.flatMap(textsOf);
            expect(texts, intent).toHaveLength(1);
            expect(texts.map(segmentsOf)[0], intent).toBeLessThanOrEqual(2);
            expect(texts.map(alphabetOf), intent).toEqual(['GSM-7']);
            expect(texts[0], intent).not.toMatch(/https?:|www\./);
          }
        }
      }
    },
  );
});

describe('a conversation', () => {
  test('asks back with numbers, and a number picks', () => {
    const asked = turn('nokia 105');
    expect(screen(asked)).toMatch(/\n1\. .+\n2\. /);
    const picked = turn('1', asked.conversation);
    expect(picked.understood.intent).toBe('check-model');
    expect(screen(picked)).toMatch(/Nokia 105/);
    expect(screen(picked)).not.toBe(screen(asked));
  });

  test.each(['KT NOKIA 1280', 'DT NOKIA 1280', 'nokia1280'])('understands %s', (text) => {
    expect(screen(turn(text))).toMatch(/^Nokia 1280: Khong dung duoc/);
  });

  test.each(['TRO GIUP', 'TROGIUP', 'HELP'])('%s shows what can be asked', (text) => {
    expect(turn(text).understood.intent).toBe('help');
  });

  test.each(['DUNG', 'STOP', 'TU CHOI'])('%s ends the messages, also in the middle', (text) => {
    const asked = turn('toi muon gap nguoi that');
    const stopped = turn(text, asked.conversation);
    expect(stopped.effects).toEqual([{ kind: 'stop-messages' }]);
    expect(screen(stopped)).toContain('dung gui tin');
  });
});
