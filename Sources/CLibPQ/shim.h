#ifndef SENTINEL_CLIBPQ_SHIM_H
#define SENTINEL_CLIBPQ_SHIM_H

#include <libpq-fe.h>
#include <sys/ioctl.h>

// ioctl is variadic, which Swift cannot call. How many bytes a socket has received that nobody has read; 0 if unknown.
static inline int sentinel_pq_pending(int descriptor) {
    int count = 0;
    return descriptor >= 0 && ioctl(descriptor, FIONREAD, &count) == 0 && count > 0 ? count : 0;
}

// libpq prints notices to the standard error unless somebody takes them.
static inline void sentinel_pq_no_notices(void *argument, const PGresult *result) {
    (void)argument;
    (void)result;
}
static inline void sentinel_pq_silence(PGconn *connection) {
    PQsetNoticeReceiver(connection, sentinel_pq_no_notices, 0);
}

#endif
