// A browser with its tabs: gives ratings through the widget's real outbox, changes its mind, reloads, closes,
// opens a second tab, goes offline. Its storage outlives its pages.

import { Outbox } from '../../src/feedback/outbox.js';
import type { Rating } from '../../src/feedback/rating.js';
import type { RatingEntry } from '../../src/feedback/rating-entry.js';
import { fakeStorage } from '../support/session.js';
import type { FakeClock } from './clock.js';

/** What a visitor is given. */
export interface VisitorOptions {
  readonly clock: FakeClock;
  readonly random: () => number;
  readonly fetch: typeof fetch;
  readonly endpoint: string;
}

/** A visitor. */
export class Visitor {
  readonly #options: VisitorOptions;
  readonly #storage = fakeStorage();
  readonly #lives = new WeakMap<Outbox, Life>();
  #tabs: Outbox[] = [];
  #lock: Promise<void> = Promise.resolve();
  #online = true;

  constructor(options: VisitorOptions) {
    this.#options = options;
    this.#openTab();
  }

  /** Gives one rating, and leads the life of a restless visitor for about a minute. */
  async rate(tokenUrl: string, rating: Rating, expiresAt: number): Promise<void> {
    const { clock, random } = this.#options;
    const chance = (share: number) => random() < share;
    if (chance(0.1)) this.#goOffline(random() * 60_000);
    const undo = chance(0.3) ? 0 : 3_000;
    this.#pick().give(tokenUrl, rating, { undo, expiresAt });
    for (let act = 0; act < 4; act += 1) {
      await clock.sleep(random() * 4_000);
      if (chance(0.15)) this.#pick().give(tokenUrl, rating, { undo, expiresAt });
      if (chance(0.15)) this.#openTab();
      if (chance(0.2)) this.#reload(chance(0.7));
      if (chance(0.1)) this.#goOffline(random() * 60_000);
    }
    if (chance(0.3)) {
      this.#close(chance(0.7));
      await clock.sleep(random() * 600_000);
      this.#openTab();
    }
  }

  /** How the rating stands, as this browser shows it. */
  shown(id: string): RatingEntry | undefined {
    const tab = this.#pick();
    tab.refresh();
    return tab.store.get()[id];
  }

  #pick(): Outbox {
    const tab = this.#tabs[Math.floor(this.#options.random() * this.#tabs.length)];
    return tab ?? this.#openTab();
  }

  #openTab(): Outbox {
    const { clock, random, endpoint } = this.#options;
    const life = newLife();
    const tab = new Outbox({
      // A page that is gone never learns the answer; its request goes on (`keepalive`).
      fetch: async (input, init) => {
        const response = await this.#send(input, init).catch(() => null);
        if (life.over) return new Promise<Response>(() => {});
        if (!response) throw new TypeError('Failed to fetch');
        return response;
      },
      endpoint,
      storage: this.#storage,
      storageKey: 'ratings',
      now: clock.now,
      createId: () => crypto.randomUUID(),
      random,
      later: (ms, call) => clock.later(ms, () => life.over || call()),
      exclusively: (task) => {
        // Held until the task is done or its page is gone, as Web Locks are.
        const turn = this.#lock.then(() => (life.over ? undefined : Promise.race([task(), life.end])));
        this.#lock = turn;
        return turn;
      },
      isOnline: () => this.#online,
      isBlocked: async () => false,
      onChange: () => {
        for (const other of this.#tabs) if (other !== tab) other.refresh();
      },
    });
    this.#lives.set(tab, life);
    this.#tabs.push(tab);
    return tab;
  }

  #send(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
    if (!this.#online) return Promise.reject(new TypeError('Failed to fetch'));
    return this.#options.fetch(input, init);
  }

  #reload(told: boolean): void {
    const tab = this.#pick();
    this.#end(tab, told);
    this.#openTab();
  }

  #close(told: boolean): void {
    for (const tab of this.#tabs) this.#end(tab, told);
  }

  /** `told`: the page hears `pagehide`. A killed browser hears nothing. */
  #end(tab: Outbox, told: boolean): void {
    if (told) tab.flush();
    tab.dispose();
    const life = this.#lives.get(tab);
    life?.finish();
    this.#tabs = this.#tabs.filter((other) => other !== tab);
  }

  #goOffline(ms: number): void {
    this.#online = false;
    this.#options.clock.later(ms, () => {
      this.#online = true;
      for (const tab of this.#tabs) tab.drain();
    });
  }
}

/** The time from a page's opening to its end. */
interface Life {
  over: boolean;
  readonly end: Promise<void>;
  finish(): void;
}

function newLife(): Life {
  let resolve = () => {};
  const end = new Promise<void>((done) => {
    resolve = done;
  });
  const life: Life = {
    over: false,
    end,
    finish: () => {
      life.over = true;
      resolve();
    },
  };
  return life;
}
