// A rating as data, and the URL that records it (LangSmith `GET /feedback/tokens/{token}`).

/** One opinion on one run under one key. Absent parts are null. */
export interface Rating {
  readonly runId: string;
  readonly key: string;
  readonly score: number | boolean | null;
  readonly value: string | number | boolean | null;
  readonly comment: string | null;
  readonly correction: string | null;
}

/** The part of a rating that the person gave. */
export type Opinion = Pick<Rating, 'score'> & Partial<Omit<Rating, 'runId' | 'key' | 'score'>>;

/** The whole rating of an opinion. */
export function createRating(runId: string, key: string, opinion: Opinion): Rating {
  return { runId, key, value: null, comment: null, correction: null, ...opinion };
}

const parameters = ['score', 'value', 'comment', 'correction'] as const;

/** `tokenUrl` with the rating in its query. Empty parts are left out: `score=` is refused with 422. */
export function ratingUrl(tokenUrl: string, rating: Rating): string {
  const url = new URL(tokenUrl);
  for (const name of parameters) {
    const part = rating[name];
    if (part !== null && part !== '') url.searchParams.set(name, String(part));
  }
  return url.href;
}
