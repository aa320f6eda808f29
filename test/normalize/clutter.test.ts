import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { clutteredLines, headline } from '../../src/normalize/clutter.ts'
import { sanitize } from '../../src/normalize/html.ts'
import { ASKING } from '../../src/normalize/phrases.ts'
import { linesOf, withoutLines } from '../../src/normalize/lines.ts'

const LEAD =
  'The ministry said on Thursday that it had begun to study how ships of both navies could share ports, fuel and spare parts in a crisis.'
const BODY = 'A report is expected in spring, and the two sides will then discuss the costs.'
const LAST = 'No date was given.'

/** What is left of paragraphs, one a line. */
function kept(...paragraphs: string[]): string[] {
  const lines = linesOf(sanitize(paragraphs.map((paragraph) => `<p>${paragraph}</p>`).join('\n')))
  const gone = clutteredLines(lines.map(({ text }) => text))
  return lines.filter((_, i) => !gone.has(i)).map(({ text }) => text)
}

describe('headlines', () => {
  test.each([
    ['Navies study shared ports 130111-3', 'Navies study shared ports'],
    ['Navies study shared ports 130111-3.', 'Navies study shared ports'],
    ['Navies study shared ports 110113-12', 'Navies study shared ports'],
    ['両国、港の共用を検討 130111-3', '両国、港の共用を検討'],
    ['Navies study shared ports', 'Navies study shared ports'],
    ['Recall of part number 994477-3', 'Recall of part number 994477-3'],
    ['Final score 101-99', 'Final score 101-99'],
    ['Line open: call 555-130111', 'Line open: call 555-130111'],
    ['Season 2010-11', 'Season 2010-11'],
    ['130111-3', '130111-3'],
    ['Case 130111-345 decided', 'Case 130111-345 decided'],
  ])('%s', (title, expected) => {
    expect(headline(title)).toBe(expected)
  })
})

test('a headline filed in the body goes, the same words as a sentence stay', () => {
  const lines = ['Navies study shared ports 130111-3.', 'Navies study shared ports', LEAD]
  expect([...clutteredLines(lines, 'Navies study shared ports')]).toEqual([0])
})

describe('what goes from the start', () => {
  test.each([
    'Skip to main content',
    'Skip to content »',
    'Zum Inhalt springen',
    'Aller au contenu principal',
    'Ir al contenido',
    'Vai al contenuto',
    'Pular para o conteúdo',
    'Перейти к содержимому',
    'メインコンテンツへスキップ',
    '跳到主要内容',
    '본문 바로가기',
    'Share this',
    'Share on Facebook',
    'Share on Facebook | Twitter | Email',
    'Facebook Twitter Email Print',
    'Partager sur Facebook',
    'Auf Facebook teilen',
    'Compartir en WhatsApp',
    'Поделиться в Telegram',
  ])('%s', (line) => {
    expect(kept(line, LEAD, BODY, LAST)).toEqual([LEAD, BODY, LAST])
  })

  test('a bar of buttons, one a line', () => {
    expect(kept('Share', 'Facebook', 'Twitter', 'Email', LEAD, BODY)).toEqual([LEAD, BODY])
  })
})

describe('what goes from the end', () => {
  test.each([
    'Copyright © 2019 - 2024 Example Wire | Webdesign by Example',
    '© 2024 Example Wire. All rights reserved.',
    '(c) 2011 Example Press Agency',
    'Copyright 2011 Example Wire',
    'All rights reserved.',
    'Copyright 2011 Example Wire. All rights reserved. This material may not be published or redistributed.',
    'Alle Rechte vorbehalten.',
    'Tous droits réservés.',
    '© 2024 Ejemplo. Todos los derechos reservados.',
    '© Пример, 2024. Все права защищены.',
    '無断転載を禁じます',
    '© 2024 例社 版权所有',
    'Subscribe to our newsletter',
    'Sign up for our free daily newsletter!',
    'Subscribe now to stay updated and get access to expert features!',
    'Join our community today!',
    'Download our app',
    'Follow us on Twitter',
    'Get our top stories in your inbox',
    'Never miss a story: subscribe to our newsletter',
    'Abonnieren Sie unseren Newsletter',
    'Inscrivez-vous à notre newsletter',
    'Suscríbete a nuestro boletín',
    'Iscriviti alla nostra newsletter',
    'Assine nossa newsletter',
    'Подпишитесь на наш канал в Telegram',
    'Schrijf je in voor onze nieuwsbrief',
    'メルマガ登録はこちら',
    '关注我们的微信',
    '뉴스레터 구독하기',
    'The post <a href="https://example.org/a">Shared ports</a> appeared first on <a href="https://example.org">Example Wire</a>.',
  ])('%s', (line) => {
    expect(kept(LEAD, BODY, LAST, line)).toEqual([LEAD, BODY, LAST])
  })

  test('whatever asks begins as is said of it', () => {
    for (const { begins, asks } of ASKING) {
      // edges of words are left out: the generator knows none
      const asked = fc.stringMatching(new RegExp(asks.source.replaceAll('\\b', '')))
      fc.assert(
        fc.property(asked, (line) => begins.split(' ').some((word) => line.startsWith(word))),
        { numRuns: 30 },
      )
    }
  })

  test('a whole footer, with what is sold between its lines', () => {
    const footer = [
      'Copyright © 2019 - 2024 Example Wire | Webdesign by Example',
      'Discover our new guide to ships, now with sound. Enhance your knowledge with this tool.',
      'Subscribe now to stay updated!',
      'Join our community today!',
    ]
    expect(kept(LEAD, BODY, LAST, ...footer)).toEqual([LEAD, BODY, LAST])
  })
})

describe('what never goes', () => {
  test.each([
    'Copyright law will be the next topic, the minister said.',
    'Copyright © 2011 is what the forged label said, according to police.',
    'The label reads “© 1998 Example Wire. All rights reserved.”',
    'All rights reserved for local people were abolished by the decree in 1974, and the courts upheld it in a long series of rulings that followed over the next twenty years.',
    'Subscribers to our newsletter knew it first.',
    '“Subscribe to our newsletter,” the forged mail said.',
    'Subscribe to the theory or not, the numbers are clear.',
    'Sign up for the race ends on Friday.',
    'Join us on Saturday in the town hall at 19:00.',
    'Join our forces, he told them, or leave.',
    'Follow the river to the old mill.',
    'Follow us on this journey through the valley.',
    'Download speeds doubled within a year.',
    'Get your free ticket at the box office today.',
    'Discover your town: the museum opens on Sunday.',
    'Share prices fell on Facebook news.',
    'Facebook and Twitter declined to comment.',
    'Facebook',
    'Share this burden, she asked of the rich countries.',
    'Tweet of the day',
    'Print is dead, they said.',
    'Skip to the part with the dragon.',
    'Twitter',
    'X',
    'Abonnieren wollen den Dienst bisher nur wenige.',
    'Folgen Sie dem Fluss bis zur Mühle.',
    'Suivez-nous, dit-il.',
    'Síguenos la pista, pidió el fiscal.',
    'Iscriviti: così si intitola la mostra.',
    'Подпишитесь под обращением, попросил он.',
    '契約は四月に始まる。',
    '登録は五月末まで。',
    '关注度持续上升。',
    'No.',
    'It was 2011.',
    '© is a sign.',
  ])('%s', (sentence) => {
    expect(kept(LEAD, BODY, sentence)).toEqual([LEAD, BODY, sentence])
    expect(kept(sentence, LEAD, BODY)).toEqual([sentence, LEAD, BODY])
  })

  test('a credit in the middle, and what stands below it', () => {
    const body = [LEAD, '© 2011 Example Wire', BODY, LAST]
    expect(kept(...body)).toEqual(body)
  })

  test('selling alone is news', () => {
    const body = [LEAD, BODY, 'Try our recipe: take two of your best apples.']
    expect(kept(...body)).toEqual(body)
  })

  test('a body of nothing else', () => {
    expect(kept('Subscribe to our newsletter')).toEqual(['Subscribe to our newsletter'])
    expect(kept('Share on Facebook', '© 2024 Example')).toHaveLength(2)
  })
})

test('what stands twice is published twice', () => {
  expect(kept(LEAD, LEAD, BODY)).toEqual([LEAD, LEAD, BODY])
})

describe('markup', () => {
  const without = (markup: string): string => {
    const safe = sanitize(markup, 'https://example.org/')
    const lines = linesOf(safe)
    const gone = clutteredLines(lines.map(({ text }) => text))
    return withoutLines(
      safe,
      lines.filter((_, i) => gone.has(i)),
    )
  }

  test.each([
    [
      'blocks go whole',
      `<div><p>${LEAD}</p><div><div><p><b>Subscribe to our newsletter</b></p></div></div></div>`,
      `<div><p>${LEAD}</p></div>`,
    ],
    ['lines go with their breaks', `Skip to content<br>${LEAD}<br><br>${LAST}<br>Follow us on Twitter`, `${LEAD}<br /><br />${LAST}<br />`],
    ['tags around several lines stay', `<b>${LEAD}<br>Follow us on Twitter</b>`, `<b>${LEAD}<br /></b>`],
    [
      'lists of buttons go',
      `<p>${LEAD}</p><ul><li><a href="https://example.org/f">Facebook</a></li><li>Twitter</li><li>Email</li></ul>`,
      `<p>${LEAD}</p>`,
    ],
    [
      'pictures elsewhere stay',
      `<p><img src="https://example.org/a.png"></p><p>${LEAD}</p><p>Follow us on Twitter</p>`,
      `<p><img src="https://example.org/a.png" /></p><p>${LEAD}</p>`,
    ],
    ['a block between loose lines leaves their break', 'One<p>Share on Facebook</p>two', 'One<br />two'],
    ['blocks between loose lines leave one break', 'One<p>Share on Facebook</p><p>Share on Twitter</p>two', 'One<br />two'],
    ['with space between them too', 'One <p>Share on Facebook</p>\n<p>Share on Twitter</p> two', 'One <br />two'],
    ['paragraphs need no break', `<p>${LEAD}</p>\n<p>Share on Facebook</p>\n<p>${LAST}</p>`, `<p>${LEAD}</p>\n<p>${LAST}</p>`],
    ['words stay apart', `<p>Share on Facebook</p><p>One<b> </b>two <i></i> three</p>`, `<p>One two  three</p>`],
    ['nothing to take', `<p>${LEAD}</p><p></p>`, `<p>${LEAD}</p><p></p>`],
  ])('%s', (_, markup, expected) => {
    expect(without(markup)).toBe(expected)
  })

  test('what is left is safe, and its text is what was kept', () => {
    const piece = fc.constantFrom(
      '<p>',
      '</p>',
      '<b>',
      '</b>',
      '<div>',
      '</div>',
      '<br>',
      '<li>',
      '<table><tr><td>',
      '</table>',
      LEAD,
      BODY,
      'Skip to content',
      'Follow us on Twitter',
      '© 2024 Example',
      'Share on Facebook',
      ' ',
      '<img src="https://example.org/a.png">',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
        const safe = sanitize(pieces.join(''), 'https://example.org/')
        const lines = linesOf(safe)
        const gone = clutteredLines(lines.map(({ text }) => text))
        const left = without(pieces.join(''))
        expect(sanitize(left)).toBe(left)
        expect(linesOf(left).map(({ text }) => text)).toEqual(lines.filter((_, i) => !gone.has(i)).map(({ text }) => text))
      }),
      { numRuns: 500 },
    )
  })
})
