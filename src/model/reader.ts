/**
 * The version of what reads: parser, cleaner, and the derived text. Raise it when the same bytes are to be read again. It stands in
 * the hash of bodies, so that the next visit reads them whatever they are, and in the hash of each item, so that what a better reader
 * changes is told from what a publisher changed: reading better is no edit.
 */
export const READER = 5

/** Marks a hash as this reader's. */
export const byReader = (hash: string): string => `${READER}-${hash}`

/** Whose reading a hash is of; empty before readers had versions. */
export const readerOf = (hash: string): string => /^(\d+)-/.exec(hash)?.[1] ?? ''
