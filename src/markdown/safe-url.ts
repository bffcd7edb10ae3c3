// Decides which addresses in an answer a visitor may be led to, or an image be loaded from. A model's text
// can be an attacker's: only schemes that cannot run anything, parsed the way the browser parses them.

const linkSchemes: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:', 'tel:']);

/** `raw` as an absolute URL that may be linked to, else null. Relative addresses have no meaning here. */
export function safeUrl(raw: string): string | null {
  if (!URL.canParse(raw)) return null;
  const url = new URL(raw);
  return linkSchemes.has(url.protocol) ? url.href : null;
}

/** `raw` as an image URL, when it is https and its host is `hosts` has, or below `*.host`; else null. */
export function safeImageUrl(raw: string, hosts: readonly string[]): string | null {
  const href = safeUrl(raw);
  if (href === null) return null;
  const { protocol, host } = new URL(href);
  const allowed = hosts.some((known) =>
    known.startsWith('*.') ? host.endsWith(known.slice(1)) : host === known,
  );
  return allowed && protocol === 'https:' ? href : null;
}
