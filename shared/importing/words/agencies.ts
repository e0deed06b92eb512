import { plainSet } from './plain.ts';

/** Those who supply pictures, as they sign them. */
export const AGENCIES = plainSet(`
AFP|AP|Associated Press|Reuters|Getty Images|Getty|EPA|EPA EFE|EFE|DPA|APA|ANSA|Xinhua|TASS|Sputnik|Anadolu|Anadolu Agency|
AP Photo|Reuters Photo|AFP Photo|AFP via Getty Images|Shutterstock|iStock|Alamy|Bloomberg|ZUMA|Zuma Press|Magnum Photos|
Keystone|Imago|Imago Images|picture alliance|NurPhoto|Sipa|Sipa USA|Sipa Press|WAM|SPA|SANA|IRNA|UN Photo|UPI|Press Association|PA|PA Media|
PA Wire|Wikimedia Commons|Wikipedia|Unsplash|Pexels|Flickr|Pixabay|Adobe Stock|Depositphotos|Handout|Hand-out|LightRocket|Corbis|Polaris|
Redux|VII|Contour|Belga|ANP|Ritzau|NTB|TT|Lehtikuva|Scanpix|Kyodo|Yonhap|Jiji|PTI|ANI|CNS|VCG|Visual China Group|Hans Lucas|Abaca|
Abacapress|MAXPPP|Europa Press|Efe|Lusa|AAP|NASA|Maxar|Planet Labs|Google Earth|رويترز|أ ف ب|أ ب|غيتي|الأناضول|وكالات|РИА Новости|ТАСС|新华社|中新社|视觉中国
`);

/** Words that introduce the name of the one who took or owns a picture. */
export const CREDIT_WORDS = new RegExp(
  `^(?:${[
    '(?:(?:top|main|lead|cover|header|featured|banner) )?photo(?:graph|graphy|graphs|s)?(?: credits?| by| courtesy of)?',
    '(?:(?:top|main|lead|cover|header|featured|banner) )?(?:image|picture|illustration|portrait|graphic|video|map|chart|drawing)(?: credits?| by| courtesy(?: of)?)?',
    'credits?|source|courtesy(?: of)?|(?:file )?photo',
    'fotos?(?: de| von| di)?|bild(?:er)?|bildnachweis|quelle|grafik',
    'crédits?(?: photo)?|photographie|fotografía|crédito|foto(?:grafia)?',
    'تصوير|صورة|الصورة|مصدر الصورة|צילום|קרדיט|фото|фотография|источник|图片来源|图源|摄影|图|图片|写真|사진',
  ].join('|')})`,
  'iu',
);
