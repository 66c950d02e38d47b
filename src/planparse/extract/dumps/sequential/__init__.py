"""Tables of a dump that writes their cells one after another: cells by what words say."""
