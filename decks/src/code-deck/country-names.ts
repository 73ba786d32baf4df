/**
 * Countries as carriers call them: ISO 3166 alpha-2, the name that the default code deck writes,
 * and other English names in use. The writing of names (case, accents, punctuation, word order,
 * "St." for "Saint") is levelled by `destination-words.ts` and needs no line here. A name that
 * could mean two countries belongs to neither.
 */

export interface CountryName {
  readonly country: string;
  readonly name: string;
  readonly otherNames: readonly string[];
}

const LINES = `
AC|Ascension Island|Ascension
AD|Andorra|
AE|United Arab Emirates|UAE;Emirates;Arab Emirates;Abu Dhabi;Dubai
AF|Afghanistan|
AG|Antigua and Barbuda|Antigua;Barbuda
AI|Anguilla|
AL|Albania|
AM|Armenia|
AO|Angola|
AQ|Antarctica|Australian Antarctic Territory
AR|Argentina|Argentine Republic
AS|American Samoa|Samoa American;Samoa US;Samoa USA;Eastern Samoa
AT|Austria|
AU|Australia|
AW|Aruba|
AX|Aland Islands|Aland
AZ|Azerbaijan|Azerbaidjan;Azerbaijani Republic
BA|Bosnia and Herzegovina|Bosnia;Bosnia Herzegovina;Bosnia Hercegovina;Bosnia Herz
BB|Barbados|
BD|Bangladesh|
BE|Belgium|
BF|Burkina Faso|Burkina
BG|Bulgaria|
BH|Bahrain|
BI|Burundi|
BJ|Benin|
BL|Saint Barthelemy|St Barths
BM|Bermuda|
BN|Brunei|Brunei Darussalam
BO|Bolivia|
BQ|Caribbean Netherlands|Bonaire Sint Eustatius and Saba;BES Islands
BR|Brazil|Brasil
BS|Bahamas|
BT|Bhutan|
BW|Botswana|
BY|Belarus|Byelorussia;Belorussia
BZ|Belize|
CA|Canada|
CC|Cocos Islands|Cocos Keeling Islands;Keeling Islands;Cocos
CD|Democratic Republic of the Congo|DR Congo;DRC;Congo DRC;Congo Kinshasa;Zaire;Congo Zaire;Congo DRC Zaire
CF|Central African Republic|Central Africa;Central African Rep
CG|Republic of the Congo|Congo;Congo Brazzaville;Congo Republic
CH|Switzerland|
CI|Ivory Coast|Cote d'Ivoire;Cote Ivoire
CK|Cook Islands|Cook
CL|Chile|
CM|Cameroon|Cameroun
CN|China|Peoples Republic of China;PR China;China PR;PRC;Mainland China
CO|Colombia|Columbia
CR|Costa Rica|
CU|Cuba|
CV|Cape Verde|Cabo Verde
CW|Curacao|
CX|Christmas Island|Christmas
CY|Cyprus|
CZ|Czech Republic|Czechia;Czech
DE|Germany|Deutschland
DJ|Djibouti|Djibuti
DK|Denmark|
DM|Dominica|Commonwealth of Dominica
DO|Dominican Republic|Dominican Rep;Dom Rep;Dominicana
DZ|Algeria|
EC|Ecuador|
EE|Estonia|
EG|Egypt|
EH|Western Sahara|
ER|Eritrea|
ES|Spain|
ET|Ethiopia|
FI|Finland|
FJ|Fiji|Fiji Islands
FK|Falkland Islands|Falklands;Malvinas;Falkland;Falkland Islands Malvinas
FM|Micronesia|Federated States of Micronesia;Micronesia Federated States
FO|Faroe Islands|Faeroe Islands;Faroes;Faroe;Faeroe
FR|France|
GA|Gabon|Gabonese Republic
GB|United Kingdom|UK;U K;UK United Kingdom;Great Britain;Britain;GB;England;Scotland;Wales
GD|Grenada|
GE|Georgia|
GF|French Guiana|Guiana French;French Guyana;Guyana French
GG|Guernsey|
GH|Ghana|
GI|Gibraltar|
GL|Greenland|
GM|Gambia|
GN|Guinea|Guinea Conakry;Republic of Guinea;Guinea Republic
GP|Guadeloupe|Guadaloupe
GQ|Equatorial Guinea|
GR|Greece|
GT|Guatemala|
GU|Guam|
GW|Guinea-Bissau|
GY|Guyana|
HK|Hong Kong|Hongkong;China Hong Kong;Hong Kong SAR;Hong Kong SAR China;Hong Kong China
HN|Honduras|
HR|Croatia|
HT|Haiti|
HU|Hungary|
ID|Indonesia|
IE|Ireland|Republic of Ireland;Eire;Irish Republic
IL|Israel|
IM|Isle of Man|
IN|India|
IO|Diego Garcia|British Indian Ocean Territory
IQ|Iraq|
IR|Iran|Islamic Republic of Iran;Iran Islamic Republic
IS|Iceland|
IT|Italy|
JE|Jersey|
JM|Jamaica|
JO|Jordan|
JP|Japan|
KE|Kenya|
KG|Kyrgyzstan|Kirghizstan;Kirgizstan;Kyrgyz Republic;Kyrgystan;Kirgistan
KH|Cambodia|Kampuchea
KI|Kiribati|
KM|Comoros|Comoro Islands;Comoros Islands
KN|Saint Kitts and Nevis|St Kitts;Nevis;St Kitts Nevis
KP|North Korea|Korea DPR;DPRK;Democratic Peoples Republic of Korea
KR|South Korea|Korea South;Korea Republic;Republic of Korea;Korea Rep of;ROK
KW|Kuwait|
KY|Cayman Islands|Caymans;Cayman
KZ|Kazakhstan|Kazakstan;Kazakhstan Republic
LA|Laos|Lao;Lao PDR;Laos PDR;Lao Peoples Democratic Republic
LB|Lebanon|
LC|Saint Lucia|
LI|Liechtenstein|Lichtenstein
LK|Sri Lanka|Srilanka
LR|Liberia|
LS|Lesotho|
LT|Lithuania|
LU|Luxembourg|Luxemburg
LV|Latvia|
LY|Libya|Libyan Arab Jamahiriya
MA|Morocco|
MC|Monaco|
MD|Moldova|Moldavia;Republic of Moldova
ME|Montenegro|
MF|Saint Martin|St Martin French
MG|Madagascar|
MH|Marshall Islands|Marshall
MK|North Macedonia|Macedonia;FYROM;Macedonia FYR;FYR Macedonia;Macedonia FYROM;Republic of Macedonia
ML|Mali|
MM|Myanmar|Burma;Myanmar Burma;Burma Myanmar
MN|Mongolia|
MO|Macao|Macau;China Macau;China Macao;Macao SAR;Macau SAR
MP|Northern Mariana Islands|Northern Marianas;Saipan;Mariana Islands;Marianas;Northern Mariana
MQ|Martinique|
MR|Mauritania|
MS|Montserrat|
MT|Malta|
MU|Mauritius|
MV|Maldives|Maldive Islands
MW|Malawi|
MX|Mexico|
MY|Malaysia|
MZ|Mozambique|
NA|Namibia|
NC|New Caledonia|
NE|Niger|Niger Republic
NF|Norfolk Island|Norfolk
NG|Nigeria|
NI|Nicaragua|
NL|Netherlands|Holland;Netherland
NO|Norway|
NP|Nepal|
NR|Nauru|
NU|Niue|Niue Island
NZ|New Zealand|
OM|Oman|
PA|Panama|
PE|Peru|
PF|French Polynesia|Tahiti;Polynesia French;Polynesia
PG|Papua New Guinea|PNG;Papua
PH|Philippines|Phillippines;Philipines
PK|Pakistan|
PL|Poland|
PM|Saint Pierre and Miquelon|St Pierre Miquelon;St Pierre
PR|Puerto Rico|
PS|Palestine|Palestinian Territories;Palestinian Authority;Palestinian Auth;Palestinian
PT|Portugal|
PW|Palau|
PY|Paraguay|
QA|Qatar|
RE|Reunion|Reunion Island;La Reunion
RO|Romania|Rumania
RS|Serbia|
RU|Russia|Russian Federation
RW|Rwanda|
SA|Saudi Arabia|KSA;Kingdom of Saudi Arabia
SB|Solomon Islands|Solomon
SC|Seychelles|
SD|Sudan|North Sudan
SE|Sweden|
SG|Singapore|
SH|Saint Helena|
SI|Slovenia|
SJ|Svalbard and Jan Mayen|Svalbard
SK|Slovakia|Slovak Republic;Slovak Rep;Slovak
SL|Sierra Leone|
SM|San Marino|
SN|Senegal|
SO|Somalia|Somali Republic;Somali
SR|Suriname|Surinam
SS|South Sudan|Sudan South;Sud Sudan
ST|Sao Tome and Principe|Sao Tome;Sao Tome Principe
SV|El Salvador|Salvador
SX|Sint Maarten|St Maarten;Saint Maarten
SY|Syria|Syrian Arab Republic
SZ|Eswatini|Swaziland;Eswatini Swaziland;Swaziland Eswatini
TA|Tristan da Cunha|Tristan da Cunda
TC|Turks and Caicos Islands|Turks and Caicos;Turks Caicos
TD|Chad|Tchad
TG|Togo|Togolese Republic
TH|Thailand|
TJ|Tajikistan|Tadjikistan;Tajikstan;Tadzhikistan
TK|Tokelau|
TL|Timor-Leste|East Timor;Timor East;Timor
TM|Turkmenistan|
TN|Tunisia|
TO|Tonga|Tonga Islands
TR|Turkey|Turkiye
TT|Trinidad and Tobago|Trinidad;Trinidad Tobago
TV|Tuvalu|
TW|Taiwan|Taiwan ROC;Chinese Taipei;Taiwan Province of China
TZ|Tanzania|United Republic of Tanzania
UA|Ukraine|
UG|Uganda|
US|United States|USA;US;U S A;U S;United States of America;America;United States USA;US of America
UY|Uruguay|
UZ|Uzbekistan|
VA|Vatican City|Vatican;Holy See;Vatican City State
VC|Saint Vincent and the Grenadines|St Vincent;St Vincent Grenadines;Grenadines
VE|Venezuela|
VG|British Virgin Islands|Virgin Islands British;Virgin Islands UK;UK Virgin Islands;BVI
VI|US Virgin Islands|USA Virgin Islands;USVI;United States Virgin Islands;American Virgin Islands
VN|Vietnam|Viet Nam
VU|Vanuatu|
WF|Wallis and Futuna|Wallis Futuna
WS|Samoa|Western Samoa;Samoa Western
XK|Kosovo|
YE|Yemen|Yemen Arab Republic;Yemen Republic
YT|Mayotte|
ZA|South Africa|RSA;Republic of South Africa
ZM|Zambia|
ZW|Zimbabwe|
`;

export const COUNTRY_NAMES: readonly CountryName[] = LINES.trim()
  .split('\n')
  .map((line) => {
    const [country, name, others] = line.split('|') as [string, string, string];
    return { country, name, otherNames: others === '' ? [] : others.split(';') };
  });
