/** What outlets call an article that is sent again with a mistake mended, in lower case. None holds a digit, a bracket or a sign that stands behind one. */
export const NOTICES: ReadonlySet<string> = new Set([
  ...'corrected corrects correction clarification repeat repeated repeats rpt'.split(' '),
  ...'korrektur korrigiert berichtigt berichtigung richtigstellung'.split(' '),
  ...'correctif correctie corrigé rectificatif rectification rectificatie gecorrigeerd'.split(' '),
  ...'correccion corrección corregido corregida rectificacion rectificación'.split(' '),
  'fe de erratas',
  ...'correção corrigido corrigida errata rettifica correzione corretto'.split(' '),
  ...'rättelse rettelse oikaisu sprostowanie oprava düzeltme'.split(' '),
  ...'исправлено исправление поправка уточнение виправлено διόρθωση تصحيح تصويب'.split(' '),
  ...'訂正 修正 更正 勘误 정정'.split(' '),
])
