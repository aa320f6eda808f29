/**
 * The keys of the desk, one table: tooltips, the list behind `?` and the script all go by it. Single letters, since every chord with a
 * modifier belongs to a browser or a system already; they do nothing inside of fields, and can be switched off (WCAG 2.2, 2.1.4).
 */
export const KEYS = {
  next: { key: 'j', does: 'the next story' },
  previous: { key: 'k', does: 'the story before' },
  open: { key: 'o', does: 'open the story' },
  original: { key: 'v', does: 'the publisher’s page' },
  tick: { key: 'x', does: 'tick the story' },
  pin: { key: 'p', does: 'pin, or unpin' },
  hide: { key: 'h', does: 'hide, or show again' },
  rename: { key: 'r', does: 'rename' },
  note: { key: 'n', does: 'write a note' },
  merge: { key: 'm', does: 'put the two ticked stories together' },
  split: { key: 'a', does: 'take copies apart' },
  withdraw: { key: 'w', does: 'withdraw' },
  undo: { key: 'u', does: 'undo' },
  filter: { key: '/', does: 'filter this list' },
  published: { key: 'g p', does: 'go to what is published' },
  hidden: { key: 'g h', does: 'go to what is hidden' },
  log: { key: 'g l', does: 'go to the log' },
  help: { key: '?', does: 'this list' },
  leave: { key: 'Escape', does: 'leave a field, or close what is open' },
} as const

export type KeyName = keyof typeof KEYS
