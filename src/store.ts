// The one way state is held: a frozen snapshot behind get, update and subscribe. Who folds what into
// the snapshot is the business of the rooms that own one (session, feedback).

/** A value that changes by replacement. `T` is a frozen snapshot: compare by identity. */
export class Store<T> {
  #state: T;
  readonly #listeners = new Set<(state: T) => void>();

  constructor(initial: T) {
    this.#state = initial;
  }

  /** The current snapshot. */
  get(): T {
    return this.#state;
  }

  /** Replaces the snapshot with `change(current)`; says nothing to listeners when it is the same object. */
  update(change: (state: T) => T): void {
    const next = change(this.#state);
    if (next === this.#state) return;
    this.#state = next;
    for (const listener of [...this.#listeners]) listener(next);
  }

  /** Calls `listener` after each change, in the same turn. Returns the function that ends it. */
  subscribe(listener: (state: T) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
