// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// Marks a sentence for lupdate, which reads the source as text; core itself knows no Qt.
#ifndef QT_TRANSLATE_NOOP
#define QT_TRANSLATE_NOOP(context, sentence) sentence
#endif
