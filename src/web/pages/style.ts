export const STYLESHEET = ''
