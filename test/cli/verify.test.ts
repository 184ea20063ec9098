import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { verifiable, verify } from '../../src/cli/verify.ts';
import { loadContent } from '../../src/content/files.ts';
import { UserError } from '../../src/errors.ts';
import { disclosure } from '../../src/sourced.ts';
import { copyContent } from '../helpers/content.ts';

const TODAY = '2026-11-22';

describe('data:verify', () => {
  it('lets a named person make a number certain, and leaves the rest of the file as it was', () => {
    const root = copyContent();
    const path = join(root, 'data/carriers/viettel.yaml');
    const before = readFileSync(path, 'utf8');
    const { files } = loadContent(root, TODAY);
    expect(verify(root, files, 'viettel:18008098', 'Phòng Viễn thông', TODAY)).toBe(
      'data/carriers/viettel.yaml',
    );

    const { files: after } = loadContent(root, TODAY);
    const item = verifiable(after).find(({ key }) => key === 'viettel:18008098');
    expect(item?.provenance).toMatchObject({ verifiedBy: 'Phòng Viễn thông', verifiedOn: TODAY });
    expect(item && disclosure(item.provenance, TODAY)).toBe('plain');

    const kept = before.split('\n').filter((line) => line.trim().startsWith('#'));
    expect(readFileSync(path, 'utf8').split('\n')).toEqual(expect.arrayContaining(kept));
  });

  it('is forgotten after half a year: then the number is unverified again', () => {
    const root = copyContent();
    const { files } = loadContent(root, TODAY);
    verify(root, files, 'viettel:18008098', 'Phòng Viễn thông', TODAY);
    const item = verifiable(loadContent(root, TODAY).files).find(
      ({ key }) => key === 'viettel:18008098',
    );
    expect(item && disclosure(item.provenance, '2027-09-01')).toBe('unverified');
  });

  it('says so when nothing bears the key', () => {
    const root = copyContent();
    const { files } = loadContent(root, TODAY);
    expect(() => verify(root, files, 'viettel:19001234', 'Ai đó', TODAY)).toThrow(UserError);
  });
});
