/* A vendor's library as far as the workstation can tell: files in, files out, and every way of going wrong. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { wlt_bytes = 1024, raw_bytes = 102 * 126 * 3 };

/* The image is made of the photo's bytes, over and over. */
int wlt_to_raw(const char *from, const char *to) {
  unsigned char wlt[wlt_bytes];
  FILE *in = fopen(from, "rb");
  if (in == NULL || fread(wlt, 1, sizeof wlt, in) != sizeof wlt) return -3;
  fclose(in);
  FILE *out = fopen(to, "wb");
  if (out == NULL) return -3;
  for (int i = 0; i < raw_bytes; i++) fputc(wlt[i % wlt_bytes], out);
  fclose(out);
  return 0;
}

/* The widespread form: the photo's path and the number of the reader's interface; the image beside it; 1 for done. */
int GetBmp(const char *path, int interface_number) {
  char to[4096];
  size_t length = strlen(path);
  if (interface_number != 2) return -6;
  if (length < 4 || length >= sizeof to || strcmp(path + length - 4, ".wlt") != 0) return -2;
  strcpy(to, path);
  strcpy(to + length - 4, ".bmp");
  return wlt_to_raw(path, to) == 0 ? 1 : -3;
}

int not_licensed(const char *path) {
  (void)path;
  return -5;
}

int leave_text(const char *path) {
  FILE *out = fopen("photo.bmp", "wb");
  (void)path;
  fputs("decoded", out);
  fclose(out);
  return 1;
}

int leave_link(const char *path) {
  (void)path;
  return symlink("/etc/hostname", "photo.bmp");
}

int crash(const char *path) {
  (void)path;
  return *(volatile int *)8;
}

int leave(const char *path) {
  (void)path;
  exit(0);
}

int hang(const char *path) {
  (void)path;
  for (;;) pause();
}

int eat(const char *path) {
  (void)path;
  for (;;) {
    char *taken = malloc(1 << 20);
    if (taken != NULL) memset(taken, 1, 1 << 20);
    usleep(200);
  }
}
