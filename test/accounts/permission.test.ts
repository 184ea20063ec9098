import { describe, expect, it, test } from 'vitest';
import {
  desksOf,
  may,
  needsSecondFactor,
  PERMISSIONS,
  type Permission,
  type Role,
  readRole,
} from '../../src/accounts/permission.ts';

const ROLES = ['admin', 'editor', 'publisher', 'agent', 'lead', 'carrier:viettel'] as const;

/** Who may do what, written out once more: a change of the table has to be meant. */
const TABLE: Readonly<Record<Permission, string>> = {
  //                  admin editor publisher agent lead carrier
  'people.manage': '    x     .       .       .    .     .',
  'audit.read': '       x     .       .       .    .     .',
  'report.read': '      x     .       .       .    x     .',
  'desk.work': '        .     .       .       x    x     x',
  'desk.oversee': '     .     .       .       .    x     .',
  'desk.reveal': '      .     .       .       x    x     x',
  'content.edit': '     .     x       x       .    .     .',
  'content.publish': '  .     .       x       .    .     .',
  'carrier.publish': '  .     .       .       .    .     x',
};

test('the table of permissions is this one', () => {
  const found = Object.keys(PERMISSIONS).map((permission) => [
    permission,
    ROLES.map((role) => (may([role], permission as Permission) ? 'x' : '.')).join(''),
  ]);
  const expected = Object.entries(TABLE).map(([permission, row]) => [
    permission,
    row.replaceAll(' ', ''),
  ]);
  expect(found).toEqual(expected);
});

describe('several roles', () => {
  it('may what any of them may', () => {
    expect(may(['editor', 'agent'], 'desk.work')).toBe(true);
    expect(may(['editor', 'agent'], 'content.edit')).toBe(true);
    expect(may(['editor', 'agent'], 'content.publish')).toBe(false);
  });

  it('may nothing without a role', () => {
    const granted = Object.keys(PERMISSIONS).filter((permission) =>
      may([], permission as Permission),
    );
    expect(granted).toEqual([]);
  });
});

test.each<[Role[], 'all' | string[]]>([
  [['admin'], []],
  [['editor', 'publisher'], []],
  [['agent'], ['province']],
  [['carrier:viettel'], ['carrier:viettel']],
  [
    ['agent', 'carrier:vinaphone'],
    ['province', 'carrier:vinaphone'],
  ],
  [['lead'], 'all'],
  [['carrier:viettel', 'lead'], 'all'],
])('%j reach the desks %j', (roles, desks) => {
  expect(desksOf(roles)).toEqual(desks);
});

test('administrators and publishers need a second factor, others do not', () => {
  expect(ROLES.filter((role) => needsSecondFactor([role]))).toEqual(['admin', 'publisher']);
  expect(needsSecondFactor(['agent', 'admin'])).toBe(true);
});

test.each([
  '',
  'Admin',
  'owner',
  'carrier',
  'carrier:',
  'carrier:Viettel',
  'carrier:a b',
  'toString',
])('"%s" is no role', (text) => {
  expect(readRole(text)).toBeUndefined();
});

test('roles are read as they are written', () => {
  expect(ROLES.map((role) => readRole(role))).toEqual(ROLES);
});
