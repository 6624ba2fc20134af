/* box.h - the one function that compiled code calls beside the runtime's. */
#ifndef BOX_H
#define BOX_H

#include <nrt/nrt.h>

/* A new object that holds a number. */
NRT_MemInfo *box(double value);

#endif
