// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace Backend {

/// A method by its path, with the types that go with it. The types may be incomplete where the method is only named; a
/// test compares each with the service's declaration in proto/.
template <typename RequestType, typename ResponseType>
struct RpcMethod
{
    using Request = RequestType;
    using Response = ResponseType;

    const char *path; ///< "/package.Service/Method"
};

} // namespace Backend
