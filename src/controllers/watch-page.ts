// What a conversation hears of the life of its page: that it goes away, and that another tab has written to
// the storage both share. What is done then is the host's business.

import type { ReactiveControllerHost } from 'lit';

/** Who is told what. */
export interface PageListeners {
  /** The page goes away, or the host leaves it. */
  readonly onLeave: () => void;
  /** Another tab has written to the storage. */
  readonly onStorage: () => void;
}

/** Listens while `host` is in the page. */
export function watchPage(host: ReactiveControllerHost, { onLeave, onStorage }: PageListeners): void {
  host.addController({
    hostConnected() {
      addEventListener('pagehide', onLeave);
      addEventListener('storage', onStorage);
    },
    hostDisconnected() {
      removeEventListener('pagehide', onLeave);
      removeEventListener('storage', onStorage);
      onLeave();
    },
  });
}
