import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { openDialogue } from '../../src/bot/dialogue.ts';
import type { Snapshot } from '../../src/content/content.ts';
import { OWN_DESK } from '../../src/content/desk.ts';
import { parseWhen } from '../../src/day.ts';
import { type AnswerTurn, freshConversation } from '../../src/dialogue/conversation.ts';
import { ownContent, ROOT } from '../helpers/content.ts';

const CARRIERS_DESK = 'carrier:viettel';
const SUNDAY_NIGHT = parseWhen('2026-11-22 21:40');

/** The own content with a carrier's desk that is never closed. */
function withNightDesk(): Snapshot {
  const content = ownContent();
  const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
  const officeHours = [{ days: [...days], hours: [{ from: 0, to: 24 * 60 }] }];
  const desks = { [CARRIERS_DESK]: { officeHours, holidays: [] } };
  return { ...content, desks: { ...content.desks, desks } };
}

let answer: AnswerTurn;
beforeAll(async () => {
  answer = await openDialogue(withNightDesk(), join(ROOT, 'var'));
});

/** What is said to somebody who asks on a Sunday night how their ticket stands. */
function standing(desk: string): string {
  const { replies } = answer({
    conversation: { ...freshConversation(), ticket: { code: 'TL-7K3M', stage: 'open' } },
    message: { kind: 'text', text: 'phiếu của tôi tới đâu rồi' },
    now: SUNDAY_NIGHT,
    ticketCode: 'TL-7K3M',
    desk: { desk, present: 1, ahead: 2, ticket: 'queued' },
  });
  return replies.map(({ text }) => text).join('\n');
}

describe('the hours that are told', () => {
  it('are those of the desk to which the ticket was handed on', () => {
    expect(standing(CARRIERS_DESK)).toContain('Bạn là người thứ 3 đang chờ');
    expect(standing(OWN_DESK)).toContain('ngoài giờ làm việc');
  });

  it('are our own where a desk is not known any more', () => {
    expect(standing('carrier:gone')).toContain('ngoài giờ làm việc');
  });
});
