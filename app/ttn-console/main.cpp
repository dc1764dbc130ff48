// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/console/consolemain.h"

int main(int argc, char **argv)
{
    return App::runConsole(argc, argv);
}
