/* descent.h - down a block of which both directions are known: LB at each of its nodes. */
#ifndef REFPRUNE_DESCENT_H
#define REFPRUNE_DESCENT_H

#include "prune/span.h"

/* Writes down the bounds of a block's nodes; returns LB behind its terminator. */
int32_t descent_record(const view *fn, span *part, const span_block *item);

/* LB of a root just before a site; 0 outside its span. */
int32_t descent_to_site(const view *fn, const span *part, uint32_t site_number);

#endif
