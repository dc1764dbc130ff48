// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Only carries the precompiled header of the tests.
int main()
{
    return 0;
}
