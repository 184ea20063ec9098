/**
 * The only file that knows better-auth: passwords, sessions and second factors. Nothing of it is
 * reachable over HTTP; our own forms call what stands here, and pass its cookies on.
 */
import { betterAuth } from 'better-auth';
import { APIError } from 'better-auth/api';
import { twoFactor } from 'better-auth/plugins/two-factor';
import type { Log } from '../log.ts';
import { mask } from '../mask.ts';
import { findStaff } from '../store/accounts/staff.ts';
import type { Db } from '../store/schema.ts';
import { newBackupCodes } from './backup-codes.ts';

/** A working day: whoever signs in in the morning signs in again the next. */
export const SESSION_SECONDS = 12 * 3600;
/** So long may the code come after the password. */
const CODE_SECONDS = 600;
/** Before the name of each cookie. */
export const COOKIE_PREFIX = 'console';
/** Where we tell the library who calls; a header of this name from outside never gets there. */
const ADDRESS_HEADER = 'x-caller-address';

/** Who calls, from where, with which cookies. */
export interface Visit {
  readonly cookie: string;
  /** The network address, as far as the proxies are trusted. */
  readonly address: string;
  readonly userAgent: string;
}

/** What came of a call, and cookies for the browser, each as the value of a `Set-Cookie`. */
export interface Answer<T> {
  readonly value: T;
  readonly cookies: readonly string[];
}

/** A session that is good now. */
export interface LiveSession {
  readonly id: string;
  readonly staffId: string;
  /** To about a minute. */
  readonly lastUsedAt: Date;
}

/** A code was right, was wrong, or came too late: the password has to be given anew. */
export type CodeVerdict = 'right' | 'wrong' | 'expired';

export interface Enrolment {
  /** `otpauth://…`: what the QR code holds. */
  readonly uri: string;
}

export interface AuthParts {
  readonly db: Db;
  /** Signs the cookies and encrypts the second factors; at least 32 characters. */
  readonly secret: string;
  /** Where this installation is reached; only a name for the library. */
  readonly baseUrl: string;
  /** Whose accounts these are, as apps for codes show it. */
  readonly issuer: string;
  readonly newId: () => string;
  readonly random: (bytes: number) => Uint8Array;
  readonly log: Log;
}

export type Auth = ReturnType<typeof createAuth>;
type Library = ReturnType<typeof openLibrary>;

/** The library over our tables, and what we use of it. */
export function createAuth(parts: AuthParts) {
  const library = openLibrary(parts);
  return { ...signingIn(library), ...codes(library), ...settingUp(library), ...passwords(library) };
}

function openLibrary(parts: AuthParts) {
  return betterAuth(optionsFor(parts));
}

function signingIn({ api }: Library) {
  return {
    /** The session of a visit, if it is good; reading it does not prolong it. */
    session: (visit: Visit): Promise<Answer<LiveSession | undefined>> =>
      answered(api.getSession(called(visit)), (found) =>
        found === null ? undefined : liveSession(found.session),
      ),

    /** Signed in, a code still to come, or refused, which takes as long for a name that there is not. */
    signIn: (visit: Visit, email: string, password: string) =>
      refusable<'in' | 'code' | 'refused'>(
        answered(api.signInEmail({ body: { email, password }, ...called(visit) }), (found) =>
          'twoFactorRedirect' in found ? 'code' : 'in',
        ),
        () => 'refused',
      ),

    signOut: (visit: Visit) => answered(api.signOut(called(visit)), () => undefined),
  };
}

function codes({ api }: Library) {
  return {
    /** Checks a code of the app: of a sign-in that waits for it, or of an enrolment. */
    verifyCode: (visit: Visit, code: string) =>
      refusable<CodeVerdict>(
        answered(api.verifyTOTP({ body: { code }, ...called(visit) }), () => 'right'),
        verdictOf,
      ),

    /** Checks one of the codes on paper and uses it up. */
    verifyBackupCode: (visit: Visit, code: string) =>
      refusable<CodeVerdict>(
        answered(api.verifyBackupCode({ body: { code }, ...called(visit) }), () => 'right'),
        verdictOf,
      ),
  };
}

function settingUp({ api }: Library) {
  return {
    /** Begins to set up a second factor; undefined when the password is wrong or there is one. */
    enrol: (visit: Visit, password: string) =>
      refusable<Enrolment | undefined>(
        answered(
          api.enableTwoFactor({ body: { password, method: 'totp' }, ...called(visit) }),
          (found) => (found.method === 'totp' ? { uri: found.totpURI } : undefined),
        ),
        () => undefined,
      ),

    /** The codes on paper that are left. */
    backupCodes: async (staffId: string): Promise<readonly string[]> =>
      (await api.viewBackupCodes({ body: { userId: staffId } })).backupCodes,

    /** Ten new codes on paper in place of those that are left; undefined when the password is wrong. */
    newBackupCodes: (visit: Visit, password: string) =>
      refusable<readonly string[] | undefined>(
        answered(
          api.generateBackupCodes({ body: { password }, ...called(visit) }),
          (found) => found.backupCodes,
        ),
        () => undefined,
      ),
  };
}

function passwords({ $context }: Library) {
  return {
    hashPassword: async (password: string): Promise<string> =>
      (await $context).password.hash(password),

    /** Whether a password is the one of that hash. */
    isPassword: async (password: string, hash: string): Promise<boolean> =>
      (await $context).password.verify({ password, hash }),
  };
}

/** How the library is set up. */
export function optionsFor({ db, secret, baseUrl, issuer, newId, random, log }: AuthParts) {
  return {
    appName: issuer,
    baseURL: baseUrl,
    secret,
    // On both engines as SQLite has it: times as text, truth as 0 or 1, like all our tables.
    database: { db, type: 'sqlite' },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      // The policy is `password.ts`; here only what the hash takes.
      minPasswordLength: 1,
      maxPasswordLength: 1024,
    },
    user: { modelName: 'staff' },
    session: {
      modelName: 'staffSession',
      expiresIn: SESSION_SECONDS,
      disableSessionRefresh: true,
    },
    account: { modelName: 'staffCredential' },
    verification: { modelName: 'staffVerification' },
    plugins: [
      twoFactor({
        schema: { twoFactor: { modelName: 'staffTwoFactor' } },
        twoFactorCookieMaxAge: CODE_SECONDS,
        backupCodeOptions: { customBackupCodesGenerate: () => newBackupCodes(random) },
        // `signInLock` counts wrong passwords and wrong codes together.
        accountLockout: { enabled: false },
      }),
    ],
    databaseHooks: {
      session: { create: { before: async ({ userId }) => mayHaveSession(db, userId) } },
    },
    advanced: {
      cookiePrefix: COOKIE_PREFIX,
      // Whether a cookie is Secure, the web layer says: it knows how the browser came.
      useSecureCookies: false,
      defaultCookieAttributes: { path: '/console', sameSite: 'lax', httpOnly: true },
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
      database: { generateId: newId, validateSchema: false },
    },
    logger: {
      level: 'error',
      // Its further arguments may hold what somebody typed.
      log: (_level, message) => log.error({ said: mask(String(message)) }, 'sign-in failed'),
    },
    telemetry: { enabled: false },
  } satisfies Parameters<typeof betterAuth>[0];
}

/** Whoever was disabled gets no session, also when the code comes after that. */
async function mayHaveSession(db: Db, staffId: string): Promise<false | undefined> {
  const staff = await findStaff(db, staffId);
  return staff === undefined || staff.disabledAt !== null ? false : undefined;
}

function liveSession(row: { id: string; userId: string; updatedAt: Date }): LiveSession {
  return { id: row.id, staffId: row.userId, lastUsedAt: row.updatedAt };
}

/** What every call of the library is told, and that we want its cookies. */
function called({ cookie, address, userAgent }: Visit) {
  const headers = new Headers({ cookie, 'user-agent': userAgent, [ADDRESS_HEADER]: address });
  return { headers, returnHeaders: true } as const;
}

const NO_SESSION = 'FAILED_TO_CREATE_SESSION';

async function answered<Found, T>(
  call: Promise<{ headers: Headers; response: Found }>,
  read: (found: Found) => T,
): Promise<Answer<T>> {
  const { headers, response } = await call;
  return { value: read(response), cookies: headers.getSetCookie() };
}

/** A refusal of the library is an answer; whatever else goes wrong is an error. */
async function refusable<T>(
  call: Promise<Answer<T>>,
  refused: (code: string) => T,
): Promise<Answer<T>> {
  try {
    return await call;
  } catch (error) {
    const code = error instanceof APIError ? (error.body?.code ?? '') : '';
    // The library takes it for a trouble of the server when our hook refuses a session.
    const ours = error instanceof APIError && error.statusCode >= 500 && code !== NO_SESSION;
    if (!(error instanceof APIError) || ours) throw error;
    return { value: refused(code), cookies: [] };
  }
}

function verdictOf(code: string): CodeVerdict {
  return code === 'INVALID_CODE' || code === 'INVALID_BACKUP_CODE' ? 'wrong' : 'expired';
}
