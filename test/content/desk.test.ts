import { describe, expect, it } from 'vitest';
import { carrierDesk, deskOf, desksOfContent, OWN_DESK } from '../../src/content/desk.ts';
import { loadContent, openContent } from '../../src/content/files.ts';
import { isOpen } from '../../src/content/office-hours.ts';
import { writeProblem } from '../../src/content/problems.ts';
import { copyContent, edit, errorsIn, lineOf, ROOT } from '../helpers/content.ts';

const TODAY = '2026-11-22';
const content = openContent(ROOT, TODAY);
const SATURDAY = new Date('2026-11-21T09:00:00+07:00');

/** The content with lines put in place of the empty list of desks. */
function withDesks(lines: string, root = copyContent()) {
  edit(root, 'data/desks.yaml', '\ndesks: {}\n', `\ndesks:\n${lines}\n`);
  return root;
}

describe('desks', () => {
  it("are the operator's own, and one for each carrier", () => {
    const ids = desksOfContent(content).map(({ id }) => id);
    expect(ids[0]).toBe('province');
    expect(ids.slice(1)).toEqual([...content.carriers.keys()].map((id) => `carrier:${id}`));
  });

  it('are called as the operator and the carriers are', () => {
    expect(deskOf(content, OWN_DESK)?.name).toEqual(content.operator.desk);
    expect(deskOf(content, carrierDesk('viettel'))?.name).toEqual({
      vi: 'Bàn Viettel',
      en: 'Viettel desk',
    });
  });

  it('have the same limits and hours until somebody says otherwise', () => {
    const { officeHours, holidays, extraDays } = content.operator;
    for (const desk of desksOfContent(content)) {
      expect(desk).toMatchObject({
        hours: { officeHours, holidays, extraDays },
        maxChats: 5,
        firstReplyMinutes: 15,
        unansweredMinutes: 10,
        silentHours: 24,
        expireDays: 14,
        callbackHours: 16,
      });
    }
  });

  it('do not exist for a carrier that nobody knows', () => {
    expect(deskOf(content, 'carrier:nobody')).toBeUndefined();
    expect(deskOf(content, 'viettel')).toBeUndefined();
    expect(deskOf(content, '')).toBeUndefined();
  });

  it('can have hours, limits and a name of their own', () => {
    const root = withDesks(`  carrier:viettel:
    name: { vi: Bàn thử }
    maxChats: 8
    officeHours:
      - days: [sat]
        hours: ['08:00-11:30']`);
    const changed = openContent(root, TODAY);
    const desk = deskOf(changed, 'carrier:viettel');
    expect(desk).toMatchObject({ name: { vi: 'Bàn thử' }, maxChats: 8, silentHours: 24 });
    expect(desk && isOpen(desk.hours, SATURDAY)).toBe(true);
    const other = deskOf(changed, 'carrier:mobifone');
    expect(other && isOpen(other.hours, SATURDAY)).toBe(false);
  });

  it("keep the operator's holidays beside hours of their own, but not its make-up days", () => {
    const root = withDesks(`  carrier:viettel:
    officeHours:
      - { days: [mon, sat], hours: ['08:00-11:30'] }`);
    edit(root, 'data/operator.yaml', '\nholidays: []', '\nholidays: [2026-11-23]');
    edit(
      root,
      'data/operator.yaml',
      '\nextraDays: []',
      "\nextraDays: [{ day: 2026-11-21, hours: ['18:00-19:00'] }]",
    );
    const changed = openContent(root, TODAY);
    const [own, viettel] = [OWN_DESK, 'carrier:viettel'].map((id) => deskOf(changed, id)?.hours);
    if (own === undefined || viettel === undefined) throw new Error('no such desk');
    expect(isOpen(viettel, new Date('2026-11-23T09:00:00+07:00'))).toBe(false);
    expect(isOpen(viettel, SATURDAY)).toBe(true);
    expect(isOpen(own, new Date('2026-11-21T18:30:00+07:00'))).toBe(true);
  });
});

describe('check', () => {
  it('finds settings of a desk that does not exist', () => {
    const root = withDesks('  carrier:vietel: { maxChats: 3 }');
    const line = lineOf(root, 'data/desks.yaml', 'carrier:vietel');
    expect(errorsIn(root)).toEqual([
      `data/desks.yaml:${line}: error: no such desk: "carrier:vietel"`,
    ]);
  });

  it('names the line of a limit that is none', () => {
    const root = copyContent();
    edit(root, 'data/desks.yaml', 'maxChats: 5', 'maxChats: 0');
    const line = lineOf(root, 'data/desks.yaml', 'maxChats: 0');
    expect(errorsIn(root)[0]).toContain(`data/desks.yaml:${line}: error: everyDesk.maxChats`);
  });

  it('names the line of a holiday that no calendar has', () => {
    const root = copyContent();
    edit(root, 'data/operator.yaml', '\nholidays: []', '\nholidays:\n  - 2027-02-30');
    const line = lineOf(root, 'data/operator.yaml', '2027-02-30');
    expect(errorsIn(root)[0]).toContain(`data/operator.yaml:${line}: error: holidays.0`);
  });

  describe('of holidays', () => {
    const warnings = (root: string, on: string) =>
      loadContent(root, on)
        .problems.map(writeProblem)
        .filter((line) => line.includes('no holiday'));
    const atWork = (holidays: string) => {
      const root = copyContent();
      edit(root, 'data/operator.yaml', 'isSample: true', 'isSample: false');
      edit(root, 'data/operator.yaml', '\nholidays: []', `\nholidays: ${holidays}`);
      return root;
    };

    it('says nothing as long as the operator is a sample', () => {
      expect(warnings(ROOT, TODAY)).toEqual([]);
    });

    it('warns an operator at work that lists none', () => {
      const root = atWork('[]');
      const line = lineOf(root, 'data/operator.yaml', '\nholidays:') + 1;
      expect(warnings(root, TODAY)).toEqual([
        `data/operator.yaml:${line}: warning: no holiday of 2026 or later is listed`,
      ]);
    });

    it('warns when the list has grown old, and not before', () => {
      const root = atWork('[2026-01-01]');
      expect(warnings(root, '2026-12-31')).toEqual([]);
      expect(warnings(root, '2027-01-01')).toHaveLength(1);
    });
  });
});
