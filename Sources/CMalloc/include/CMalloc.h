// The knobs of glibc's allocator (malloc.h), which Swift's Glibc module leaves out.
#ifndef CMALLOC_H
#define CMALLOC_H

/// At most two arenas; blocks of 128 KB and more, and 256 KB free at a heap's end, go back at once.
void cmalloc_keep_small(void);

/// Gives back all pages that are free.
void cmalloc_trim(void);

#endif
