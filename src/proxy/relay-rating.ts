// Relays one rating to LangSmith, and to nowhere else, whatever a stream or a visitor names. Repeats of a
// submission are dropped; where an answer was lost, LangSmith is asked whether the rating is there.

import { ProxyError } from './errors.js';
import { isRecorded } from './langsmith.js';
import type { ProxySettings } from './options.js';
import type { SubmissionOutcome } from './submissions.js';

const parts = ['score', 'value', 'comment', 'correction'] as const;

/** What a rating may weigh in a query, in characters: nginx and others refuse longer URLs. */
const longestQuery = 6_000;
/** What it may weigh at all. */
const longest = 32_000;

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A rating as it came: its parts, and what tells repeats apart. */
export type RatingRequest = Readonly<Record<string, unknown>>;

/** Relays a rating and answers what became of it. Throws a {@link ProxyError} for one that makes no sense. */
export async function relayRating(
  settings: ProxySettings,
  token: string,
  request: RatingRequest,
): Promise<Response> {
  const rating = readRating(request);
  const { submission_id: submissionId, run_id: runId, feedback_key: key, attempt } = request;
  const relay = () => sendRating(settings, token, rating);
  const { status, retryAfter } =
    typeof submissionId === 'string' && uuid.test(submissionId)
      ? await settings.submissions.once(submissionId, async (repeated) => {
          const known = typeof runId === 'string' && uuid.test(runId) && typeof key === 'string';
          // An earlier try may have been recorded, and its answer lost: look before sending again. The
          // browser says so too, for this instance may be another one than then.
          const again = repeated || Number(attempt) > 1;
          const recorded = again && known ? await isRecorded(settings, runId, key) : false;
          if (recorded === null) return { status: 504, retryAfter: null };
          return recorded ? { status: 200, retryAfter: null } : relay();
        })
      : await relay();
  return Response.json(
    { recorded: status < 300 },
    {
      status,
      headers: { 'cache-control': 'no-store', ...(retryAfter !== null && { 'retry-after': retryAfter }) },
    },
  );
}

function readRating(request: RatingRequest): Record<string, string> {
  const entries = parts.flatMap((part) => {
    const value = request[part];
    if (value === null || value === undefined || value === '') return [];
    return [[part, typeof value === 'object' ? JSON.stringify(value) : String(value)] as const];
  });
  // Link scanners and prefetchers open bare URLs: an empty rating is nobody's opinion.
  if (entries.length === 0) {
    throw new ProxyError(422, 'config', 'The rating is empty: give a score, value, comment or correction.');
  }
  if (entries.reduce((length, [, text]) => length + text.length, 0) > longest) {
    throw new ProxyError(413, 'config', 'The rating is too long.');
  }
  return Object.fromEntries(entries);
}

async function sendRating(
  settings: ProxySettings,
  token: string,
  rating: Record<string, string>,
): Promise<SubmissionOutcome> {
  const url = `${settings.langsmithUrl}/feedback/tokens/${token}`;
  const query = new URLSearchParams(rating).toString();
  const signal = AbortSignal.timeout(settings.timeout);
  try {
    const response =
      query.length <= longestQuery
        ? await settings.fetch(`${url}?${query}`, { redirect: 'manual', signal })
        : await settings.fetch(url, {
            method: 'POST',
            redirect: 'manual',
            signal,
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({ ...rating, ...(rating['score'] && { score: Number(rating['score']) }) }),
          });
    await response.body?.cancel();
    // A firewall or portal has answered in LangSmith's place: nobody knows what became of the rating.
    const page =
      response.status < 400 &&
      (!response.ok || /text\/html/.test(response.headers.get('content-type') ?? ''));
    return { status: page ? 504 : response.status, retryAfter: response.headers.get('retry-after') };
  } catch {
    // It may have been recorded: the browser must not take this for a "no".
    return { status: 504, retryAfter: null };
  }
}
