import { LANGUAGE_WORDS } from './words.ts'

/** The form of a tag (BCP 47), of which the first part is the language. */
const TAG = /^([A-Za-z]{2,8})(-[A-Za-z0-9]{1,8})*$/

/** Why a text names no language, and what to write; undefined where it does. */
export function languageProblem(text: string): string | undefined {
  const meant = LANGUAGE_WORDS[text.toLowerCase().normalize('NFD').replaceAll(/\p{M}/gu, '')]
  if (meant !== undefined) return `"${text}" is no language tag: write ${meant}`
  const dashed = text.replaceAll('_', '-')
  const [, language] = TAG.exec(dashed) ?? []
  if (language === undefined || !isLanguage(language))
    return `"${text.slice(0, 100)}" is no language tag (BCP 47): write one like en or pt-BR`
  return dashed === text ? undefined : `"${text}" is no language tag: write ${dashed}`
}

/** Tags of two letters are all known by name; of three there are thousands; longer ones were never given. */
const isLanguage = (part: string): boolean =>
  part.length === 3 || (part.length === 2 && new Intl.DisplayNames('en', { type: 'language', fallback: 'none' }).of(part) !== undefined)
