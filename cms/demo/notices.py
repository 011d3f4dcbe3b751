"""Words that many pages of the demonstration share, in each language."""

NOTICE = {
    "en": "Demonstration content: organizations, people, projects and figures are invented. "
    "It is not a statement of any government.",
    "fr": "Contenu de démonstration : les organisations, les personnes, les projets et les "
    "chiffres sont inventés. Ce n’est la déclaration d’aucun gouvernement.",
    "es": "Contenido de demostración: las organizaciones, las personas, los proyectos y las "
    "cifras son inventados. No es declaración de ningún gobierno.",
    "ru": "Демонстрационное содержание: организации, люди, проекты и цифры вымышлены. "
    "Это не заявление какого-либо правительства.",
    "ar": "محتوى للعرض: المنظمات والأشخاص والمشاريع والأرقام مُتخيَّلة. وهو لا يمثل بيانًا لأي حكومة.",
    "zh-hans": "演示内容：组织、人物、项目和数字均为虚构，不代表任何政府的声明。",
}
FOCAL_POINT = {
    "en": "National focal point",
    "fr": "Correspondante nationale",
    "es": "Punto focal nacional",
    "ru": "Национальный координатор",
    "ar": "جهة الاتصال الوطنية",
    "zh-hans": "国家联络点",
}
INVENTED = {
    "en": "invented",
    "fr": "inventé",
    "es": "inventado",
    "ru": "вымышлено",
    "ar": "مُتخيَّل",
    "zh-hans": "虚构",
}
