/** Texts of our own to fold: what is told in them never happened. */

export const HARBOUR = {
  title: 'Harbour board approves new ferry terminal',
  lead: 'The harbour board of Eastmere voted on Tuesday to build a second ferry terminal on the north quay, ending four years of argument over where the growing traffic to the outer islands should land.',
  rest: [
    'The terminal will cost 48.5 million crowns and open in the spring of next year, board chairwoman Ingrid Solvang told reporters after the meeting.',
    'Fishermen, who fear for their moorings, had collected 2,300 signatures against the plan and followed the vote from the public gallery.',
    'Solvang said that the boats would get a new basin behind the breakwater before any work began, and that rents there would not rise for ten years.',
    'The island council welcomed the decision, saying that passengers had stood in the rain for long enough.',
    'Ferries carried 610,000 people last year, about twice as many as a decade ago, according to the port authority.',
  ],
}
export const harbour = [HARBOUR.lead, ...HARBOUR.rest].join(' ')

export const HARBOUR_FOLLOW_UP = [
  'Work on the disputed ferry terminal in Eastmere stopped on Friday after divers found the wreck of a wooden sailing ship in the mud below the north quay, the port authority said.',
  'Archaeologists from the regional museum are to examine the hull, which may be older than the town itself, and want the site closed until the autumn.',
  'Shipping companies warned that the season would be lost if dredging did not resume within weeks, and asked for compensation.',
  ...HARBOUR.rest.slice(1, 4),
]

export const ORCHARD =
  'Apple growers in the Lower Vale expect their smallest crop in two decades after late frost killed most of the blossom in a single night, the growers association said. Members reported losses of between 60 and 90 percent. The association asked the province for loans without interest and for help with hail nets, which only one orchard in five has. Prices in the shops will not change much, traders said, because stores still hold fruit of last year and imports from the south are cheap.'

export const JAPANESE =
  '県は十二日、老朽化した灯台を来年春に解体し、跡地に津波の避難施設を建設すると発表した。灯台は昭和初期に建てられ、地元の漁師に長く親しまれてきた。保存を求める市民団体は署名を集めて知事に提出する方針で、説明会の開催を求めている。県の担当者は、塩害による腐食が進んでおり、補修には新築を上回る費用がかかると説明した。避難施設には約三百人を収容でき、屋上には新しい航路標識を設ける計画だという。'

export const CHINESE =
  '市交通局周一宣布，横跨东河的老铁桥将于下月起封闭维修，预计工期九个月。这座桥建于上世纪三十年代，是连接两岸居民区的重要通道。维修期间，轮渡将增加早晚班次，公交线路也会相应调整。附近商户担心客流减少，希望政府减免部分租金。交通局表示，桥面将全部更换，并增设自行车道和照明设施。'

export const RUSSIAN =
  'В посёлке Заречном после двадцати лет перерыва снова открылась узкоколейная железная дорога. Первый поезд с тремя вагонами прошёл от бывшего торфозавода до озера, его встречали жители и духовой оркестр. Восстановили путь добровольцы, которые несколько лет собирали рельсы по окрестным лесам. Поезд будет ходить по выходным до первого снега, билет для детей бесплатный. Районные власти обещали помочь с ремонтом моста.'

export const GERMAN =
  'Die Stadtwerke Neuenried haben am Montag das erste Windrad im Stadtwald in Betrieb genommen, gegen das Anwohner drei Jahre lang geklagt hatten. Die Anlage soll 2.400 Haushalte versorgen und wird nachts abgeschaltet, wenn Fledermäuse fliegen. Bürgermeisterin und Förster pflanzten an der Zufahrt Eichen, die den gerodeten Streifen ersetzen sollen. Die Kläger kündigten an, den Lärm weiter zu messen und notfalls erneut vor Gericht zu ziehen.'
