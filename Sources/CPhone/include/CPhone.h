// Phone numbers by libphonenumber, which is C++, behind a C face.
#ifndef CPHONE_H
#define CPHONE_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A number in its ways of writing, each ended by a zero byte.
typedef struct {
  char e164[32];
  char international[64];
  char region[8];  // ISO 3166 code, or empty when the number tells none
} cphone_number;

/// Reads `typed` (UTF-8, `length` bytes) as one would dial it in `region` (ISO 3166 code, or
/// empty: then only numbers with "+" are read). Answers false when it cannot be dialled from
/// abroad, going by its length. Never throws; the library's tables are made at the first call.
bool cphone_parse(const char *typed, size_t length, const char *region, cphone_number *number);

#ifdef __cplusplus
}
#endif

#endif
