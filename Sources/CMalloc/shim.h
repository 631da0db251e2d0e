#ifndef SENTINEL_CMALLOC_SHIM_H
#define SENTINEL_CMALLOC_SHIM_H

#include <stdlib.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

/* Swift's module of the C library has no mallopt. Does nothing where the C library is another one. */
static inline void sentinel_use_one_malloc_arena(void) {
#ifdef __GLIBC__
    mallopt(M_ARENA_MAX, 1);
#endif
}

#endif
