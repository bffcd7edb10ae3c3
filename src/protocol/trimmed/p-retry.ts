// Stands in for the package `p-retry` when the chat is bundled. The SDK would try failed requests again;
// here the session decides that (a repeated POST is a second run), so once is enough.

/** Runs `task` once. */
export default function retry<T>(task: () => Promise<T>): Promise<T> {
  return task();
}
