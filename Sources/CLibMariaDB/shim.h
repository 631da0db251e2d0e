#ifndef SENTINEL_CLIBMARIADB_SHIM_H
#define SENTINEL_CLIBMARIADB_SHIM_H

#include <mysql.h>

#endif
