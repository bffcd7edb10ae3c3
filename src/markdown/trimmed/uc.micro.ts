// Stands in for the package `uc.micro` when the chat is bundled: browsers know Unicode's classes.

/** Punctuation. */
export const P = /\p{P}/u;
/** Symbols. */
export const S = /\p{S}/u;
/** Separators. */
export const Z = /\p{Z}/u;
