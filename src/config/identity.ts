/** Who we say we are, to everyone alike (RFC 9110 10.1.5 and 10.1.2). */
export interface Identity {
  /** `wirefold/0.1.0` */
  readonly product: string
  /** What stands in the comment: `+https://…`, and a mail address after it where the owner gave one. */
  readonly contact: string
  /** The owner's mail address: only a person's own address belongs into `From`. */
  readonly from?: string
}

const MAIL = /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[a-z0-9.-]{1,255}$/i
/** What would end the comment or the header is dropped: the contact is written by the owner, but not for HTTP. */
const plain = (text: string): string => text.replace(/[^\x21-\x27\x2a-\x5b\x5d-\x7e]/g, '').slice(0, 200)

/**
 * @param version of wirefold
 * @param project URL of the project, named where the owner gives no URL
 * @param contact WIREFOLD_CONTACT: a URL or a mail address
 */
export function identify(version: string, project: string, contact = ''): Identity {
  const product = `wirefold/${version}`
  const given = plain(contact.trim().replace(/^mailto:/i, ''))
  if (MAIL.test(given)) return { product, contact: `+${project}; ${given}`, from: given }
  return { product, contact: `+${given === '' ? project : given}` }
}
