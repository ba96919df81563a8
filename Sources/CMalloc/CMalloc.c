#include "CMalloc.h"

#include <malloc.h>

void cmalloc_keep_small(void) {
  mallopt(M_ARENA_MAX, 2);
  mallopt(M_MMAP_THRESHOLD, 128 * 1024);
  mallopt(M_TRIM_THRESHOLD, 256 * 1024);
}

void cmalloc_trim(void) { malloc_trim(0); }
