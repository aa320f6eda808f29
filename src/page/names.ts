/** What publishing systems call the element around the text of an article. */
export const BODY_NAMES: ReadonlySet<string> = new Set(
  (
    'entry-content post-content post-body post__content article-body article__body ' +
    'article-content article__content articlebody article-text articletext story-body ' +
    'story-content story__body field--name-body field-name-body gh-content td-post-content ' +
    'com-content-article__body e-content content-body body-copy news-body newsbody ' +
    'main-text honbun c-article-body single-content wp-block-post-content elementor-widget-theme-post-content ' +
    'article_body article_text news_text ' +
    'c-entry-content entry__content entry-body article-paragraphs article__text article__body-text articleBody article-main-body post_content postContent storybody ' +
    'article-content-body artikel-text artikeltext article-copy rich-text-article-body content_body s-cms-content newstext news-text text-body body-text'
  ).split(' '),
)
