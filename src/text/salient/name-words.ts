/** Word lists for the finder of names; the names themselves are in the lexicon of compromise (names.ts). */

function words(list: string): ReadonlySet<string> {
  return new Set(list.trim().split(/\s+/));
}

/** Words that are capitalised at the start of a sentence or in a title, but never are, begin or end a name. */
export const functionWords = words(`
  a an the this that these those some any each every no both all most many much few several other another such same
  i me my mine we us our ours you your yours he him his she her hers it its they them their theirs who whom whose which what
  in on at by for from to with without within of off as after before during when while where whereas since until till although though
  because if unless whether but and or nor so yet than then there here however therefore thus hence moreover furthermore nevertheless
  meanwhile instead otherwise besides indeed perhaps maybe only even just also too not never always often sometimes usually once twice
  again soon later earlier today yesterday tomorrow now still already almost about above across against along among amid around behind
  below beneath beside between beyond despite down except inside into like near onto opposite outside over past per regarding through
  throughout toward towards under underneath unlike up upon via how why is are was were be been do does did has have had can could may
  might must shall should will would let one two three four five six seven eight nine ten eleven twelve twenty hundred thousand first second
  third fourth fifth last next early late more less none nothing everyone everything someone something yes ok neither either
  according due thanks because together apart long today overall
`);

/** Jobs and forms of address: written before a name, not part of it. */
export const jobTitles = words(`
  mr mrs ms miss dr doctor prof professor sir dame madam president captain general admiral colonel major lieutenant sergeant senator governor
  minister chancellor judge justice reverend rev father mother brother sister aunt uncle warden director chairman secretary ambassador mayor
  commander marshal sheriff inspector congressman coach
`);

/** Titles that are part of a person's name, but no name alone. */
export const royalTitles = words(
  'king queen pope emperor empress prince princess tsar tsarina saint st lord lady duke duchess count countess earl baron baroness sultan caliph pharaoh shah khan bishop archbishop cardinal',
);

/** Nouns after which "of …" continues the name: the Battle of Hastings, the Gulf of Mexico. */
export const headsBeforeOf = words(`
  battle siege war wars treaty peace edict act acts declaration convention congress council diet union league order house bank museum gallery
  university college school institute academy society association ministry department office court church cathedral temple abbey basilica
  tower bridge gate gates palace castle hall garden gardens statue tomb valley gulf bay cape isle isles island islands strait straits sea lake
  mount mountains river straits horn rock city kingdom republic duchy principality county state states province empire commonwealth federation confederation
  duke duchess prince princess earl count countess lord lady king queen bishop archbishop sultan emperor fall sack massacre revolution rite song book
  epic tale tales lord origin voyage wealth birth death fire plague field hanging colossus lighthouse oracle library mosque chamber
  knights daughters sons brotherhood guild company
`);

/** Particles inside names; only between capitals. */
export const particles = words(
  'de da di del della dei du des la le las los van von der den ter zu al el bin ibn ap af y e dos do das aux sur',
);

/** "Alexander the Great". */
export const epithets = words(
  'great terrible elder younger conqueror lionheart confessor magnificent bald fat wise bold pious baptist impaler fair good short tall simple navigator stammerer evangelist apostle',
);

/** Common words that, capitalised, belong to the name after them. */
export const nameOpeners = words(`
  mount mt lake river cape fort port point saint st santa san são sao los las el la new old north south east west northern southern eastern western
  central great upper lower royal united world international national federal holy grand imperial king queen pope emperor empress prince
  princess tsar lord lady duke count earl sultan bishop pharaoh
`);

/** Last words of names of places and buildings, in addition to those of compromise. */
export const placeHeads = words(`
  sea ocean bay gulf cape strait straits channel canal desert steppe pass peak alps range isle isles coast delta falls square quarter chapel abbey cathedral
  church temple mosque monastery pyramid wall gate gates pier harbour harbor port cemetery observatory theatre theater opera pole empire republic kingdom
  states road mount mt lake river rivers fort island islands peninsula cottage tower bridge palace castle hall garden gardens park mountain mountains
  hill hills valley forest wood woods street avenue city town village county province railway station airport stadium monument crater canyon volcano glacier
  cliffs basin plain plains plateau ridge reef lighthouse tomb barrier quarry arch
`);

export const organisationHeads = words(`
  academy agency army association bank board brigade bureau church club college commission committee company confederation congress corporation council court
  cross department federation forum foundation fund government group guild hospital house inc institute institution laboratory league library ltd ministry
  museum mint navy network observatory office orchestra parliament party police school senate service society trust union university workshop
`);

/** Last words of names of works, prizes, events and laws. */
export const otherHeads = words(`
  war wars battle treaty revolution rebellion uprising crusade crusades prize award medal cup olympics games championship act edict accord agreement law
  laws comet theorem code constitution bible symphony concerto sonata school era age period dynasty renaissance reformation enlightenment
  fire plague death depression crisis famine exhibition fair festival day eve project programme program mission plan effect scale table cycle
  algorithm machine engine telescope disease syndrome
`);

/** Acronyms that are common nouns. */
export const commonAcronyms = words(
  'dna rna mrna atp tv pc cd dvd ai ceo ok am pm bc ad bce ce uv led co2 h2o o2 n2 ch4 nh3 hiv aids gdp ph usd eur gbp id faq km kg mph tnt lcd cpu gpu ram ir ufo rpm',
);

/** Names in the lexicon of compromise that, at the start of a sentence, are at least as often ordinary words. */
export const ambiguousNames = words(`
  mark will bill rose grace hope faith may june april august art jack frank rich christian dale drew chase grant pat rob sue joy iris lily violet amber
  dawn eve miles reading turkey polish nice mobile orange jasmine ivy heath hunter mason carter cook baker brown black white green young long
  gene guy max major dean duke earl king prince pearl ruby opal ginger basil sandy stone wood woods rice page cash price ray penny daisy holly hazel
  heather melody harmony summer autumn crystal diamond angel destiny trinity paradise cash colt ford gates jobs bush banks bass bell berry bishop
  bond booth bow butler carpenter chance chip cliff clay cole cross day english field fields fisher fox glass gold hall hill house hunt key knight lane
  law lee little love marsh mills moon nelson noble north parks park peace pike pope porter potter power rivers rock rush savage sharp short singer
  small snow south spears star sterling street swift temple thorn tucker wade walker wall ward waters weaver weeks west wild winter wise wolf
  storm sky river ocean forest savannah china lance rusty skip buck buddy bud dusty flash chad jordan cuba march sage robin jay wren martin
  swan crane finch bean curry pepper kale cherry olive honey
`);

/** Words that show that the name after them, or before them, is that of a person. */
export const personCues = words(
  'born died married wrote said says who whose studied taught painted composed invented discovered sang argued believed wife husband son daughter nephew niece brother sister father mother himself herself',
);

/** Nouns with a modifier before them or "of …" after them, but not both: the White Mountains of California are two names. */
export const headsOfOneSide = words(
  'mountains house hall palace castle gardens garden islands island lake bridge gate tower temple church cathedral valley bay cape strait gulf rock street court',
);

/** Small words inside a title: Pride and Prejudice. */
export const titleConnectors = words('of and the a an with');

/** Capitalised words that occur side by side without being one title. */
export const unjoined = words(
  'sun moon earth church state senate parliament house god north south east west congress army navy heaven hell',
);

/** Peoples and languages that are not in the lexicon of compromise. */
export const peoples = words(
  'english latin spanish persian norman normans greek greeks roman romans turkish danish swedish finnish polish irish scottish welsh british ottoman byzantine babylonian assyrian sumerian celtic gothic slavic arab arabs jewish jews christian christians muslim muslims hindu buddhist viking vikings celts saxon saxons franks goths',
);

/** Celestial bodies, oceans and regions of the world. */
export const regions = words(
  'sun moon earth mercury venus mars jupiter saturn uranus neptune pluto arctic antarctic antarctica atlantic pacific mediterranean caribbean baltic adriatic balkans alps andes himalaya himalayas sahara amazon nile danube rhine thames volga ganges vesuvius etna orient levant',
);
