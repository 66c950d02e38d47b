"""Headers of tables in a dump: the headings they are parted into, and the levels these stand on."""
