/** Addresses that are handed to somebody. */
import type { Request, Response } from 'express';
import { LinkMade } from '../../accounts/invite.ts';
import { invitationWith, isOpen } from '../../store/accounts/invitations.ts';
import { shortId } from './audit-words.ts';
import { type Console, sendPage } from './context.ts';
import { consoleTexts } from './shell.ts';

/** The path of a link with that token. */
export function welcomePath(token: string): string {
  return `/console/welcome?token=${token}`;
}

/** The whole address, as citizens reach this installation, or as this browser came. */
function linkFor({ publicUrl }: Console, req: Request, token: string): string {
  return `${publicUrl ?? `${req.protocol}://${req.host}`}${welcomePath(token)}`;
}

/** What the page with a link is made of. */
export interface LinkPage {
  /** The link's id. */
  readonly id: string;
  /** Makes it. @throws LinkMade */
  readonly make: () => Promise<string>;
  /** To whom it is to be given. */
  readonly lead: string;
  /** Where one goes on. */
  readonly back: string;
}

/** Makes a link and shows it this once; a page that is loaded anew says that it has been shown. */
export async function sendLink(
  parts: Console,
  req: Request,
  res: Response,
  { id, make, lead, back }: LinkPage,
): Promise<void> {
  const t = consoleTexts(parts, req);
  try {
    const link = linkFor(parts, req, await make());
    const title = t('people.link.title');
    const page = { view: 'link', section: 'people', title, lead, link, back } as const;
    await sendPage(parts, req, res, { ...page, id: shortId(id) });
  } catch (error) {
    if (!(error instanceof LinkMade)) throw error;
    await sendMade(parts, req, res, { id, back });
  }
}

async function sendMade(
  parts: Console,
  req: Request,
  res: Response,
  { id, back }: Pick<LinkPage, 'id' | 'back'>,
): Promise<void> {
  const t = consoleTexts(parts, req);
  const made = await invitationWith(parts.accounts.db, id);
  const open = made !== undefined && isOpen(made, parts.now());
  res.status(409);
  await sendPage(parts, req, res, {
    ...{ view: 'link-made', section: 'people', title: t('people.link.made'), back },
    lead: t('people.link.made-lead', { id: shortId(id) }),
    help: made?.staffId == null ? t('people.link.lost') : t('people.link.lost-password'),
    // An earlier link for a password is void as soon as there is another.
    withdraw: open && made.staffId === null ? id : null,
  });
}
