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
export type Opinion = Omit<Rating, 'runId' | 'key'>;

/** An opinion without words. */
export function plainOpinion({ score, value }: Pick<Rating, 'score' | 'value'>): Opinion {
  return { score, value, comment: null, correction: null };
}

const parameters = ['score', 'value', 'comment', 'correction'] as const;

/** What a rating's URL may weigh, in bytes: nginx and others refuse longer ones at about 8 kB. */
export const longestUrl = 6_000;

/** `tokenUrl` with the rating in its query. Empty parts are left out: `score=` is refused with 422. */
export function ratingUrl(
  tokenUrl: string,
  rating: Rating,
  extra: Readonly<Record<string, string>> = {},
): string {
  const url = new URL(tokenUrl);
  for (const name of parameters) {
    const part = rating[name];
    if (part !== null && part !== '') url.searchParams.set(name, String(part));
  }
  for (const [name, text] of Object.entries(extra)) url.searchParams.set(name, text);
  return url.href;
}

/** What the words of one rating may weigh, in bytes of a URL: without our proxy all of it must fit into one. */
export function roomForWords(tokenUrl: string, endpoint: string): number {
  return isProxied(tokenUrl, endpoint) ? 24_000 : longestUrl - tokenUrl.length - 100;
}

/** Whether a rating goes through our proxy, which drops repeats. */
export function isProxied(tokenUrl: string, endpoint: string): boolean {
  return tokenUrl.startsWith(`${endpoint}/`);
}
