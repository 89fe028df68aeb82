#pragma once

#include <libxml/parser.h>
#include <libxml/xmlerror.h>

// Macros and casts that Swift can't see.

static inline unsigned int cxml2_sax2_magic(void) { return XML_SAX2_MAGIC; }

// Never the network, no expansion of entities, no relaxed limits: depth 256, texts of 10 MB.
static inline int cxml2_strict_options(void) { return XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING; }

static inline void cxml2_stop(void *context) { xmlStopParser((xmlParserCtxtPtr)context); }
