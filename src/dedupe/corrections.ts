/** What outlets set before a headline, or in brackets behind it, when an article is sent again with a mistake mended. */
const NOTICES = [
  'correct(?:ed|s|ion)',
  'clarification',
  'repeat(?:ed|s)?|rpt',
  'korrektur|korrigiert|berichtig(?:t|ung)|richtigstellung',
  'correcti(?:f|e)|corrigé|rectificati(?:f|on|e)|gecorrigeerd',
  'correcci[oó]n|corregid[oa]|rectificaci[oó]n|fe de erratas',
  'correção|corrigid[oa]|errata|rettifica|correzione|corretto',
  'rättelse|rettelse|oikaisu|sprostowanie|oprava|düzeltme',
  'исправлен(?:о|ие)|поправка|уточнение|виправлено|διόρθωση|تصحيح|تصويب',
  '訂正|修正|更正|勘误|정정',
].join('|')

const SAYS_CORRECTED = new RegExp(
  [`^(?:${NOTICES})\\s*\\d*\\s*[-–—:：/|]`, `^[[(（【]\\s*(?:${NOTICES})\\s*\\d*[\\])）】]`, `[[(（【](?:${NOTICES})[\\])）】]$`].join('|'),
  'iu',
)

/** Whether a headline says of its article that it is the corrected one. */
export const saysCorrected = (headline: string): boolean => SAYS_CORRECTED.test(headline)
