/**
 * Words that decide where a sentence ends, by language. Lists of our own: `Intl.Segmenter` knows no abbreviations (it ends a sentence after "Dr."
 * and "3. Oktober"), and the libraries for many languages are native code, which a browser cannot load.
 */

export interface SentenceWords {
  /** Abbreviations, in lower case, whose full stop does not end a sentence, unless the following word shows that it does. */
  abbreviations: ReadonlySet<string>;
  /** Those that often end a sentence, too. They do so if the following word is one that opens sentences. */
  closing: ReadonlySet<string>;
  /** Words that open sentences: capitalised, they are hardly ever part of a name. */
  openers: ReadonlySet<string>;
  /**
   * Whether a number with a full stop is an ordinal: `before-nouns` where nouns are capitalised, too (3. Oktober), `before-small` where a capital
   * after it begins a sentence, unless it is that of a month or the like.
   */
  ordinals: 'none' | 'before-nouns' | 'before-small';
}

const english = {
  abbreviations:
    'mr mrs ms mx mme mmes mlle dr drs prof rev fr sr jr st ste mt ft gen gens brig adm cpl pvt col lt maj capt cmdr cdr sgt supt gov sen rep pres hon messrs esq atty ' +
    'etc v vs no nos vol vols fig figs eq eqs ch sec pp p ed eds trans cf ca c al viz ibid approx est dept univ inst assn bros co corp inc ltd ave blvd bldg ' +
    'jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thurs fri sat sun ' +
    'b d fl r e.g i.e a.m p.m u.s u.k u.n a.d b.c b.c.e c.e d.c ph.d m.a b.a m.d',
  closing: 'etc co corp inc ltd bros jr sr esq a.m p.m u.s u.k u.n a.d b.c b.c.e c.e d.c ph.d m.a b.a m.d al',
  openers:
    'a an the this that these those he she it they we i you his her its their our my your in on at by for from to with without of as after before ' +
    'during when while where since until although though because if but and or so yet however then there here both most many some all each every no ' +
    'not one two three its what who which why how once later today now only such under over between among through despite unlike like near',
};

/** Abbreviations of all languages in Latin script. */
const shared =
  'mr mrs ms mme mlle dr drs prof st ste jr sr gen col lt capt sgt etc vs no nr vol fig cf ca al ibid co inc ltd corp ed eds pp p jan feb aug sept okt oct nov dec';
const sharedClosing = 'etc co inc ltd corp jr sr al';

/** Abbreviations, those of them that may end a sentence, openers. */
type Lists = readonly [abbreviations: string, closing: string, openers: string];

const lists: Record<string, Lists> = {
  de: [
    'bzw usw vgl evtl ggf geb gest verh gegr jh jhd jhdt chr bd bde abb mio mrd tsd inkl exkl sog abs aufl hrsg ing dipl hl hr fr frl str tel zit anm bspw z.b d.h u.a z.t v.chr n.chr o.ä s.o s.u i.d.r',
    'usw jh jhd jhdt chr str mio mrd v.chr n.chr o.ä',
    'der die das den dem des ein eine einen einem einer er sie es wir ich ihr sein seine seinen ihre im in am an auf aus bei beim mit nach von vom vor zu zum zur über unter durch für gegen ohne um seit bis während als wenn ' +
      'da dann danach daher darum doch aber und oder auch so dort hier heute später dies diese dieser dieses diesem viele alle man nur nicht noch schon jedoch obwohl weil nachdem zwischen neben kein keine insgesamt dabei ' +
      'damit dazu darauf dadurch trotzdem deshalb zuvor zunächst schließlich außerdem ebenso was wer wie wo warum',
  ],
  nl: [
    'bv bijv nl o.a d.w.z m.a.w mw dhr ds mevr mej drs ir jhr chr blz zgn resp',
    'chr',
    'de het een hij zij ze er dit dat deze die in op aan van voor met naar bij uit over onder na tot sinds tijdens als toen en maar of ook zijn haar hun daarna later daar hier wij we ik men niet geen',
  ],
  da: [
    'bl.a f.eks fx kl nr hr fr frk dvs osv mht pga ifl jf kr årh mio mia tlf ang evt inkl d.v.s o.s.v f.kr e.kr bl',
    'osv kr årh mio mia f.kr e.kr o.s.v',
    'han hun det den de der i på fra til med for efter af ved da når som men og et en dette denne disse hans hendes deres her også senere siden jeg vi man under over mellem gennem ingen alle mange',
  ],
  nb: [
    'bl.a f.eks kl nr hr fr frk dvs osv kr årh mill mrd tlf ca jf evt f.kr e.kr',
    'osv kr årh f.kr e.kr',
    'han hun det den de der i på fra til med for etter av ved da når som men og et en dette denne disse hans hennes deres her også senere siden jeg vi man under over mellom gjennom ingen alle mange',
  ],
  sv: [
    'bl.a t.ex kl nr s.k d.v.s dvs osv m.m m.fl fr.o.m t.o.m kr f.kr e.kr jfr ang',
    'osv m.m m.fl kr f.kr e.kr',
    'han hon det den de där i på från till med för efter av vid då när som men och ett en detta denna dessa hans hennes deras här också senare sedan jag vi man under över mellan genom ingen alla många',
  ],
  fr: [
    'm mm mmes mgr av apr bd éd env hab chap art tél n.b p.ex c.-à-d j.-c',
    'j.-c hab',
    "le la les un une il elle ils elles en de du des dans par pour avec sans sur sous depuis après avant selon comme quand mais et ou son sa ses leur leurs ce cette ces on au aux l'an je nous vous qui que où à",
  ],
  es: [
    'sr sra sres srta dra d dña ud uds pág págs núm núms a.c d.c av avda gral cía cap aprox ee uu ee.uu tel teléf art depto',
    'a.c d.c uu ee.uu cía',
    'el la los las un una unos unas él ella ellos ellas en de del por para con sin desde hasta tras según como cuando donde pero y o su sus este esta estos estas ese esa se es fue hoy más no al a yo nosotros entre durante sobre después luego también',
  ],
  pt: [
    'sra srta dra d av pág págs núm a.c d.c exmo exma cap aprox tel art',
    'a.c d.c',
    'o a os as um uma ele ela eles elas em no na nos nas de do da dos das por para com sem desde até após segundo como quando onde mas e ou seu sua seus suas este esta isto se é foi hoje mais não ao à entre durante sobre depois também',
  ],
  it: [
    'sig sigg dott avv ing pag pagg a.c d.c sec cap n.b tel ecc',
    'ecc a.c d.c',
    'il lo la i gli le un una egli lei esso essa loro in nel nella di del della dei per con senza da dal dalla su tra fra dopo prima come quando dove ma e o suo sua suoi questo questa questi si è fu oggi più non al alla durante poi anche',
  ],
  pl: [
    'np itd itp tzw tzn m.in im ul al pl os nr godz r w ok prof ks bp św hr płk gen inż mgr n.e p.n.e ur zm woj pow gm',
    'itd itp r n.e p.n.e',
    'w we na z ze do po od za o u przy dla bez on ona ono oni to ten ta te jego jej ich a ale i gdy kiedy jako potem później dziś także jednak był była było nie po przed pod nad między',
  ],
  cs: [
    'např tzv tzn tj atd apod resp popř sv čp ing mgr bc judr mudr phdr doc prof gen plk kpt mjr por hod min ul nám tel mil mld okr n.l př.n.l př n l cca aj',
    'atd apod n.l l aj',
    'on ona ono oni v ve na z ze s se do po pro při od za k ke o u to ten ta tento tato toto jeho její jejich a ale když jako pak potom později dnes také však byl byla bylo není roku před pod nad mezi podle proto tak už zde tam',
  ],
  fi: [
    'esim mm ym jne ks ns klo nro n eaa jaa eKr jKr',
    'jne ym',
    'hän se he ne ja mutta kun jos myös sitten nyt tämä nämä siellä',
  ],
  hu: ['pl stb ún kb ill dr ifj id sz u', 'stb', 'a az egy ő ez és de ha mint majd később ma nem is'],
  tr: ['vb vs vd örn dr prof doç yy m.ö m.s mö ms', 'vb vs', 'bu o bir ve ama ise sonra daha için ancak'],
  ru: [
    'г гг в вв им ул пл пр д кв стр с рис см ср ок проф акад доц св гр гос англ лат нем фр греч т т.е т.д т.п т.к т.н н.э тыс млн млрд руб коп ред изд гл пос дер обл р оз о напр род ум',
    'г гг в вв т.д т.п д п н.э э тыс млн млрд руб коп',
    'он она оно они в во на с со из по за к ко у о об от до при после это этот эта эти его её ее их но и а как когда там тогда затем однако также для без под над через между если хотя мы я вы все уже позже сегодня здесь не',
  ],
  ar: ['د أ م ص ج ق', 'م ق', ''],
  hi: ['डॉ डा प्रो श्री सुश्री पं ई.पू ई', 'ई ई.पू', ''],
};
/** Languages written like another one, for this purpose. */
const like: Record<string, string> = {
  no: 'nb',
  nn: 'nb',
  sk: 'cs',
  sl: 'cs',
  hr: 'cs',
  sr: 'cs',
  bs: 'cs',
  ca: 'es',
  gl: 'pt',
  be: 'ru',
  uk: 'ru',
  bg: 'ru',
  mr: 'hi',
  ne: 'hi',
  fa: 'ar',
  ur: 'ar',
};
const ordinalLanguages = new Set('da nb no nn cs sk sl hr sr bs hu fi et lv is fo tr'.split(' '));

const words = (...parts: string[]): ReadonlySet<string> => new Set(parts.join(' ').toLowerCase().split(' '));

const englishWords: SentenceWords = {
  abbreviations: words(english.abbreviations),
  closing: words(english.closing),
  openers: words(english.openers),
  ordinals: 'none',
};

const byLanguage: ReadonlyMap<string, SentenceWords> = new Map(
  Object.entries({
    ...lists,
    ...Object.fromEntries(Object.entries(like).map(([one, other]) => [one, lists[other]!])),
  }).map(([language, [abbreviations, closing, openers]]) => [
    language,
    {
      abbreviations: words(shared, abbreviations),
      closing: words(sharedClosing, closing),
      openers: words(openers),
      ordinals: language === 'de' ? 'before-nouns' : ordinalLanguages.has(language) ? 'before-small' : 'none',
    },
  ]),
);

/** The words of a BCP 47 language; those of English if there is no list for it. */
export function sentenceWords(language: string): SentenceWords {
  return byLanguage.get(language.toLowerCase().split('-')[0]!) ?? englishWords;
}

/** Nouns that follow an ordinal with a full stop and are capitalised in some languages: 3. Oktober, 19. Jahrhundert. */
export const afterOrdinal =
  /^(?:Jan[nuv]?|Feb|Mär|Mar[st]|Maj|Mai|Apr|J[uú][nl]i|Aug|Sept?|O[kc]t|Nov|De[cz])\p{L}*|^(?:Jahrhundert|Jahrtausend|Jh|Jhd|Weltkrieg|Verdenskrig|Århundred|Světov|Svetov|Etage|Auflage|Geburtstag|Lebensjahr|Bundesliga|FC\b)/u;
