/** Setting up a second factor, new codes on paper, another phone. */
import { type Request, type RequestHandler, type Response, Router } from 'express';
import { z } from 'zod';
import {
  backupCodesLeft,
  beginSecondFactor,
  completeSecondFactor,
  dropSecondFactor,
  type ProofRefusal,
  renewBackupCodes,
} from '../../accounts/own-second-factor.ts';
import { needsSecondFactor } from '../../accounts/permission.ts';
import { parseBody } from '../chat/input.ts';
import { type Console, passCookies, selfOf, sendPage } from './context.ts';
import { requiresSession, SECOND_FACTOR, signedInOf } from './guard.ts';
import { qrCode } from './qr.ts';
import { consoleTexts } from './shell.ts';
import { exactly } from './when.ts';

const passwordSchema = z.object({ password: z.string().max(1000).default('') });
const codeSchema = z.object({ code: z.string().max(40).default('') });
/** The address for the app comes back with the code: after a wrong one the same picture is shown. */
const firstCodeSchema = z.object({ ...codeSchema.shape, uri: z.string().max(1000).default('') });
const proofSchema = z.object({ ...passwordSchema.shape, ...codeSchema.shape });

/** The routes below `/console/account/second-factor`, open to whoever has still to set one up. */
export function secondFactorRoutes(parts: Console, limited: RequestHandler): Router {
  const router = Router();
  router.use(requiresSession);
  router.get('/', (req, res) => show(parts, req, res, {}));
  router.post('/begin', limited, begin(parts));
  router.get(['/begin', '/complete', '/codes', '/drop'], (_req, res) =>
    res.redirect(303, SECOND_FACTOR),
  );
  router.post('/complete', limited, complete(parts));
  router.post('/codes', limited, renew(parts));
  router.post('/drop', limited, drop(parts));
  return router;
}

function begin(parts: Console): RequestHandler {
  return async (req, res) => {
    if (isOn(res)) return res.redirect(303, SECOND_FACTOR);
    const { password } = parseBody(req, passwordSchema);
    const begun = await beginSecondFactor(parts.accounts, selfOf(req, res), password);
    if (typeof begun === 'string') return refuse(parts, req, res, begun);
    passCookies(parts, req, res, begun.cookies);
    const title = consoleTexts(parts, req)('second-factor.scan');
    await showScan(parts, req, res, { title, uri: begun.value.uri });
  };
}

function complete(parts: Console): RequestHandler {
  return async (req, res) => {
    if (isOn(res)) return res.redirect(303, SECOND_FACTOR);
    const { code, uri } = parseBody(req, firstCodeSchema);
    const done = await completeSecondFactor(parts.accounts, selfOf(req, res), code);
    const t = consoleTexts(parts, req);
    if (done === 'wrong') {
      res.status(400);
      const errors = { code: t('sign-in-page.wrong-code') };
      return showScan(parts, req, res, { title: t('second-factor.again'), uri, errors });
    }
    passCookies(parts, req, res, done.cookies);
    await showCodes(parts, req, res, done.value);
  };
}

interface Scan {
  readonly title: string;
  /** What the picture holds. */
  readonly uri: string;
  readonly errors?: Readonly<Record<string, string>>;
}

async function showScan(
  parts: Console,
  req: Request,
  res: Response,
  { title, uri, errors = {} }: Scan,
): Promise<void> {
  const key = keyIn(uri);
  await sendPage(parts, req, res, {
    ...{ view: 'scan', section: 'account', title, errors, uri },
    qr: key === null ? null : qrCode(uri),
    key: key?.replaceAll(/.{4}(?=.)/g, '$& '),
  });
}

/** The key in an address for apps; null where a browser sent something else. */
function keyIn(uri: string): string | null {
  const url = URL.parse(uri);
  const key = url?.protocol === 'otpauth:' ? url.searchParams.get('secret') : null;
  return key !== null && /^[A-Z2-7]{16,128}$/.test(key) ? key : null;
}

function renew(parts: Console): RequestHandler {
  return async (req, res) => {
    const proof = parseBody(req, proofSchema);
    const codes = await renewBackupCodes(parts.accounts, selfOf(req, res), proof);
    if (typeof codes === 'string') return refuse(parts, req, res, codes, 'codes');
    await showCodes(parts, req, res, codes);
  };
}

function drop(parts: Console): RequestHandler {
  return async (req, res) => {
    const proof = parseBody(req, proofSchema);
    const result = await dropSecondFactor(parts.accounts, selfOf(req, res), proof);
    if (result !== 'done') return refuse(parts, req, res, result, 'drop');
    res.redirect(303, SECOND_FACTOR);
  };
}

function isOn(res: Response): boolean {
  return signedInOf(res)?.secondFactor === true;
}

/** Codes on paper: shown this once. */
async function showCodes(parts: Console, req: Request, res: Response, codes: readonly string[]) {
  const title = consoleTexts(parts, req)('second-factor.codes');
  const made = exactly(parts.now());
  await sendPage(parts, req, res, { view: 'codes', section: 'account', title, codes, made });
}

/** The page again, with what was wrong beside the password or the code that was asked for. */
async function refuse(
  parts: Console,
  req: Request,
  res: Response,
  refusal: ProofRefusal,
  form: 'begin' | 'codes' | 'drop' = 'begin',
): Promise<void> {
  res.status(refusal === 'locked' ? 429 : 400);
  const t = consoleTexts(parts, req);
  const errors =
    refusal === 'wrong-code'
      ? { [`${form}-code`]: t('sign-in-page.wrong-code') }
      : { [form]: t(`fault.${refusal}`) };
  await show(parts, req, res, { errors });
}

async function show(
  parts: Console,
  req: Request,
  res: Response,
  { errors = {} }: { readonly errors?: Readonly<Record<string, string>> },
): Promise<void> {
  const { staff } = selfOf(req, res);
  const on = isOn(res);
  await sendPage(parts, req, res, {
    ...{ view: 'second-factor', section: 'account', errors, on },
    title: consoleTexts(parts, req)('second-factor.title'),
    left: on ? await backupCodesLeft(parts.accounts, staff.id) : null,
    must: needsSecondFactor(staff.roles),
  });
}
