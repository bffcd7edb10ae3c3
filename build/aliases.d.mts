/** Module name to the file that replaces it. */
export const aliases: Record<string, string>;
/** The file that replaces the module `id`, if any. */
export function replacement(id: string): string | null;
