import { DAY, HOUR, type Duration } from '../model/time.ts'

/**
 * Every threshold of what is a copy. Lengths are words of a spaced script (two characters of one without spaces count as one), the rest are
 * shares, 0 to 1, and counts.
 *
 * Fitted on the wire of one agency over seven weeks (W: 3,975 pairs that share a third of their text, 369 of them copies; 10 wrong folds and
 * 7 missed ones are left, nearly all of the wrong ones second sendings of one article) and on copies made by perturbing real texts in three
 * languages (G: 2,860 items; 1 wrong, none missed); seen against pairs judged by hand (H: none wrong, 3 missed). "W +3" is three wrong
 * folds more, "W -2" two copies more that are missed; where a neighbour is not named it changes nothing in any of them.
 */

/** How long a text is. */
export const WORDS = {
  /** Shorter ones say too little to be known again by. 15: H -1. */
  least: 12,
  /** Must stand in the other nearly whole. 18: W +1 -1 fewer missed; 30: two wrong ones less, but alerts of one sentence are missed. */
  short: 24,
  /** One number or name makes another event of it. 45: W +11, G +46; 75: two copies cut at different lengths part when a figure was corrected. */
  brief: 60,
  /** Long enough to be edited in several places. 75: W +1; 125: copies whose text was perturbed are missed, G -2. */
  long: 100,
}

/** Share of the shorter text that must stand in the other. */
export const CONTAINED = {
  /** 0.67: W +1; 0.77: W -1. */
  usual: 0.72,
  /** Under headlines that are not alike. 0.85: W +1. */
  unlike: 0.9,
  /** A longer text grew from it, or it was cut from that: it stands there nearly whole. 0.88: W +2; 0.85: W +9; 0.92: W +1 fewer, -2 more; 0.95: W -3. */
  grown: 0.9,
  /** A short one. 0.75: W +1; 0.85: W -1. */
  short: 0.8,
  /** One that was cut, or has a notice or clutter around it. From 0.37 to 0.50 it changes nothing: `FRAME` says what a frame is. */
  framed: 0.42,
}

/** A text that grew is an update where the stretch that both have was edited too. */
export const UPDATED = {
  /** Of that stretch, what is the same. 0.94: W +4, -1 fewer; 0.98: W -3. */
  untouched: 0.97,
  /** Words of that stretch to one edit. 40: W +2; 100: a cut with a caption in it is missed. */
  wordsAnEdit: 50,
}

/** What surrounds a stretch that both have may be a frame: a notice below, clutter above. */
export const FRAME = {
  /** Of that stretch, what is the same. 0.85: perturbed copies in a frame are missed, G -1. */
  inner: 0.8,
  /** The same in a stretch that is not long. 0.80: W +1; 0.96: copies perturbed in a frame are missed, G -2. */
  innerShort: 0.94,
  /** Words of that stretch: less is one sentence that two notices quote. 24: W +1; 44: short copies in a frame are missed, G -1. */
  stretch: 36,
  /** Words of its own around it: fewer are the edge of what was replaced. 6: a dateline of a few characters is none, and a copy is missed. */
  least: 4,
  /** More are an article of their own (30: G -2), */
  most: 50,
  /** unless they are so little of that stretch: two outlets cut other paragraphs. 0: W -2, and such cuts part; from 0.4 to 2 it changes nothing. */
  ofStretch: 0.5,
  /** Of a lead, what stands in the other. 0.80: W +1. */
  lead: 0.85,
  /** The same where the headlines overlap by so much. */
  supportedLead: 0.7,
  overlap: 0.8,
  /** A whole lead, given twice and perturbed once. 0.65: G -1. */
  wholeLead: 0.95,
  perturbed: 0.6,
}

/** Of the first words of a text, and of what stands before anything in common. */
export const LEAD = {
  /** Who did what, where and when. 18: W -1. */
  words: 24,
  /** Share of it that must stand in the other. 0.55: W -1. */
  least: 0.5,
  /** More words than this before the common text are no clutter under an unlike headline. 80: a German follow-up of 67 words is folded. */
  clutter: 60,
  /** From so many on they are an article, if the headline is as much about them. */
  ownArticle: 40,
  ofLonger: 0.35,
}

/** Share of both texts in common. */
export const MUTUAL = {
  /** A new lead over it is a rewritten one. Less is shared by two articles that quote one long statement. */
  rewritten: 0.75,
  /** Entries of one source under one headline; a daily column shares less with yesterday's. */
  later: 0.85,
  /** Entries that one document shows at once under two headlines: a promise, not fitted. */
  together: 0.95,
  /** An item of one source that changed guid and address. */
  renamed: 0.85,
}

/** What an article keeps through its versions, as a share of the shorter text. */
export const KEPT = {
  /** Under one address of its source. 0.55: G -1; a monitor's next report keeps some words too. */
  atAddress: 0.5,
  /** Of a story's first item. 0.5: where each copy edits one paragraph more, four of seven make one story in one order and none in the other. */
  ofFirst: 0.6,
  allButTheSame: 0.85,
}

/** Share of the telling words of both headlines that both have, and counts of such words. */
export const HEADLINE = {
  same: 0.7,
  /** Versions of one: `UPDATE 2-`, `(updated)`. 0.55: W -1, G -1. */
  alike: 0.5,
  unlike: 0.4,
  touchedUp: 0.8,
  /** Share of a headline that the text must support where it is brief, and where it is short. */
  support: 0.3,
  shortSupport: 0.5,
  /** Any text supports so much: “the”, “for”. Below it a text is a notice. */
  unsupported: 0.2,
  /** A headline of fewer telling words may share none with its text. 2: G -1. */
  telling: 3,
  /** Headlines of a round-up have at least so many. */
  rubric: 2,
}

/** What one item may fill of a round-up whose headline has nothing of it. No set has many; 0.6 for `first`: G -1. */
export const ROUND_UP = {
  /** It comes first, as the text of an article does that was cut. */
  first: 0.5,
  within: 0.6,
}

/** Names and numbers that an editor changes in one article. */
export const EDITED = {
  /** Share of the text that is the same otherwise. 0.80: W +2; 0.90: G -4. */
  contained: 0.85,
  /** The same for as many numbers as names. 0.93: W -1, G -2. */
  figures: 0.88,
  /** One number was corrected, in a text of some length. */
  corrected: 0.9,
  /** Names in a hundred words. 1: G -1. */
  changes: 2,
  /** Equal numbers to one that differs, in any text. */
  equalFigures: 10,
  /** Share of numbers that differ in place, and the same where they are many. 0.35: G +3, earthquakes of one template. */
  otherFigures: 0.3,
  manyFigures: 3,
  otherOfMany: 0.15,
  /** Other names in place, and places. */
  names: 2,
  places: 3,
}

/** Texts that are numbers. */
export const TABLE = {
  /** Of its words. 0.20: W -2; 0.15: G -1 besides. */
  figures: 0.25,
  /** Equal numbers to one that differs, under alike headlines. 5: W +1. */
  equalFigures: 6,
  /** So many equal numbers, and none that differs, are the same table whatever its labels. From 6 to 14 it changes nothing. */
  sameFigures: 10,
  /** What its source sends again within so long was set right. None: W -4; 2 hours: W +3. */
  setRight: HOUR,
  /** Of one that comes later, the share that stood in the first. 0.93: W +2; 0.90: W +3, 1 fewer missed. */
  sentAgain: 0.97,
}

/** Words of no furniture that two hosts of a planet share: a promise, not fitted. */
export const PLANET_WORDS = 60

/** A notice without guid and address that is gone for so long, and comes again under a date so much later, is news. W: 2 wrong ones less. */
export const REPEATED: Duration = 7 * DAY

/** Entries under unlike headlines that must carry a block of words for it to be furniture: two may quote one statement. */
export const CARRIERS = 3

/** Alerts: headlines without a text. No set has many; chosen so that no headline that comes every day is folded with tomorrow's. */
export const ALERT = {
  within: 6 * HOUR,
  /** Words. */
  telling: 5,
  /** Names and numbers. */
  named: 2,
  /** Words of a script that has no capitals to tell names by: as many as a headline has that comes once. */
  caseless: 8,
  /** Words of a headline that says who did what where: one name or number is enough. */
  whole: 8,
}

/** A fold of less text in common, or under headlines that overlap less, is worth an editor's look: chosen so that few are. */
export const SURE = { score: 0.85, likeness: 0.5 }
