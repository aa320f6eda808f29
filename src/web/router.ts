import { HonoBase } from 'hono/hono-base'
import { RegExpRouter } from 'hono/router/reg-exp-router'

/** Routes and what runs before them. The one way of matching, of hono's four, that takes all our paths: the others would be uploaded too. */
export class Router extends HonoBase {
  constructor() {
    super({ router: new RegExpRouter() })
  }
}
