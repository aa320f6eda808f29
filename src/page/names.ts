import { seenOn } from './seen-on.ts'

/** What publishing systems call the element around the text of an article. */
export const BODY_NAMES: ReadonlySet<string> = seenOn({
  'thebalance.com': 'post-content article-body article-content content-body',
  'de.motor1.com': 'e-content postContent',
  'derpapierplanet.de': 'entry-content post-body',
  'jagderleben.de': 'article-text text-body',
  'wpolityce.pl': 'article__body article__content',
  '24ora.com': 'td-post-content',
  'amnesty.de': 'field--name-body',
  'anglerboard.de': 'articleBody',
  'bbc.com': 'story-body',
  'bostonherald.com': 'body-copy',
  'bundesrat.de': 'body-text',
  'chemie.de': 'news-text',
  'citylimits.org': 'elementor-widget-theme-post-content',
  'coopbuddy.de': 'post_content',
  'creativecommons.at': 'field-name-body',
  'eatwhattonight.com': 'entry-body',
  'economist.com': 'article__body-text',
  'falstaff.de': 'post__content',
  'futurezone.at': 'article-paragraphs',
  'gofeminin.de': 'story-content',
  'healthline.com': 'content_body',
  'latercera.com': 'single-content',
  'natuerlich-jagd.de': 'wp-block-post-content',
  'skateboardmsm.de': 'c-article-body',
  'theatlantic.com': 's-cms-content',
  'theverge.com': 'c-entry-content',
  'uebermedien.de': 'entry__content',
  analogous:
    'articlebody articletext story__body gh-content com-content-article__body news-body newsbody main-text honbun article_body article_text news_text article__text article-main-body storybody article-content-body artikel-text artikeltext article-copy rich-text-article-body newstext',
})
