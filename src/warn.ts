// How the product speaks to the owner of a page: on the console, once a sentence, with the way to mend it.

const said = new Set<string>();

/** Tells the page's owner, once, what to mend. */
export function warn(message: string): void {
  if (said.has(message)) return;
  said.add(message);
  console.warn(`<agent-chat> ${message}`);
}
