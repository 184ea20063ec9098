/** The first page: what one may do here. */
import type { RequestHandler } from 'express';
import { may, needsSecondFactor } from '../../accounts/permission.ts';
import { type Console, sendPage } from './context.ts';
import { signedInOf, staffOf } from './guard.ts';
import { roleName } from './roles.ts';
import { consoleTexts } from './shell.ts';

export function showHome(parts: Console): RequestHandler {
  return async (req, res) => {
    const { name, roles } = staffOf(res);
    const t = consoleTexts(parts, req);
    await sendPage(parts, req, res, {
      ...{ view: 'home', section: 'home', title: t('home.title', { name }) },
      roles: roles.map((role) => roleName({ content: parts.content(), t }, role)),
      contentLater: may(roles, 'content.edit'),
      advise: !needsSecondFactor(roles) && signedInOf(res)?.secondFactor === false,
    });
  };
}
