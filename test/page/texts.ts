/** Articles for the pages, written for them. */
export interface Told {
  readonly language: string
  readonly title: string
  readonly author?: string
  /** ISO 8601 with the zone of the place. */
  readonly date: string
  readonly lead: string
  readonly text: readonly string[]
}

export const WEIR: Told = {
  language: 'en',
  title: 'Weir above the mill town to be rebuilt with a ladder for eels',
  author: 'Nora Tidewell',
  date: '2024-03-05T07:45:00+00:00',
  lead: 'The county will spend two winters taking down a weir that has stood since the wool trade, and put a slope of boulders in its place.',
  text: [
    'Engineers told a meeting in the corn hall on Tuesday that the old structure can no longer be patched: water runs under its sill, and the last flood lifted eleven of its stones.',
    'In its place they want to lay a ramp of boulders ninety metres long, rough enough for young eels to climb and gentle enough for the rowing club to carry its boats past without a crane.',
    'Some residents were not persuaded. “We were promised the sound of falling water when we bought these houses,” said one of them, to applause from the back rows.',
    'The county says that work cannot begin before the herons on the island have raised their young, and that the footbridge will stay open on all but twelve days.',
  ],
}

export const KILN: Told = {
  language: 'en',
  title: 'Potters fire the long kiln for the first time in forty years',
  author: 'Tom Ashgrove',
  date: '2024-05-18T16:20:00+02:00',
  lead: 'Nine potters fed the fire with pine for four days and nights before they bricked up the last hole.',
  text: [
    'The kiln climbs a hillside behind the former railway station and holds three thousand pieces, from salt jars to a chess set that a pupil of the last master found unfinished in a drawer.',
    'Nobody alive had fired it before. The potters worked from a notebook in which the temperature is given not in degrees but in the colour of the flame, from cherry to straw.',
    'When they open it next week they expect to lose a third of the pots. “If it is less than that, we were lucky, and if it is more, we were warned,” the eldest of them said.',
  ],
}

export const ORGEL: Told = {
  language: 'de',
  title: 'Die Orgel der Fischerkirche klingt wieder, nur ein Ton fehlt noch',
  author: 'Jette Brammer',
  date: '2023-11-02T18:05:00+01:00',
  lead: 'Sechs Jahre lang standen die Pfeifen in Kisten, nun hat der Orgelbauer sie zurückgebracht.',
  text: [
    'Am Donnerstagabend spielte die Kantorin zum ersten Mal seit dem Brand ein ganzes Stück auf dem Instrument, dessen älteste Pfeifen aus dem Jahr 1687 stammen und nach Rauch riechen, wenn man nahe herangeht.',
    'Der Orgelbauer hatte 1.412 Pfeifen gereinigt, geweißt und neu gestimmt; nur das tiefe Fis im Pedal blieb stumm, weil das passende Holz noch zwei Winter trocknen muss.',
    'Die Gemeinde sammelte dafür 380.000 Euro, ein Drittel davon mit einem Kuchenverkauf, der jeden Sonntag nach dem Gottesdienst stattfand und inzwischen auch Leute anzieht, die nicht in die Kirche gehen.',
    '„Wir haben gelernt, mit einer Lücke zu spielen“, sagte die Kantorin. Im Advent soll das Instrument bei einem Konzert mit den Chören der Nachbardörfer eingeweiht werden.',
  ],
}

export const PHARE: Told = {
  language: 'fr',
  title: 'Le phare de la pointe perd son dernier gardien mais garde sa lampe',
  author: 'Maëlle Kerdoncuff',
  date: '2024-09-30T06:00:00+02:00',
  lead: 'Après trente-huit ans passés à surveiller le chenal, le gardien descend les marches pour la dernière fois.',
  text: [
    'La lentille, un bloc de verre haut comme deux hommes, ne sera pas démontée : la commune a obtenu qu’elle continue de tourner, même si une balise électronique fait désormais le travail pour les navires.',
    'Le gardien laisse derrière lui quatre-vingt-douze cahiers où il notait chaque soir la couleur de la mer, le nombre d’oiseaux échoués et le nom des bateaux qui avaient salué d’un coup de corne.',
    'Une association d’habitants veut ouvrir la tour aux visiteurs dès le printemps, par groupes de six, car l’escalier n’a pas de rampe et le vent y prend les chapeaux.',
  ],
}

export const TATAMI: Told = {
  language: 'ja',
  title: '百年前の温室でバナナが初めて実を結ぶ、市民が見学',
  date: '2024-02-14T10:30:00+09:00',
  lead: '市立植物園の古い温室で、戦前に植えられたバナナの株が初めて実をつけた。',
  text: [
    '園によると、株は大正時代に港の商人が寄贈したもので、これまで花を咲かせたことは三度あったが、実が熟したことは一度もなかったという。',
    '今年は暖房の管を取り換えたため、夜の温度が二度ほど高く保たれた。係員は毎朝、房の下に布を張り、落ちてきた花びらの数を帳面に記してきた。',
    '見学に訪れた近所の小学生は「スーパーのバナナより小さいけれど、においがずっと強い」と話した。実は来週、抽選で選ばれた二十人に配られる。',
  ],
}

export const PUENTE: Told = {
  language: 'es',
  title: 'El puente colgante reabre con tablas nuevas y una sola regla',
  author: 'Inés Valdoria',
  date: '2024-06-11T09:15:00+02:00',
  lead: 'Los vecinos cruzaron ayer de diez en diez, como manda el cartel que ellos mismos pintaron.',
  text: [
    'El puente une las dos mitades del pueblo desde 1926 y llevaba tres años cerrado, después de que una crecida arrancara la barandilla y dejara los cables a la vista.',
    'Los carpinteros de la comarca sustituyeron cuatrocientas tablas de castaño y numeraron cada una, para que quien encuentre una rota pueda avisar por su número en la panadería.',
    'El ayuntamiento había propuesto un paso de hormigón, pero la asamblea lo rechazó por doscientos votos contra nueve. «Un puente que no se mueve no es nuestro puente», dijo una de las vecinas.',
  ],
}
