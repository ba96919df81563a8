extension Zone {
  /// Well-known zones with names that the database lacks: countries and big cities, in the
  /// bot's languages. The order is that of suggestions.
  static var placeNames: [(zone: String, names: [String])] {
    list.split(separator: "\n").compactMap { line in
      let parts = line.split(separator: ":", maxSplits: 1)
      guard let zone = parts.first else { return nil }
      let names = parts.count > 1 ? parts[1].split(separator: ",") : []
      return (String(zone), names.map { String($0.drop { $0 == " " }) })
    }
  }

  private static let list = """
    Europe/Kyiv: Київ, Киев, Україна, Украина, Ukraine, Львів, Львов, Lviv, Одеса, Одесса, Odesa, \
    Odessa, Харків, Харьков, Kharkiv, Дніпро, Днепр, Dnipro
    Europe/Moscow: Москва, Россия, Росія, Russia, Russie, Moscou, Санкт-Петербург, Петербург, \
    Saint Petersburg, St Petersburg
    Europe/Paris: Париж, France, Франция, Франція, Lyon, Лион, Marseille, Марсель, Nice, Toulouse, \
    Bordeaux, Lille, Nantes, Strasbourg
    Europe/London: Лондон, Londres, United Kingdom, UK, England, Великобритания, Велика Британія, \
    Royaume-Uni, Manchester, Edinburgh
    Europe/Berlin: Берлин, Берлін, Germany, Германия, Німеччина, Allemagne, Munich, Мюнхен, Hamburg, \
    Frankfurt, Cologne
    Europe/Warsaw: Варшава, Varsovie, Poland, Польша, Польща, Pologne, Kraków, Краков, Краків, \
    Wrocław, Gdańsk
    Europe/Madrid: Мадрид, Spain, Испания, Іспанія, Espagne, Barcelona, Барселона, Barcelone, Valencia
    Europe/Rome: Рим, Italy, Италия, Італія, Italie, Milan, Милан, Мілан
    Europe/Lisbon: Лиссабон, Лісабон, Lisbonne, Portugal, Португалия, Португалія, Porto
    Europe/Amsterdam: Амстердам, Netherlands, Нидерланды, Нідерланди, Pays-Bas
    Europe/Brussels: Брюссель, Bruxelles, Belgium, Бельгия, Бельгія, Belgique
    Europe/Zurich: Цюрих, Switzerland, Швейцария, Швейцарія, Suisse, Geneva, Genève, Женева
    Europe/Vienna: Вена, Відень, Vienne, Austria, Австрия, Австрія, Autriche
    Europe/Prague: Прага, Czechia, Чехия, Чехія, Tchéquie
    Europe/Bratislava: Братислава, Slovakia, Словакия, Словаччина, Slovaquie
    Europe/Budapest: Будапешт, Hungary, Венгрия, Угорщина, Hongrie
    Europe/Bucharest: Бухарест, Bucarest, Romania, Румыния, Румунія, Roumanie
    Europe/Sofia: София, Софія, Bulgaria, Болгария, Болгарія, Bulgarie
    Europe/Athens: Афины, Афіни, Athènes, Greece, Греция, Греція, Grèce
    Europe/Istanbul: Стамбул, Turkey, Türkiye, Турция, Туреччина, Turquie, Ankara
    Europe/Chisinau: Кишинёв, Кишинів, Moldova, Молдова, Молдавия, Moldavie
    Europe/Minsk: Минск, Мінськ, Belarus, Беларусь, Білорусь, Biélorussie
    Europe/Vilnius: Вильнюс, Вільнюс, Lithuania, Литва, Lituanie
    Europe/Riga: Рига, Latvia, Латвия, Латвія, Lettonie
    Europe/Tallinn: Таллин, Таллінн, Estonia, Эстония, Естонія, Estonie
    Europe/Helsinki: Хельсинки, Гельсінкі, Finland, Финляндия, Фінляндія, Finlande
    Europe/Stockholm: Стокгольм, Sweden, Швеция, Швеція, Suède
    Europe/Oslo: Осло, Norway, Норвегия, Норвегія, Norvège
    Europe/Copenhagen: Копенгаген, Copenhague, Denmark, Дания, Данія, Danemark
    Europe/Dublin: Дублин, Дублін, Ireland, Ирландия, Ірландія, Irlande
    Europe/Belgrade: Белград, Белґрад, Serbia, Сербия, Сербія, Serbie
    Europe/Kaliningrad: Калининград, Калінінград
    Europe/Samara: Самара
    Asia/Yekaterinburg: Екатеринбург, Єкатеринбург, Челябинск
    Asia/Omsk: Омск, Омськ
    Asia/Novosibirsk: Новосибирск, Новосибірськ
    Asia/Krasnoyarsk: Красноярск
    Asia/Irkutsk: Иркутск
    Asia/Vladivostok: Владивосток
    Asia/Tbilisi: Тбилиси, Тбілісі, Грузия, Грузія, Géorgie
    Asia/Yerevan: Ереван, Єреван, Erevan, Armenia, Армения, Вірменія, Arménie
    Asia/Baku: Баку, Bakou, Azerbaijan, Азербайджан, Azerbaïdjan
    Asia/Almaty: Алматы, Алмати, Kazakhstan, Казахстан, Astana, Астана
    Asia/Tashkent: Ташкент, Uzbekistan, Узбекистан, Ouzbékistan
    Asia/Bishkek: Бишкек, Kyrgyzstan, Киргизия, Kirghizistan
    Asia/Jerusalem: Иерусалим, Єрусалим, Israel, Израиль, Ізраїль, Tel Aviv, Тель-Авив
    Asia/Dubai: Дубай, Dubaï, Emirates, ОАЭ, ОАЕ, Abu Dhabi
    Asia/Beirut: Бейрут, Beyrouth, Lebanon, Ливан, Ліван, Liban
    Asia/Kolkata: India, Индия, Індія, Inde, Delhi, Mumbai, Bangalore
    Asia/Kathmandu: Nepal, Népal, Непал
    Asia/Dhaka: Bangladesh
    Asia/Bangkok: Бангкок, Thailand, Таиланд, Таїланд, Thaïlande, Phuket
    Asia/Makassar: Bali, Бали, Балі, Denpasar
    Asia/Jakarta: Indonesia, Индонезия, Індонезія, Indonésie
    Asia/Singapore: Сингапур, Сінгапур, Singapour
    Asia/Shanghai: Шанхай, Пекин, Beijing, Pékin, China, Китай, Chine
    Asia/Hong_Kong: Гонконг
    Asia/Tokyo: Токио, Токіо, Japan, Япония, Японія, Japon
    Asia/Seoul: Сеул, Séoul, Korea, Корея
    Asia/Kabul: Afghanistan
    Asia/Tehran: Тегеран, Téhéran, Iran, Иран, Іран
    Asia/Karachi: Pakistan
    Australia/Sydney: Сидней, Сідней, Australia, Австралия, Австралія, Australie, Canberra
    Australia/Adelaide:
    Australia/Perth:
    Pacific/Auckland: Окленд, New Zealand, Новая Зеландия, Nouvelle-Zélande
    Africa/Cairo: Каир, Каїр, Le Caire, Egypt, Египет, Єгипет, Égypte
    Africa/Casablanca: Morocco, Maroc, Марокко
    Africa/Algiers: Alger, Algérie, Algeria, Алжир
    Africa/Tunis: Tunisie, Tunisia, Тунис
    Africa/Abidjan: Côte d’Ivoire, Dakar, Sénégal
    Africa/Johannesburg: South Africa, ЮАР, Cape Town
    Africa/Lagos: Nigeria
    Africa/Nairobi: Kenya
    Atlantic/Azores: Açores, Азоры
    Atlantic/Canary: Canarias, Tenerife, Тенерифе
    America/New_York: Нью-Йорк, Washington, Вашингтон, Boston, Miami, Майами, Philadelphia, Atlanta
    America/Chicago: Чикаго, Houston, Dallas
    America/Denver: Денвер, Salt Lake City
    America/Phoenix: Arizona
    America/Los_Angeles: Лос-Анджелес, San Francisco, Сан-Франциско, Seattle, California, San Diego, \
    Las Vegas
    America/Toronto: Торонто, Montréal, Montreal, Монреаль, Québec, Ottawa, Canada, Канада
    America/Vancouver: Ванкувер
    America/Halifax:
    America/St_Johns: Newfoundland, Terre-Neuve
    America/Mexico_City: Мехико, Mexico, México, Mexique
    America/Bogota: Colombia
    America/Lima: Peru
    America/Santiago: Chile
    America/Sao_Paulo: Сан-Паулу, Brazil, Бразилия, Бразилія, Brésil, Rio de Janeiro
    America/Argentina/Buenos_Aires: Буэнос-Айрес, Буенос-Айрес, Argentina, Аргентина, Argentine
    America/Anchorage: Alaska
    Pacific/Honolulu: Hawaii, Гавайи
    """
}
