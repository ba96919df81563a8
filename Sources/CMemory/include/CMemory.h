// Memory of the process that Swift's Glibc module has no words for: malloc.h and the loaded code.
#ifndef CMEMORY_H
#define CMEMORY_H

/// At most two arenas; blocks of 128 KB and more, and 256 KB free at a heap's end, go back at once.
void cmemory_keep_small(void);

/// Gives back all free pages of the heap.
void cmemory_trim_heap(void);

/// Lets go of loaded code and constants: read-only pages of files, which the kernel brings back as
/// they are used. Nine tenths of them serve the start alone.
void cmemory_let_go_of_code(void);

#endif
