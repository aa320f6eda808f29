/** The same as in package.json; a test holds them together. */
export const VERSION = '0.1.0'
/** Where a publisher who meets us in a log reads what we are. */
export const HOMEPAGE = 'https://github.com/wirefold/wirefold'
