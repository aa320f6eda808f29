/**
 * Names of the months in the languages feeds are written in, from January on: full names, in the cases that dates use,
 * from which every abbreviation of three letters or more follows; and names that are shortened otherwise.
 */
export const MONTH_NAMES: readonly string[] = [
  `january janner jaenner janvier enero januar januari gennaio janeiro gener xaneiro ianuarie jaanuar janvaris janvari january januara
   tammikuu tammikuuta sijecanj sijecnja leden ledna styczen stycznia sausis sausio ocak yanvar janar urtarrila urtarrilaren
   ionawr januarie january ιανουαριος ιανουαριου январь января януари јануар јануари січень січня студзень студзеня қаңтар
   يناير كانونالثاني جانفي ژانويه ینایر ינואר जनवरी जन জানুয়ারি जानेवारी มกราคม มค იანვარი հունվար հունվարի ஜனவரி 一月`,
  `february feber fevrier febrero februar februari febbraio fevereiro febrer febreiro februarie veebruar februaris februari februara
   helmikuu helmikuuta veljaca veljace unor unora luty lutego vasaris vasario subat fevral shkurt otsaila otsailaren pebrero pebruari
   chwefror februarius φεβρουαριος φεβρουαριου февраль февраля февруари фебруар лютий лютого люты лютага ақпан
   فبراير شباط فيفري فوريه פברואר फरवरी फर ফেব্রুয়ারি फेब्रुवारी กุมภาพันธ์ กพ თებერვალი փետրվար փետրվարի பிப்ரவரி 二月`,
  `march mars marzo marz maerz mrz mar maart mrt marco marc martie marts marta marec marca marcius mart marzec brezen brezna
   maaliskuu maaliskuuta ozujak ozujka kovas kovo martxoa martxoaren maret marso mac machi mawrth
   μαρτιος μαρτιου μαρ март марта березень березня сакавік сакавіка наурыз
   مارس اذار מרץ מרס मार्च মার্চ มีนาคม มีค მარტი մարտ մարտի மார்ச் 三月`,
  `april avril avr abril aprile aprilie aprilis aprili aprila aprill aprel prill huhtikuu huhtikuuta travanj travnja duben dubna
   kwiecien kwietnia balandis balandzio nisan apirila apirilaren ebrill
   απριλιος απριλιου апрель апреля април квітень квітня красавік красавіка сәуір
   ابريل نيسان افريل اوريل אפריל अप्रैल এপ্রিল एप्रिल เมษายน เมย აპრილი ապրիլ ապրիլի ஏப்ரல் 四月`,
  `may mai mayo maggio mei maio maig maja maj majus maijs maija maius toukokuu toukokuuta svibanj svibnja kveten kvetna
   geguze geguzes mayis maiatza maiatzaren
   μαιος μαιου μαω май мая маи мај маја травень травня мамыр
   مايو ماي ايار مه מאי मई মে मे พฤษภาคม พค მაისი մայիս մայիսի மே 五月`,
  `june junie juin junio juni giugno junho juny xuno iunie junijs junija junij juuni juna jun junius kesakuu kesakuuta lipanj lipnja cerven
   cervna cvn czerwiec czerwca birzelis birzelio haziran iyun iyn qershor ekaina ekainaren hunyo mehefin
   ιουνιος ιουνιου ιον июнь июня юни јун јуни червень червня чэрвень чэрвеня маусым
   يونيو حزيران جوان ژوئن ژوين יוני जून জুন มิถุนายน มิย ივნისი հունիս հունիսի ஜூன் 六月`,
  `july julie juillet juil julio juli luglio julho juliol xullo iulie julijs julija julij juuli jula jul julius heinakuu heinakuuta srpanj
   srpnja cervenec cervence cvc lipiec lipca liepa liepos temmuz iyul iyl korrik uztaila uztailaren hulyo julai gorffennaf
   ιουλιος ιουλιου ιολ июль июля юли јул јули липень липня ліпень ліпеня шілде
   يوليو تموز جويلية يوليوز ژوئيه ژوييه יולי जुलाई जुल জুলাই जुलै กรกฎาคม กค ივლისი հուլիս հուլիսի ஜூலை 七月`,
  `august aout agosto augustus augusti augusztus agost ag augusts augusta avgust avgusta elokuu elokuuta kolovoz kolovoza srpen srpna sierpien
   sierpnia rugpjutis rugpjucio agustos avqust gusht abuztua abuztuaren agustus agt ags ogos agosti awst
   αυγουστος αυγουστου август августа авг серпень серпня жнівень жніўня тамыз
   اغسطس اب اوت غشت אוגוסט अगस्त अग আগস্ট আগ ऑगस्ट ऑग สิงหาคม สค აგვისტო օգոստոս օգոստոսի ஆகஸ்ட் 八月`,
  `september sept septembre septiembre settembre setembro setembre septembrie septembris septembri septembra septembar septembrie
   syyskuu syyskuuta rujan rujna zari wrzesien wrzesnia rugsejis rugsejo eylul sentyabr sentabr shtator iraila irailaren
   setyembre septemba medi szeptember σεπτεμβριος σεπτεμβριου сентябрь сентября септември септембар вересень вересня верасень верасня
   қыркүйек سبتمبر ايلول شتنبر سپتامبر ספטמבר सितंबर सितम्बर सित সেপ্টেম্বর सप्टेंबर กันยายน กย სექტემბერი սեպտեմբեր սեպտեմբերի செப்டம்பர் 九月`,
  `october octobre octubre oktober ottobre outubro octombrie oktobris oktobri oktobra oktobar oktoober lokakuu lokakuuta rijen rijna
   pazdziernik pazdziernika spalis spalio ekim oktyabr oktabr tetor urria urriaren oktubre oktoba hydref
   οκτωβριος οκτωβριου октябрь октября октомври октобар жовтень жовтня кастрычнік кастрычніка қазан
   اكتوبر تشرينالاول اکتبر אוקטובר अक्टूबर अक्तूबर अक्टू অক্টোবর ऑक्टोबर ตุลาคม ตค ოქტომბერი հոկտեմբեր հոկտեմբերի அக்டோபர் 十月`,
  `november novembre noviembre novembro noiembrie novembris novembri novembra novembar marraskuu marraskuuta studeni studenog
   studenoga listopadu lapkritis lapkricio kasim noyabr nentor azaroa azaroaren nobyembre novemba tachwedd
   νοεμβριος νοεμβριου ноябрь ноября ноември новембар листопад листопада лістапад лістапада қараша
   نوفمبر تشرينالثاني نونبر نوامبر נובמבר नवंबर नवम्बर नव নভেম্বর नोव्हेंबर พฤศจิกายน พย ნოემბერი նոյեմբեր նոյեմբերի நவம்பர் 十一月`,
  `december decembre diciembre dezember dicembre dezembro desembre decembro desember decembrie decembris decembri decembra decembar
   detsember joulukuu joulukuuta prosinac prosinca prosinec prosince grudzien grudnia gruodis gruodzio aralik dekabr dhjetor
   abendua abenduaren disember disyembre desemba disemba rhagfyr
   δεκεμβριος δεκεμβριου декабрь декабря декември децембар грудень грудня снежань снежня желтоқсан
   ديسمبر كانونالاول دجنبر دسامبر דצמבר दिसंबर दिसम्बर दिस ডিসেম্বর डिसेंबर ธันวาคม ธค დეკემბერი դեկտեմբեր դեկտեմբերի டிசம்பர் 十二月`,
]

/** Slavic names that mean one month in Polish or Czech and the one before it in Croatian. */
export const SLAVIC_TWINS: readonly (readonly [name: string, month: number, croatian: number])[] = [
  ['lip', 7, 6],
  ['srp', 8, 7],
  ['lis', 11, 10],
  ['listopad', 11, 10],
  ['listopada', 11, 10],
]

/** The weekdays of these languages, from Sunday on: with them the month can be told. */
export const SLAVIC_WEEKDAYS: readonly string[] = [
  'ned nedjelja ne nedele nd nie niedz niedziela',
  'pon ponedjeljak po pondeli pn poniedzialek',
  'uto utorak ut utery wt wto wtorek',
  'sri srijeda st streda sr sro sroda',
  'cet cetvrtak ct ctvrtek czw czwartek',
  'pet petak pa patek pt pia piatek',
  'sub subota so sobota sob',
]
