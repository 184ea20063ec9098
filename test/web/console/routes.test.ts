/** Who gets where: every route of the consoles' own pages, for every role. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Role } from '../../../src/accounts/permission.ts';
import { Browserlike } from '../../helpers/browserlike.ts';
import { ROOT } from '../../helpers/content.ts';
import { makeStaff, signedIn } from '../../helpers/staff.ts';
import { type RunningWeb, startWeb } from '../../helpers/web-server.ts';

const ROLES = [
  'nobody',
  'admin',
  'editor',
  'publisher',
  'agent',
  'lead',
  'carrier:viettel',
] as const;

/**
 * The routes, and what each role is answered:
 * o let in · > led to another page · x refused · ? nothing of the form was filled in.
 */
const TABLE = `
route                                    nobody admin editor publisher agent lead carrier
GET /                                    >      o     o      o         o     o    o
GET /sign-in                             o      >     >      >         >     >    >
POST /sign-in                            x      x     x      x         x     x    x
GET /sign-in/code                        o      o     o      o         o     o    o
POST /sign-in/code                       x      x     x      x         x     x    x
POST /settings                           >      >     >      >         >     >    >
GET /welcome                             ?      ?     ?      ?         ?     ?    ?
POST /welcome                            ?      ?     ?      ?         ?     ?    ?
GET /account                             >      o     o      o         o     o    o
POST /account/name                       >      ?     ?      ?         ?     ?    ?
POST /account/password                   >      ?     ?      ?         ?     ?    ?
POST /account/sessions                   >      >     >      >         >     >    >
GET /account/second-factor               >      o     o      o         o     o    o
GET /account/second-factor/begin         >      >     >      >         >     >    >
POST /account/second-factor/begin        >      >     ?      >         ?     ?    ?
POST /account/second-factor/complete     >      >     ?      >         ?     ?    ?
POST /account/second-factor/codes        >      ?     ?      ?         ?     ?    ?
POST /account/second-factor/drop         >      ?     ?      ?         ?     ?    ?
GET /people                              >      o     x      x         x     x    x
POST /people/invitations                 >      ?     x      x         x     x    x
GET /people/invitations                  >      >     x      x         x     x    x
POST /people/invitations/:id/withdraw    >      ?     x      x         x     x    x
GET /people/:id                          >      o     x      x         x     x    x
GET /people/:id/:deed                    >      >     x      x         x     x    x
POST /people/:id/:deed                   >      ?     x      x         x     x    x
POST /people/:id/password-link           >      ?     x      x         x     x    x
GET /audit                               >      o     x      x         x     x    x
GET /audit/audit.csv                     >      o     x      x         x     x    x
POST /sign-out                           >      >     >      >         >     >    >
`;

interface Row {
  readonly route: string;
  /** One sign a role, in the order of `ROLES`. */
  readonly answers: readonly string[];
}

const ROWS: readonly Row[] = TABLE.trim()
  .split('\n')
  .slice(1)
  .map((line) => {
    const [method = '', path = '', ...answers] = line.split(/\s+/);
    return { route: `${method} ${path}`, answers };
  });

/** What an answer is in the table. */
function signOf({ status }: Response): string {
  if (status < 300) return 'o';
  if (status < 400) return '>';
  return status === 401 || status === 403 ? 'x' : '?';
}

/** A form of which nothing is filled in. */
function requestOf(method: string): RequestInit {
  return method === 'POST' ? { method, body: new URLSearchParams() } : { method };
}

async function browserOf(web: RunningWeb, role: (typeof ROLES)[number]): Promise<Browserlike> {
  return role === 'nobody' ? new Browserlike(web.url) : signedIn(web, [role]);
}

describe.each(ROLES.map((role, column) => [role, column] as const))('as %s', (role, column) => {
  test('each route answers as the table says', async () => {
    const web = await startWeb();
    const somebody = await makeStaff(web.accounts, ['agent']);
    const browser = await browserOf(web, role);
    const found: string[] = [];
    for (const { route } of ROWS) {
      const [method = '', path = ''] = route.split(' ');
      const filled = path.replace(':id', somebody.id).replace(':deed', 'disable');
      const address = `/console${filled === '/' ? '' : filled}`;
      found.push(`${route} ${signOf(await browser.raw(address, requestOf(method)))}`);
    }
    expect(found).toEqual(ROWS.map(({ route, answers }) => `${route} ${answers[column]}`));
  });
});

test('the table names every route that the modules have', () => {
  const folder = join(ROOT, 'src/web/console');
  const named = readdirSync(folder)
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => routesIn(readFileSync(join(folder, name), 'utf8')));
  const ends = (route: string) => ROWS.some(({ route: known }) => matches(known, route));
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((route) => !ends(route))).toEqual([]);
});

/** `POST /name` for each `router.post('/name', …)`. */
function routesIn(source: string): string[] {
  const calls = source.matchAll(
    /router\.(get|post|put|patch|delete|all)\(\s*(\[[^\]]*\]|'[^']*')/g,
  );
  return [...calls].flatMap(([, method = '', paths = '']) =>
    [...paths.matchAll(/'([^']*)'/g)].map(([, path]) => `${method.toUpperCase()} ${path}`),
  );
}

/** Whether a route of the table is that of a module, which knows not where it is mounted. */
function matches(known: string, route: string): boolean {
  const [method = '', path = ''] = route.split(' ');
  const [, whole = ''] = known.split(' ');
  const shown =
    method === 'GET' && /^\/(complete|codes|drop|invitations\/:id\/withdraw)$/.test(path);
  return shown || (known.startsWith(`${method} `) && (path === '/' || whole.endsWith(path)));
}

test.each(ROLES.slice(1))('%s finds no dead link in the navigation', async (role) => {
  const web = await startWeb();
  const browser = await signedIn(web, [role as Role]);
  const { html } = await browser.get('/console');
  const links = [...html.matchAll(/<a href="(\/console[^"]*)"/g)].map(([, href]) => href ?? '');
  expect(links.length).toBeGreaterThan(1);
  for (const link of new Set(links)) expect((await browser.raw(link)).status, link).toBe(200);
  expect(html.includes('/console/people')).toBe(role === 'admin');
});

test('an account without a role sees its own account and nothing else', async () => {
  const web = await startWeb();
  const browser = await signedIn(web, []);
  const { html } = await browser.get('/console');
  const links = [...html.matchAll(/<a href="(\/console[^"]*)"/g)].map(([, href]) => href);
  expect([...new Set(links)].sort()).toEqual([
    '/console',
    '/console/account',
    '/console/account/second-factor',
  ]);
  expect((await browser.get('/console/desk')).status).toBe(403);
});

test('scripts are refused, not led to a page', async () => {
  const web = await startWeb();
  const browser = new Browserlike(web.url);
  for (const Accept of ['application/json', 'text/event-stream']) {
    const response = await browser.raw('/console/people', { headers: { Accept } });
    expect(response.status).toBe(401);
  }
});

test('a page that there is not is said in the frame of the consoles', async () => {
  const web = await startWeb();
  const browser = await signedIn(web, ['agent']);
  const page = await browser.get('/console/khong-co');
  expect(page.status).toBe(404);
  expect(page.html).toContain('aria-label="Các phần"');
  expect((await new Browserlike(web.url).get('/console/khong-co')).status).toBe(404);
});
