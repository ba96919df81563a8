#include "CPNG.h"

typedef struct {
  cpng_sink sink;
  void *context;
} target;

static void write_piece(png_structp png, png_bytep bytes, png_size_t count) {
  target *to = png_get_io_ptr(png);
  to->sink(to->context, bytes, count);
}

static void flush_nothing(png_structp png) { (void)png; }

// libpng would print both on standard error.
static void fail_silently(png_structp png, png_const_charp message) {
  (void)message;
  png_longjmp(png, 1);
}

static void ignore_warning(png_structp png, png_const_charp message) {
  (void)png;
  (void)message;
}

bool cpng_write(const uint8_t *pixels, size_t row_bytes, uint32_t width, uint32_t height,
                int bit_depth, int color_type, cpng_sink sink, void *context) {
  target to = {sink, context};
  png_structp png =
      png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, fail_silently, ignore_warning);
  if (!png) return false;
  // Neither pointer changes after setjmp, so both still hold when it returns again.
  png_infop info = png_create_info_struct(png);
  if (!info || setjmp(png_jmpbuf(png))) {
    png_destroy_write_struct(&png, &info);
    return false;
  }
  png_set_write_fn(png, &to, write_piece, flush_nothing);
  png_set_compression_level(png, 9);
  png_set_IHDR(png, info, width, height, bit_depth, color_type, PNG_INTERLACE_NONE,
               PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  png_write_info(png, info);
  for (uint32_t row = 0; row < height; row++) {
    png_write_row(png, pixels + (size_t)row * row_bytes);
  }
  png_write_end(png, NULL);
  png_destroy_write_struct(&png, &info);
  return true;
}
