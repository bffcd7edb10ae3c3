// Stands in for the package `p-queue` when the chat is bundled. The SDK queues its requests with it; the
// chat has a few requests at a time and lets them all go at once.

/** A queue that never waits. */
export default class Queue {
  add<T>(task: () => Promise<T>): Promise<T> {
    return task();
  }
}
