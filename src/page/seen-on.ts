/**
 * Names that pages give to their parts, each under the host of a page that it was seen on; under `analogous` those that were not, but
 * are another spelling or language of one that was.
 */
export const seenOn = (byHost: Readonly<Record<string, string>>): ReadonlySet<string> =>
  new Set(Object.values(byHost).flatMap((names) => names.split(' ')))
