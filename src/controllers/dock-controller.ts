// Keeps the floating form where it belongs: in the browser's top layer, where no transform, overflow or
// z-index of the page can cut or cover it, and with the focus where a person expects it.

import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** The parts of the floating form, as far as they are drawn. */
export interface DockParts {
  readonly dock: HTMLElement | null;
  /** Gets the focus when the panel opens. */
  readonly inside: HTMLElement | null;
  /** Gets it back when the panel closes. */
  readonly launcher: HTMLElement | null;
}

/** Shows the dock and moves the focus between panel and launcher. */
export class DockController implements ReactiveController {
  readonly #parts: () => DockParts;

  constructor(host: ReactiveControllerHost, parts: () => DockParts) {
    this.#parts = parts;
    host.addController(this);
  }

  hostUpdated(): void {
    const { dock } = this.#parts();
    if (dock?.isConnected && dock.showPopover && !dock.matches(':popover-open')) dock.showPopover();
  }

  /** Moves the focus after the panel was opened or closed. */
  focusAfter(open: boolean): void {
    const { inside, launcher } = this.#parts();
    (open ? inside : launcher)?.focus();
  }
}
