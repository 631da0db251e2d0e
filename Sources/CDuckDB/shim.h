#ifndef SENTINEL_CDUCKDB_SHIM_H
#define SENTINEL_CDUCKDB_SHIM_H

// DuckDB's library is loaded at run time, so its header is not needed to build. Only what its functions take or return
// by value is declared here, since the calling convention of structs cannot be written in Swift.

#include <stdint.h>

/// `duckdb_result`: five fields of old, and the result itself.
typedef struct {
    uint64_t deprecated_counts[3];
    void *deprecated_columns;
    char *deprecated_error;
    void *internal_data;
} sentinel_duckdb_result;

/// `duckdb_timestamp`: microseconds since 1970.
typedef struct {
    int64_t micros;
} sentinel_duckdb_timestamp;

/// `duckdb_date`: days since 1970.
typedef struct {
    int32_t days;
} sentinel_duckdb_date;

#endif
