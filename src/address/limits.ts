/** Characters of a URL: browsers and servers agree on about 2,000 and real links stay below; longer ones are attacks. */
export const MAX_URL = 2_048
