import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { operatorSchema } from '../../src/content/operator.ts';

const operator = operatorSchema.parse(parse(readFileSync('data/operator.yaml', 'utf8')));

describe('the operator file that comes along', () => {
  it('says that it is a sample and names nobody to turn to', () => {
    expect(operator.isSample).toBe(true);
    expect(operator.contacts).toEqual([]);
    expect(operator.privacyContact).toBeNull();
  });

  it('lists no holiday that no source of ours names', () => {
    expect(operator.holidays).toEqual([]);
    expect(operator.extraDays).toEqual([]);
  });
});
