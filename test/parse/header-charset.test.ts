import { expect, test } from 'vitest'
import { feedOf } from './documents.ts'

/** The word for harbour, in bytes of an encoding. */
const PORT = {
  'koi8-r': [0xf0, 0xcf, 0xd2, 0xd4],
  'windows-1251': [0xcf, 0xee, 0xf0, 0xf2],
  shift_jis: [0x8d, 0x60],
  'iso-8859-1': [0x70, 0xf4, 0x72, 0x74],
}

const ascii = (text: string) => Array.from(text, (char) => char.charCodeAt(0))

test.each<[header: string, declaration: string, bytes: readonly number[], word: string]>([
  ['ISO-8859-1', 'koi8-r', PORT['koi8-r'], 'Порт'],
  ['iso-8859-1', 'windows-1251', PORT['windows-1251'], 'Порт'],
  ['latin1', 'shift_jis', PORT['shift_jis'], '港'],
  ['windows-1251', 'koi8-r', PORT['windows-1251'], 'Порт'],
  ['iso-8859-1', 'iso-8859-2', PORT['iso-8859-1'], 'pôrt'],
])('a header of %s against a declaration of %s', (header, declaration, bytes, word) => {
  const document = [
    ...ascii(`<?xml version="1.0" encoding="${declaration}"?><rss><channel><title>`),
    ...bytes,
    ...ascii('</title></channel></rss>'),
  ]
  expect(feedOf(Uint8Array.from(document), { 'content-type': `text/xml; charset=${header}` }).title?.value).toBe(word)
})
