// Memory of the process that Swift's Glibc module has no words for: the allocator and the loaded code.
#ifndef CMEMORY_H
#define CMEMORY_H

/// Gives back pages of the heap that the calling thread, or threads that are over, have freed. The
/// allocator does so by itself for all the others, a little after they became free: it is mimalloc,
/// linked before the C library, which takes a tenth off the CPU of a message.
void cmemory_trim_heap(void);

/// Lets go of loaded code and constants: read-only pages of files, which the kernel brings back as
/// they are used. Nine tenths of them serve the start alone.
void cmemory_let_go_of_code(void);

#endif
