/**
 * The terms of the Web Annotation vocabulary's context (W3C, http://www.w3.org/ns/anno.jsonld) that an annotation
 * collection of text may use, so that the tests need no network.
 */
export const ANNOTATION_CONTEXT_URL = 'http://www.w3.org/ns/anno.jsonld';

const PREFIXES = {
  oa: 'http://www.w3.org/ns/oa#',
  dc: 'http://purl.org/dc/elements/1.1/',
  dcterms: 'http://purl.org/dc/terms/',
  dctypes: 'http://purl.org/dc/dcmitype/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
  as: 'http://www.w3.org/ns/activitystreams#',
};

const CLASSES = {
  oa: ['Annotation', 'TextualBody', 'SpecificResource', 'TextQuoteSelector', 'TextPositionSelector', 'Motivation'],
  dctypes: ['Text'],
  foaf: ['Person'],
};

const MOTIVATIONS =
  'assessing bookmarking classifying commenting describing editing highlighting identifying linking moderating questioning replying reviewing tagging';

const REFERENCES: Record<string, string> = {
  body: 'oa:hasBody',
  target: 'oa:hasTarget',
  source: 'oa:hasSource',
  selector: 'oa:hasSelector',
  creator: 'dcterms:creator',
  generator: 'as:generator',
  partOf: 'as:partOf',
  first: 'as:first',
};

const VOCABULARY: Record<string, string> = {
  motivation: 'oa:motivatedBy',
  purpose: 'oa:hasPurpose',
  textDirection: 'oa:textDirection',
};

const PLAIN: Record<string, string> = {
  format: 'dc:format',
  language: 'dc:language',
  value: 'rdf:value',
  exact: 'oa:exact',
  prefix: 'oa:prefix',
  suffix: 'oa:suffix',
  name: 'foaf:name',
  nickname: 'foaf:nick',
  label: 'rdfs:label',
};

const TYPED: Record<string, [id: string, type: string]> = {
  created: ['dcterms:created', 'xsd:dateTime'],
  modified: ['dcterms:modified', 'xsd:dateTime'],
  generated: ['dcterms:issued', 'xsd:dateTime'],
  start: ['oa:start', 'xsd:nonNegativeInteger'],
  end: ['oa:end', 'xsd:nonNegativeInteger'],
  total: ['as:totalItems', 'xsd:nonNegativeInteger'],
  startIndex: ['as:startIndex', 'xsd:nonNegativeInteger'],
};

function each<T>(record: Record<string, T>, make: (value: T) => unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, make(value)]));
}

/** The context as a document. */
export const ANNOTATION_CONTEXT = {
  '@context': {
    ...PREFIXES,
    id: '@id',
    type: '@type',
    ...Object.fromEntries(
      Object.entries(CLASSES).flatMap(([prefix, names]) => names.map((name) => [name, `${prefix}:${name}`])),
    ),
    Software: 'as:Application',
    AnnotationCollection: 'as:OrderedCollection',
    AnnotationPage: 'as:OrderedCollectionPage',
    ...Object.fromEntries(MOTIVATIONS.split(' ').map((name) => [name, `oa:${name}`])),
    ltr: 'oa:ltrDirection',
    rtl: 'oa:rtlDirection',
    items: { '@id': 'as:items', '@type': '@id', '@container': '@list' },
    ...each(REFERENCES, (id) => ({ '@id': id, '@type': '@id' })),
    ...each(VOCABULARY, (id) => ({ '@id': id, '@type': '@vocab' })),
    ...each(TYPED, ([id, type]) => ({ '@id': id, '@type': type })),
    ...PLAIN,
  },
};
