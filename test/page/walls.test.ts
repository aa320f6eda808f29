import { describe, expect, test } from 'vitest'
import { parsePage } from './read.ts'

const LINE = 'The lock keeper of the upper canal said on Friday that the gates would stay shut until the flood has passed the weir.'
const text = `<p>${LINE}</p>`.repeat(4)
const ARTICLE = '<meta property="og:type" content="article">'
const html = (body: string, head = '') =>
  `<!doctype html><html lang="en"><head><title>Gates stay shut</title>${head}</head><body>${body}</body></html>`
const teasers = (count: number) =>
  Array.from(
    { length: count },
    (_, n) => `<li><h3><a href="/news/other-story-${n}">Another story of the canal, number ${n}</a></h3></li>`,
  ).join('')

describe('walls', () => {
  const wall = (title: string, body: string) => `<!doctype html><html><head><title>${title}</title></head><body>${body}</body></html>`
  const p = (line: string) => `<p>${line}</p>`
  test.each([
    [
      'consent',
      wall(
        'Before you continue',
        p('We and our 812 partners use cookies and process personal data to measure and improve what we show you. Accept all to go on.'),
      ),
    ],
    [
      'consent in German',
      wall(
        'Kanalblatt',
        `<h1>Datenschutz-Einstellungen</h1>${p('Mit Werbung und Cookies weiterlesen oder ein Abo abschließen: Sie haben die Wahl, und Ihre Zustimmung gilt für ein Jahr.')}`,
      ),
    ],
    [
      'a check for bots',
      wall(
        'towpath.example',
        `<h1>towpath.example</h1>${p('Please verify you are a human. We need to review the security of your connection before we go on, which takes a moment.')}`,
      ),
    ],
    [
      'a captcha',
      wall(
        'Pardon our interruption',
        p(
          'As you were reading, something about your browser made us think that you might be a bot. Complete the captcha below to go on reading.',
        ),
      ),
    ],
    [
      'an old browser',
      wall(
        'Towpath',
        `<h1>Unsupported browser</h1>${p('Your browser is not supported. Upgrade to a modern browser to read the news of the canal, its locks and its boats.')}`,
      ),
    ],
    [
      'no script',
      wall(
        'Towpath',
        p(
          'You need to enable JavaScript to run this page. Please turn on JavaScript in the settings of your browser and load the page again.',
        ),
      ),
    ],
    [
      'a domain for sale',
      wall(
        'towpath.example',
        `<h1>towpath.example is for sale</h1>${p('Make an offer today and own the best name for anything that floats. Our brokers answer within a day, in any language.')}`,
      ),
    ],
    [
      'a parked domain',
      wall('towpath.example', `${p('This domain is parked free, courtesy of your registrar. Related searches:')}<ul>${teasers(8)}</ul>`),
    ],
    [
      'an index of a folder',
      wall(
        'Index of /news',
        `<h1>Index of /news</h1><pre>${Array.from({ length: 9 }, (_, n) => `<a href="lock-report-2024-${n}.html">lock-report-2024-${n}.html</a> 2024-05-0${n + 1} 10:00 4K`).join('\n')}</pre>`,
      ),
    ],
    [
      'for subscribers',
      wall(
        'Gates stay shut',
        `<h1>Gates stay shut</h1>${p('This article is only available to subscribers. Subscribe now to continue reading, or sign in.')}`,
      ),
    ],
    [
      'a suspended account',
      wall(
        'Account Suspended',
        p('This account has been suspended. Contact your hosting provider for more information about what has happened to it.'),
      ),
    ],
    [
      'a server without a site',
      wall(
        'Welcome to nginx!',
        `<h1>Welcome to nginx!</h1>${p('If you see this page, the server is successfully installed and working. Further configuration is required to do more.')}`,
      ),
    ],
    ['a check for bots in French', wall('Kanal', `<h1>Vérifiez que vous êtes humain</h1>${p('Cochez la case pour aller au canal.')}`)],
    ['a check for bots in Russian', wall('Канал', `<h1>Подтвердите, что вы не робот</h1>${p('Нажмите кнопку.')}`)],
    [
      'consent in Italian',
      wall('Canale', `<h1>La tua privacy</h1>${p('Noi e i nostri fornitori usiamo cookie: puoi accettare o rifiutare.')}`),
    ],
    ['a question for the age', wall('Rum and boats', `<h1>Are you over 18?</h1>${p('You must be of age to read about rum.')}`)],
    ['a request against blockers', wall('Towpath', p('You seem to be using an ad blocker. Please switch it off to read on.'))],
    ['a server that rests', wall('Towpath', `<h1>We’ll be back soon!</h1>${p('The locks of this server are being painted.')}`)],
    ['a program that broke', wall('Towpath', p('Fatal error: Uncaught Error: Call to undefined function gates() in /srv/index.php:17'))],
    ['a page that is gone', wall('Towpath', `<h1>Sorry, this page no longer exists</h1><ul>${teasers(4)}</ul>`)],
    [
      'a domain without a site',
      wall('Towpath', `<h1>Future home of something afloat.</h1>${p('If you own this site, log in to launch it.')}`),
    ],
    [
      'consent in Dutch',
      wall(
        'Sluis',
        `<h1>Kies welke cookies</h1>${p('De Sluis en haar 640 partners plaatsen cookies op je apparaat, zodat de boten beter te zien zijn. Kies Akkoord om door te gaan.')}`,
      ),
    ],
    [
      'consent in Polish',
      wall(
        'Śluza',
        `<h1>Dbamy o prywatność</h1>${p('My i nasi partnerzy zapisujemy na urządzeniu pliki cookie i przetwarzamy dane osobowe, aby pokazać więcej łodzi.')}`,
      ),
    ],
    [
      'consent in Spanish',
      wall(
        'Esclusa',
        `<h1>Tu decides</h1>${p('Junto con nuestros 300 socios guardamos en tu aparato cookies y otros datos personales para enseñarte más barcos.')}`,
      ),
    ],
    [
      'consent in Swedish',
      wall(
        'Slussen',
        `<h1>Din integritet</h1>${p('Slussen och våra partners sparar cookies på din enhet och behandlar personuppgifter för att visa fler båtar.')}`,
      ),
    ],
    [
      'a check for bots in German',
      wall(
        'Nur einen Moment',
        `<h1>schleuse.example</h1>${p('Bitte bestätigen Sie, dass Sie ein Mensch sind. Die Sicherheit der Verbindung wird geprüft, bevor es weitergeht.')}`,
      ),
    ],
    [
      'a check for bots in Japanese',
      wall(
        'しばらくお待ちください',
        `<h1>suimon.example</h1>${p('お客様が人間であることを確認しています。確認が終わるまで、そのままお待ちください。')}`,
      ),
    ],
    ['a check for bots in Chinese', wall('水闸', `<h1>访问验证</h1>${p('请拖动滑块完成验证，然后再阅读关于运河的新闻。')}`)],
    ['a check without words of its own', wall('towpath.example', p('Please enable JS and disable any ad blocker'))],
    [
      'a domain for sale, in German, with a word of praise',
      wall(
        'schleuse.example',
        `<h1>schleuse.example</h1>${p('Die Domain schleuse.example könnte zum Verkauf stehen. schleuse.example ist die beste Quelle für alle Informationen, die Sie suchen, von Booten bis zu Brücken und vielem mehr, was schwimmt.')}`,
      ),
    ],
    [
      'a count of free articles',
      wall(
        'Gates stay shut',
        `<h1>Gates stay shut</h1>${p('You have reached your limit of free articles this month. To continue reading, please subscribe or sign in to your account.')}`,
      ),
    ],
    [
      'for subscribers in Italian',
      wall(
        'Chiuse',
        `<h1>Le chiuse restano chiuse</h1>${p('Contenuto riservato agli abbonati. Abbonati per continuare a leggere, oppure accedi.')}`,
      ),
    ],
    [
      'a login in Portuguese',
      wall(
        'Eclusa',
        `<h1>Bem-vindo</h1>${p('Para ler sobre as eclusas, entre na sua conta ou crie uma nova em dois minutos, sem pagar nada por isso.')}`,
      ),
    ],
    [
      'a page that was not found, in its text alone',
      wall(
        'Towpath',
        `<h1>Oh dear</h1>${p('We could not find the page you were looking for. It may have floated away, or its address was never right.')}`,
      ),
    ],
    [
      'another country',
      wall(
        'Towpath',
        `<h1>Sorry</h1>${p('This content is not available in your region. We hope to show it to readers on your side of the water soon.')}`,
      ),
    ],
    [
      'a question for the age in other words',
      wall(
        'Rum and boats',
        `<h1>Ahoy</h1>${p('Please confirm that you are of legal drinking age in the country you read this from, and then come aboard.')}`,
      ),
    ],
  ])('%s is no article, however much the curator insists', (_, page) => {
    for (const options of [{}, { insist: true }, { insist: true, as: 'article' as const }]) {
      expect(parsePage(page, 'https://towpath.example/a/b', options)).toMatchObject({
        ok: false,
        problem: { message: expect.stringMatching(/\.$/) },
      })
    }
  })
  test('a story about one is a story', () => {
    const story = html(
      `<article><h1>Why every site asks: verify you are human</h1><time datetime="2024-05-03">3 May</time>${text}</article>`,
      ARTICLE,
    )
    expect(parsePage(story, 'https://towpath.example/2024/05/03/verify-you-are-human')).toMatchObject({ ok: true, feed: { items: [{}] } })
  })
})
