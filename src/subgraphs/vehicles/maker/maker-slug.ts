/** The form of a maker's slug. */
export const MAKER_SLUG = /^[a-z0-9](?:[a-z0-9_-]{0,62}[a-z0-9])?$/;
