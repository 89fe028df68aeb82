#pragma once

#include <yaml.h>

// The data of an event is an anonymous union of anonymous structs, which Swift sees only through generated names that
// change with the header's layout. These name the few members that are read. A missing text is NULL.

static inline const char *cyaml_scalar_value(const yaml_event_t *event) {
    return (const char *)event->data.scalar.value;
}

static inline size_t cyaml_scalar_length(const yaml_event_t *event) { return event->data.scalar.length; }

static inline int cyaml_scalar_style(const yaml_event_t *event) { return (int)event->data.scalar.style; }

static inline int cyaml_is_flow(const yaml_event_t *event) {
    return event->type == YAML_SEQUENCE_START_EVENT ? event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE
                                                    : event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE;
}

static inline const char *cyaml_tag(const yaml_event_t *event) {
    switch (event->type) {
    case YAML_SCALAR_EVENT:
        return (const char *)event->data.scalar.tag;
    case YAML_SEQUENCE_START_EVENT:
        return (const char *)event->data.sequence_start.tag;
    case YAML_MAPPING_START_EVENT:
        return (const char *)event->data.mapping_start.tag;
    default:
        return NULL;
    }
}

static inline const char *cyaml_anchor(const yaml_event_t *event) {
    switch (event->type) {
    case YAML_ALIAS_EVENT:
        return (const char *)event->data.alias.anchor;
    case YAML_SCALAR_EVENT:
        return (const char *)event->data.scalar.anchor;
    case YAML_SEQUENCE_START_EVENT:
        return (const char *)event->data.sequence_start.anchor;
    case YAML_MAPPING_START_EVENT:
        return (const char *)event->data.mapping_start.anchor;
    default:
        return NULL;
    }
}

static inline int cyaml_has_directives(const yaml_event_t *event) {
    return event->data.document_start.version_directive != NULL ||
           event->data.document_start.tag_directives.start != event->data.document_start.tag_directives.end;
}
