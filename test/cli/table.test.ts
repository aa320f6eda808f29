import { describe, expect, test } from 'vitest'
import { columns } from '../../src/cli/columns.ts'
import { table } from '../../src/cli/table.ts'

test.each<[text: string, width: number]>([
  ['', 0],
  ['harbour', 7],
  ['été', 3],
  ['e\u0301te\u0301', 3],
  ['港口', 4],
  ['ニュース', 8],
  ['ﾆｭｰｽ', 4],
  ['속보', 4],
  ['「港」', 6],
  ['👩‍👩‍👧', 2],
  ['🇯🇵', 2],
  ['a\u200bb', 2],
  ['𠮷野家', 6],
  ['Ａ１', 4],
])('%j is %i columns wide', (text, width) => {
  expect(columns(text)).toBe(width)
})

describe('a table', () => {
  test('stands in columns whatever the script, numbers to the right', () => {
    expect(
      table(
        ['source', 'items', ''],
        [
          ['防衛ニュース', 9, 'read'],
          ['Wire', 12, 'read'],
        ],
      ),
    ).toBe(['source        items', '防衛ニュース      9  read', 'Wire             12  read'].join('\n'))
  })

  test.each<[name: string, cell: string, shown: string]>([
    ['colours', '\u001b[31mred\u001b[0m', 'red'],
    ['moves of the cursor', '\u001b[2Aup', 'up'],
    ['a new title of the window', '\u001b]0;owned\u0007', ''],
    ['C1 controls', '\u009b31mred', 'red'],
    ['line feeds', 'one\ntwo', 'one two'],
    ['carriage returns', 'one\rtwo', 'one two'],
    ['backspaces', 'one\b\b\btwo', 'one two'],
    ['a turned direction', 'abc\u202efed', 'abc fed'],
  ])('lets no %s of a source through', (_, cell, shown) => {
    expect(
      table(['a', 'b'], [[cell, 'x']])
        .split('\n')[1]!
        .trim(),
    ).toBe(`${shown}${shown === '' ? '' : '  '}x`)
  })
})
