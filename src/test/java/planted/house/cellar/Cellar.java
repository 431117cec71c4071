package planted.house.cellar;

import planted.house.kitchen.Kitchen;

/** Names a kitchen, which its module does not allow. */
record Cellar(Kitchen kitchen) {}
