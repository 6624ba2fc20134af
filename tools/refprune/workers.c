/* workers.c - a shared counter hands out the jobs; whoever is free takes the next. */
#include "workers.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

typedef struct crew {
  pthread_mutex_t lock; /* guards next and done, and the progress line */
  job *jobs;
  size_t count;
  size_t next;
  size_t done;
  const job_settings *settings;
  bool show_progress;
} crew;

static const char clear_line[] = "\r\033[K";

static job *take_job(crew *shared) {
  pthread_mutex_lock(&shared->lock);
  job *taken = shared->next < shared->count ? &shared->jobs[shared->next++] : NULL;
  pthread_mutex_unlock(&shared->lock);
  return taken;
}

static void count_done(crew *shared, const job *work) {
  pthread_mutex_lock(&shared->lock);
  ++shared->done;
  if (shared->show_progress)
    fprintf(stderr, "%s[%zu/%zu] %.60s", clear_line, shared->done, shared->count, work->name);
  pthread_mutex_unlock(&shared->lock);
}

static void *work_until_done(void *context) {
  crew *shared = context;
  job *work;
  while ((work = take_job(shared))) {
    job_run(work, shared->settings);
    count_done(shared, work);
  }
  return NULL;
}

/* Threads that cannot be started are done without: the calling one finishes the work. */
static void run_crew(crew *shared, size_t threads) {
  pthread_t *started = calloc(threads, sizeof *started);
  size_t helpers = 0;
  while (started && helpers + 1 < threads &&
         pthread_create(&started[helpers], NULL, work_until_done, shared) == 0)
    ++helpers;
  work_until_done(shared);
  for (size_t i = 0; i < helpers; ++i)
    pthread_join(started[i], NULL);
  free(started);
}

void workers_run(job *jobs, size_t count, size_t threads, const job_settings *settings) {
  crew shared = {.jobs = jobs, .count = count, .settings = settings};
  shared.show_progress = count > 1 && isatty(STDERR_FILENO);
  pthread_mutex_init(&shared.lock, NULL);
  run_crew(&shared, threads < count ? threads : count);
  pthread_mutex_destroy(&shared.lock);
  if (shared.show_progress)
    fputs(clear_line, stderr);
}
