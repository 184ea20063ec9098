/** Where a form leads back to: only ever into the consoles. */

export const HOME = '/console';

/** The page that was asked for, if it is one of the consoles; else their first page. */
export function backTo(asked: string | undefined): string {
  const url = asked?.startsWith('/') ? URL.parse(asked, 'http://here') : null;
  const inside = url?.pathname === HOME || url?.pathname.startsWith(`${HOME}/`);
  return url !== null && inside && url.host === 'here' ? url.pathname + url.search : HOME;
}
