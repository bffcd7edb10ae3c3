// What is said of a request when it has ended, for logs and metrics. No text, no token, no query, no id that
// could be used: routes are named by their pattern.

/** One request. */
export interface RequestRecord {
  /** ISO 8601. */
  readonly time: string;
  readonly method: string;
  /** Pattern such as `/threads/:thread/runs/stream`; `unknown` for what the proxy does not serve. */
  readonly route: string;
  readonly status: number;
  /** Until the answer began, in ms. */
  readonly duration: number;
  /** Kind of the failure, as the browser was told. */
  readonly error: string | null;
}
