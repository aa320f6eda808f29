import { compile } from 'css-select'

/** Why a text is no CSS selector that wirefold understands; undefined where it is one. */
export function selectorProblem(text: string): string | undefined {
  try {
    compile(text)
    return undefined
  } catch {
    return `"${text.slice(0, 100)}" is not a CSS selector that can be read: write one like article or .news > li`
  }
}
