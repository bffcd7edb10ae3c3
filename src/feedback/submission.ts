// Sends one rating with one GET, and tells honestly what is known afterwards. Deciding when to send and
// whether to try again is the outbox's.

import { type Rating, ratingUrl } from './rating.js';

/**
 * What became of a rating: `sent`, recorded; `waiting`, surely not recorded, may be tried again;
 * `failed`, refused for good; `unconfirmed`, the answer could not be read, it may have been recorded.
 */
export type Outcome = 'sent' | 'waiting' | 'failed' | 'unconfirmed';

/**
 * Submits `rating` to `tokenUrl`. A simple GET: no preflight, no credentials, no referrer, and alive
 * beyond the page (`keepalive`). Never rejects.
 */
export async function submitRating(send: typeof fetch, tokenUrl: string, rating: Rating): Promise<Outcome> {
  try {
    const response = await send(ratingUrl(tokenUrl, rating), {
      method: 'GET',
      mode: 'cors',
      credentials: 'omit',
      keepalive: true,
      cache: 'no-store',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
    });
    return outcomeOf(response.status);
  } catch {
    // Not proof that nothing arrived: an answer without CORS headers rejects as well.
    return 'unconfirmed';
  }
}

function outcomeOf(status: number): Outcome {
  if (status >= 200 && status < 300) return 'sent';
  return status === 429 || status >= 500 ? 'waiting' : 'failed';
}
