#ifndef SENTINEL_CSQLITE_SHIM_H
#define SENTINEL_CSQLITE_SHIM_H

#include <sqlite3.h>

/* Variadic functions and pointer-valued macros that Swift cannot call or read. */

static inline int sentinel_sqlite3_db_config_flag(sqlite3 *db, int option, int on) {
    return sqlite3_db_config(db, option, on, (int *)0);
}

/* A null pointer binds NULL, so an empty text needs an address. */
static inline int sentinel_sqlite3_bind_text(sqlite3_stmt *s, int index, const char *text, sqlite3_uint64 size) {
    return sqlite3_bind_text64(s, index, text ? text : "", size, SQLITE_TRANSIENT, SQLITE_UTF8);
}

static inline int sentinel_sqlite3_bind_blob(sqlite3_stmt *s, int index, const void *bytes, sqlite3_uint64 size) {
    return sqlite3_bind_blob64(s, index, bytes ? bytes : "", size, SQLITE_TRANSIENT);
}

static inline void sentinel_sqlite3_result_text(sqlite3_context *c, const char *text, sqlite3_uint64 size) {
    sqlite3_result_text64(c, text ? text : "", size, SQLITE_TRANSIENT, SQLITE_UTF8);
}

/* One conversion of SQLite's own formatter; the caller has checked that `spec` holds exactly one of that type. */
static inline char *sentinel_sqlite3_format_integer(const char *spec, sqlite3_int64 value) {
    return sqlite3_mprintf(spec, value);
}

static inline char *sentinel_sqlite3_format_double(const char *spec, double value) {
    return sqlite3_mprintf(spec, value);
}

static inline char *sentinel_sqlite3_format_text(const char *spec, const char *value) {
    return sqlite3_mprintf(spec, value);
}

#endif
