// Ratings: relays one to LangSmith, and gets the rating URLs of a run that its stream could not deliver.
// Only ever talks to the LangSmith that the owner has configured.

import { isRecord } from '../is-record.js';
import { ProxyError } from './errors.js';
import { relativeTokenUrl } from './event-stream.js';
import type { ProxySettings } from './options.js';

const parts = ['score', 'value', 'comment', 'correction'] as const;

/** What a rating may say, in characters of its query. */
const longest = 16_000;

/** Relays a rating. Empty parts are left out, unknown ones dropped. Answers LangSmith's own status. */
export async function relayRating(
  settings: ProxySettings,
  token: string,
  query: URLSearchParams,
): Promise<Response> {
  const rating = new URLSearchParams();
  for (const part of parts) {
    const value = query.get(part);
    if (value) rating.set(part, value);
  }
  // Link scanners and prefetchers open bare URLs: an empty rating is nobody's opinion.
  if (rating.size === 0)
    throw new ProxyError(422, 'config', 'The rating is empty: give a score, value, comment or correction.');
  if (rating.toString().length > longest) throw new ProxyError(413, 'config', 'The rating is too long.');

  let response: Response;
  try {
    response = await settings.fetch(`${settings.langsmithUrl}/feedback/tokens/${token}?${rating}`, {
      redirect: 'error',
    });
  } catch {
    // It may have been recorded: the browser must not take this for a "no".
    throw new ProxyError(504, 'server', 'LangSmith did not answer.', { code: 'unconfirmed' });
  }
  await response.body?.cancel();
  const wait = response.headers.get('retry-after');
  return Response.json(
    { recorded: response.ok },
    {
      status: response.status,
      headers: { 'cache-control': 'no-store', ...(wait !== null && { 'retry-after': wait }) },
    },
  );
}

/** The rating URLs of a run by key: those that exist, and new ones for the keys that have none. */
export async function runTokens(
  settings: ProxySettings,
  runId: string,
  keys: readonly string[],
): Promise<Record<string, string>> {
  const listed = await askLangsmith(settings, `/feedback/tokens?run_id=${encodeURIComponent(runId)}`);
  const tokens = new Map(readTokens(listed));
  await Promise.all(
    keys
      .filter((key) => !tokens.has(key))
      .map(async (key) => {
        const body = { run_id: runId, feedback_key: key, expires_in: { hours: 3 } };
        const [minted] = readTokens([await askLangsmith(settings, '/feedback/tokens', body)]);
        if (minted) tokens.set(key, minted[1]);
      }),
  );
  return Object.fromEntries([...tokens].filter(([key]) => keys.includes(key)));
}

function readTokens(raw: unknown): readonly (readonly [key: string, url: string])[] {
  return (Array.isArray(raw) ? raw : []).filter(isRecord).flatMap((token) => {
    const { feedback_key: key, url, expires_at: expires } = token;
    const reference = typeof url === 'string' ? relativeTokenUrl(url) : null;
    const expired = typeof expires === 'string' && Date.parse(expires) < Date.now();
    return typeof key === 'string' && reference !== null && !expired ? [[key, reference] as const] : [];
  });
}

async function askLangsmith(settings: ProxySettings, path: string, body?: unknown): Promise<unknown> {
  const response = await settings
    .fetch(`${settings.langsmithUrl}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      redirect: 'error',
      headers: {
        ...(settings.langsmithApiKey !== null && { 'x-api-key': settings.langsmithApiKey }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    .catch(() => null);
  if (!response?.ok) throw new ProxyError(502, 'server', 'LangSmith cannot be asked for rating URLs.');
  return response.json();
}
