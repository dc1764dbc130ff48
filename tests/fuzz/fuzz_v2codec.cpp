// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// libFuzzer target: topic, line end, payload. Start it with a corpus that recordingcorpus.py makes of the recordings.
#include "tests/fuzz/exercise.h"

#include <cstdio>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const quint8 *data, size_t size)
{
    static const auto codec = Backend::TrafficCodec::create(Domain::Generation::V2);
    if (const char *const broken = exerciseCodec(*codec, QByteArrayView(data, qsizetype(size)))) {
        std::fprintf(stderr, "%s\n", broken);
        std::abort();
    }
    return 0;
}
