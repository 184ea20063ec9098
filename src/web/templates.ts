/** Pages as templates (`*.eta`); whatever is put into them is escaped. */
import { join } from 'node:path';
import { Eta } from 'eta';

/** Makes pages from the templates of a folder. */
export type Render = (template: string, data: object) => string;

/** What is the same on all pages of an installation. */
export interface Site {
  /** The code by which Zalo checks whose domain this is. */
  readonly zaloVerifier?: string | undefined;
}

/** Templates are read once and kept. Breaks between tags are left out: they would only be sent. */
export function templates(folder: string, site: Site = {}): Render {
  const eta = new Eta({ views: join(folder), cache: true, rmWhitespace: true });
  return (template, data) => eta.render(template, { site, ...data }).replaceAll('>\n<', '><');
}
