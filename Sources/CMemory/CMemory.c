#define _GNU_SOURCE
#include "CMemory.h"

#include <link.h>
#include <mimalloc.h>
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

void cmemory_trim_heap(void) { mi_collect(true); }

// Segments that may be written hold the program's own data and are left alone.
static int let_go(struct dl_phdr_info *object, size_t size, void *context) {
  uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
  for (int i = 0; i < object->dlpi_phnum; i++) {
    const ElfW(Phdr) *segment = &object->dlpi_phdr[i];
    if (segment->p_type != PT_LOAD || (segment->p_flags & PF_W)) {
      continue;
    }
    uintptr_t start = object->dlpi_addr + segment->p_vaddr;
    uintptr_t end = (start + segment->p_filesz) & ~(page - 1);
    start = (start + page - 1) & ~(page - 1);
    if (start < end) {
      madvise((void *)start, end - start, MADV_DONTNEED);
    }
  }
  return 0;
}

void cmemory_let_go_of_code(void) { dl_iterate_phdr(let_go, NULL); }
