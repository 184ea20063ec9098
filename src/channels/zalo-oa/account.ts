/** What Zalo says of the OA that has agreed. */
import { z } from 'zod';
import { callProvider } from '../provider-call.ts';
import { type ApiSettings, credentials } from './send.ts';

const schema = z.object({
  data: z.looseObject({
    oaid: z.union([z.string(), z.int()]).transform(String).optional(),
    name: z.string(),
    is_verified: z.boolean().optional(),
    package_name: z.string().optional(),
  }),
});

/** Name and standing of an OA; undefined when Zalo did not say. */
export async function readAccount(
  settings: Pick<ApiSettings, 'apiRoot' | 'appSecret' | 'appSecretProof'>,
  accessToken: string,
): Promise<z.infer<typeof schema>['data'] | undefined> {
  const headers = credentials(settings, accessToken);
  const answer = await callProvider(`${settings.apiRoot}/v2.0/oa/getoa`, { headers });
  return schema.safeParse(answer?.body).data?.data;
}
