// Talks to the LangSmith that the owner has configured, with the owner's key: lists and mints rating URLs,
// and looks whether a rating was recorded.

import { isRecord } from '../is-record.js';
import { ProxyError } from './errors.js';
import { relativeTokenUrl } from './event-stream.js';
import type { ProxySettings } from './options.js';

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

/** Whether the run has a record under the key; null when LangSmith cannot be asked. */
export async function isRecorded(
  settings: ProxySettings,
  runId: string,
  key: string,
): Promise<boolean | null> {
  if (settings.langsmithApiKey === null) return null;
  const query = new URLSearchParams({ run: runId, key, limit: '1' });
  const records = await askLangsmith(settings, `/feedback?${query}`).catch(() => null);
  return Array.isArray(records) ? records.length > 0 : null;
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
      redirect: 'manual',
      signal: AbortSignal.timeout(settings.timeout),
      headers: {
        ...(settings.langsmithApiKey !== null && { 'x-api-key': settings.langsmithApiKey }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    .catch(() => null);
  if (!response?.ok) throw new ProxyError(502, 'server', 'LangSmith cannot be asked.');
  return response.json().catch(() => null);
}
