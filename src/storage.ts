// The part of the Web Storage API that is used: handed in, untrusted, allowed to be missing or full.

/** A place for texts by key. */
export interface KeyValueStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}
