import { describe, expect, test } from 'vitest'
import { cleanLanguage, headerLanguage, scriptLanguage } from '../../src/normalize/language.ts'

describe('cleanLanguage', () => {
  test.each([
    ['en', 'en'],
    ['en_US', 'en-US'],
    [' en-us ', 'en-us'],
    ['de_DE.UTF-8', 'de-DE'],
    ['zh-Hant-TW', 'zh-Hant-TW'],
    ['English', undefined],
    ['und', undefined],
    ['x-default', undefined],
    ['en"><script>', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%s is %s', (written, expected) => {
    expect(cleanLanguage(written)).toBe(expected)
  })

  test('several languages in a header are an audience', () => {
    expect(headerLanguage('en, fr')).toBeUndefined()
    expect(headerLanguage('fr')).toBe('fr')
  })
})

describe('scriptLanguage', () => {
  test.each([
    ['Japanese', '防衛相は記者会見で協力の強化を検討していると述べた。', 'ja'],
    ['Japanese with Latin names', '新型 iPhone が東京の店で発売された', 'ja'],
    ['Chinese', '国防部长在记者会上表示将研究加强合作', 'zh'],
    ['Korean', '국방부 장관은 기자회견에서 협력 강화를 검토하고 있다고 말했다', 'ko'],
    ['Greek', 'Ο υπουργός μίλησε σήμερα για τη συνεργασία', 'el'],
    ['Thai', 'รัฐมนตรีกล่าวถึงความร่วมมือในวันนี้', 'th'],
    ['Hebrew', 'השר דיבר היום על שיתוף הפעולה', 'he'],
    ['Russian', 'Министр сообщил, что были рассмотрены новые условия', 'ru'],
    ['Ukrainian', 'Міністр повідомив, що їхня співпраця триває', 'uk'],
    ['Bulgarian is not Russian', 'Министърът съобщи за новото сътрудничество', undefined],
    ['Kazakh is not Russian', 'Министр бүгін жаңа келісім туралы айтты, қызмет', undefined],
    ['Serbian is not Russian', 'Министар је данас говорио о новој сарадњи', undefined],
    ['English', 'The minister spoke today', undefined],
    ['English with a name in Greek', 'The word λόγος has a long history in philosophy', undefined],
    ['English with a name in kanji', 'The magazine 文藝春秋 reported a new deal between the two', undefined],
    ['Arabic may be Persian', 'تحدث الوزير اليوم عن التعاون', undefined],
    ['too little', '東京', undefined],
    ['nothing', '', undefined],
  ])('%s', (_, text, expected) => {
    expect(scriptLanguage(text)).toBe(expected)
  })
})
