/* subjects.h - the functions of a module that can be run, and how to call them. */
#ifndef REFPRUNE_TEST_SUBJECTS_H
#define REFPRUNE_TEST_SUBJECTS_H

#include <stdbool.h>
#include <stdint.h>

#include <llvm-c/Core.h>

enum { MAX_SUBJECTS = 128, MAX_PARAMETERS = 8 };

typedef enum parameter_kind {
  PARAMETER_OBJECT,    /* an object or null */
  PARAMETER_BORROWED,  /* the same, of which the caller keeps a reference for the whole run */
  PARAMETER_MEMORY,    /* words that hold objects: named slot*, box* or list* */
  PARAMETER_EXCEPTION, /* where a raise stores: named excinfo* or error* */
  PARAMETER_INTEGER,
} parameter_kind;

typedef struct subject {
  char name[96];
  int parameter_count;
  parameter_kind parameter[MAX_PARAMETERS];
  bool returns_status; /* an integer that is not 0 where the function raised */
  const char *skipped; /* why it cannot run, or NULL */
} subject;

typedef struct subjects {
  subject list[MAX_SUBJECTS];
  int count;
} subjects;

/* Finds the functions with a body, before instrumentation. A string attribute "exec-skip" says that
 * one must not run, and why. Returns false where there are too many. */
bool subjects_find(subjects *found, LLVMModuleRef module);

/* Makes a module ready to run: drops what cannot run, makes undefined arguments null, adds a call
 * before each access to memory and behind each publication, and a caller `exec.call.NAME` (int64_t
 * arguments[], int64_t *result) for each function. Returns NULL, or the name of a declared function
 * that nobody provides. */
const char *subjects_prepare(const subjects *found, LLVMModuleRef module);

#endif
