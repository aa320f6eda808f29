/** Weekdays in the languages feeds are written in; abbreviations of three letters or more follow from the full names. */
export const WEEKDAY_NAMES = `monday tuesday wednesday thursday friday saturday sunday tues weds thur thurs
   lundi mardi mercredi jeudi vendredi samedi dimanche
   lunes martes miercoles jueves viernes sabado domingo
   montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so
   lunedi martedi mercoledi giovedi venerdi sabato domenica
   segunda terca quarta quinta sexta feira
   maandag dinsdag woensdag donderdag vrijdag zaterdag zondag ma wo vr za zo
   dilluns dimarts dimecres dijous divendres dissabte diumenge luns mercores xoves venres
   mandag tirsdag tisdag onsdag torsdag fredag lordag sondag manudagur þriðjudagur miðvikudagur fimmtudagur fostudagur laugardagur sunnudagur
   maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai maanantaina tiistaina keskiviikkona torstaina perjantaina lauantaina
   sunnuntaina esmaspaev teisipaev kolmapaev neljapaev reede laupaev puhapaev ma ti ke to pe la su
   pirmadienis antradienis treciadienis ketvirtadienis penktadienis sestadienis sekmadienis
   pirmdiena otrdiena tresdiena ceturtdiena piektdiena sestdiena svetdiena
   poniedzialek wtorek sroda czwartek piatek sobota niedziela pon wt sr czw pt sob nd
   pondeli utery streda ctvrtek patek nedele po ut st ct pa so ne pondelok utorok stvrtok piatok nedela
   ponedjeljak utorak srijeda cetvrtak petak subota nedjelja ponedeljek torek sreda cetrtek petek nedelja ponedeljak
   luni marti miercuri joi vineri sambata duminica
   hetfo kedd szerda csutortok pentek szombat vasarnap
   pazartesi sali carsamba persembe cuma cumartesi pazar pzt cmt
   senin selasa rabu kamis jumat sabtu minggu isnin khamis jumaat ahad
   dydd llun mawrth mercher iau gwener sadwrn sul
   thu hai ba tu nam sau bay chu nhat
   astelehena asteartea asteazkena osteguna ostirala larunbata igandea
   e hene marte merkure enjte premte shtune diel
   dushanba seshanba chorshanba payshanba shanba yakshanba jumatatu jumanne jumatano alhamisi ijumaa jumamosi jumapili
   lunes martes miyerkules huwebes biyernes linggo vrydag saterdag
   понедельник вторник среда четверг пятница суббота воскресенье пн вт ср чт пт сб вс нд
   понеделник сряда четвъртък петък събота неделя понедељак уторак четвртак петак недеља четврток петок сабота недела
   понеділок вівторок середа четвер пятниця пʼятниця неділя панядзелак аўторак серада чацвер пятніца нядзеля
   δευτερα τριτη τεταρτη πεμπτη παρασκευη σαββατο κυριακη πεμ
   الاثنين الثلاثاء الاربعاء الخميس الجمعة السبت الاحد اثنين ثلاثاء اربعاء خميس جمعة سبت احد
   יום שני שלישי רביעי חמישי שישי שבת ראשון א ב ג ד ה ו
   सोमवार मंगलवार बुधवार गुरुवार शुक्रवार शनिवार रविवार सोम मंगल बुध गुरु शुक्र शनि रवि मंगळवार मंगळ
   সোমবার মঙ্গলবার বুধবার বৃহস্পতিবার শুক্রবার শনিবার রবিবার
   จันทร์ อังคาร พุธ พฤหัสบดี พฤหัส ศุกร์ เสาร์ อาทิตย์
   月 火 水 木 金 土 日 월 화 수 목 금 토 일 月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日 월요일 화요일 수요일 목요일 금요일 토요일 일요일
   月曜 火曜 水曜 木曜 金曜 土曜 日曜 星期一 星期二 星期三 星期四 星期五 星期六 星期日 星期天 周一 周二 周三 周四 周五 周六 周日
   週一 週二 週三 週四 週五 週六 週日`
