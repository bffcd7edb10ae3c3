// Sends one rating with one request, and tells honestly what is known afterwards. Deciding when to send and
// whether to try again is the outbox's.

import { longestUrl, type Rating, ratingUrl } from './rating.js';

/**
 * What became of a rating: `sent`, recorded; `waiting`, surely not recorded, may be tried again after
 * `retryAfter` seconds; `failed`, refused for good; `expired`, its token is no more; `unconfirmed`, the
 * answer could not be read, it may have been recorded.
 */
export interface Outcome {
  readonly phase: 'sent' | 'waiting' | 'failed' | 'expired' | 'unconfirmed';
  readonly retryAfter?: number;
}

/** What to send, and where. */
export interface Submission {
  readonly tokenUrl: string;
  readonly rating: Rating;
  /** Lets our proxy drop repeats; null when the rating goes straight to LangSmith, which cannot. */
  readonly submissionId: string | null;
  /** 1 for the first try. From the second on the proxy looks whether the rating is there already. */
  readonly attempts: number;
}

/**
 * Submits a rating. A simple GET: no preflight, no credentials, no referrer, and alive beyond the page
 * (`keepalive`). Through the proxy, a rating too long for a URL goes as POST. Never rejects.
 * `isBlocked` tells whether the page's policy has refused the URL, which is proof that nothing was sent.
 */
export async function submitRating(
  send: typeof fetch,
  { tokenUrl, rating, submissionId, attempts }: Submission,
  isBlocked: (url: string) => Promise<boolean>,
): Promise<Outcome> {
  const ids: Record<string, string> =
    submissionId === null
      ? {}
      : {
          submission_id: submissionId,
          run_id: rating.runId,
          feedback_key: rating.key,
          ...(attempts > 1 && { attempt: String(attempts) }),
        };
  const url = ratingUrl(tokenUrl, rating, ids);
  const asPost = submissionId !== null && url.length > longestUrl;
  try {
    const response = await send(asPost ? tokenUrl : url, {
      method: asPost ? 'POST' : 'GET',
      mode: 'cors',
      credentials: 'omit',
      // Browsers keep at most 64 kB alive; a longer POST must not be refused for it.
      keepalive: true,
      cache: 'no-store',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
      ...(asPost && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ ...bodyOf(rating), ...ids }),
      }),
    });
    return outcomeOf(response);
  } catch {
    // Not proof that nothing arrived: an answer without CORS headers rejects as well.
    return { phase: (await isBlocked(url)) ? 'failed' : 'unconfirmed' };
  }
}

function bodyOf({ score, value, comment, correction }: Rating): Record<string, unknown> {
  const parts = Object.entries({ score, value, comment, correction });
  return Object.fromEntries(parts.filter(([, part]) => part !== null && part !== ''));
}

function outcomeOf({ status, headers }: Response): Outcome {
  if (status >= 200 && status < 300) {
    // Captive portals and firewalls answer in LangSmith's place, with a page of theirs.
    const page = headers.get('content-type')?.includes('text/html') ?? false;
    return { phase: page ? 'unconfirmed' : 'sent' };
  }
  // Our proxy's word for "LangSmith did not answer": recorded or not, nobody knows.
  if (status === 504) return { phase: 'unconfirmed' };
  if (status === 429 || status >= 500) {
    const seconds = Number(headers.get('retry-after') ?? Number.NaN);
    return { phase: 'waiting', ...(seconds >= 0 && { retryAfter: seconds }) };
  }
  return { phase: status === 404 || status === 410 ? 'expired' : 'failed' };
}
