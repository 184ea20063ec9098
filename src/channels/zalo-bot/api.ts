/** Calls of the Zalo Bot Platform. The token stands in the address, so no address is ever kept. */
import { z } from 'zod';
import { callProvider } from '../provider-call.ts';

export interface ApiSettings {
  /** Where the platform is, without a slash at the end. */
  readonly apiRoot: string;
  readonly token: string;
}

/** What a call came to. */
export type Answer =
  | { readonly ok: true; readonly result: unknown }
  | { readonly ok: false; readonly code: number; readonly description: string }
  /** No answer, or one that is not the platform's. */
  | undefined;

/** HTTP 200 is not enough: what counts is `ok`. */
const schema = z.union([
  z.object({ ok: z.literal(true), result: z.unknown().optional() }),
  z.object({
    ok: z.literal(false),
    error_code: z.int().optional(),
    description: z.string().default(''),
  }),
]);

export async function call(
  { apiRoot, token }: ApiSettings,
  method: string,
  body: object,
  limits: { readonly signal?: AbortSignal; readonly patience?: number } = {},
): Promise<Answer> {
  const { signal = null, patience } = limits;
  const answer = await callProvider(
    `${apiRoot}/bot${token}/${method}`,
    {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal,
    },
    patience,
  );
  const parsed = schema.safeParse(answer?.body);
  if (answer === undefined || !parsed.success) return undefined;
  if (parsed.data.ok) return { ok: true, result: parsed.data.result };
  const { error_code: code = answer.status, description } = parsed.data;
  return { ok: false, code, description };
}

/** The likely cause and the cure of a refusal. */
export function explain(code: number, description: string): string {
  if (code === 401 || code === 403) {
    return 'Zalo does not know ZALO_BOT_TOKEN: copy it anew from the Zalo Bot Manager';
  }
  return `Zalo Bot ${code}: ${description}`;
}
