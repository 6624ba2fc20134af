/* callees.h - the functions that test inputs may declare, by name. */
#ifndef REFPRUNE_TEST_CALLEES_H
#define REFPRUNE_TEST_CALLEES_H

/* Names that instrumentation adds calls of (functions.c). */
#define CALLEE_ACCESS "exec.access"   /* (ptr): its memory is about to be read or written */
#define CALLEE_PUBLISH "exec.publish" /* (i64): a word was shown to other threads */
#define CALLEE_TICK "exec.tick"       /* (): a branch is about to be taken, maybe for ever */
#define CALLEE_SYNC "exec.sync"       /* (): other threads may have gone on */

/* Address of a function that the runtime provides, or 0: none of that name takes so many parameters. */
unsigned long long callee_address(const char *name, unsigned parameters);

#endif
