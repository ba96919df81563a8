// Writing PNG files with libpng. In C, because libpng reports faults by longjmp,
// which must not cross Swift frames.
#ifndef CPNG_H
#define CPNG_H

#include <png.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Takes the next piece of the file; called several times, in order.
typedef void (*cpng_sink)(void *context, const uint8_t *bytes, size_t count);

/// Encodes `height` packed rows of `row_bytes` each, at `pixels`, as one PNG file.
/// `color_type` is PNG_COLOR_TYPE_GRAY or PNG_COLOR_TYPE_RGB. Answers false when libpng
/// refuses; what the sink got until then is then worthless.
bool cpng_write(const uint8_t *pixels, size_t row_bytes, uint32_t width, uint32_t height,
                int bit_depth, int color_type, cpng_sink sink, void *context);

#endif
