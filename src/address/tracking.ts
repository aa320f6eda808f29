/** Families of parameters, by how they begin: Google, Matomo, HubSpot, Mailchimp, AT Internet, comScore, Adobe, Vero, Olytics. */
const FAMILY = /^(?:utm_|pk_|mtm_|piwik_|matomo_|hsa_|_hs|mc_|at_|ns_|s_cid|vero_|oly_|trk_|ga_|wt_|stm_|guce_|soc_|sc_c|__cft__|__tn__)/

/** Parameters that say how a reader came, never what is read. */
const NAMES = new Set(
  (
    'fbclid gclid gclsrc dclid wbraid gbraid msclkid yclid ymclid twclid ttclid igshid igsh li_fat_id mkt_tok _ga _gl _openstat ' +
    '__twitter_impression __s _branch_match_id s_kwcid ncid icid ocid xtor ftag ftcamp smid smtyp sr_share guccounter spm scm srsltid epik wickedid ' +
    'rb_clickid ck_subscriber_id mbid cndid bxid wpisrc wprss itid sref srnd cmpid echobox link_time share_id shareid sharetoken ' +
    'feature_share feedname feed_id rss rssfeed fromrss amp amp_js_v amp_gsa usqp outputtype mobile_view jsessionid phpsessid sessionid cfid cftoken'
  ).split(' '),
)

/** Parameters that name the referrer; they go only where the value is one of a channel. */
const REFERRER_NAMES = new Set(
  'ref ref_src ref_url referrer referer refer source src from via cmp partner emc mod medium channel campaign origin sr f ft m cm view feed'.split(
    ' ',
  ),
)
const CHANNEL =
  /^(?:rss\d?|rss[-_].*|.*[-_]rss|atom|feeds?|feedburner|newsletter|email|mail|twitter|tw|twt_.*|twsrc.*|facebook|fb|social|share|linkedin|instagram|whatsapp|telegram|reddit|hn|homepage|hp|amp|mobile|google|googlenews|gnews|yahoo|apple_?news|flipboard|smartnews)$/

/** `name` and `value` in lower case. `?m=1` is Blogger's mobile twin, `?amp`, `?outputType=amp` are AMP's. */
export function isTracking(name: string, value: string): boolean {
  if (NAMES.has(name)) return true
  if (REFERRER_NAMES.has(name) && (value === '' ? name !== 'feed' : CHANNEL.test(value))) return true
  if (name === 'm' && value === '1') return true
  return FAMILY.test(name)
}

/** Anchors with a number that are part of one article all the same. */
const PARTS = /^(?:comment|comments|more|respond|section|page|p|h|heading|toc|ref|fn|note|cite_note|slide|photo|image)[-_]?\d*$/i

/** A fragment that does not make another article; see canonicalUrl. */
export function isFragmentNoise(fragment: string): boolean {
  if (fragment.startsWith('!') || fragment.startsWith('/')) return false
  if (fragment.startsWith(':~:')) return true
  const equals = fragment.indexOf('=')
  if (equals > 0) {
    const name = fragment.slice(0, equals).toLowerCase()
    return isTracking(name, fragment.slice(equals + 1).toLowerCase()) || !/\d/.test(fragment)
  }
  return !/\d/.test(fragment) || PARTS.test(fragment)
}
