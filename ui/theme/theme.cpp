// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/theme.h"

namespace lockstep::ui {

namespace {

QColor hex(unsigned rgb) { return QColor::fromRgb(rgb); }

// The skyline: how near the CPU a task is. Unknown fills its lane so that a gap is never missed.
constexpr double kHeights[kStates] = {0, .36, .74, 1, .54, .54, .36, .16, 1};

Theme makeDark() {
  Theme theme{ThemeKind::dark, hex(0x101317), hex(0x171B21), hex(0x20262E), hex(0x0C0F13),
              hex(0x2B323C),   hex(0x6F7B8B), hex(0xE9EDF2), hex(0xB3BDC9), hex(0x8F9AA8),
              hex(0xCBD4DF),   hex(0x9DB2FF), hex(0x10142A), hex(0xFF8350), {}};
  theme.states = {{
      {QColor(), hex(0x6F7B8B), hex(0x0C0F13), kHeights[0]},
      {hex(0x17303F), hex(0x7CCBF6), hex(0x5690B0), kHeights[1]},
      {hex(0x4A3F14), hex(0xFAD95F), hex(0xCEB24C), kHeights[2]},
      {hex(0x1FA67E), hex(0x2BBE91), hex(0x1FA67E), kHeights[3]},
      {hex(0x43200F), hex(0xF2652F), hex(0xB04B23), kHeights[4]},
      {hex(0x3B1F34), hex(0xD765AE), hex(0x9C4A80), kHeights[5]},
      {QColor(), hex(0xA99BD6), hex(0x726A91), kHeights[6]},
      {hex(0x242A32), hex(0x97A2B0), hex(0x6B7480), kHeights[7]},
      {QColor(), hex(0x6F7B8B), hex(0x2B323C), kHeights[8]},
  }};
  return theme;
}

Theme makeLight() {
  Theme theme{ThemeKind::light, hex(0xEEF0F3), hex(0xFFFFFF), hex(0xF5F6F8), hex(0xF3F5F7),
              hex(0xD8DDE4),    hex(0x77818E), hex(0x12161C), hex(0x424B57), hex(0x5B6572),
              hex(0x323B47),    hex(0x3546C2), hex(0xFFFFFF), hex(0xA92C00), {}};
  theme.states = {{
      {QColor(), hex(0x77818E), hex(0xF3F5F7), kHeights[0]},
      {hex(0xDDF0FB), hex(0x1273AE), hex(0x78B2D4), kHeights[1]},
      {hex(0xFFE389), hex(0xA37300), hex(0xE3C160), kHeights[2]},
      {hex(0x0B7F5F), hex(0x086B50), hex(0x0B7F5F), kHeights[3]},
      {hex(0xFFCDB6), hex(0xA92C00), hex(0xD47C5B), kHeights[4]},
      {hex(0xF7CFE7), hex(0x8A1A62), hex(0xC074A4), kHeights[5]},
      {QColor(), hex(0x6A45A8), hex(0xB4A2D4), kHeights[6]},
      {hex(0xE6E9ED), hex(0x667080), hex(0xA6ACB6), kHeights[7]},
      {QColor(), hex(0x77818E), hex(0xD8DDE4), kHeights[8]},
  }};
  return theme;
}

Theme makeProjector() {
  Theme theme{ThemeKind::projector, hex(0xFFFFFF), hex(0xFFFFFF), hex(0xFFFFFF), hex(0xF6F7F8),
              hex(0xB8C0CA),        hex(0x485260), hex(0x000000), hex(0x23292F), hex(0x3C4550),
              hex(0x161B21),        hex(0x2A37A6), hex(0xFFFFFF), hex(0x861F00), {}};
  theme.states = {{
      {QColor(), hex(0x485260), hex(0xF6F7F8), kHeights[0]},
      {hex(0xCBE8FA), hex(0x004F80), hex(0x669CBD), kHeights[1]},
      {hex(0xFFD84A), hex(0x6A4B00), hex(0xD2AE34), kHeights[2]},
      {hex(0x006B4E), hex(0x005A42), hex(0x006B4E), kHeights[3]},
      {hex(0xFFB999), hex(0x861F00), hex(0xC26C4C), kHeights[4]},
      {hex(0xF4BFDF), hex(0x6E0F4C), hex(0xB16796), kHeights[5]},
      {QColor(), hex(0x5A3187), hex(0xAC98C3), kHeights[6]},
      {hex(0xE6E9ED), hex(0x4A5361), hex(0x989EA7), kHeights[7]},
      {QColor(), hex(0x485260), hex(0xB8C0CA), kHeights[8]},
  }};
  return theme;
}

}  // namespace

const Theme& theme(ThemeKind kind) {
  static const Theme dark = makeDark();
  static const Theme light = makeLight();
  static const Theme projector = makeProjector();
  switch (kind) {
    case ThemeKind::dark:
      return dark;
    case ThemeKind::light:
      return light;
    case ThemeKind::projector:
      return projector;
  }
  return light;
}

}  // namespace lockstep::ui
