"""Made-up households for the families that are filled up: surname, mother, father, children; and their language.

Any likeness to a living person is chance. A dash: nobody there.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Household:
    """Who lives in one made-up household."""

    surname: str
    mother: str
    father: str
    children: tuple[str, ...]
    language: str


TABLE = """
Abdullahi      | Hodan     | Yasin    | Zamzam Ilyas Sumaya     | Somali
Ainscough      | Karen     | Phil     | Toby Martha             | English
Bajwa          | Harpreet  | Gurdeep  | Jasleen Arjun           | Punjabi
Balogun        | Folake    | Kunle    | Teniola Dayo            | English
Barraclough    | Jess      | -        | Teddy Mabel             | English
Bielak         | Magda     | Tomasz   | Ola Staś                | Polish
Birtwistle     | Shannon   | Kyle     | Albie Nancy             | English
Boateng-Shaw   | Efua      | Martin   | Ama Joel                | English
Bui            | Thu Ha    | Minh     | An Linh                 | Vietnamese
Carvalho       | Inês      | Rui      | Matilde Tomás           | Portuguese
Chaudhry       | Samina    | Adnan    | Eshaal Rayan            | Urdu
Chikwanda      | Tendai    | Blessing | Anesu Rufaro            | Shona
Coyle          | Aoife     | Niall    | Ronan Orla              | English
Dauda          | Hauwa     | Sani     | Fatima Umar             | Hausa
Demirel        | Elif      | Kaan     | Defne Emir              | Turkish
Denny          | Tash      | -        | Skye Jaxon              | English
Dragan         | Alina     | Bogdan   | Sofia Luca              | Romanian
Eastwell       | Rachel    | Hugh     | Beatrix Monty           | English
Farrukh        | Zainab    | Bilal    | Hania Musa              | Urdu
Fearnley       | Jodie     | Carl     | Logan Ivy               | English
Ferreira       | Joana     | -        | Lara                    | Portuguese
Gebremariam    | Hiwet     | Dawit    | Sennait Abel            | Tigrinya
Gill-Rosewarne | Manjit    | Steve    | Asha Kit                | English
Grzybek        | Kasia     | Paweł    | Hania Antek             | Polish
Haddow         | Morag     | Ewan     | Struan Eilidh           | English
Hakimi         | Parwana   | Nasir    | Yusra Omid              | Dari
Hoang          | Mai       | Tuan     | Bao                     | Vietnamese
Ifeanyi        | Ngozi     | Chidi    | Kosi Adaeze             | English
Ilves          | Kadri     | -        | Mia                     | Estonian
Jaswal         | Neelam    | Rohit    | Vihaan Myra             | Hindi
Kamara         | Isatu     | Mohamed  | Aminata Sorie           | Krio
Kavanagh-Reid  | Ciara     | Delroy   | Malachi Niamh           | English
Kerimov        | Leyla     | -        | Timur                   | Russian
Kulasegaram    | Priya     | Suren    | Anjali Kavin            | Tamil
Laycock        | Emma      | Josh     | Harley Betsy            | English
Lungu          | Mihaela   | Ionuț    | Daria Matei             | Romanian
Mahlangu       | Zanele    | Sipho    | Lwazi                   | Zulu
Matebele       | Sihle     | -        | Thando Langa            | Ndebele
McAvoy         | Kirsten   | Paul     | Rory Ailsa              | English
Mehmood        | Rukhsana  | Tariq    | Inaya Zakariya          | Urdu
Mottram        | Gail      | -        | Bobby                   | English
Nasrallah      | Rima      | Fadi     | Yara Sami               | Arabic
Ndiaye         | Awa       | Cheikh   | Mariama Ousmane         | French
O'Hanlon       | Róisín    | Cathal   | Éabha Tadhg             | English
Oyelaran       | Bukola    | Femi     | Ire Tomi                | English
Pallister      | Sophie    | Ben      | Wilf Dotty              | English
Patwardhan     | Mugdha    | Ajit     | Ira Neel                | Marathi
Pinnock        | Shanice   | Leroy    | Amari Zion              | English
Popescu-Lane   | Oana      | Rob      | Eva                     | English
Quansah        | Akosua    | Yaw      | Nana Esi                | Twi
Ravenscroft    | Holly     | -        | Jude Elodie             | English
Sahota         | Kiran     | Jas      | Reya Veer               | Punjabi
Shevchuk       | Olena     | -        | Marko Zlata             | Ukrainian
Skelton        | Amy       | Lewis    | Reggie Maisie           | English
Stavrou        | Despina   | Nikos    | Eleftheria              | Greek
Sultana-West   | Tahmina   | Gareth   | Noor Rafi               | English
Szabo          | Reka      | Gabor    | Bence Luca              | Hungarian
Tekle          | Rahel     | Yonas    | Bethel                  | Amharic
Uddin          | Shirin    | Kamal    | Tasnim Ayaan            | Bengali
Vasquez        | Camila    | Andrés   | Emilia Bruno            | Spanish
Wadsworth      | Lindsey   | -        | Ellis Poppy             | English
Yilmaz-Porter  | Derya     | Simon    | Ada                     | English
"""


def _household(line: str) -> Household:
    surname, mother, father, children, language = (cell.strip() for cell in line.split("|"))
    return Household(surname, mother, "" if father == "-" else father, tuple(children.split()), language)


HOUSEHOLDS = tuple(_household(line) for line in TABLE.strip().splitlines())
