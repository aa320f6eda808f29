/** Pages write `de_DE`, `en-US, en` and `EN`; what is no tag is no evidence. */
export function alternateLanguage(written: string | undefined): string | undefined {
  const tag = written?.split(/[,;\s]/)[0]?.replace('_', '-')
  return tag !== undefined && /^[a-z]{2,3}(?:-[a-z\d]{1,8})*$/i.test(tag) ? tag : undefined
}
