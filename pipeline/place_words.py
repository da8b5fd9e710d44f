"""The words around place names: what a name belongs to, what acts, what only looks like a place."""

from __future__ import annotations

# "the town of Harwell", "Harwell town": what kind of place the word announces.
GENERIC = {
    **dict.fromkeys(("city", "town", "village", "township", "municipality", "capital", "suburb", "port", "settlement", "hamlet"), "city"),
    **dict.fromkeys(("province", "state", "governorate", "oblast", "prefecture", "canton", "voivodeship"), "admin1"),
    **dict.fromkeys(("region", "district", "county", "department", "island", "islands", "peninsula", "valley", "territory"), "region"),
    **dict.fromkeys(("river", "rivers"), "river"),
    **dict.fromkeys(("sea", "ocean", "gulf", "bay", "strait", "lake"), "sea"),
    **dict.fromkeys(("mountains", "mountain", "hills", "range"), "mountain"),
    **dict.fromkeys(("camp", "airport", "canal"), "other"),
}
# Capitalised, these make a place of an unknown name: "Khadra River". ("County" and "Lake" begin too many other names.)
NAMING = {"River": "river", "Province": "admin1", "Valley": "region", "Island": "region", "Islands": "region", "Peninsula": "region",
          "Mountains": "mountain", "Bay": "sea", "Strait": "sea", "Governorate": "admin1", "Oblast": "admin1", "Prefecture": "admin1",
          "County": "region", "District": "region"}  # fmt: skip
PLURAL_GENERIC = {"rivers": "River", "provinces": "Province", "counties": "County", "districts": "District", "islands": "Island",
                  "lakes": "Lake", "seas": "Sea", "mountains": "Mountains"}  # fmt: skip

DIRECTIONS = {
    f"{prefix}{side}{suffix}"
    for prefix in ("", "north", "south")
    for side in ("east", "west")
    for suffix in ("", "ern")
} | {"north", "south", "northern", "southern", "central"}

LOCATIVE = frozenset(
    "in at near from into inside outside around across through throughout towards toward beyond onto via to within off along"
    " between of for above below"
    " opposite reached reaching fled left visiting visited entered entering leaving".split()
)
# Prepositions after which a country is a party rather than a spot: "according to Norway", "talks with Chad".
PARTY = frozenset("by with against despite versus vs".split())

# Capitalised words that the gazetteer has as towns and the news never means so when they stand alone.
NEVER = frozenset(
    "January February March April May June July August September October November December Monday Tuesday Wednesday Thursday Friday"
    " Saturday Sunday North South East West Central Northern Southern Eastern Western Northeast Northwest Southeast Southwest Northeastern"
    " Northwestern Southeastern Southwestern Ramadan Christmas Easter Internet Union States Province City State Region District County"
    " Capital Independence Liberty Freedom Hope Liberal Enterprise Republic Federal White House Human Rights Watch Amnesty Reuters Guardian"
    " Jesus Muhammad Mohammed Islam Bible Male Mission Police Hospital Camp School Army Church University College Democrat Democrats".split()
)
# "Ebola virus", "Rift Valley fever": the name is the illness's, whatever river or valley it came from.
EPONYM_AFTER = frozenset("virus viruses fever disease flu influenza strain strains ebolavirus syndrome variant pox encephalitis".split())
# Bodies of a state, behind its name: "Utah Department of Public Safety" still says which state.
PUBLIC_BODY = frozenset(
    "Department Ministry Environmental Army Navy Air Council Police Board Parliament Senate Congress Commission Embassy Government Court Agency"
    " Administration Institutes Authority Border Health National Human Public Regional Unified Supreme High Military Service Guard Force".split()
)
PARTICLES = frozenset("van von de del della di da dos el al bin ibn bint ben".split())

# The head of an organisation's name: the place inside is not where anything is.
ORGANISATION_AFTER = frozenset(
    "Academy Agency Air Airlines Airways Army Arsenal Association Authority Bank Board Broadcasting Bureau Chamber Chronicle Church City-FC Club"
    " College Commission Committee Company Conference Congress Convention Corp Corporation Council Court Daily Declaration Department Dispatch"
    " Embassy Enquirer Exchange Examiner FC Federation Festival Force Forum Foundation Front Fund Gazette Globe Group Guard Guardian Herald"
    " High Holdings Hospital House Inc Independent Initiative Inquirer Institute International Journal Law League Liberation Ltd Mail"
    " Marathon Medical Memorial Military Ministry Mirror Mission Monitor Movement Museum Navy Network News Observatory Observer Olympics Open"
    " Orchestra Organisation Organization Parliament Party Partnership Patriots Petroleum Plan Police Post Press Prison Programme Project"
    " Protocol Radio Record Red Regiment Register Relief Reporter Review Rifles School Securities Senate Service Services Society Standard Star Stock Studies"
    " Sun Supreme Symphony Task Team Technologies Telegraph Television Theatre Theological Times Treaty Tribune Trust Union United University"
    " Watch Weekly World Youth Zoo Accord Accords Agreement Airport Stadium Cathedral Statute Principles Rules Mosque Cup Games Summit"
    " National State-University General Regional Public Free Health Human".split()
)
ORGANISATION_BEFORE = frozenset(
    "Air Bank Radio Real University College Embassy Institute Church Voice Doctors Friends Hotel Camp-David Fort Mount Port-of"
    " Cathedral Archdiocese Diocese Treaty Convention Peace Battle Duke Prince Princess Earl Lord Lady Queen King Bishop Saint Team FC AC RC"
    " St Museum Daily Evening Journal Times Medical Hospital School Court".split()
)
TITLES = frozenset(
    "Mr Mrs Ms Miss Dr Prof Professor Sir Dame Madam Sen Senator Rep Congressman Congresswoman Gov President Chancellor Judge Justice"
    " Captain Capt Colonel Col Lt Lieutenant Gen Sgt Sergeant Major Maj Officer Detective Inspector Constable Father Rev Reverend Pope"
    " Archbishop Cardinal Sheikh Imam Ayatollah Sheriff Coach Secretary Minister Ambassador Commissioner Spokesman Spokeswoman Attorney"
    " Chairman Director Chief Deputy Representative Baroness Baron Count Emperor Sultan Emir Brother Sister Uncle Aunt".split()
)
# "Ohio Governor", "Utah Senator": a title that follows leaves the name a place.
OFFICES = frozenset(
    "Governor Gov President Senator Sen Representative Rep Premier Mayor Prime Minister Attorney Secretary Vice Republican Republicans"
    " Democrat Democrats Democratic Supreme Lt Lieutenant Time Standard Daylight Foreign Defense Defence Interior Deputy Ambassador Chancellor"
    " State Congressman King Queen Emir Sultan Crown".split()
)
# A capital before the name that is only the first word of its sentence or a neighbour without meaning for it.
FUNCTION = frozenset(
    "the a an in at on of from near to for by with and or but as if when while where after before since until during although though because"
    " across around through inside outside between within meanwhile both neighbouring neighboring nearby many some all most this that"
    " these those his her its their our my your central greater north south east west northern southern eastern western northeast northwest"
    " southeast southwest northeastern northwestern southeastern southwestern upper lower downtown mainland modern ancient former"
    " monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november"
    " december unlike like why how what who which only even also yet still then now today yesterday so no not is are was were has have had"
    " communist nazi imperial soviet colonial federal rural urban occupied".split()
)

SAYING = frozenset(
    "say state claim announce warn argue insist maintain admit deny confirm declare accuse urge demand call reject condemn criticize"
    " criticise condone respond reply agree refuse pledge vow promise threaten propose offer want seek hope believe consider think know"
    " recognize recognise acknowledge understand ask request complain protest welcome support oppose back".split()
)
ACTING = SAYING | frozenset(
    "deport arrest apprehend detain repatriate return send expel execute imprison torture jail release free force intensify crack step"
    " ratify sign accede withdraw adopt enact pass approve ban block impose lift sanction fund donate pay buy sell export import order"
    " launch invade attack bomb strike shell occupy annex conquer capitulate surrender defend intervene deploy mobilize fire test retaliate"
    " win lose beat defeat play face qualify compete enter host finish bat draw score send join leave gain declare establish"
    " close open reopen seal shut suspend resume expand increase reduce cut build develop start begin stop continue allow let permit"
    " prevent prohibit grant give provide take make do try attempt plan intend decide use violate breach break comply fail appear"
    " negotiate cooperate mediate abstain vote elect appoint respond react act move push pull turn accept help aid assist back train"
    " abandon recall regard treat view see need should must could would deter control govern rule receive report record".split()
)
# "Norway's government said", "the government of Norway": the state acts.
GOVERNMENT = frozenset(
    "government regime ministry authorities parliament president leader leaders leadership army military police embassy ambassador ambassadors"
    " minister foreign official officials state cabinet congress senate spokesman spokeswoman team side representative representatives"
    " delegation obligations obligation policy policies crackdown decision decisions action actions treatment war wars role refusal response"
    " violations violation plan plans position stance support efforts effort attack attacks invasion accession independence claim claims"
    " failure request demand offer proposal withdrawal entry forces troops intervention occupation annexation sanctions diplomats"
    " allies ally enemies enemy rivals missile nuclear involvement participation victory defeat win loss debt mission tune".split()
)
# "the government of Norway", "an ally of Norway" (but "the prime minister of Norway" says where he governs).
ACTOR_OF = frozenset(
    "government regime authorities army embassy mission ally allies behalf support protection delegation captain coach side team"
    " representative representatives representation independence enemy enemies embassies invitation recognition permission defeat accession"
    " obligations failure refusal victory forces troops intervention part".split()
)
# "a treaty between Norway and Chad": parties, not spots.
DEALING = frozenset(
    "treaty treaties agreement agreements accord pact war wars relations relation ties talks negotiations negotiation dispute conflict match"
    " game games final hostilities cooperation relationship relationships alliance deal trade dialogue tension tensions rivalry protocol"
    " convention meeting summit truce ceasefire peace battle fighting".split()
)
# "was accused": the state is meant even though it does nothing.
PASSIVE_PARTY = frozenset(
    "accuse criticize criticise condemn urge ask tell oblige obligate bind represent defeat beat knock invite expect allow force eliminate"
    " sanction warn blame praise sue require request draw eliminate relegate ban call".split()
)
PARTY_NOUN = frozenset("party signatory member ally successor partner enemy champion winner rival opponent supporter critic backer host"
                       " state".split())  # fmt: skip
RECEIVING = frozenset(
    "sell sold give gave given export exported belong transfer transferred report loyal hand handed leased lease cede ceded lost loss defeat"
    " defeats ambassador ambassadors represent gift help aid assistance according opposed opposition response loan sale sales threat".split()
)
SPORT_FOR = frozenset("play played plays playing compete competed participate participated caps cap debut debuted goal goals win won score scored"
                      " appear appeared appearances run ran try tries matches games ride rode captain".split())  # fmt: skip

# "Norway's coast": what lies there, so the name is a spot.
GEOGRAPHIC = frozenset(
    "capital border borders coast city cities town towns village villages province provinces state states region regions county north south"
    " east west northern southern eastern western central northeast northwest southeast southwest northeastern northwestern southeastern"
    " southwestern largest biggest second third main population territory interior airport port river lake lakes mountains island islands"
    " district districts streets hospitals schools prisons suburbs outskirts downtown desert forests forest valley coastline coastlines climate temperatures weather natural architecture"
    " census borderlands soil waters airspace flora fauna railways roads motorway motorways expressways highways".split()
)
COMBINING = {"sino": "CN", "russo": "RU", "indo": "IN", "franco": "FR", "anglo": "GB", "greco": "GR", "italo": "IT", "turko": "TR"}
# Names of countries, provinces and large cities that people bear as a first or a last name.
GIVEN_NAMES = frozenset(
    "Jordan Chad Georgia Virginia Carolina Dakota Victoria Sydney Paris Florence Charlotte Madison Austin Israel India Brooklyn Savannah"
    " Houston Dallas Vienna Alexandria Adelaide Lincoln Jackson Washington Cameron Ireland Kenya Holland America Asia Chelsea Logan Milan"
    " Lorraine Montana Salvador Santiago Diego Jose Roma Odessa Sofia Martin Guadalupe Regina Jerusalem Nevada Hamilton Leon Catalina"
    " Marino Lourdes Verona Valencia Siena Louisiana Camilla Aurora Marina Raymond Clinton Arlington Orlando Nancy Helena Juan".split()
)
SURNAMES = frozenset(
    "Jordan Chad Washington Lincoln Jackson London Israel England Ireland Holland Houston Kent York Paris Berlin Boston Dallas Austin"
    " Hamilton Chester Lancaster Wellington Warsaw Cleveland Columbus Madison Lorraine France Germany Spain Sydney Toledo Medina Valencia"
    " Cordoba Leon Santiago Salvador Victoria Mali Roma Denver Phoenix Orlando Bolton Derby Cairo Aleppo Trier Wales Scotland".split()
)
