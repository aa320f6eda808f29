import { hash } from 'node:crypto'

/** 128 bits of SHA-256, of the UTF-8 of a text, as 32 hexadecimal digits; the same, and synchronous, on Node and Workers. */
export const digest = (text: string | Uint8Array): string => hash('sha256', text, 'hex').slice(0, 32)
