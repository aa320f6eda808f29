import { expect, test } from 'vitest'
import { wholeLeadTwice } from '../../src/normalize/lead.ts'

const LEAD = 'The ferry to the outer islands will run again from Monday, the harbour master said after a week of repairs.'
const MORE = 'Nine hundred people had waited on both sides of the sound since the shaft broke, and the shops ran out of bread.'

test.each<[name: string, lines: readonly string[], gone: readonly number[]]>([
  ['once', [LEAD, MORE], []],
  ['twice, to the word', [LEAD, LEAD, MORE], [1]],
  ['twice, a credit between', [LEAD, 'By the harbour desk', LEAD, MORE], [2]],
  ['twice, one behind a dateline: the fuller one stays', [LEAD, `EASTMERE, Jan. 13 (Example News) - ${LEAD}`, MORE], [0]],
  ['under a headline that stands there once more', ['Ferry runs again', LEAD, LEAD, MORE], [2]],
  ['a copy that goes on is no copy', [LEAD, `${LEAD.slice(0, -1)}, but not at night.`, MORE], []],
  ['one that comes back at the end is meant', [LEAD, MORE, MORE.replace('Nine', 'Six'), MORE.replace('Nine', 'Ten'), LEAD], []],
  ['a refrain is short', ['Row, row, row your boat', 'Row, row, row your boat', MORE], []],
  [
    'in a script without spaces',
    [
      '港の責任者は、修理に一週間かかった外島へのフェリーが月曜日から再開すると述べた。',
      '港の責任者は、修理に一週間かかった外島へのフェリーが月曜日から再開すると述べた。',
    ],
    [1],
  ],
])('a lead: %s', (_, lines, gone) => {
  expect(wholeLeadTwice(lines)).toEqual(gone)
})
