"""The tables of the database that ``export sqlite`` writes, their indexes, full-text tables and views, as SQL.

Every table says in comments what its columns are; SQLite keeps them, and whoever opens the file sees them.
"""

from __future__ import annotations

APPLICATION = 0x42415A48
"""``BAZH``: how the file is known to be ours, whatever its name."""
VERSION = 1

TABLES = """
CREATE TABLE about (
  key TEXT PRIMARY KEY,
  value TEXT
);

CREATE TABLE regions (
  code TEXT PRIMARY KEY,                          -- division code
  name TEXT NOT NULL,
  name_en TEXT,
  level TEXT,                                     -- province, prefecture, county, township, village
  parent TEXT REFERENCES regions(code),
  path TEXT NOT NULL                              -- from the province down: 西藏自治区/那曲市/安多县
);

CREATE TABLE tags (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  name_en TEXT
);

CREATE TABLE articles (
  number INTEGER PRIMARY KEY,                     -- in the order of the digest, newest first
  id TEXT NOT NULL UNIQUE,                        -- stays the same for good
  lang TEXT NOT NULL,                             -- BCP 47
  genre TEXT NOT NULL,
  rubric TEXT,
  kicker TEXT,
  kicker_en TEXT,
  headline TEXT,
  headline_en TEXT,
  subtitle TEXT,
  subtitle_en TEXT,
  summary TEXT,
  summary_en TEXT,
  text TEXT,                                      -- all of the body; NULL where only an excerpt may be published
  text_en TEXT,                                   -- as far as it is translated
  dateline TEXT,
  region TEXT REFERENCES regions(code),           -- where it happened
  paper TEXT,
  date TEXT,                                      -- ISO 8601
  date_source TEXT,
  page TEXT,
  section TEXT,
  status TEXT NOT NULL,
  confidence REAL NOT NULL,
  rights TEXT NOT NULL,
  file TEXT NOT NULL,                             -- the raw page
  lines TEXT NOT NULL,                            -- its lines there: 3-9, each span on a line
  address TEXT,                                   -- its page on the site
  address_en TEXT
);

CREATE TABLE paragraphs (
  number INTEGER PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES articles(number),
  unit TEXT NOT NULL,                             -- p1, s1, c1, abstract; behind the # of an address
  kind TEXT NOT NULL,                             -- abstract, paragraph, subhead, markup, caption
  position INTEGER NOT NULL,                      -- in the order of reading
  text TEXT NOT NULL,
  text_en TEXT,
  UNIQUE (article, position)
);

CREATE TABLE article_regions (
  article INTEGER NOT NULL REFERENCES articles(number),
  position INTEGER NOT NULL,
  region TEXT NOT NULL REFERENCES regions(code),
  path TEXT NOT NULL,                             -- may lead to a village that the gazetteer does not have
  basis TEXT NOT NULL,
  is_primary INTEGER NOT NULL,                    -- 1 where the story happened
  PRIMARY KEY (article, position)
) WITHOUT ROWID;

CREATE TABLE article_tags (
  article INTEGER NOT NULL REFERENCES articles(number),
  tag INTEGER NOT NULL REFERENCES tags(id),
  PRIMARY KEY (article, tag)
) WITHOUT ROWID;

CREATE TABLE bylines (
  article INTEGER NOT NULL REFERENCES articles(number),
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  name_en TEXT,
  role TEXT,
  outlet TEXT,
  PRIMARY KEY (article, position)
) WITHOUT ROWID;

CREATE TABLE credits (
  article INTEGER NOT NULL REFERENCES articles(number),
  figure INTEGER NOT NULL,                        -- 1 for the caption c1
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  role TEXT,
  outlet TEXT,
  PRIMARY KEY (article, figure, position)
) WITHOUT ROWID;

CREATE TABLE numbers (
  article INTEGER NOT NULL REFERENCES articles(number),
  position INTEGER NOT NULL,
  value REAL,                                     -- to sort by; NULL where the digits are none
  digits TEXT NOT NULL,                           -- exactly
  unit TEXT NOT NULL,                             -- as printed, with its multiplier: 万元
  clause TEXT NOT NULL,
  clause_en TEXT,
  PRIMARY KEY (article, position)
) WITHOUT ROWID;
"""

FINISH = """
CREATE INDEX articles_date ON articles(date);
CREATE INDEX articles_region ON articles(region);
CREATE INDEX article_regions_region ON article_regions(region, article);
CREATE INDEX article_tags_tag ON article_tags(tag, article);
CREATE INDEX bylines_name ON bylines(name);
CREATE INDEX credits_name ON credits(name);
CREATE INDEX numbers_unit ON numbers(unit, value);
CREATE INDEX regions_parent ON regions(parent);

CREATE VIEW stories AS
SELECT a.id, a.date, a.paper, a.page, a.headline, a.headline_en, a.summary, a.summary_en, r.path AS region,
  (SELECT group_concat(name, '、') FROM (SELECT name FROM bylines WHERE article = a.number ORDER BY position))
    AS bylines,
  (SELECT group_concat(name, '、') FROM article_tags JOIN tags ON id = tag WHERE article = a.number) AS tags,
  a.address, a.address_en
FROM articles a LEFT JOIN regions r ON r.code = a.region;

CREATE VIEW figures_told AS
SELECT n.value, n.digits, n.unit, n.clause, n.clause_en, a.id, a.headline, a.headline_en, a.date, a.address
FROM numbers n JOIN articles a ON a.number = n.article;

CREATE VIEW region_counts AS
WITH RECURSIVE within(code, part) AS (
  SELECT code, code FROM regions UNION ALL SELECT w.code, r.code FROM within w JOIN regions r ON r.parent = w.part
)
SELECT r.code, r.name, r.name_en, r.level, r.path, count(a.number) AS stories
FROM regions r JOIN within w ON w.code = r.code LEFT JOIN articles a ON a.region = w.part
GROUP BY r.code;

CREATE VIRTUAL TABLE articles_fts USING fts5(
  kicker, kicker_en, headline, headline_en, subtitle, subtitle_en, summary, summary_en, text, text_en,
  content="articles", content_rowid="number", tokenize="trigram"
);
CREATE VIRTUAL TABLE paragraphs_fts USING fts5(
  text, text_en, content="paragraphs", content_rowid="number", tokenize="trigram"
);
INSERT INTO articles_fts(articles_fts) VALUES ('rebuild');
INSERT INTO paragraphs_fts(paragraphs_fts) VALUES ('rebuild');
"""
"""After the rows are in: to keep indexes while millions of rows come takes longer than to make them afterwards."""
