// A run's stream on its way to the visitor: begun at once, kept alive while the agent is silent, read no faster
// than the visitor reads, broken when it breaks, and ended upstream when the visitor leaves.

/** So long (ms) nothing comes before a comment is sent: proxies on the way close lines that are silent for a minute. */
const heartbeat = 15_000;

const comment = new TextEncoder().encode(': heartbeat\n\n');

/** `body` with comments between its chunks, which must be whole events. `ended` is called once, however it ends. */
export function liveStream(
  body: ReadableStream<Uint8Array>,
  ended: () => void,
  every = heartbeat,
): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  let reading: ReturnType<typeof reader.read> | null = null;
  return new ReadableStream<Uint8Array>(
    {
      // The first bytes make servers and proxies send the headers.
      start: (controller) => controller.enqueue(comment),
      async pull(controller) {
        reading ??= reader.read();
        const timer = after(every);
        try {
          const next = await Promise.race([reading, timer.fired]);
          if (next === null) {
            controller.enqueue(comment);
            return;
          }
          reading = null;
          if (next.value) controller.enqueue(next.value);
          if (!next.done) return;
          ended();
          controller.close();
        } catch (error) {
          ended();
          controller.error(error);
        } finally {
          timer.stop();
        }
      },
      async cancel(reason) {
        ended();
        await reader.cancel(reason).catch(() => {});
      },
    },
    { highWaterMark: 1 },
  );
}

function after(ms: number): { readonly fired: Promise<null>; stop(): void } {
  let timer: ReturnType<typeof setTimeout>;
  const fired = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms);
  });
  return { fired, stop: () => clearTimeout(timer) };
}
